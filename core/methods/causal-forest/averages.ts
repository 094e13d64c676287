import { normalUpperQuantile } from '../../numeric/distributions.ts';
import type { Averaged } from '../kit/meta-learners/average.ts';
import { robustRegression } from './robust-regression.ts';
import { type Averaging, expectedOf, type Fitted, meanScore } from './scores.ts';

/** One average effect and whom it is about. */
export interface AverageEffect {
  readonly target: 'all' | 'treated' | 'overlap' | 'compliers';
  readonly estimate: Averaged;
}

/**
 * Average effects of one arm: over all rows; over rows in the arm; and weighted towards rows that could have been in
 * either arm, which asks least of the shares.
 *
 * @see Li, Morgan & Zaslavsky (2018), JASA 113, 390–400 (overlap weights); Crump et al. (2009)
 * Cost: a few passes.
 */
export function averagesOf(fitted: Fitted, scores: Float64Array, index: number, averaging: Averaging): AverageEffect[] {
  const { study } = fitted;
  const all = meanScore(scores, averaging);
  if (all === null) return [];
  if (study.instrument !== undefined) return [{ target: 'compliers', estimate: all }];
  if (study.kind === 'number') return [{ target: 'all', estimate: all }, ...overlapOf(fitted, index, averaging)];
  return [{ target: 'all', estimate: all }, ...treatedOf(fitted, index, averaging), ...overlapOf(fitted, index, averaging)];
}

/**
 * ATT: treated rows as they are, against controls weighted by ê_k/ê_0 to look like them:
 * θ = Σ_T (Y − μ̂₀)/n_T − Σ_C ω (Y − μ̂₀)/Σ_C ω. The standard error comes from its influence values.
 */
function treatedOf(fitted: Fitted, index: number, { alpha, clusters }: Averaging): AverageEffect[] {
  const { study, centring } = fitted;
  const gaps = new Float64Array(study.codes.length).fill(Number.NaN);
  const weights = new Float64Array(study.codes.length);
  let [treated, treatedSum, weight, weightedSum, n] = [0, 0, 0, 0, 0];
  for (let row = 0; row < gaps.length; row++) {
    const code = study.codes[row] as number;
    if (code !== 0 && code !== index + 1) continue;
    const { control, controlShare } = expectedOf(fitted, row);
    const gap = (study.values[row] as number) - control;
    gaps[row] = gap;
    n++;
    if (code === 0) {
      weights[row] = (centring.treatments[index]?.[row] as number) / controlShare;
      weight += weights[row] as number;
      weightedSum += (weights[row] as number) * gap;
    } else {
      treated++;
      treatedSum += gap;
    }
  }
  if (treated < 2 || !(weight > 0)) return [];
  const [mean, shift] = [treatedSum / treated, weightedSum / weight];
  const influence = gaps.map((gap, row) => {
    if (Number.isNaN(gap)) return Number.NaN;
    return study.codes[row] === 0 ? (-n * (weights[row] as number) * (gap - shift)) / weight : (n * (gap - mean)) / treated;
  });
  const spread = meanScore(influence, { alpha, clusters });
  if (spread === null) return [];
  const value = mean - shift;
  const half = normalUpperQuantile(alpha / 2) * spread.standardError;
  return [{ target: 'treated', estimate: { ...spread, value, interval: [value - half, value + half] } }];
}

/** Regression of the centred outcome on the centred treatment, over the arm and the control. */
function overlapOf(fitted: Fitted, index: number, { alpha, clusters }: Averaging): AverageEffect[] {
  const { outcome, treatment } = pairOf(fitted, index);
  const columns = [new Float64Array(outcome.length).fill(1), treatment];
  const slope = robustRegression({ names: ['constant', 'treatment'], columns, outcome, clusters, alpha })[1];
  if (slope === undefined) return [];
  const { value, standardError, interval } = slope;
  const n = outcome.reduce((count, gap) => count + Number(!Number.isNaN(gap)), 0);
  return [{ target: 'overlap', estimate: { value, standardError, interval, n } }];
}

/** Centred outcome and treatment of one arm against the control alone; NaN elsewhere. With one arm these are all rows. */
export function pairOf(fitted: Fitted, index: number): { readonly outcome: Float64Array; readonly treatment: Float64Array } {
  const { study, centring, effect } = fitted;
  const d = study.arms.length;
  const outcome = new Float64Array(study.codes.length).fill(Number.NaN);
  const treatment = outcome.slice();
  const flags = study.treatments[index] as Float64Array;
  for (let row = 0; row < outcome.length; row++) {
    const code = study.codes[row] as number;
    if (code < 0 || (study.kind === 'arms' && code !== 0 && code !== index + 1)) continue;
    const share = centring.treatments[index]?.[row] as number;
    if (study.kind === 'number' || d === 1) {
      outcome[row] = (study.values[row] as number) - (centring.outcome[row] as number);
      treatment[row] = (flags[row] as number) - share;
      continue;
    }
    const { control, controlShare } = expectedOf(fitted, row);
    const own = share / (share + controlShare);
    outcome[row] = (study.values[row] as number) - control - own * (effect[row * d + index] as number);
    treatment[row] = (flags[row] as number) - own;
  }
  return { outcome, treatment };
}
