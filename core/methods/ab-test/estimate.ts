import { giveUp, refuse } from '../../base/problem.ts';
import type { StopSignal } from '../../base/work.ts';
import { studentTwoSided, studentUpperQuantile } from '../../numeric/distributions.ts';
import { factorIndependent, solveFactored } from '../../numeric/linear-algebra.ts';
import { type GroupMoments, groupMoments, pooledMoments } from '../../numeric/moments.ts';
import type { Metric } from './metrics.ts';
import { newcombeInterval, twoProportionPValue, wilsonInterval } from './proportions.ts';
import { binomialSpread, clusteredSpread, independentSpread, type Spread } from './spread.ts';
import type { Study } from './study.ts';

/** A value with its uncertainty; null where the data cannot tell. */
export interface Measured {
  readonly value: number;
  readonly standardError: number | null;
  readonly interval: readonly [number, number] | null;
}

export interface ArmValue extends Measured {
  readonly n: number;
}

/** One arm against the control. */
export interface Contrast extends Measured {
  /** Position in the arm names; 0 is the control and has no contrast. */
  readonly arm: number;
  readonly n: number;
  readonly freedom: number | null;
  readonly pValue: number | null;
  /** The p-value after adjustment over arms and metrics. */
  readonly adjusted: number | null;
  /** (arm − control) / control; null when the control's value cannot be told from 0. */
  readonly lift: Measured | null;
}

export interface MetricFit {
  readonly name: string;
  readonly kind: Metric['kind'];
  readonly counted?: string;
  /** How the interval was made. */
  readonly interval: 'welch' | 'newcombe' | 'cluster';
  readonly missing: number;
  /** Plain values by arm, before any adjustment. */
  readonly arms: readonly ArmValue[];
  readonly contrasts: readonly Contrast[];
  /** CUPED: one slope per pre-period covariate, and the share of the outcome's variance they explain. */
  readonly slopes: readonly number[];
  readonly explained: number | null;
}

/** Estimates one metric in every arm and every arm's difference from the control. */
export function estimateMetric(metric: Metric, study: Study, codes: Int32Array, alpha: number, signal: StopSignal): MetricFit {
  const pre = study.prePeriod.map((column) => column.values);
  const columns = [...metric.columns, ...pre];
  const moments = groupMoments(codes, study.arms.names.length, columns, signal);
  checkCounts(metric, study, moments);
  const cuped = pre.length === 0 ? undefined : cupedSlopes(metric, moments);
  const spreadAlong = (slopes: readonly number[]): Spread => {
    const directions = study.arms.names.map((_, arm) => directionOf(metric, moments, arm, slopes));
    if (study.clusters !== undefined) return clusteredSpread(moments, directions, { codes, columns, clusters: study.clusters, signal });
    return metric.kind === 'share' && slopes.length === 0 ? binomialSpread(firstColumn(moments)) : independentSpread(moments, directions);
  };
  const plainSpread = spreadAlong([]);
  const isPlainShare = metric.kind === 'share' && study.clusters === undefined;
  const pooled = pooledMoments(moments);
  const slopes = cuped?.slopes ?? [];
  const values = study.arms.names.map((_, arm) => adjustedValue(metric, moments, pooled, { arm, slopes }));
  const spread = cuped === undefined ? plainSpread : spreadAlong(slopes);
  const basis: Basis = { values, spread, counts: moments.count, alpha, isPlainShare: isPlainShare && cuped === undefined };
  const rows = codes.reduce((sum, code) => sum + (code < 0 ? 0 : 1), 0);
  return {
    name: metric.name,
    kind: metric.kind,
    ...(metric.counted === undefined ? {} : { counted: metric.counted }),
    interval: study.clusters !== undefined ? 'cluster' : basis.isPlainShare ? 'newcombe' : 'welch',
    missing: rows - (pooled.count[0] as number),
    arms: study.arms.names.map((_, arm) =>
      armValue(plainValue(metric, moments, arm), arm, { ...basis, spread: plainSpread, isPlainShare }),
    ),
    contrasts: study.arms.names.slice(1).map((_, index) => contrastOf(index + 1, basis)),
    slopes,
    explained: cuped?.explained ?? null,
  };
}

function checkCounts(metric: Metric, study: Study, moments: GroupMoments): void {
  if (moments.count.every((count) => count === 0)) {
    refuse('data/missing-values', `"${metric.name}" has no values in the rows of the test.`, 'Choose another outcome.', {
      column: metric.name,
      option: 'outcome',
    });
  }
  moments.count.forEach((count, arm) => {
    if (count < 2) {
      refuse(
        'data/arm-too-small',
        `Arm "${study.arms.names[arm]}" has ${count} rows with a value of "${metric.name}"; a test needs at least 2.`,
        'Collect more rows, or leave that arm out by a segment.',
        { column: metric.name },
      );
    }
  });
  if (!moments.mean.every(Number.isFinite) || !moments.products.every(Number.isFinite)) {
    giveUp('numeric/not-finite', `The values of "${metric.name}" are too large to be summed.`, 'Rescale the column, e.g. to thousands.', {
      column: metric.name,
    });
  }
}

function firstColumn(moments: GroupMoments): GroupMoments {
  if (moments.width === 1) return moments;
  return { ...moments, width: 1, mean: moments.mean.filter((_, at) => at % moments.width === 0) };
}

