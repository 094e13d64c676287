import { giveUp } from '../../base/problem.ts';
import type { Estimand } from '../kit/propensity/spec.ts';
import type { Trimmed, Weights } from './weights.ts';

/** What a weighted comparison reads: m entries each. */
export interface Weighted extends Weights, Pick<Trimmed, 'scores' | 'kept' | 'clipped'> {
  readonly treated: Uint8Array;
  readonly outcome: Float64Array;
}

/** An estimate with each row's part in its error. */
export interface WeightedDifference {
  readonly value: number;
  readonly armMean: number;
  readonly controlMean: number;
  /** m influences with the scores held fixed; their squares add up to the variance. */
  readonly influence: Float64Array;
  /** m slopes of the estimate in each row's linear predictor. */
  readonly load: Float64Array;
}

/**
 * Difference of weighted means, Σwy/Σw in each arm.
 *
 * @throws numeric/no-overlap when trimming or the scores leave an arm without weight
 * @see Hirano, Imbens & Ridder (2003), Econometrica 71(4), eq. 6, normalised as in Imbens (2004), REStat 86, eq. 17
 * Cost: two passes.
 */
export function hajek(given: Weighted): WeightedDifference {
  const { treated, outcome, weight, slope } = given;
  const sums = sumsOf(given);
  const [controlMean, armMean] = [sums.outcome[0] / sums.weight[0], sums.outcome[1] / sums.weight[1]];
  const influence = new Float64Array(weight.length);
  const load = new Float64Array(weight.length);
  for (let i = 0; i < weight.length; i++) {
    const isArm = treated[i] === 1;
    const scale = isArm ? 1 / sums.weight[1] : -1 / sums.weight[0];
    const residual = (outcome[i] as number) - (isArm ? armMean : controlMean);
    influence[i] = (weight[i] as number) * residual * scale;
    load[i] = (slope[i] as number) * residual * scale;
  }
  return { value: armMean - controlMean, armMean, controlMean, influence, load };
}

/**
 * Difference of weighted totals over the size of the population they stand for: n (ATE), the arm's rows (ATT), the
 * control's (ATC), Σe(1 − e) (overlap).
 *
 * @throws numeric/no-overlap
 * @see Horvitz & Thompson (1952), JASA 47, eq. 7, for the two potential outcomes
 * Cost: two passes.
 */
export function horvitzThompson(given: Weighted, estimand: Estimand): WeightedDifference {
  const { treated, outcome, weight, slope, scores, kept, clipped } = given;
  const sums = sumsOf(given);
  const member = new Float64Array(weight.length);
  let size = 0;
  for (let i = 0; i < weight.length; i++) {
    if (kept[i] === 0) continue;
    const e = scores[i] as number;
    member[i] = { ate: 1, att: treated[i] as number, atc: 1 - (treated[i] as number), overlap: e * (1 - e) }[estimand];
    size += member[i] as number;
  }
  const [controlMean, armMean] = [sums.outcome[0] / size, sums.outcome[1] / size];
  const value = armMean - controlMean;
  const influence = new Float64Array(weight.length);
  const load = new Float64Array(weight.length);
  for (let i = 0; i < weight.length; i++) {
    const signed = (treated[i] === 1 ? 1 : -1) * (outcome[i] as number);
    influence[i] = ((weight[i] as number) * signed - value * (member[i] as number)) / size;
    const e = scores[i] as number;
    const memberSlope = estimand === 'overlap' && kept[i] === 1 && clipped[i] === 0 ? e * (1 - e) * (1 - 2 * e) : 0;
    load[i] = ((slope[i] as number) * signed - value * memberSlope) / size;
  }
  return { value, armMean, controlMean, influence, load };
}

interface Sums {
  /** Σw and Σwy, control first. */
  readonly weight: readonly [number, number];
  readonly outcome: readonly [number, number];
}

function sumsOf({ treated, outcome, weight }: Weighted): Sums {
  const weightSum: [number, number] = [0, 0];
  const outcomeSum: [number, number] = [0, 0];
  for (let i = 0; i < weight.length; i++) {
    const side = treated[i] === 1 ? 1 : 0;
    weightSum[side] += weight[i] as number;
    outcomeSum[side] += (weight[i] as number) * (outcome[i] as number);
  }
  if (!(weightSum[0] > 0) || !(weightSum[1] > 0)) {
    giveUp(
      'numeric/no-overlap',
      'Trimming left no row in one of the arms: their propensity scores hardly overlap.',
      'Use wider bounds or fewer covariates, or compare arms that are more alike.',
      { option: 'trimming' },
    );
  }
  if (![...weightSum, ...outcomeSum].every(Number.isFinite)) {
    giveUp('numeric/not-finite', 'A weighted sum of the outcome is too large.', 'Trim extreme scores, or rescale the outcome.', {
      option: 'trimming',
    });
  }
  return { weight: weightSum, outcome: outcomeSum };
}
