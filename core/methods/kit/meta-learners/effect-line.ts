import { refuse } from '../../../base/problem.ts';
import type { StopSignal } from '../../../base/work.ts';
import { sharedFloats } from '../../../frame/shared-memory.ts';
import { type Design, layOut } from '../../../learners/linear/design.ts';
import { predictBasis } from '../../../numeric/basis.ts';
import { sandwichOf } from '../regression/covariance.ts';
import { solveLeastSquares, weighed } from '../regression/least-squares.ts';
import { leverageOf } from '../regression/leverage.ts';
import type { Pseudo } from './final-stage.ts';

/** Effects of the rows that were asked about, and their standard errors. */
export interface EffectLine {
  readonly effects: Float64Array;
  readonly errors: Float64Array;
}

/**
 * A straight line through measured effects, by weighted least squares. The error of a row's effect is
 * √(x′Vx), V the HC1 sandwich: as the measurements are cross-fitted and orthogonal, what the first stage
 * missed does not enter at this order.
 *
 * @throws data/too-few-rows when there are no more rows than terms
 * @see Semenova & Chernozhukov (2021), Econometrics Journal 24(2), theorem 3.1; Nie & Wager (2021), Biometrika 108(2), eq. 4
 * Cost: two Gram passes, and terms² per row asked about.
 */
export function fitEffectLine(design: Design, { values, weight, rows }: Pseudo, asked: Int32Array, signal: StopSignal): EffectLine {
  const layout = layOut(design, 'reference', { rows, ...(weight === undefined ? {} : { weight }) });
  const { basis } = layout;
  if (rows.length <= basis.size) {
    refuse(
      'data/too-few-rows',
      `${rows.length} rows cannot carry a line of ${basis.size} terms.`,
      'Use fewer covariates, or fewer folds.',
      {
        option: 'covariates',
      },
    );
  }
  const outcome = Float64Array.from(rows, (row) => values[row] as number);
  const least = solveLeastSquares({ basis, rows, terms: [], references: [] }, outcome, layout.weight, signal);
  const scores = { basis, rows, bread: least.bread, loads: weighed(least.residuals, layout.weight) };
  const rule = { kind: 'HC1' as const, clusters: [], factor: 'own' as const, parameters: least.kept.length };
  const covariance = sandwichOf(scores, rule, signal);
  const effects = predictBasis(basis, least.coefficients, asked, sharedFloats(asked.length));
  const variances = leverageOf({ basis, rows: asked, weight: undefined }, covariance, signal);
  return { effects, errors: variances.map((variance) => Math.sqrt(Math.max(0, variance))) };
}
