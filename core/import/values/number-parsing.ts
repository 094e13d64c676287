const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const ZERO = 0x30;

/** 10^0 … 10^22: the powers of ten that a double holds exactly. */
const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** Whole numbers of up to fifteen digits are exact in a double; longer ones are identifiers until someone says otherwise. */
const EXACT_DIGITS = 15;

/**
 * Reads a plain decimal number from ASCII bytes, rounded correctly (the same double as `Number(text)`).
 *
 * Plain means: optional minus, digits, optional point and digits, optional exponent. Answers NaN for whatever else
 * is there, and for texts that look like numbers but may be identifiers: leading zeros ("007"), whole numbers of
 * more than fifteen digits, and bare exponents ("1e5"). The caller then looks closer.
 *
 * With at most fifteen digits d and a power of ten |e| ≤ 22 both d and 10^|e| are exact doubles, so one multiplication
 * or division rounds once and rounds correctly (Clinger 1990, PLDI, fast path). All others go to `Number`.
 * Cost: one pass, no allocation on the fast path.
 */
export function parsePlainNumber(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  const isNegative = bytes[at] === MINUS;
  if (isNegative) at++;
  const whole = at;
  let digits = 0;
  let mantissa = 0;
  while (at < to) {
    const digit = (bytes[at] as number) - ZERO;
    if (digit < 0 || digit > 9) break;
    mantissa = mantissa * 10 + digit;
    at++;
  }
  digits = at - whole;
  if (digits > 1 && bytes[whole] === ZERO) return Number.NaN;
  if (at === to) {
    if (digits === 0 || digits > EXACT_DIGITS) return Number.NaN;
    return isNegative ? -mantissa : mantissa;
  }
  let scale = 0;
  if (bytes[at] === POINT) {
    const point = at++;
    while (at < to) {
      const digit = (bytes[at] as number) - ZERO;
      if (digit < 0 || digit > 9) break;
      mantissa = mantissa * 10 + digit;
      at++;
    }
    scale = at - point - 1;
    digits += scale;
  }
  if (digits === 0) return Number.NaN;
  if (at < to) return parseExponent(bytes, from, to, at);
  if (digits > EXACT_DIGITS || scale > 22) return Number(textOf(bytes, from, to));
  const value = mantissa / (POWERS_OF_TEN[scale] as number);
  return isNegative ? -value : value;
}

/** The rare rest: an exponent that has a sign or follows a point. */
function parseExponent(bytes: Uint8Array, from: number, to: number, at: number): number {
  if (((bytes[at] as number) | 0x20) !== 0x65) return Number.NaN;
  let digit = at + 1;
  const isSigned = bytes[digit] === MINUS || bytes[digit] === PLUS;
  if (isSigned) digit++;
  else if (!hasPoint(bytes, from, at)) return Number.NaN;
  if (digit === to) return Number.NaN;
  for (let i = digit; i < to; i++) {
    const value = (bytes[i] as number) - ZERO;
    if (value < 0 || value > 9) return Number.NaN;
  }
  const value = Number(textOf(bytes, from, to));
  return Number.isFinite(value) ? value : Number.NaN;
}

function hasPoint(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i] === POINT) return true;
  return false;
}

function textOf(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let i = from; i < to; i++) text += String.fromCharCode(bytes[i] as number);
  return text;
}
