import { normalSf, normalUpperQuantile } from '../../numeric/distributions.ts';
import { sortFloats } from '../../numeric/sort-floats.ts';
import { columnOf, type EffectGroup } from '../kit/meta-learners/average.ts';
import { pairOf } from './averages.ts';
import { type Coefficient, robustRegression } from './robust-regression.ts';
import { type Averaging, type Fitted, meanScore } from './scores.ts';

/** Whether the forest's effects are of the right size: 1 is what both coefficients should be. */
export interface Calibration {
  /** Of the mean effect. */
  readonly mean: Coefficient;
  /** Of the differences from the mean; above 1 the forest makes rows more alike than they are. p-values are one-sided. */
  readonly differences: Coefficient | undefined;
}

/**
 * Regresses what the forest left unexplained on its mean effect and on each row's difference from it:
 * Y − ŷ = β₁ (W − ê) τ̄ + β₂ (W − ê)(τ̂ − τ̄) + error.
 *
 * @see Chernozhukov, Demirer, Duflo & Fernández-Val (2018), NBER 24678, eq. 3.1; grf's test_calibration
 */
export function calibrate(fitted: Fitted, index: number, { alpha, clusters }: Averaging): Calibration | undefined {
  if (fitted.study.instrument !== undefined) return undefined;
  const { outcome, treatment } = pairOf(fitted, index);
  const effects = columnOf(fitted.effect, fitted.study.arms.length, index);
  let [sum, count] = [0, 0];
  for (let row = 0; row < outcome.length; row++) {
    if (Number.isNaN(outcome[row])) continue;
    sum += effects[row] as number;
    count++;
  }
  const mean = sum / count;
  const columns = [treatment.map((own) => own * mean), treatment.map((own, row) => own * ((effects[row] as number) - mean))];
  const found = robustRegression({ names: ['mean', 'differences'], columns, outcome, clusters, alpha });
  const named = (name: string): Coefficient | undefined => {
    const own = found.find((coefficient) => coefficient.name === name);
    return own === undefined ? undefined : { ...own, pValue: normalSf(own.value / own.standardError) };
  };
  const first = named('mean');
  return first === undefined ? undefined : { mean: first, differences: named('differences') };
}

/** Groups by predicted effect that the picture shows: fifths leave enough rows to each. */
export const GROUPS = 5;

/** What is predicted for rows sorted by predicted effect, and what their doubly robust scores say. */
export interface SortedGroups {
  readonly groups: readonly EffectGroup[];
  /** Highest against lowest group. */
  readonly spread: { readonly value: number; readonly standardError: number; readonly interval: readonly [number, number] } | null;
}

/**
 * Sorted group average effects. Rows with equal predictions stay together.
 *
 * @see Chernozhukov, Demirer, Duflo & Fernández-Val (2018), NBER 24678, section 4
 */
export function sortGroups(effects: Float64Array, scores: Float64Array, averaging: Averaging): SortedGroups {
  const sorted = sortFloats(effects);
  const cuts = Array.from({ length: GROUPS - 1 }, (_, k) => sorted[Math.floor(((k + 1) * sorted.length) / GROUPS)] as number);
  const groupOf = Int32Array.from(effects, (effect) => cuts.reduce((group, cut) => group + Number(effect >= cut), 0));
  const groups = Array.from({ length: GROUPS }, (_, group) => {
    let [n, total] = [0, 0];
    for (let row = 0; row < effects.length; row++) {
      if (groupOf[row] !== group) continue;
      n++;
      total += effects[row] as number;
    }
    return { n, predicted: total / n, observed: meanScore(scores, { ...averaging, isIn: (row) => groupOf[row] === group }) };
  }).filter(({ n }) => n > 0);
  const [low, high] = [groups[0]?.observed, groups.at(-1)?.observed];
  if (groups.length < 2 || low === null || low === undefined || high === null || high === undefined) return { groups, spread: null };
  const value = high.value - low.value;
  const standardError = Math.hypot(low.standardError, high.standardError);
  const half = normalUpperQuantile(averaging.alpha / 2) * standardError;
  return { groups, spread: { value, standardError, interval: [value - half, value + half] } };
}
