import type { StopSignal } from '../../../base/work.ts';
import { normalUpperQuantile, studentUpperQuantile } from '../../../numeric/distributions.ts';
import { groupMoments } from '../../../numeric/moments.ts';
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
  return Float64Array.from(study.codes, (code, row) => {
    if (code < 0) return Number.NaN;
    const at = row * width;
    const [first, control] = [outcomes[at + arm] as number, outcomes[at] as number];
    const missed = (study.values[row] as number) - (code === arm ? first : control);
    const correction = code === arm ? missed / (shares[at + arm] as number) : code === 0 ? -missed / (shares[at] as number) : 0;
    return first - control + correction;
  });
}

function averageOf(scores: Float64Array, alpha: number): Averaged | null {
  let n = 0;
  let mean = 0;
  let squares = 0;
  for (const score of scores) {
    if (Number.isNaN(score)) continue;
    const step = score - mean;
    mean += step / ++n;
    squares += step * (score - mean);
  }
  if (n < 2) return null;
  const standardError = Math.sqrt(squares / (n - 1) / n);
  const half = normalUpperQuantile(alpha / 2) * standardError;
  return { value: mean, standardError, interval: [mean - half, mean + half], n };
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
  const sorted = Float64Array.from(effects).sort();
  const cuts = Array.from({ length: GROUPS - 1 }, (_, k) => sorted[Math.floor(((k + 1) * sorted.length) / GROUPS)] as number);
  const groupOf = Uint8Array.from(effects, (effect) => {
    let group = 0;
    while (group < cuts.length && effect >= (cuts[group] as number)) group++;
    return group;
  });
  return Array.from({ length: GROUPS }, (_, group) => {
    let n = 0;
    let sum = 0;
    for (let row = 0; row < effects.length; row++) {
      if (groupOf[row] !== group) continue;
      n++;
      sum += effects[row] as number;
    }
    const inside = scores.filter((_, row) => groupOf[row] === group);
    return { n, predicted: sum / n, observed: averageOf(inside, alpha) };
  }).filter((group) => group.n > 0);
}

/** One column of a row-major matrix. */
export function columnOf(matrix: Float64Array, width: number, at: number): Float64Array {
  const column = new Float64Array(matrix.length / width);
  for (let row = 0; row < column.length; row++) column[row] = matrix[row * width + at] as number;
  return column;
}
