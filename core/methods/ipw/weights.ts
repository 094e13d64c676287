import type { Estimand } from '../kit/propensity/spec.ts';

/** Weights of one comparison and how they move with each row's linear predictor η, e = 1/(1 + exp(−η)). */
export interface Weights {
  /** m weights; 0 for rows of neither use. */
  readonly weight: Float64Array;
  /** m slopes dw/dη; 0 where the score was clipped. */
  readonly slope: Float64Array;
}

/** Which rows take part, and with which score. */
export interface Trimmed {
  readonly scores: Float64Array;
  /** 1 where the row takes part. */
  readonly kept: Uint8Array;
  /** 1 where the score was moved to a bound: it no longer follows the model. */
  readonly clipped: Uint8Array;
  readonly bounds: readonly [number, number] | null;
  readonly dropped: number;
}

/**
 * Balancing weights: w = h(e)/e in the arm and h(e)/(1 − e) in the control, with h = 1 (ATE), e (ATT), 1 − e (ATC)
 * and e(1 − e) (overlap).
 *
 * @param treated m flags
 * @see Li, Morgan & Zaslavsky (2018), JASA 113, 390–400, table 1
 * Cost: one pass.
 */
export function balancingWeights(treated: Uint8Array, { scores, kept, clipped }: Trimmed, estimand: Estimand): Weights {
  const weight = new Float64Array(scores.length);
  const slope = new Float64Array(scores.length);
  for (let i = 0; i < scores.length; i++) {
    if (kept[i] === 0) continue;
    const e = scores[i] as number;
    const isTreated = treated[i] === 1;
    const own = isTreated ? e : 1 - e;
    const other = 1 - own;
    // The sign of d(own)/dη: rising with η in the arm, falling in the control.
    const sign = isTreated ? 1 : -1;
    const isOwnTarget = (estimand === 'att' && isTreated) || (estimand === 'atc' && !isTreated);
    if (isOwnTarget) weight[i] = 1;
    else if (estimand === 'ate') {
      weight[i] = 1 / own;
      slope[i] = (-sign * other) / own;
    } else if (estimand === 'overlap') {
      weight[i] = other;
      slope[i] = -sign * own * other;
    } else {
      weight[i] = other / own;
      slope[i] = (-sign * other) / own;
    }
    if (clipped[i] === 1) slope[i] = 0;
  }
  return { weight, slope };
}

/** How rows with extreme scores are treated. */
export interface Trimming {
  readonly how: 'none' | 'fixed' | 'clip' | 'crump';
  readonly bounds: readonly [number, number];
}

/**
 * Leaves out, or pulls in, rows with extreme scores. Scores are those of the untrimmed fit.
 *
 * Cost: one pass; Crump's rule also a sort.
 */
export function trim(scores: Float64Array, { how, bounds }: Trimming): Trimmed {
  const kept = new Uint8Array(scores.length).fill(1);
  const clipped = new Uint8Array(scores.length);
  if (how === 'none') return { scores, kept, clipped, bounds: null, dropped: 0 };
  const [low, high] = how === 'crump' ? crumpBounds(scores) : bounds;
  const moved = how === 'clip' ? Float64Array.from(scores) : scores;
  let dropped = 0;
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] as number;
    if (score >= low && score <= high) continue;
    if (how === 'clip') {
      moved[i] = Math.min(high, Math.max(low, score));
      clipped[i] = 1;
    } else {
      kept[i] = 0;
      dropped++;
    }
  }
  return { scores: moved, kept, clipped, bounds: [low, high], dropped };
}

/**
 * The widest symmetric range [a, 1 − a] that minimises the variance of the average effect among the rows left,
 * with equal outcome variances: with k(x) = 1/(e(1 − e)), keep k ≤ γ, where γ is the smallest value with
 * γ ≥ 2·mean(k | k ≤ γ); everybody stays when max k ≤ 2·mean(k).
 *
 * @see Crump, Hotz, Imbens & Mitnik (2009), Biometrika 96, 187–199, theorem 1 and corollary 1
 * Cost: a sort.
 */
export function crumpBounds(scores: Float64Array): readonly [number, number] {
  const costs = scores.map((score) => 1 / (score * (1 - score))).sort();
  let sum = 0;
  for (const cost of costs) sum += cost;
  const largest = costs.at(-1) ?? 4;
  if (largest <= (2 * sum) / costs.length) return [0, 1];
  let total = 0;
  let gamma = largest;
  for (let i = 0; i < costs.length; i++) {
    total += costs[i] as number;
    const limit = (2 * total) / (i + 1);
    // With the rows up to i kept, the limit must lie between their largest cost and the next one.
    if (limit >= (costs[i] as number) && limit < (costs[i + 1] ?? Number.POSITIVE_INFINITY)) {
      gamma = limit;
      break;
    }
  }
  const alpha = 0.5 - Math.sqrt(Math.max(0, 0.25 - 1 / gamma));
  return [alpha, 1 - alpha];
}
