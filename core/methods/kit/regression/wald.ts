import { chiSquaredSf, fSf } from '../../../numeric/distributions.ts';
import { factorIndependent, solveFactored } from '../../../numeric/linear-algebra.ts';

export interface WaldTest {
  /** F with `restrictions` and `freedom` degrees; chi-squared over restrictions where freedom is infinite. */
  readonly statistic: number;
  readonly restrictions: number;
  readonly freedom: number;
  readonly pValue: number;
}

/**
 * Tests that several coefficients are all 0.
 *
 * @param covariance size², row-major, of all coefficients
 * @returns undefined when none of them has a variance
 * @see Wooldridge (2010), Econometric Analysis 2nd ed., eq. 4.13
 */
export function waldTest(
  coefficients: Float64Array,
  covariance: Float64Array,
  positions: readonly number[],
  freedom: number,
): WaldTest | undefined {
  const size = coefficients.length;
  const used = positions.filter((position) => (covariance[position * size + position] as number) > 0);
  // As a correlation matrix, so that the rank does not hang on units.
  const error = used.map((position) => Math.sqrt(covariance[position * size + position] as number));
  const square = new Float64Array(used.length * used.length);
  used.forEach((row, i) => {
    used.forEach((column, j) => {
      square[i * used.length + j] = (covariance[row * size + column] as number) / (error[i] as number) / (error[j] as number);
    });
  });
  const scores = Float64Array.from(used, (position, i) => (coefficients[position] as number) / (error[i] as number));
  const factor = factorIndependent(square, used.length);
  if (factor.size === 0) return undefined;
  const solved = solveFactored(factor, scores);
  const sum = scores.reduce((total, score, i) => total + score * (solved[i] as number), 0);
  const statistic = sum / factor.size;
  const pValue = Number.isFinite(freedom) ? fSf(statistic, factor.size, freedom) : chiSquaredSf(sum, factor.size);
  return { statistic, restrictions: factor.size, freedom, pValue };
}
