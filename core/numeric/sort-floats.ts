/** Digits of 11 bits: six passes over 64 bits, and counters that fit the processor's first cache. */
const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;
const MASK = DIGITS - 1;
const PASSES = 6;

/** Below this many values the platform's sort is as fast and needs no second copy. */
const LEAST_FOR_RADIX = 20_000;

/**
 * Sorts numbers ascending; the result is the same as that of the platform's typed-array sort. There must be no NaN.
 *
 * Radix sort by the bits of the numbers, lowest digit first: a double with its sign bit turned (or, when negative, with
 * all bits turned) orders as an unsigned whole number does. Digits that all values share cost no pass, so whole
 * numbers and rounded amounts sort in two or three.
 *
 * @returns sorted values on memory of their own
 * @see Knuth, The Art of Computer Programming 3, 5.2.5; Herf (2001) for the order of floating-point bits
 * Cost: O(n) time, 16 bytes a value; about half the time of the platform's sort for a million values.
 */
export function sortFloats(values: Float64Array): Float64Array {
  if (values.length < LEAST_FOR_RADIX) return values.slice().sort();
  const counts = new Uint32Array(PASSES * DIGITS);
  let from = orderedBits(values, counts);
  let into: Uint32Array<ArrayBuffer> = new Uint32Array(from.length);
  for (let pass = 0; pass < PASSES; pass++) {
    const starts = counts.subarray(pass * DIGITS, (pass + 1) * DIGITS);
    if (!turnIntoStarts(starts, values.length)) continue;
    distribute(from, into, starts, pass);
    [from, into] = [into, from];
  }
  return plainFloats(from);
}

/** The bits of each number, low word first, turned so that they order as whole numbers; counts every digit on the way. */
function orderedBits(values: Float64Array, counts: Uint32Array): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(values.slice().buffer);
  for (let i = 0; i < words.length; i += 2) {
    const sign = (words[i + 1] as number) >> 31;
    const low = (words[i] as number) ^ sign;
    const high = (words[i + 1] as number) ^ (sign | 0x8000_0000);
    words[i] = low;
    words[i + 1] = high;
    // Written out: an inner loop over the six digits takes twice as long.
    count(counts, low & MASK);
    count(counts, DIGITS + ((low >>> 11) & MASK));
    count(counts, 2 * DIGITS + (((low >>> 22) | (high << 10)) & MASK));
    count(counts, 3 * DIGITS + ((high >>> 1) & MASK));
    count(counts, 4 * DIGITS + ((high >>> 12) & MASK));
    count(counts, 5 * DIGITS + (high >>> 23));
  }
  return words;
}

function count(counts: Uint32Array, cell: number): void {
  counts[cell] = (counts[cell] as number) + 1;
}

function digitOf(low: number, high: number, pass: number): number {
  const shift = pass * DIGIT_BITS;
  if (shift >= 32) return (high >>> (shift - 32)) & MASK;
  // The third digit has its lower ten bits in one word and its highest in the other.
  return shift + DIGIT_BITS <= 32 ? (low >>> shift) & MASK : ((low >>> shift) | (high << (32 - shift))) & MASK;
}

/** Turns counts into positions; false when one digit has all values, so that the pass would move nothing. */
function turnIntoStarts(counts: Uint32Array, total: number): boolean {
  let sum = 0;
  for (let digit = 0; digit < DIGITS; digit++) {
    const count = counts[digit] as number;
    if (count === total) return false;
    counts[digit] = sum;
    sum += count;
  }
  return true;
}

function distribute(from: Uint32Array, into: Uint32Array, starts: Uint32Array, pass: number): void {
  for (let i = 0; i < from.length; i += 2) {
    const low = from[i] as number;
    const high = from[i + 1] as number;
    const digit = digitOf(low, high, pass);
    const at = starts[digit] as number;
    starts[digit] = at + 1;
    into[2 * at] = low;
    into[2 * at + 1] = high;
  }
}

function plainFloats(words: Uint32Array<ArrayBuffer>): Float64Array {
  for (let i = 0; i < words.length; i += 2) {
    // A turned number that was negative has its highest bit off: everything turns back.
    const sign = ~((words[i + 1] as number) >> 31);
    words[i] = (words[i] as number) ^ sign;
    words[i + 1] = (words[i + 1] as number) ^ (sign | 0x8000_0000);
  }
  return new Float64Array(words.buffer);
}
