import type { Work } from '../../base/work.ts';
import type { Frame } from '../../frame/frame.ts';
import { normalTwoSided, normalUpperQuantile } from '../../numeric/normal.ts';
import { type WaldTest, waldTest } from '../kit/regression/wald.ts';
import { type Aggregation, type Average, aggregate } from './aggregate.ts';
import { groupTimeEffects } from './group-time.ts';
import { imputedEffects } from './imputation.ts';
import type { DidStaggeredSpec } from './spec.ts';
import { readStudy, type StaggeredStudy } from './study.ts';
import { type TwoWay, twoWayOf } from './two-way.ts';
import { bandFactor, clusterSums, standardErrorOf } from './uncertainty.ts';

export interface Measured {
  readonly value: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
  readonly pValue: number | null;
}

export interface Banded extends Measured {
  readonly at: number;
  readonly bandLow: number;
  readonly bandHigh: number;
}

export interface Averages {
  readonly overall: Measured;
  readonly parts: readonly Banded[];
}

/** Everything that the report is written from. */
export interface DidStaggeredFit {
  readonly outcome: string;
  readonly timeLabels: readonly string[];
  readonly cohorts: readonly { readonly start: number; readonly units: number }[];
  readonly cells: readonly (Banded & { readonly cohort: number; readonly controls: number })[];
  readonly simple: Measured;
  readonly dynamic: Averages;
  /** Of the dynamic parts, in their order; squared. */
  readonly eventCovariance: Float64Array;
  readonly group: Averages;
  readonly calendar: Averages;
  readonly preTrend: WaldTest | null;
  /** Absent with covariates: the decomposition has none. */
  readonly twoWay: TwoWay | null;
  readonly units: number;
  readonly never: number;
  readonly clusters: number;
  readonly alwaysTreated: number;
  readonly unitsLeftOut: number;
}

/** Estimates all group-time effects, their averages, and how far the periods before the start are from 0. */
export function fitDidStaggered(spec: DidStaggeredSpec, frame: Frame, work: Work): DidStaggeredFit {
  const study = readStudy(frame, spec);
  const { first, grid } = study;
  work.progress(0.1, 'group-time effects');
  const isImputed = spec.estimator === 'imputation';
  const imputed = isImputed ? imputedEffects(study, spec.anticipation, work.signal) : undefined;
  const cells = imputed?.cells ?? groupTimeEffects(study, spec, work.signal);
  const averages = aggregate(cells, first, isImputed);
  const dynamic = { ...averages.dynamic, parts: [...(imputed?.leads ?? []), ...averages.dynamic.parts] };
  const measure = measurer(study, spec, work);
  const listOf = (name: string, { overall, parts }: Aggregation): Averages => ({
    overall: measure.one(overall),
    parts: measure.all(name, parts),
  });
  work.progress(0.5, 'bands');
  const banded = measure.all(
    'cells',
    cells.map((cell) => ({ ...cell, at: cell.period })),
  );
  return {
    outcome: study.outcome,
    timeLabels: grid.timeLabels,
    cohorts: study.cohorts.map((start) => ({ start, units: countOf(first, start) })),
    cells: cells.map(({ cohort, controls }, k) => ({ ...(banded[k] as Banded), cohort, controls })),
    simple: measure.one(averages.simple),
    dynamic: listOf('dynamic', dynamic),
    eventCovariance: covarianceOf(study, dynamic.parts),
    group: listOf('group', averages.group),
    calendar: listOf('calendar', averages.calendar),
    preTrend: preTrendOf(study, imputed?.leads ?? cells.filter(({ cohort, period }) => period < cohort - spec.anticipation)),
    twoWay: spec.covariates.length === 0 ? twoWayOf(study) : null,
    units: first.length,
    never: countOf(first, grid.times.length),
    clusters: study.clusterCount,
    alwaysTreated: study.alwaysTreated,
    unitsLeftOut: grid.unitsLeftOut,
  };
}

function measurer({ cluster, clusterCount, first }: StaggeredStudy, spec: DidStaggeredSpec, work: Work) {
  const sumsOf = ({ influence }: Average): Float64Array => clusterSums(influence, cluster, clusterCount);
  const reach = normalUpperQuantile(spec.alpha / 2);
  const one = (average: Average): Measured => {
    const [value, standardError] = [average.effect, standardErrorOf(sumsOf(average), first.length)];
    const pValue = standardError > 0 ? normalTwoSided(value / standardError) : null;
    return { value, standardError, low: value - reach * standardError, high: value + reach * standardError, pValue };
  };
  const all = (name: string, parts: readonly (Average & { readonly at: number })[]): Banded[] => {
    const { draws, multiplier, alpha } = spec;
    const factor = bandFactor(parts.map(sumsOf), { draws, multiplier, alpha, rng: work.rng.fork(name) }, work.signal);
    return parts.map((part) => {
      const own = one(part);
      const half = factor * own.standardError;
      return { ...own, at: part.at, bandLow: own.value - half, bandHigh: own.value + half };
    });
  };
  return { one, all };
}

/** Covariance of several averages, by their influences. */
function covarianceOf({ cluster, clusterCount, first }: StaggeredStudy, averages: readonly Average[]): Float64Array {
  const sums = averages.map(({ influence }) => clusterSums(influence, cluster, clusterCount));
  const size = averages.length;
  const covariance = new Float64Array(size * size);
  sums.forEach((left, i) => {
    sums.forEach((right, j) => {
      covariance[i * size + j] = left.reduce((sum, value, unit) => sum + value * (right[unit] as number), 0) / first.length ** 2;
    });
  });
  return covariance;
}

/** Wald test that every effect before the start is 0. */
function preTrendOf(study: StaggeredStudy, cells: readonly Average[]): WaldTest | null {
  const effects = Float64Array.from(cells, ({ effect }) => effect);
  const positions = cells.map((_, at) => at);
  return cells.length === 0 ? null : (waldTest(effects, covarianceOf(study, cells), positions, Number.POSITIVE_INFINITY) ?? null);
}

function countOf(first: Int32Array, start: number): number {
  return first.reduce((sum, own) => sum + Number(own === start), 0);
}
