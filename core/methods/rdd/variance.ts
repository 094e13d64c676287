import { fillBasis, type LocalFit } from './local-fit.ts';
import type { Side } from './side.ts';

/**
 * The sandwich variance of coefficient j in u: row j of G⁻¹ (Σ w² r rᵀ e²) G⁻¹, summed as squares of the weights
 * that each row has in the coefficient.
 *
 * @param residuals one per row of the window
 * Cost: O(rows · order).
 */
export function coefficientVariance(side: Side, fit: LocalFit, j: number, residuals: Float64Array): number {
  const size = fit.order + 1;
  const basis = new Float64Array(size);
  let sum = 0;
  for (let row = 0; row < fit.count; row++) {
    fillBasis(basis, (side.sign * (side.distance[row] as number)) / fit.bandwidth);
    sum += (rowWeight(fit, basis, j) * (fit.weights[row] as number) * (residuals[row] as number)) ** 2;
  }
  return sum;
}

/** Row j of the inverse Gram matrix times a basis vector. */
export function rowWeight(fit: LocalFit, basis: Float64Array, j: number): number {
  const size = fit.order + 1;
  let dot = 0;
  for (let k = 0; k < size; k++) dot += (fit.inverse[j * size + k] as number) * (basis[k] as number);
  return dot;
}
