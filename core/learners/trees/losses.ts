import type { Link } from '../model.ts';

/** Arrays of one run, n long. A loss reads rows [from, to) and writes pairs of gradient and hessian. */
export interface LossRows {
  readonly score: Float64Array;
  readonly outcome: Float64Array;
  readonly weight: Float64Array;
  readonly pairs: Float64Array;
}

/**
 * What boosting descends. Per row, with score s, outcome y: value(s, y), its first derivative (gradient) and
 * second derivative (hessian) in s; all times the row's weight. Gradients go as pairs into `pairs`.
 */
export interface Loss {
  readonly link: Link;
  /** Whether the second derivative is 1 for every row of weight 1. */
  readonly hasUnitHessian: boolean;
  gradients(rows: LossRows, from: number, to: number): void;
  value(score: number, outcome: number): number;
  /** The constant score with the least loss. */
  start(outcome: Float64Array, weight: Float64Array): number;
  /** Where the leaf's answer is not −G/H but a quantile of what is left over: the quantile. */
  readonly renewAt?: number;
}

/** ½(s − y)²: gradient s − y, hessian 1. */
export const squaredLoss: Loss = {
  link: 'identity',
  hasUnitHessian: true,
  gradients({ score, outcome, weight, pairs }, from, to) {
    for (let i = from; i < to; i++) {
      const w = weight[i] as number;
      pairs[2 * i] = w * ((score[i] as number) - (outcome[i] as number));
      pairs[2 * i + 1] = w;
    }
  },
  value: (score, outcome) => 0.5 * (score - outcome) ** 2,
  start: weightedMean,
};

/** log(1 + eˢ) − y·s: gradient p − y, hessian p(1 − p), with p = 1/(1 + e⁻ˢ). */
export const logisticLoss: Loss = {
  link: 'logit',
  hasUnitHessian: false,
  gradients({ score, outcome, weight, pairs }, from, to) {
    for (let i = from; i < to; i++) {
      const w = weight[i] as number;
      const p = 1 / (1 + Math.exp(-(score[i] as number)));
      pairs[2 * i] = w * (p - (outcome[i] as number));
      pairs[2 * i + 1] = w * p * (1 - p);
    }
  },
  value: (score, outcome) => Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score))) - outcome * score,
  start(outcome, weight) {
    const mean = weightedMean(outcome, weight);
    // One class only: its log odds are infinite. Half a row of the other class (Jeffreys) keeps the answer honest.
    const floor = 0.5 / (outcome.length + 1);
    const p = Math.min(Math.max(mean, floor), 1 - floor);
    return Math.log(p / (1 - p));
  },
};

/**
 * Widens the Poisson hessian: without it a step towards a large count overshoots (LightGBM's poisson_max_delta_step).
 */
const POISSON_STEP = 0.7;

/** eˢ − y·s: gradient eˢ − y, hessian e^(s + 0.7). */
export const poissonLoss: Loss = {
  link: 'log',
  hasUnitHessian: false,
  gradients({ score, outcome, weight, pairs }, from, to) {
    const widening = Math.exp(POISSON_STEP);
    for (let i = from; i < to; i++) {
      const w = weight[i] as number;
      const mean = Math.exp(score[i] as number);
      pairs[2 * i] = w * (mean - (outcome[i] as number));
      pairs[2 * i + 1] = w * mean * widening;
    }
  },
  value: (score, outcome) => Math.exp(score) - outcome * score,
  start(outcome, weight) {
    // Nothing was ever counted: the log of half an event over all rows.
    return Math.log(Math.max(weightedMean(outcome, weight), 0.5 / (outcome.length + 1)));
  },
};

/** Pinball loss at `quantile`: gradient (1 − q) above the outcome, −q below; answers are renewed per leaf. */
export function quantileLoss(quantile: number): Loss {
  return {
    link: 'identity',
    hasUnitHessian: true,
    gradients({ score, outcome, weight, pairs }, from, to) {
      for (let i = from; i < to; i++) {
        const w = weight[i] as number;
        pairs[2 * i] = (score[i] as number) >= (outcome[i] as number) ? w * (1 - quantile) : -w * quantile;
        pairs[2 * i + 1] = w;
      }
    },
    value: (score, outcome) => (outcome >= score ? quantile * (outcome - score) : (1 - quantile) * (score - outcome)),
    start: (outcome, weight) => weightedQuantile(outcome.slice(), weight, quantile),
    renewAt: quantile,
  };
}

function weightedMean(values: Float64Array, weight: Float64Array): number {
  let mean = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const w = weight[i] as number;
    total += w;
    if (w > 0) mean += (w / total) * ((values[i] as number) - mean);
  }
  return mean;
}

/**
 * The least value whose cumulative weight reaches the quantile of all weight, half-way to the next one where it is
 * met exactly: for equal weights the common median and its like.
 */
export function weightedQuantile(values: Float64Array, weight: Float64Array, quantile: number): number {
  const order = Uint32Array.from(values.keys()).sort((left, right) => (values[left] as number) - (values[right] as number));
  let total = 0;
  for (let i = 0; i < weight.length; i++) total += weight[i] as number;
  const wanted = quantile * total;
  let reached = 0;
  for (let i = 0; i < order.length; i++) {
    const here = order[i] as number;
    reached += weight[here] as number;
    if (reached < wanted) continue;
    const next = order[i + 1];
    if (reached > wanted || next === undefined) return values[here] as number;
    return ((values[here] as number) + (values[next] as number)) / 2;
  }
  return values[order.at(-1) ?? 0] ?? 0;
}

export type LossName = 'squared' | 'logistic' | 'poisson' | 'quantile';

/** The loss of that name; the quantile matters only to the last. */
export function lossNamed(name: LossName, quantile: number): Loss {
  switch (name) {
    case 'squared':
      return squaredLoss;
    case 'logistic':
      return logisticLoss;
    case 'poisson':
      return poissonLoss;
    case 'quantile':
      return quantileLoss(quantile);
  }
}
