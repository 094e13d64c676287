import type { StopSignal } from '../../base/work.ts';
import { normalUpperQuantile } from '../../numeric/normal.ts';
import type { LearningTask } from '../learner.ts';
import type { Design } from '../linear/design.ts';
import { layOut } from '../linear/design.ts';
import { minimize } from '../linear/newton.ts';
import { around, type Judged, type Measured, meanOf, orderBy } from './measured.ts';

/** Rows with neighbouring predictions: what was promised, and what happened. */
export interface CalibrationBin {
  readonly n: number;
  readonly from: number;
  readonly to: number;
  readonly predicted: number;
  readonly actual: number;
  readonly interval: readonly [number, number];
}

/**
 * Groups rows into quantile bins of the prediction and compares means. Equal predictions stay in one bin, so
 * there may be fewer bins than asked for.
 *
 * @param task binary: Wilson (1927) intervals on the effective number of rows; regression: normal intervals
 * Cost: one sort.
 */
export function calibrationBins(judged: Judged, task: LearningTask, bins: number, level: number): CalibrationBin[] {
  const { predicted } = judged;
  const order = orderBy(predicted);
  const result: CalibrationBin[] = [];
  for (let bin = 0, from = 0; bin < bins && from < order.length; bin++) {
    let to = Math.round(((bin + 1) * order.length) / bins);
    // A run of equal predictions may have swallowed this bin already.
    if (to <= from) continue;
    while (to < order.length && predicted[order[to] as number] === predicted[order[to - 1] as number]) to++;
    result.push(binOf(judged, task, order.subarray(from, to), level));
    from = to;
  }
  return result;
}

function binOf(judged: Judged, task: LearningTask, at: Int32Array, level: number): CalibrationBin {
  const pick = (values: Float64Array): Float64Array => Float64Array.from(at, (row) => values[row] as number);
  const weight = judged.weight === undefined ? undefined : pick(judged.weight);
  const predicted = pick(judged.predicted);
  const actual = meanOf(pick(judged.actual), weight);
  const interval =
    task === 'binary'
      ? wilsonInterval(actual.value, effectiveCount(at.length, weight), level)
      : around(actual.value, Number.isNaN(actual.standardError) ? 0 : actual.standardError, level, [-Infinity, Infinity]).interval;
  return {
    n: at.length,
    from: predicted[0] as number,
    to: predicted.at(-1) as number,
    predicted: meanOf(predicted, weight).value,
    actual: actual.value,
    interval,
  };
}

/** Kish's effective number of rows, (Σw)² / Σw². */
function effectiveCount(count: number, weight: Float64Array | undefined): number {
  if (weight === undefined) return count;
  const sum = weight.reduce((total, each) => total + each, 0);
  return sum ** 2 / weight.reduce((total, each) => total + each * each, 0);
}

/**
 * The score interval of a share.
 *
 * @see Wilson (1927), JASA 22, 209–212
 */
export function wilsonInterval(share: number, count: number, level: number): readonly [number, number] {
  const z = normalUpperQuantile((1 - level) / 2);
  const centre = (share + z ** 2 / (2 * count)) / (1 + z ** 2 / count);
  const reach = (z / (1 + z ** 2 / count)) * Math.sqrt((share * (1 - share)) / count + z ** 2 / (4 * count ** 2));
  return [Math.max(0, centre - reach), Math.min(1, centre + reach)];
}

/** The line that would set predictions right: intercept 0 and slope 1 when nothing is to be set right. */
export interface CalibrationLine {
  readonly intercept: Measured;
  readonly slope: Measured;
}

/**
 * Regresses what happened on what was predicted: logistic on the log odds for yes/no outcomes (Cox 1958),
 * least squares for numbers. A slope below 1 means that predictions are too extreme.
 *
 * @returns undefined when predictions do not vary or tell the outcomes apart perfectly
 */
export function calibrationLine(judged: Judged, task: LearningTask, level: number, signal: StopSignal): CalibrationLine | undefined {
  const scores = task === 'binary' ? judged.predicted.map(logOdds) : judged.predicted;
  const rowCount = scores.length;
  const design: Design = {
    rowCount,
    features: [{ name: 'prediction', kind: 'number' }],
    numbers: [{ feature: 0, values: scores }],
    categories: [],
  };
  const layout = layOut(design, 'reference', judged.weight === undefined ? {} : { weight: judged.weight });
  const [term] = layout.terms;
  if (term === undefined || rowCount < 3) return undefined;
  const fitted = task === 'binary' ? logisticLine(layout, judged, signal) : straightLine(scores, judged, term.shift, term.scale);
  if (fitted === undefined) return undefined;
  const [a, b, varianceA, covariance, varianceB] = fitted;
  const { shift, scale } = term;
  const slope = b * scale;
  const slopeError = Math.sqrt(varianceB) * scale;
  const interceptVariance = varianceA - 2 * shift * scale * covariance + (shift * scale) ** 2 * varianceB;
  const anywhere = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
  return {
    intercept: around(a - slope * shift, Math.sqrt(interceptVariance), level, anywhere),
    slope: around(slope, slopeError, level, anywhere),
  };
}

/** Intercept and slope on the standardised score, and their variances: [a, b, var a, cov, var b]. */
type Line = readonly [number, number, number, number, number];

function logisticLine(layout: ReturnType<typeof layOut>, judged: Judged, signal: StopSignal): Line | undefined {
  const none = new Float64Array(2);
  const { values, covariance, hasConverged } = minimize(
    { ...layout, outcome: judged.actual },
    { absolute: none, square: none },
    none,
    signal,
  );
  if (!hasConverged || covariance === undefined) return undefined;
  return [values[0] as number, values[1] as number, covariance[0] as number, covariance[1] as number, covariance[3] as number];
}

function straightLine(scores: Float64Array, { actual, weight }: Judged, shift: number, scale: number): Line {
  const each = (i: number): number => (weight === undefined ? 1 : (weight[i] as number));
  let total = 0;
  let sum = 0;
  let product = 0;
  for (let i = 0; i < scores.length; i++) {
    total += each(i);
    sum += each(i) * (actual[i] as number);
    product += each(i) * (actual[i] as number) * ((scores[i] as number) - shift) * scale;
  }
  // The standardised score has mean 0 and mean square 1, so the normal equations are diagonal.
  const [a, b] = [sum / total, product / total];
  let squares = 0;
  for (let i = 0; i < scores.length; i++)
    squares += each(i) * ((actual[i] as number) - a - b * ((scores[i] as number) - shift) * scale) ** 2;
  const variance = squares / (scores.length - 2) / total;
  return [a, b, variance, 0, variance];
}

/** Log odds of a probability, kept finite. */
function logOdds(probability: number): number {
  const p = Math.min(1 - 1e-12, Math.max(1e-12, probability));
  return Math.log(p / (1 - p));
}
