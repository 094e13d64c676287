/**
 * The columns of a regression without a design matrix: an intercept (position 0), standardised numbers, and
 * categories as one code a row. A category of 500 levels costs one addition a row and partner instead of 500.
 */
export interface Basis {
  /** Number of coefficients, the intercept included. */
  readonly size: number;
  /** Number j sits at position j + 1. */
  readonly numbers: readonly BasisNumber[];
  readonly categories: readonly BasisCategory[];
}

/** Enters as (x − shift) · scale; NaN enters as 0, which is the shift itself. */
export interface BasisNumber {
  readonly values: Float64Array;
  readonly shift: number;
  readonly scale: number;
}

/** Enters as 1 at the position of its level; −1 (as a code or a position) enters nowhere. */
export interface BasisCategory {
  readonly codes: Int32Array;
  readonly positions: Int32Array;
}

/** Sums over rows. Results do not depend on threads: blocks of fixed size are added in row order. */
export const BLOCK_ROWS = 512;

/** Reads a block of one number column, standardised, from the given rows into `into`. */
export function readBlock(column: BasisNumber, rows: Int32Array, from: number, to: number, into: Float64Array): void {
  const { values, shift, scale } = column;
  for (let i = from; i < to; i++) {
    const entered = ((values[rows[i] as number] as number) - shift) * scale;
    into[i - from] = Number.isNaN(entered) ? 0 : entered;
  }
}

/**
 * The linear predictor of the given rows.
 *
 * @param coefficients `basis.size` numbers
 * @param into as long as rows
 * Cost: rows × (numbers + categories).
 */
export function predictBasis(basis: Basis, coefficients: Float64Array, rows: Int32Array, into: Float64Array): Float64Array {
  into.fill(coefficients[0] as number);
  basis.numbers.forEach(({ values, shift, scale }, index) => {
    const slope = coefficients[index + 1] as number;
    if (slope === 0) return;
    for (let i = 0; i < rows.length; i++) {
      const entered = ((values[rows[i] as number] as number) - shift) * scale;
      if (!Number.isNaN(entered)) into[i] = (into[i] as number) + slope * entered;
    }
  });
  for (const { codes, positions } of basis.categories) {
    const offsets = Float64Array.from(positions, (position) => (position < 0 ? 0 : (coefficients[position] as number)));
    for (let i = 0; i < rows.length; i++) {
      const code = codes[rows[i] as number] as number;
      if (code >= 0) into[i] = (into[i] as number) + (offsets[code] as number);
    }
  }
  return into;
}

/**
 * Σ loadᵢ · xᵢ over the given rows: gradients and right-hand sides.
 *
 * @param load one number per entry of rows
 * @returns `basis.size` sums
 * Cost: rows × (numbers + categories).
 */
export function loadBasis(basis: Basis, rows: Int32Array, load: Float64Array): Float64Array {
  const sums = new Float64Array(basis.size);
  for (let from = 0; from < rows.length; from += BLOCK_ROWS) {
    const to = Math.min(from + BLOCK_ROWS, rows.length);
    let total = 0;
    for (let i = from; i < to; i++) total += load[i] as number;
    sums[0] = (sums[0] as number) + total;
    basis.numbers.forEach(({ values, shift, scale }, index) => {
      let sum = 0;
      for (let i = from; i < to; i++) {
        const entered = ((values[rows[i] as number] as number) - shift) * scale;
        if (!Number.isNaN(entered)) sum += entered * (load[i] as number);
      }
      sums[index + 1] = (sums[index + 1] as number) + sum;
    });
    for (const { codes, positions } of basis.categories) {
      for (let i = from; i < to; i++) {
        const code = codes[rows[i] as number] as number;
        const position = code < 0 ? -1 : (positions[code] as number);
        if (position >= 0) sums[position] = (sums[position] as number) + (load[i] as number);
      }
    }
  }
  return sums;
}
