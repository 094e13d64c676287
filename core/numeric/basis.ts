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
  const offsets = offsetsOf(basis, coefficients);
  for (let from = 0; from < rows.length; from += BLOCK_ROWS)
    predictBlock(basis, { coefficients, offsets }, rows, { from, to: Math.min(from + BLOCK_ROWS, rows.length), into });
  return into;
}

/** Coefficients, and those of each category by code. */
interface Slopes {
  readonly coefficients: Float64Array;
  readonly offsets: readonly Float64Array[];
}

function offsetsOf({ categories }: Basis, coefficients: Float64Array): Float64Array[] {
  return categories.map(({ positions }) =>
    Float64Array.from(positions, (position) => (position < 0 ? 0 : (coefficients[position] as number))),
  );
}

function predictBlock({ numbers, categories }: Basis, { coefficients, offsets }: Slopes, rows: Int32Array, stretch: Stretch): void {
  stretch.into.fill(coefficients[0] as number, stretch.from, stretch.to);
  for (let j = 0; j < numbers.length; j++) {
    const slope = coefficients[j + 1] as number;
    if (slope !== 0) addNumber(numbers[j] as BasisNumber, slope, rows, stretch);
  }
  for (let c = 0; c < categories.length; c++) addCategory(categories[c] as BasisCategory, offsets[c] as Float64Array, rows, stretch);
}

/**
 * Σ wᵢ·(yᵢ − ŷᵢ)·xᵢ in one pass: every block is predicted and loaded while it is in cache.
 *
 * @param from outcome and weight (all 1 without it) per entry of rows; `fitted` and `residuals` are filled in
 * @returns `basis.size` sums
 */
export function loadResiduals(
  basis: Basis,
  rows: Int32Array,
  coefficients: Float64Array,
  {
    outcome,
    weight,
    fitted,
    residuals,
  }: {
    readonly outcome: Float64Array;
    readonly weight: Float64Array | undefined;
    readonly fitted: Float64Array;
    readonly residuals: Float64Array;
  },
): Float64Array {
  const sums = new Float64Array(basis.size);
  const slopes = { coefficients, offsets: offsetsOf(basis, coefficients) };
  for (let from = 0; from < rows.length; from += BLOCK_ROWS) {
    const to = Math.min(from + BLOCK_ROWS, rows.length);
    predictBlock(basis, slopes, rows, { from, to, into: fitted });
    for (let i = from; i < to; i++)
      residuals[i] = (weight === undefined ? 1 : (weight[i] as number)) * ((outcome[i] as number) - (fitted[i] as number));
    loadBlock(basis, rows, { from, to, into: residuals }, sums);
  }
  return sums;
}

/** Part of the rows, and where their answers go: a block stays in cache while all columns are added to it. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly into: Float64Array;
}

function addNumber({ values, shift, scale }: BasisNumber, slope: number, rows: Int32Array, { from, to, into }: Stretch): void {
  for (let i = from; i < to; i++) {
    const entered = ((values[rows[i] as number] as number) - shift) * scale;
    if (!Number.isNaN(entered)) into[i] = (into[i] as number) + slope * entered;
  }
}

function addCategory({ codes }: BasisCategory, offsets: Float64Array, rows: Int32Array, { from, to, into }: Stretch): void {
  for (let i = from; i < to; i++) {
    const code = codes[rows[i] as number] as number;
    if (code >= 0) into[i] = (into[i] as number) + (offsets[code] as number);
  }
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
  for (let from = 0; from < rows.length; from += BLOCK_ROWS)
    loadBlock(basis, rows, { from, to: Math.min(from + BLOCK_ROWS, rows.length), into: load }, sums);
  return sums;
}

function loadBlock({ numbers, categories }: Basis, rows: Int32Array, stretch: Stretch, sums: Float64Array): void {
  let total = 0;
  for (let i = stretch.from; i < stretch.to; i++) total += stretch.into[i] as number;
  sums[0] = (sums[0] as number) + total;
  for (let j = 0; j < numbers.length; j++) sums[j + 1] = (sums[j + 1] as number) + loadOf(numbers[j] as BasisNumber, rows, stretch);
  for (let c = 0; c < categories.length; c++) loadLevels(categories[c] as BasisCategory, rows, stretch, sums);
}

/** Two running sums hide the latency of the adder; a missing value adds 0. */
function loadOf({ values, shift, scale }: BasisNumber, rows: Int32Array, { from, to, into: load }: Stretch): number {
  let even = 0;
  let odd = 0;
  let i = from;
  for (; i + 1 < to; i += 2) {
    const first = ((values[rows[i] as number] as number) - shift) * scale;
    const second = ((values[rows[i + 1] as number] as number) - shift) * scale;
    even += Number.isNaN(first) ? 0 : first * (load[i] as number);
    odd += Number.isNaN(second) ? 0 : second * (load[i + 1] as number);
  }
  if (i < to) {
    const last = ((values[rows[i] as number] as number) - shift) * scale;
    even += Number.isNaN(last) ? 0 : last * (load[i] as number);
  }
  return even + odd;
}

function loadLevels({ codes, positions }: BasisCategory, rows: Int32Array, { from, to, into: load }: Stretch, sums: Float64Array): void {
  for (let i = from; i < to; i++) {
    const code = codes[rows[i] as number] as number;
    const position = code < 0 ? -1 : (positions[code] as number);
    if (position >= 0) sums[position] = (sums[position] as number) + (load[i] as number);
  }
}
