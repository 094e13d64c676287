import { giveUp } from '../../base/problem.ts';
import { factorDefinite, invertFactored } from '../../numeric/linear-algebra.ts';

/** Least squares on a few columns. */
export interface Solved {
  readonly coefficients: Float64Array;
  /** (XᵀX)⁻¹. */
  readonly bread: Float64Array;
  readonly residuals: Float64Array;
  readonly squares: number;
  /** log|XᵀX|. */
  readonly logDeterminant: number;
}

/**
 * Weighted least squares by normal equations on standardised columns, with one round of refinement.
 *
 * @throws numeric/singular naming the column that the others explain, numeric/not-finite
 * Cost: n·k².
 */
export function solveLeast(
  columns: readonly Float64Array[],
  outcome: Float64Array,
  names: readonly string[],
  weight?: Float64Array,
): Solved {
  const size = columns.length;
  const gram = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      const sum = inner(columns[i] as Float64Array, columns[j] as Float64Array, weight);
      gram[i * size + j] = sum;
      gram[j * size + i] = sum;
    }
  const factor = factorDefinite(gram, size, names);
  const bread = invertFactored(factor, size);
  const coefficients = new Float64Array(size);
  const residuals = Float64Array.from(outcome);
  for (let round = 0; round < 2; round++) {
    const load = columns.map((column) => inner(column, residuals, weight));
    for (let i = 0; i < size; i++) {
      let step = 0;
      for (let j = 0; j < size; j++) step += (bread[i * size + j] as number) * (load[j] as number);
      coefficients[i] = (coefficients[i] as number) + step;
    }
    for (let row = 0; row < outcome.length; row++) {
      let fitted = 0;
      for (let j = 0; j < size; j++) fitted += ((columns[j] as Float64Array)[row] as number) * (coefficients[j] as number);
      residuals[row] = (outcome[row] as number) - fitted;
    }
  }
  const squares = inner(residuals, residuals, weight);
  if (!Number.isFinite(squares))
    giveUp('numeric/not-finite', 'A sum over the periods is too large to hold.', 'Rescale very large columns.');
  let logDeterminant = 0;
  for (let i = 0; i < size; i++) logDeterminant += 2 * Math.log(factor.lower[i * size + i] as number);
  return { coefficients, bread, residuals, squares, logDeterminant };
}

function inner(left: Float64Array, right: Float64Array, weight: Float64Array | undefined): number {
  let sum = 0;
  if (weight === undefined) for (let row = 0; row < left.length; row++) sum += (left[row] as number) * (right[row] as number);
  else for (let row = 0; row < left.length; row++) sum += (left[row] as number) * (right[row] as number) * (weight[row] as number);
  return sum;
}

/** Lags of Newey & West's rule of thumb, 4(n/100)^(2/9), rounded down. */
export function defaultLags(count: number): number {
  return Math.floor(4 * (count / 100) ** (2 / 9));
}

/**
 * Heteroskedasticity- and autocorrelation-consistent covariance with Bartlett weights 1 − l/(L+1).
 *
 * @param scores k columns of x·u
 * @see Newey & West (1987), Econometrica 55(3), eq. 5; without small-sample factor, as statsmodels' default
 * Cost: n·k²·lags.
 */
export function neweyWest(bread: Float64Array, scores: readonly Float64Array[], lags: number): Float64Array {
  const size = scores.length;
  const meat = new Float64Array(size * size);
  const count = scores[0]?.length ?? 0;
  for (let lag = 0; lag <= Math.min(lags, count - 1); lag++) {
    const weight = 1 - lag / (lags + 1);
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) {
        const [left, right] = [scores[i] as Float64Array, scores[j] as Float64Array];
        let sum = 0;
        for (let row = lag; row < count; row++) sum += (left[row] as number) * (right[row - lag] as number);
        meat[i * size + j] = (meat[i * size + j] as number) + weight * sum;
        if (lag > 0) meat[j * size + i] = (meat[j * size + i] as number) + weight * sum;
      }
  }
  return timesSquare(timesSquare(bread, meat, size), bread, size);
}

function timesSquare(left: Float64Array, right: Float64Array, size: number): Float64Array {
  const out = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let k = 0; k < size; k++)
      for (let j = 0; j < size; j++)
        out[i * size + j] = (out[i * size + j] as number) + (left[i * size + k] as number) * (right[k * size + j] as number);
  return out;
}
