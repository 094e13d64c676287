/**
 * Splittable random numbers. One seed per run; every step, fold and tree takes its own named stream,
 * so a result never depends on which thread drew first.
 */
export interface Rng {
  /** The 32-bit seed words of this stream: all that is needed to build it again in another thread. */
  readonly seed: readonly [number, number, number, number];
  /** A share in [0, 1) with 53 random bits. */
  next(): number;
  /** A whole number in [0, bound), without modulo bias. */
  below(bound: number): number;
  /** A standard normal draw (Marsaglia polar method). */
  normal(): number;
  /** An independent stream named by a label or a number; drawing from it leaves this one untouched. */
  fork(name: string | number): Rng;
}

/** Starts the stream of a run from its seed. */
export function rngFromSeed(seed: number): Rng {
  return rngFromWords(mix4([seed >>> 0, Math.floor(seed / 0x1_0000_0000) >>> 0, 0x9e37_79b9, 0x243f_6a88]));
}

/**
 * Builds a stream from four seed words: xoshiro128** (Blackman & Vigna 2021, ACM TOMS 47:36).
 * Forks hash the parent's seed words with the name, never its position, so order of use cannot matter.
 */
export function rngFromWords(seed: readonly [number, number, number, number]): Rng {
  let [a, b, c, d] = seed;
  let spare = Number.NaN;

  const word = (): number => {
    const fived = Math.imul(b, 5);
    const result = Math.imul((fived << 7) | (fived >>> 25), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result >>> 0;
  };

  const next = (): number => ((word() >>> 5) * 0x400_0000 + (word() >>> 6)) / 0x20_0000_0000_0000;

  const below = (bound: number): number => {
    if (bound > 0x1_0000_0000) return Math.floor(next() * bound);
    // Draws above the last whole multiple of bound are thrown away; they would favour small numbers.
    const limit = 0x1_0000_0000 - (0x1_0000_0000 % bound);
    let drawn = word();
    while (drawn >= limit) drawn = word();
    return drawn % bound;
  };

  const normal = (): number => {
    if (!Number.isNaN(spare)) {
      const kept = spare;
      spare = Number.NaN;
      return kept;
    }
    let x = 0;
    let y = 0;
    let square = 0;
    do {
      x = 2 * next() - 1;
      y = 2 * next() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square === 0);
    const scale = Math.sqrt((-2 * Math.log(square)) / square);
    spare = y * scale;
    return x * scale;
  };

  const fork = (name: string | number): Rng => {
    const words: [number, number, number, number] = [...seed];
    const label = typeof name === 'number' ? `#${name}` : name;
    for (let i = 0; i < label.length; i++) {
      const slot = i & 3;
      words[slot] = Math.imul((words[slot] ?? 0) ^ label.charCodeAt(i), 0x0100_0193) ^ (i + 1);
    }
    return rngFromWords(mix4(words));
  };

  return { seed, next, below, normal, fork };
}

/** Fisher–Yates shuffle of the given whole numbers, in place. */
export function shuffle(values: Int32Array, rng: Rng): Int32Array {
  for (let i = values.length - 1; i > 0; i--) {
    const j = rng.below(i + 1);
    const held = values[i] ?? 0;
    values[i] = values[j] ?? 0;
    values[j] = held;
  }
  return values;
}

/** Spreads every input bit over all four words (MurmurHash3 finaliser in two rounds); never all zero. */
function mix4(words: readonly [number, number, number, number]): [number, number, number, number] {
  let carry = 0x85eb_ca6b;
  const out: [number, number, number, number] = [...words];
  for (let round = 0; round < 8; round++) {
    const slot = round & 3;
    let value = (out[slot] ?? 0) ^ carry;
    value = Math.imul(value ^ (value >>> 16), 0x85eb_ca6b);
    value = Math.imul(value ^ (value >>> 13), 0xc2b2_ae35);
    value ^= value >>> 16;
    out[slot] = value >>> 0;
    carry = (carry + value + 0x9e37_79b9) | 0;
  }
  // The all-zero state is the one state that xoshiro never leaves.
  if ((out[0] | out[1] | out[2] | out[3]) === 0) out[0] = 1;
  return out;
}