/** The mean, or the ratio of means, of one arm. */
function plainValue(metric: Metric, moments: GroupMoments, arm: number): number {
  const at = arm * moments.width;
  const first = moments.mean[at] as number;
  if (metric.kind !== 'ratio') return first;
  const below = moments.mean[at + 1] as number;
  if (below === 0)
    giveUp('numeric/not-finite', `The denominator of "${metric.name}" adds up to 0 in one arm.`, 'Choose another ratio.', {
      option: 'ratios',
    });
  return first / below;
}

function adjustedValue(
  metric: Metric,
  moments: GroupMoments,
  pooled: GroupMoments,
  at: { readonly arm: number; readonly slopes: readonly number[] },
): number {
  const from = metric.columns.length;
  const shift = at.slopes.reduce((sum, slope, j) => {
    const own = moments.mean[at.arm * moments.width + from + j] as number;
    return sum + slope * (own - (pooled.mean[from + j] as number));
  }, 0);
  return plainValue(metric, moments, at.arm) - shift;
}

/** The gradient of an arm's value in its column means: the delta method's linear part, less the covariates' slopes. */
function directionOf(metric: Metric, moments: GroupMoments, arm: number, slopes: readonly number[]): Float64Array {
  const direction = new Float64Array(moments.width);
  const below = metric.kind === 'ratio' ? (moments.mean[arm * moments.width + 1] as number) : 1;
  direction[0] = 1 / below;
  if (metric.kind === 'ratio') direction[1] = -plainValue(metric, moments, arm) / below;
  slopes.forEach((slope, j) => {
    direction[metric.columns.length + j] = -slope;
  });
  return direction;
}

/**
 * CUPED: the slopes θ = Var(x)⁻¹ Cov(x, y) over all arms together; y is linearised first when it is a ratio.
 * Covariates that are constant or repeat others get slope 0.
 *
 * @see Deng, Xu, Kohavi & Walker (2013), WSDM, section 3, with several covariates
 */
function cupedSlopes(metric: Metric, moments: GroupMoments): { slopes: number[]; explained: number } {
  const pooled = pooledMoments(moments);
  const { width, products } = pooled;
  const from = metric.columns.length;
  const direction = directionOf(metric, pooled, 0, []);
  const size = width - from;
  const square = new Float64Array(size * size);
  const cross = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    for (let k = 0; k < size; k++) square[j * size + k] = products[(from + j) * width + from + k] as number;
    for (let k = 0; k < from; k++)
      cross[j] = (cross[j] as number) + (direction[k] as number) * (products[(from + j) * width + k] as number);
  }
  const slopes = [...solveFactored(factorIndependent(square, size), cross)];
  let total = 0;
  for (let j = 0; j < from; j++) {
    for (let k = 0; k < from; k++) total += (direction[j] as number) * (direction[k] as number) * (products[j * width + k] as number);
  }
  const taken = slopes.reduce((sum, slope, j) => sum + slope * (cross[j] as number), 0);
  return { slopes, explained: total > 0 ? Math.min(1, taken / total) : 0 };
}

/** What arm values and contrasts are drawn from. */
interface Basis {
  readonly values: readonly number[];
  readonly spread: Spread;
  readonly counts: Float64Array;
  readonly alpha: number;
  /** A yes/no outcome without adjustment or clusters: score intervals and the z test apply. */
  readonly isPlainShare: boolean;
}

function armValue(value: number, arm: number, basis: Basis): ArmValue {
  const n = basis.counts[arm] as number;
  // The control is weighed by the second weight, every other arm by the first.
  const measured = measure(value, arm, arm === 0 ? [0, 1] : [1, 0], basis);
  return basis.isPlainShare ? { ...measured, n, interval: wilsonInterval(value, n, basis.alpha) } : { ...measured, n };
}

function measure(value: number, arm: number, weights: readonly [number, number], { spread, alpha }: Basis): Measured {
  const standardError = Math.sqrt(spread.variance(arm, weights));
  if (!(standardError > 0)) return { value, standardError: null, interval: null };
  const half = standardError * studentUpperQuantile(alpha / 2, spread.freedom(arm, weights));
  return { value, standardError, interval: [value - half, value + half] };
}

function contrastOf(arm: number, basis: Basis): Contrast {
  const weights = [1, -1] as const;
  const [first, control] = [basis.values[arm] as number, basis.values[0] as number];
  const measured = measure(first - control, arm, weights, basis);
  const freedom = basis.spread.freedom(arm, weights);
  const n = (basis.counts[arm] as number) + (basis.counts[0] as number);
  const lift = liftOf(arm, basis);
  const { value, standardError } = measured;
  const plain = { ...measured, arm, n, adjusted: null, lift };
  if (!basis.isPlainShare) {
    const pValue = standardError === null ? null : studentTwoSided(value / standardError, freedom);
    return { ...plain, pValue, freedom: standardError === null ? null : freedom };
  }
  const samples = [
    { share: first, count: basis.counts[arm] as number },
    { share: control, count: basis.counts[0] as number },
  ] as const;
  const pValue = twoProportionPValue(...samples);
  if (Number.isNaN(pValue)) return { ...plain, pValue: null, freedom: null };
  return { ...plain, interval: newcombeInterval(...samples, basis.alpha), pValue, freedom: null };
}

/** Relative lift by the delta method; its sign and size mean nothing when the control may well be 0. */
function liftOf(arm: number, basis: Basis): Measured | null {
  const [first, control] = [basis.values[arm] as number, basis.values[0] as number];
  const error = Math.sqrt(basis.spread.variance(0, [0, 1]));
  const critical = studentUpperQuantile(basis.alpha / 2, basis.spread.freedom(0, [0, 1]));
  if (!(Math.abs(control) > critical * error)) return null;
  return measure(first / control - 1, arm, [1 / control, -first / (control * control)], basis);
}
