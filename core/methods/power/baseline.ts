import { refuse } from '../../base/problem.ts';
import { columnNamed, type Frame, numbersOf } from '../../frame/frame.ts';
import { sharedFloats } from '../../frame/shared-memory.ts';
import { factorIndependent, solveFactored } from '../../numeric/linear-algebra.ts';
import { columnFor } from '../inputs.ts';
import { readOutcome } from '../outcome.ts';
import { type Clusters, clusterShape, readClusters, sumByCluster } from './clusters.ts';
import type { PowerSpec } from './spec.ts';
import type { Units } from './units.ts';

/** What is known about the outcome before the experiment. */
export interface Baseline {
  readonly name: string;
  readonly kind: 'mean' | 'share' | 'ratio';
  readonly value: number;
  /** Standard deviation of one row's part in the value. */
  readonly deviation: number;
  /** Share of the variance that the pre-period covariates explain. */
  readonly explained: number;
  readonly clusters: Clusters | null;
  readonly rows: number;
  readonly missing: number;
  /** Null when the numbers were given instead of a column. */
  readonly units: Units | null;
  /** Skewness of a row's part; null when the numbers were given. */
  readonly skewness: number | null;
}

/**
 * Reads the baseline from the options' numbers, or from the outcome column.
 *
 * @throws option/invalid, data/…: whatever keeps it from a mean and a spread
 */
export function readBaseline(frame: Frame, spec: PowerSpec): Baseline {
  return spec.baseline === undefined ? measuredBaseline(frame, spec) : givenBaseline(frame, spec, spec.baseline);
}

function givenBaseline(frame: Frame, spec: PowerSpec, value: number): Baseline {
  const isShare = spec.metric === 'share';
  if (isShare && !(value > 0 && value < 1)) {
    refuse('option/invalid', `baseline is ${value}; a share lies between 0 and 1.`, 'Give it as a share, e.g. 0.12 for 12 %.', {
      option: 'baseline',
    });
  }
  if (!isShare && spec.deviation === undefined) {
    refuse(
      'option/invalid',
      'A baseline without its spread does not say how noisy it is.',
      'Set deviation, or set metric to share for yes/no outcomes.',
      { option: 'deviation' },
    );
  }
  const clusterSize = spec.clusterSize ?? 1;
  return {
    name: spec.outcome ?? 'outcome',
    kind: isShare ? 'share' : 'mean',
    value,
    deviation: isShare ? Math.sqrt(value * (1 - value)) : (spec.deviation ?? 1),
    explained: spec.explained ?? 0,
    clusters: spec.icc === undefined && clusterSize === 1 ? null : clusterShape(spec.icc ?? 0, clusterSize),
    rows: frame.rowCount,
    missing: 0,
    units: null,
    skewness: null,
  };
}

function measuredBaseline(frame: Frame, spec: PowerSpec): Baseline {
  if (frame.rowCount === 0) refuse('data/empty', 'The table has no rows.', 'Import data, or set baseline and deviation.');
  const name = columnFor(frame, 'outcome', spec.outcome);
  const read = readOutcome(frame, name);
  const weight =
    spec.denominator === undefined ? undefined : numbersOf(frame, columnFor(frame, 'outcome', spec.denominator, 'denominator'));
  const codes = spec.cluster === undefined ? undefined : readClusters(columnNamed(frame, columnFor(frame, 'cluster', spec.cluster)));
  const rows = usableRows(read.values, weight, codes);
  if (rows.length < 4) {
    refuse(
      'data/too-few-rows',
      `Only ${rows.length} rows have a value of "${name}"; a spread needs at least 4.`,
      'Choose another outcome, or set baseline and deviation.',
      { column: name },
    );
  }
  const [numerator, denominator] = [sharedFloats(rows.length), sharedFloats(rows.length).fill(1)];
  rows.forEach((row, i) => {
    numerator[i] = read.values[row] as number;
    if (weight !== undefined) denominator[i] = weight[row] as number;
  });
  const total = sum(denominator);
  if (!(total > 0)) {
    refuse(
      'data/constant',
      `"${spec.denominator}" adds up to ${total}; a ratio needs a denominator above zero.`,
      'Choose another denominator.',
      { option: 'denominator' },
    );
  }
  const value = sum(numerator) / total;
  const scale = rows.length / total;
  const part = numerator.map((each, i) => (each - value * (denominator[i] as number)) * scale);
  const variance = squares(part) / (rows.length - 1);
  if (!(variance > 0) || !Number.isFinite(variance)) {
    refuse(
      'data/constant',
      `"${name}" does not vary, so nothing says how noisy it is.`,
      'Choose another outcome, or set baseline and deviation.',
      { column: name },
    );
  }
  const explained = takeOutCovariates(frame, spec.prePeriod, rows, { part, numerator, scale });
  const clusters = codes === undefined ? null : clusterShapeOf(part, rows, codes, spec);
  const isShare = read.task === 'binary' && spec.metric !== 'mean' && weight === undefined;
  if (spec.metric === 'share' && read.task !== 'binary') {
    refuse('data/not-binary', `"${name}" is not a yes/no column, so it has no share.`, 'Set metric to mean, or choose a yes/no column.', {
      column: name,
      option: 'metric',
    });
  }
  return {
    name: spec.denominator === undefined ? name : `${name}/${spec.denominator}`,
    // With clusters or covariates a share is treated as a mean, since the pooled z test knows neither.
    kind:
      weight !== undefined ? 'ratio' : isShare && clusters === null && explained === 0 && spec.explained === undefined ? 'share' : 'mean',
    value,
    deviation: spec.deviation ?? Math.sqrt(variance),
    explained: spec.explained ?? explained,
    clusters,
    rows: rows.length,
    missing: frame.rowCount - rows.length,
    units: codes === undefined ? { numerator, denominator } : sumByCluster(rows, codes, { numerator, denominator }),
    skewness: part.reduce((cubes, each) => cubes + each ** 3, 0) / rows.length / variance ** 1.5,
  };
}

