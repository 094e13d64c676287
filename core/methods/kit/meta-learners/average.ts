import type { StopSignal } from '../../../base/work.ts';
import { normalUpperQuantile, studentUpperQuantile } from '../../../numeric/distributions.ts';
import { groupMoments } from '../../../numeric/moments.ts';
import { sortFloats } from '../../../numeric/sort-floats.ts';
import type { CrossFit } from './cross-fit.ts';
import type { MetaStudy } from './study.ts';

/** A value and how far to trust it. */
export interface Averaged {
  readonly value: number;
  readonly standardError: number;
  readonly interval: readonly [number, number];
  readonly n: number;
}

/** Rows with similar predicted effects: what was predicted for them, and what the test says happened. */
export interface EffectGroup {
  readonly n: number;
  /** Mean of the predicted effects. */
  readonly predicted: number;
  /** Doubly robust average effect of these rows; null when there are fewer than two. */
  readonly observed: Averaged | null;
}

/** What is known about one arm's effects. */
export interface ArmSummary {
  readonly arm: string;
  /** Doubly robust average effect: the models' answer corrected by what they missed. */
  readonly average: Averaged;
  /** Plain mean of the individual effects, over all rows. */
  readonly meanEffect: number;
  /** Plain difference in means, as an A/B test would give it. */
  readonly difference: Averaged;
  /** Share of rows whose predicted effect is below 0. */
  readonly harmedShare: number;
  /** Ten groups by predicted effect, lowest first; fewer when predictions tie. */
  readonly deciles: readonly EffectGroup[];
}

/**
 * Averages the effects of every arm, overall and by predicted size, with scores that stay right when either
 * the outcome models or the shares are:
 *
 *   ψᵢ = μ̂_k(xᵢ) − μ̂_0(xᵢ) + 1{arm k}(Yᵢ − μ̂_k)/e_k − 1{control}(Yᵢ − μ̂_0)/e_0
 *
 * @see Robins, Rotnitzky & Zhao (1994); cross-fitted as in Chernozhukov et al. (2018), Econometrics J. 21, eq. 5.3;
 *   by groups Chernozhukov, Demirer, Duflo & Fernández-Val (2018), NBER 24678 (sorted group average effects)
 * Cost: O(n) per arm and a sort.
 */
export function averageEffects(study: MetaStudy, fit: CrossFit, alpha: number, signal: StopSignal): ArmSummary[] {
  const others = study.arms.names.slice(1);
  const plain = differencesInMeans(study, alpha, signal);
  return others.map((arm, index) => {
    const scores = scoresOf(study, fit, index + 1);
    const effects = columnOf(fit.effects, others.length, index);
    return {
      arm,
      average: averageOf(scores, alpha) ?? (plain[index] as Averaged),
      meanEffect: effects.reduce((sum, effect) => sum + effect, 0) / effects.length,
      difference: plain[index] as Averaged,
      harmedShare: effects.reduce((count, effect) => count + (effect < 0 ? 1 : 0), 0) / effects.length,
      deciles: groupsOf(effects, scores, alpha),
    };
  });
}

/** Doubly robust scores; NaN for rows without an arm or an outcome. */
function scoresOf(study: MetaStudy, { outcomes, shares }: CrossFit, arm: number): Float64Array {
  const width = study.arms.names.length;
  const scores = new Float64Array(study.codes.length);
  for (let row = 0; row < scores.length; row++) {
    const code = study.codes[row] as number;
    const at = row * width;
    const first = outcomes[at + arm] as number;
    const control = outcomes[at] as number;
    const missed = (study.values[row] as number) - (code === arm ? first : control);
    const correction = code === arm ? missed / (shares[at + arm] as number) : code === 0 ? -missed / (shares[at] as number) : 0;
    scores[row] = code < 0 ? Number.NaN : first - control + correction;
  }
  return scores;
}

function averageOf(scores: Float64Array, alpha: number): Averaged | null {
  const sums = sumsOf(1);
  for (let row = 0; row < scores.length; row++) addScore(sums, 0, scores[row] as number);
  return averagedOf(sums, 0, alpha);
}

/** Running means and sums of squares of some groups (Welford 1962). */
interface Sums {
  readonly n: Int32Array;
  readonly mean: Float64Array;
  readonly squares: Float64Array;
}

function sumsOf(groups: number): Sums {
  return { n: new Int32Array(groups), mean: new Float64Array(groups), squares: new Float64Array(groups) };
}

function addScore({ n, mean, squares }: Sums, group: number, score: number): void {
  if (Number.isNaN(score)) return;
  const count = (n[group] as number) + 1;
  const step = score - (mean[group] as number);
  n[group] = count;
  mean[group] = (mean[group] as number) + step / count;
  squares[group] = (squares[group] as number) + step * (score - (mean[group] as number));
}

function averagedOf({ n: counts, mean, squares }: Sums, group: number, alpha: number): Averaged | null {
  const n = counts[group] as number;
  if (n < 2) return null;
  const value = mean[group] as number;
  const standardError = Math.sqrt((squares[group] as number) / (n - 1) / n);
  const half = normalUpperQuantile(alpha / 2) * standardError;
  return { value, standardError, interval: [value - half, value + half], n };
}

function differencesInMeans(study: MetaStudy, alpha: number, signal: StopSignal): Averaged[] {
  const { count, mean, products } = groupMoments(study.codes, study.arms.names.length, [study.values], signal);
  const own = Array.from(products, (square, arm) => square / ((count[arm] as number) - 1) / (count[arm] as number));
  return study.arms.names.slice(1).map((_, index) => {
    const arm = index + 1;
    const [left, right] = [own[arm] as number, own[0] as number];
    const value = (mean[arm] as number) - (mean[0] as number);
    const standardError = Math.sqrt(left + right);
    const spread = left ** 2 / ((count[arm] as number) - 1) + right ** 2 / ((count[0] as number) - 1);
    const half = standardError === 0 ? 0 : standardError * studentUpperQuantile(alpha / 2, (left + right) ** 2 / spread);
    return { value, standardError, interval: [value - half, value + half], n: (count[arm] as number) + (count[0] as number) };
  });
}

const GROUPS = 10;

/** Cuts the rows at the deciles of the predicted effect; rows with equal predictions stay together. */
function groupsOf(effects: Float64Array, scores: Float64Array, alpha: number): EffectGroup[] {
  const sorted = sortFloats(effects);
  const cuts = Float64Array.from({ length: GROUPS - 1 }, (_, k) => sorted[Math.floor(((k + 1) * sorted.length) / GROUPS)] as number);
  const [rows, totals, observed] = [new Int32Array(GROUPS), new Float64Array(GROUPS), sumsOf(GROUPS)];
  for (let row = 0; row < effects.length; row++) {
    const effect = effects[row] as number;
    let group = 0;
    while (group < cuts.length && effect >= (cuts[group] as number)) group++;
    rows[group] = (rows[group] as number) + 1;
    totals[group] = (totals[group] as number) + effect;
    addScore(observed, group, scores[row] as number);
  }
  return Array.from(rows, (n, group) => {
    return { n, predicted: (totals[group] as number) / n, observed: averagedOf(observed, group, alpha) };
  }).filter((group) => group.n > 0);
}

/** One column of a row-major matrix. */
export function columnOf(matrix: Float64Array, width: number, at: number): Float64Array {
  const column = new Float64Array(matrix.length / width);
  for (let row = 0; row < column.length; row++) column[row] = matrix[row * width + at] as number;
  return column;
}
