import type { StopSignal } from '../../base/work.ts';
import { sharedFloats } from '../../frame/shared-memory.ts';
import { designOf, type Layout, layOut } from '../../learners/linear/design.ts';
import type { FeatureTable } from '../../learners/model.ts';
import { predictBasis } from '../../numeric/basis.ts';
import { quadraticForm } from '../../numeric/linear-algebra.ts';
import { groupsIn } from '../kit/regression/clusters.ts';
import { sandwichOf } from '../kit/regression/covariance.ts';
import { solveLeastSquares, weighed } from '../kit/regression/least-squares.ts';
import { leverageOf } from '../kit/regression/leverage.ts';
import { type ErrorRule, type LinearScore, type Scored, scored } from './scores.ts';

/** The effect as a line in some columns. */
export interface EffectLine {
  readonly terms: readonly { readonly name: string; readonly estimate: Scored }[];
  /** Effects of all rows of the table, and their errors. */
  readonly effects: Float64Array;
  readonly errors: Float64Array;
}

/**
 * The best line through the effects: b/a regressed on the columns with weight a. With partialling out this is LinearDML, the
 * regression of the outcome's residual on the treatment's residual times the columns; with the interactive model it is the
 * best linear projection of the doubly robust scores. Errors are HC1, or by cluster.
 *
 * @see Semenova & Chernozhukov (2021), Econometrics Journal 24(2), theorem 3.1; Chernozhukov et al. (2018), eq. 4.4
 * Cost: two Gram passes, and terms² per row for the errors of effects.
 */
export function fitLine(score: LinearScore, table: FeatureTable, rule: ErrorRule, signal: StopSignal): EffectLine {
  const { rowCount } = table;
  const [values, weight] = [new Float64Array(rowCount), new Float64Array(rowCount)];
  score.rows.forEach((row, i) => {
    const a = score.a[i] as number;
    weight[row] = a;
    values[row] = a === 0 ? 0 : (score.b[i] as number) / a;
  });
  const { rows } = score;
  const layout = layOut(designOf(table), 'reference', { rows, weight });
  const { basis } = layout;
  const outcome = Float64Array.from(rows, (row) => values[row] as number);
  const least = solveLeastSquares({ basis, rows, terms: [], references: [] }, outcome, layout.weight, signal);
  const scores = { basis, rows, bread: least.bread, loads: weighed(least.residuals, layout.weight) };
  const clusters = rule.clusters === undefined ? [] : [groupsIn(rule.clusters, rows)];
  const kind = clusters.length === 0 ? ('HC1' as const) : ('cluster' as const);
  const covariance = sandwichOf(scores, { kind, clusters, factor: 'own', parameters: least.kept.length }, signal);
  const asked = Int32Array.from({ length: rowCount }, (_, row) => row);
  const errors = sharedFloats(rowCount);
  leverageOf({ basis, rows: asked, weight: undefined }, covariance, signal).forEach((variance, row) => {
    errors[row] = Math.sqrt(Math.max(0, variance));
  });
  return {
    terms: termsOf(layout, table, rows.length).map(({ name, direction }) => {
      const value = direction.reduce((sum, each, at) => sum + each * (least.coefficients[at] as number), 0);
      return { name, estimate: scored(value, Math.sqrt(Math.max(0, quadraticForm(covariance, direction))), rule.alpha, rows.length) };
    }),
    effects: predictBasis(basis, least.coefficients, asked, sharedFloats(rowCount)),
    errors,
  };
}

/** Coefficients on the columns' own scale are products of the standardised ones with these directions. */
function termsOf({ basis, terms }: Layout, table: FeatureTable, rowCount: number): { name: string; direction: Float64Array }[] {
  if (rowCount === 0) return [];
  const intercept = new Float64Array(basis.size);
  intercept[0] = 1;
  const slopes = terms.map(({ feature, category, shift, scale }, at) => {
    const direction = new Float64Array(basis.size);
    direction[at + 1] = scale;
    intercept[at + 1] = -shift * scale;
    const name = table.features[feature]?.name ?? '';
    return { name: category === undefined ? name : `${name} = ${category}`, direction };
  });
  return [{ name: 'intercept', direction: intercept }, ...slopes];
}
