import { giveUp } from '../../base/problem.ts';
import type { StopSignal } from '../../base/work.ts';
import { minimiseDownhill } from '../kit/panels/nelder-mead.ts';
import { fitOnSimplex } from '../kit/panels/simplex.ts';

/** One unit: its outcome over all periods and its predictors. */
export interface Series {
  readonly outcome: Float64Array;
  readonly predictors: Float64Array;
}

/** How the weights are found. */
export interface WeightRule {
  /** Periods before the start. */
  readonly start: number;
  readonly importance: 'nested' | 'equal';
  /** Compare movements around each unit's own mean before the start. */
  readonly demean: boolean;
}

export interface Synthetic {
  /** One per donor; none negative, sum 1. */
  readonly weights: Float64Array;
  /** V: one per predictor, sum 1; empty when outcomes alone are matched. */
  readonly importance: Float64Array;
  /** Outcome of the treated less that of its synthetic control, by period. */
  readonly gap: Float64Array;
  readonly preRmspe: number;
  readonly postRmspe: number;
  /** Mean gap after the start. */
  readonly effect: number;
}

/** Relative improvement below which the search for V stops: the mean squared error before the start is then known to seven digits. */
const V_TOLERANCE = 1e-7;

/**
 * Donor weights. Without predictors: least squares on the outcomes before the start. With predictors: weights W(V)
 * minimise Σ_k V_k (x_1k − Σ_j w_j x_jk)² over standardised predictors, and V minimises the squared error of W(V) on
 * the outcomes before the start. The search for V runs from two points, equal V and one V per predictor by its
 * regression (squared slopes of the outcome on the predictors, one at a time), and keeps the better end.
 *
 * @see Abadie, Diamond & Hainmueller (2010), JASA 105, section 2.3; Abadie & Gardeazabal (2003), AER 93, appendix B
 * Cost: one quadratic program of the donors' size per step of the search, some thousand steps.
 */
export function synthesise(treated: Series, donors: readonly Series[], rule: WeightRule, signal: StopSignal): Synthetic {
  const { start, demean } = rule;
  const shift = (series: Float64Array): number => (demean ? mean(series.subarray(0, start)) : 0);
  const own = treated.outcome.map((value) => value - shift(treated.outcome));
  const others = donors.map(({ outcome }) => outcome.map((value) => value - shift(outcome)));
  const found = treated.predictors.length === 0 ? undefined : byPredictors(treated, donors, { own, others, rule }, signal);
  const before = others.map((series) => series.subarray(0, start));
  const weights = found?.weights ?? fitOnSimplex(before, own.subarray(0, start), { signal });
  const gap = own.map((value, at) => others.reduce((rest, series, j) => rest - (weights[j] as number) * (series[at] as number), value));
  return {
    weights,
    importance: found?.importance ?? new Float64Array(0),
    gap,
    preRmspe: rootMeanSquare(gap.subarray(0, start)),
    postRmspe: rootMeanSquare(gap.subarray(start)),
    effect: mean(gap.subarray(start)),
  };
}

interface Outcomes {
  readonly own: Float64Array;
  readonly others: readonly Float64Array[];
  readonly rule: WeightRule;
}

function byPredictors(treated: Series, donors: readonly Series[], { own, others, rule }: Outcomes, signal: StopSignal) {
  const scale = treated.predictors.map((_, k) => 1 / spread([treated, ...donors].map(({ predictors }) => predictors[k] as number)));
  const standard = (series: Series): Float64Array => series.predictors.map((value, k) => value * (scale[k] as number));
  const target = standard(treated);
  const columns = donors.map(standard);
  const weigh = (importance: Float64Array): Float64Array => fitOnSimplex(columns, target, { scale: importance });
  const loss = (point: Float64Array): number => {
    signal.throwIfAborted();
    const weights = weigh(shares(point));
    let sum = 0;
    for (let at = 0; at < rule.start; at++) {
      let gap = own[at] as number;
      for (let j = 0; j < weights.length; j++) gap -= (weights[j] as number) * ((others[j] as Float64Array)[at] as number);
      sum += gap * gap;
    }
    return sum / rule.start;
  };
  const equal = new Float64Array(target.length).fill(1);
  if (rule.importance === 'equal' || target.length === 1) return { importance: shares(equal), weights: weigh(shares(equal)) };
  const starts = [equal, slopes([target, ...columns], [own, ...others], rule.start)];
  const ends = starts.map((start) => {
    const unit = shares(start).map((value) => Math.sqrt(value));
    return minimiseDownhill(loss, unit, { step: 0.25, tolerance: V_TOLERANCE, mostSteps: 60 * target.length });
  });
  const best = ends.reduce((left, right) => (right.value < left.value ? right : left));
  if (!Number.isFinite(best.value))
    giveUp('numeric/not-finite', 'The outcome is too large to square.', 'Divide the outcome by a large number.');
  const importance = shares(best.point);
  return { importance, weights: weigh(importance) };
}

/** Squares as shares: never negative, sum 1, so that the search needs no borders. */
function shares(point: Float64Array): Float64Array {
  const total = point.reduce((sum, value) => sum + value * value, 0);
  return point.map((value) => (total > 0 ? (value * value) / total : 1 / point.length));
}

/** Mean squared slope of the outcome before the start on each standardised predictor, over units. */
function slopes(predictors: readonly Float64Array[], outcomes: readonly Float64Array[], start: number): Float64Array {
  const [first = new Float64Array(0)] = predictors;
  return first.map((_, k) => {
    const x = predictors.map((row) => row[k] as number);
    const centre = mean(x);
    const square = x.reduce((sum, value) => sum + (value - centre) ** 2, 0);
    let sum = 0;
    for (let at = 0; at < start; at++)
      sum += (outcomes.reduce((cross, row, i) => cross + ((x[i] as number) - centre) * (row[at] as number), 0) / square) ** 2;
    return Math.sqrt(sum / start);
  });
}

function spread(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at] as number;
  return sum / values.length;
}

function rootMeanSquare(values: Float64Array): number {
  return Math.sqrt(mean(values.map((value) => value * value)));
}