function clusterShapeOf(part: Float64Array, rows: Int32Array, codes: Int32Array, spec: PowerSpec): Clusters {
  const found = clusterShape({ part, rows, codes });
  return spec.icc === undefined && spec.clusterSize === undefined
    ? found
    : clusterShape(spec.icc ?? found.icc, spec.clusterSize ?? found.size);
}

function usableRows(values: Float64Array, weight: Float64Array | undefined, codes: Int32Array | undefined): Int32Array {
  const rows = new Int32Array(values.length);
  let count = 0;
  for (let row = 0; row < values.length; row++) {
    const isMissing = Number.isNaN(values[row]) || Number.isNaN(weight?.[row] ?? 0) || (codes?.[row] ?? 0) < 0;
    if (!isMissing) rows[count++] = row;
  }
  return rows.slice(0, count);
}

/**
 * Takes what the covariates predict out of the parts and the numerators, as CUPED does, and answers which share of
 * the variance that was. Missing covariates enter as their mean.
 *
 * @see Deng, Xu, Kohavi & Walker (2013), WSDM, eq. 4
 */
function takeOutCovariates(
  frame: Frame,
  names: readonly string[],
  rows: Int32Array,
  into: { readonly part: Float64Array; readonly numerator: Float64Array; readonly scale: number },
): number {
  if (names.length === 0) return 0;
  const columns = names.map((name) => centered(numbersOf(frame, columnFor(frame, 'covariate', name, 'prePeriod')), rows, name));
  const size = columns.length;
  const gram = new Float64Array(size * size);
  const cross = new Float64Array(size);
  columns.forEach((left, i) => {
    cross[i] = dot(left, into.part);
    columns.forEach((right, j) => {
      gram[i * size + j] = dot(left, right);
    });
  });
  const slopes = solveFactored(factorIndependent(gram, size), cross);
  const before = squares(into.part);
  columns.forEach((column, j) => {
    const slope = slopes[j] as number;
    for (let i = 0; i < rows.length; i++) {
      const predicted = slope * (column[i] as number);
      into.part[i] = (into.part[i] as number) - predicted;
      into.numerator[i] = (into.numerator[i] as number) - predicted / into.scale;
    }
  });
  // An outcome that the covariates predict without error leaves no noise at all, which no plan can build on.
  const left = squares(into.part) / before;
  if (!(left > 1e-9))
    refuse('data/constant', 'The covariates predict the outcome exactly.', 'Take the outcome itself out of prePeriod.', {
      option: 'prePeriod',
    });
  return 1 - left;
}

/** The column's values in the rows, less their mean; missing ones become 0. */
function centered(values: Float64Array, rows: Int32Array, name: string): Float64Array {
  let [total, count] = [0, 0];
  for (const row of rows) {
    if (Number.isNaN(values[row])) continue;
    total += values[row] as number;
    count++;
  }
  if (count === 0)
    refuse('data/missing-values', `Column "${name}" has no values.`, 'Leave it out of prePeriod.', { column: name, option: 'prePeriod' });
  const mean = total / count;
  return Float64Array.from(rows, (row) => (Number.isNaN(values[row]) ? 0 : (values[row] as number) - mean));
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function squares(values: Float64Array): number {
  return dot(values, values);
}

function dot(left: Float64Array, right: Float64Array): number {
  let total = 0;
  for (let i = 0; i < left.length; i++) total += (left[i] as number) * (right[i] as number);
  return total;
}
