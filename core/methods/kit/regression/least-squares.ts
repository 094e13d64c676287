import { giveUp, refuse } from '../../../base/problem.ts';
import type { StopSignal } from '../../../base/work.ts';
import { loadBasis, loadResiduals, predictBasis } from '../../../numeric/basis.ts';
import { gramOf } from '../../../numeric/gram.ts';
import { factorIndependent, invertFactored, multiply } from '../../../numeric/linear-algebra.ts';
import type { Design } from './design.ts';

/** A least-squares fit on the scale of the standardised basis. */
export interface LeastSquares {
  readonly coefficients: Float64Array;
  /** (XᵀWX)⁻¹; rows and columns of dropped positions are 0. */
  readonly bread: Float64Array;
  readonly gram: Float64Array;
  /** Positions that take part; the rest repeat others. */
  readonly kept: Int32Array;
  /** One per row of the design. */
  readonly fitted: Float64Array;
  readonly residuals: Float64Array;
  /** Σ w·e². */
  readonly squares: number;
}

/**
 * Weighted least squares by sufficient statistics: one pass for XᵀWX, one for XᵀWy, one for residuals, and one
 * round of refinement, which takes back what forming XᵀWX lost.
 *
 * @param outcome one value per row of the design
 * @param weight positive, one per row of the design; all 1 without it
 * @throws numeric/not-finite; data/too-few-rows when no row is left
 * @see Golub & Van Loan (2013), Matrix Computations 4th ed., sections 5.3.2 and 5.3.8
 * Cost: n·k² multiplications in cache-sized blocks, then O(n·k).
 */
export function solveLeastSquares(
  design: Design,
  outcome: Float64Array,
  weight: Float64Array | undefined,
  signal: StopSignal,
): LeastSquares {
  const { basis, rows } = design;
  if (rows.length === 0)
    refuse(
      'data/too-few-rows',
      'No row has a value in every column of the regression.',
      'Leave out the column with most gaps, or fill it.',
    );
  const gram = gramOf(basis, rows, weight, signal);
  const factor = factorIndependent(gram, basis.size);
  const bread = invertFactored(factor, basis.size);
  const { coefficients, fitted, residuals } = project(design, bread, { outcome, weight }, signal);
  const squares = sumOfSquares(residuals, weight);
  if (!Number.isFinite(squares))
    giveUp('numeric/not-finite', 'A sum over the columns is too large to hold.', 'Rescale very large columns, e.g. to thousands.');
  return { coefficients, bread, gram, kept: factor.kept, fitted, residuals, squares };
}

/**
 * Another outcome on the same columns: (XᵀWX)⁻¹ is known already, so this costs two rounds of O(n·k).
 *
 * @param bread (XᵀWX)⁻¹ on the basis' scale
 */
export function project(
  { basis, rows }: Design,
  bread: Float64Array,
  { outcome, weight }: { readonly outcome: Float64Array; readonly weight?: Float64Array | undefined },
  signal: StopSignal,
): Pick<LeastSquares, 'coefficients' | 'fitted' | 'residuals'> {
  const coefficients = new Float64Array(basis.size);
  const fitted = new Float64Array(rows.length);
  const residuals = outcome.slice();
  const move = (loads: Float64Array): void => {
    signal.throwIfAborted();
    const step = multiply(bread, loads);
    for (let j = 0; j < step.length; j++) coefficients[j] = (coefficients[j] as number) + (step[j] as number);
  };
  move(loadBasis(basis, rows, weighed(residuals, weight)));
  move(loadResiduals(basis, rows, coefficients, { outcome, weight, fitted, residuals }));
  predictBasis(basis, coefficients, rows, fitted);
  for (let i = 0; i < rows.length; i++) residuals[i] = (outcome[i] as number) - (fitted[i] as number);
  return { coefficients, fitted, residuals };
}

/** Values times weights; the values themselves where all weights are 1. */
export function weighed(values: Float64Array, weight: Float64Array | undefined): Float64Array {
  return weight === undefined ? values : values.map((value, i) => value * (weight[i] as number));
}

/** Σ w·v². */
export function sumOfSquares(values: Float64Array, weight: Float64Array | undefined): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (weight === undefined ? 1 : (weight[i] as number)) * (values[i] as number) ** 2;
  return sum;
}
