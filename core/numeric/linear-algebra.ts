import { giveUp } from '../base/problem.ts';

/**
 * Dense symmetric systems of the size that regressions have (up to a few thousand columns). Matrices are
 * square, row-major Float64Arrays; only exported functions allocate, and only their result.
 */

/**
 * The share of a column's own square that must remain after the columns before it are taken out. Gram
 * matrices of standardised columns carry rounding errors near 1e-15; what is left below 1e-12 is noise.
 */
export const RANK_TOLERANCE = 1e-12;

/** A Cholesky factor of the columns that are linearly independent, in their order. */
export interface Factor {
  readonly size: number;
  /** Lower triangle L, row-major size × size, with A = L·Lᵀ over the kept columns. */
  readonly lower: Float64Array;
  /** Positions of the kept columns in the matrix that was factored. */
  readonly kept: Int32Array;
}

/**
 * Factors a symmetric positive semidefinite matrix and leaves out every column that the columns before it
 * already explain, as R's `lm` does with aliased terms. Nothing is dropped from a matrix of full rank.
 *
 * @param matrix size × size, row-major; only the lower triangle is read
 * @see Golub & Van Loan (2013), Matrix Computations 4th ed., alg. 4.2.1, with a test on each pivot
 * Cost: size³/3 multiplications.
 */
export function factorIndependent(matrix: Float64Array, size: number, tolerance = RANK_TOLERANCE): Factor {
  const lower = new Float64Array(size * size);
  const kept: number[] = [];
  for (let column = 0; column < size; column++) {
    const row = kept.length * size;
    for (let k = 0; k < kept.length; k++) {
      const pivotRow = k * size;
      let rest = matrix[column * size + (kept[k] as number)] as number;
      for (let j = 0; j < k; j++) rest -= (lower[row + j] as number) * (lower[pivotRow + j] as number);
      lower[row + k] = rest / (lower[pivotRow + k] as number);
    }
    const own = matrix[column * size + column] as number;
    let left = own;
    for (let j = 0; j < kept.length; j++) left -= (lower[row + j] as number) ** 2;
    if (left > tolerance * own && own > 0) {
      lower[row + kept.length] = Math.sqrt(left);
      kept.push(column);
    }
  }
  return { size: kept.length, lower: packRows(lower, size, kept.length), kept: Int32Array.from(kept) };
}

/**
 * Factors a symmetric positive definite matrix.
 *
 * @param names what the columns are called, for the message
 * @throws numeric/singular naming the first column that the others already explain; numeric/not-finite
 * Cost: size³/3 multiplications.
 */
export function factorDefinite(matrix: Float64Array, size: number, names?: readonly string[]): Factor {
  for (let i = 0; i < size * size; i++) {
    if (!Number.isFinite(matrix[i])) {
      giveUp(
        'numeric/not-finite',
        'A sum over the columns is too large or is missing.',
        'Rescale very large columns and fill missing values first.',
      );
    }
  }
  const factor = factorIndependent(matrix, size);
  if (factor.size === size) return factor;
  let extra = 0;
  while (factor.kept[extra] === extra) extra++;
  const name = names?.[extra];
  return giveUp(
    'numeric/singular',
    `${name === undefined ? `Column ${extra + 1}` : `"${name}"`} is constant or a combination of the columns before it, so the system has no single solution.`,
    'Leave that column out, or use a ridge penalty.',
    name === undefined ? undefined : { column: name },
  );
}

/**
 * Solves A·x = b over the kept columns.
 *
 * @param right b for every column of the factored matrix, dropped ones included
 * @returns x for every column; 0 for dropped ones
 * Cost: size² multiplications.
 */
export function solveFactored(factor: Factor, right: Float64Array): Float64Array {
  const { size, lower, kept } = factor;
  const inner = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let rest = right[kept[i] as number] as number;
    for (let j = 0; j < i; j++) rest -= (lower[i * size + j] as number) * (inner[j] as number);
    inner[i] = rest / (lower[i * size + i] as number);
  }
  const solution = new Float64Array(right.length);
  for (let i = size - 1; i >= 0; i--) {
    let rest = inner[i] as number;
    for (let j = i + 1; j < size; j++) rest -= (lower[j * size + i] as number) * (inner[j] as number);
    inner[i] = rest / (lower[i * size + i] as number);
    solution[kept[i] as number] = inner[i] as number;
  }
  return solution;
}

/**
 * The inverse of the factored matrix; rows and columns of dropped columns are 0.
 *
 * @param fullSize size of the matrix that was factored
 * @returns fullSize × fullSize, row-major
 * Cost: size · fullSize² multiplications.
 */
export function invertFactored(factor: Factor, fullSize: number): Float64Array {
  const inverse = new Float64Array(fullSize * fullSize);
  const unit = new Float64Array(fullSize);
  for (const column of factor.kept) {
    unit[column] = 1;
    inverse.set(solveFactored(factor, unit), column * fullSize);
    unit[column] = 0;
  }
  return inverse;
}

/**
 * Solves one symmetric positive definite system.
 *
 * @throws numeric/singular, numeric/not-finite
 */
export function solveDefinite(matrix: Float64Array, right: Float64Array, names?: readonly string[]): Float64Array {
  return solveFactored(factorDefinite(matrix, right.length, names), right);
}

/** vᵀ·A·v for a square row-major matrix. */
export function quadraticForm(matrix: Float64Array, vector: Float64Array): number {
  const size = vector.length;
  let sum = 0;
  for (let i = 0; i < size; i++) {
    let dot = 0;
    for (let j = 0; j < size; j++) dot += (matrix[i * size + j] as number) * (vector[j] as number);
    sum += dot * (vector[i] as number);
  }
  return sum;
}

/** A·v for a square row-major matrix. */
export function multiply(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  const product = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let dot = 0;
    for (let j = 0; j < size; j++) dot += (matrix[i * size + j] as number) * (vector[j] as number);
    product[i] = dot;
  }
  return product;
}

/** Moves the first `size` cells of the first `size` rows together. */
function packRows(rows: Float64Array, stride: number, size: number): Float64Array {
  if (stride === size) return rows;
  const packed = new Float64Array(size * size);
  for (let row = 0; row < size; row++) packed.set(rows.subarray(row * stride, row * stride + size), row * size);
  return packed;
}
