import type { StopSignal } from '../../../base/work.ts';
import { type BalanceRow, balanceOf } from './balance.ts';
import type { PairScores } from './scores.ts';
import type { Estimand } from './spec.ts';
import type { AssignmentStudy } from './study.ts';

/** How the weights of one arm spread. */
export interface WeightSummary {
  readonly rows: number;
  /** Rows with a weight above 0. */
  readonly used: number;
  readonly largest: number;
  readonly mean: number;
  /** (Σw)² / Σw²: how many equally weighted rows would be as precise (Kish 1965, §11.7). */
  readonly effective: number;
}

/** Counts by equal bins. */
export interface Bins {
  /** B+1 edges. */
  readonly edges: readonly number[];
  readonly control: readonly number[];
  readonly arm: readonly number[];
}

/** Whether one arm can be compared with the control at all: what must be looked at before the estimate. */
export interface Diagnosis {
  readonly arm: string;
  readonly scores: Bins;
  readonly weightBins: Bins;
  readonly control: WeightSummary;
  readonly treated: WeightSummary;
  readonly balance: readonly BalanceRow[];
  /** Rows of either side whose score the other side never reaches. */
  readonly outsideSupport: number;
}

/** A single row that speaks for more than this many others decides the result by itself. */
export const LARGEST_WEIGHT = 20;

/** Where treated rows are rare everybody's weight is large; extreme is only what also stands out in its own arm. */
const STANDS_OUT = 5;

/** Below this share of its rows an arm's weights have thrown most of the data away. */
export const LEAST_EFFECTIVE_SHARE = 0.2;

/** Whether a row speaks for too many others: above 20, and above five times the mean weight of its arm. */
export function hasExtremeWeight({ largest, mean }: WeightSummary): boolean {
  return largest > LARGEST_WEIGHT && largest > STANDS_OUT * mean;
}

/** Whether the weights leave less than a fifth of the rows that they weigh. */
export function isThin({ effective, used }: WeightSummary): boolean {
  return effective < LEAST_EFFECTIVE_SHARE * used;
}

const BINS = 40;

/**
 * Looks at overlap, weights and balance of one comparison.
 *
 * @param weights one number per row of the pair; 0 leaves a row out
 * Cost: a few passes over the pair and two per covariate.
 */
export function diagnose(
  study: AssignmentStudy,
  pair: PairScores,
  weights: Float64Array,
  look: { readonly estimand: Estimand; readonly signal: StopSignal },
): Diagnosis {
  const [low, high] = rangeOf(weights);
  return {
    arm: study.arms.names[pair.arm] ?? '',
    scores: binsOf(pair.scores, pair.treated, [0, 1]),
    weightBins: binsOf(weights, pair.treated, [low, high]),
    control: summaryOf(weights, pair.treated, 0),
    treated: summaryOf(weights, pair.treated, 1),
    balance: balanceOf(study.table, pair, weights, look),
    outsideSupport: outsideSupport(pair),
  };
}

function summaryOf(weights: Float64Array, treated: Uint8Array, side: number): WeightSummary {
  let rows = 0;
  let used = 0;
  let largest = 0;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < weights.length; i++) {
    if (treated[i] !== side) continue;
    rows++;
    const weight = weights[i] as number;
    if (weight <= 0) continue;
    used++;
    largest = Math.max(largest, weight);
    sum += weight;
    squares += weight * weight;
  }
  return { rows, used, largest, mean: used === 0 ? 0 : sum / used, effective: squares === 0 ? 0 : (sum * sum) / squares };
}

function rangeOf(values: Float64Array): [number, number] {
  let high = 0;
  for (const value of values) if (value > high) high = value;
  return [0, high > 0 ? high : 1];
}

function binsOf(values: Float64Array, treated: Uint8Array, [low, high]: readonly [number, number]): Bins {
  const control = new Array<number>(BINS).fill(0);
  const arm = new Array<number>(BINS).fill(0);
  for (let i = 0; i < values.length; i++) {
    const bin = Math.min(BINS - 1, Math.max(0, Math.floor((((values[i] as number) - low) / (high - low)) * BINS)));
    const side = treated[i] === 1 ? arm : control;
    side[bin] = (side[bin] as number) + 1;
  }
  return { edges: Array.from({ length: BINS + 1 }, (_, edge) => low + ((high - low) * edge) / BINS), control, arm };
}

function outsideSupport({ scores, treated }: PairScores): number {
  const lowest = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const highest = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < scores.length; i++) {
    const side = treated[i] as number;
    lowest[side] = Math.min(lowest[side] as number, scores[i] as number);
    highest[side] = Math.max(highest[side] as number, scores[i] as number);
  }
  let outside = 0;
  for (let i = 0; i < scores.length; i++) {
    const other = 1 - (treated[i] as number);
    if ((scores[i] as number) < (lowest[other] as number) || (scores[i] as number) > (highest[other] as number)) outside++;
  }
  return outside;
}
