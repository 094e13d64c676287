import { refuse } from '../../base/problem.ts';
import type { Work } from '../../base/work.ts';
import type { Frame } from '../../frame/frame.ts';
import { normalTwoSided, normalUpperQuantile, studentTwoSided, studentUpperQuantile } from '../../numeric/distributions.ts';
import { LEVEL, SLOPE } from './design.ts';
import { durbinWatson, type LjungBox, ljungBox } from './diagnostics.ts';
import { errorsOf, fitSegments, type Segments } from './segments.ts';
import type { ItsSpec } from './spec.ts';
import { readSeries, type Series } from './study.ts';

/** A number with its uncertainty. */
export interface Measured {
  readonly value: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
  readonly pValue: number | null;
}

/** A pretended change before the real one. */
export interface PlaceboBreak {
  readonly label: string;
  readonly at: number;
  readonly change: Measured;
}

/** Everything that the report is written from. */
export interface ItsFit {
  readonly outcome: string;
  readonly times: readonly number[];
  readonly timeLabels: readonly string[];
  readonly start: number;
  readonly observed: Float64Array;
  readonly fitted: Float64Array;
  /** What the trend before, season and controls say, with its interval. */
  readonly counterfactual: { readonly value: Float64Array; readonly low: Float64Array; readonly high: Float64Array };
  /** On the log scale for counts. */
  readonly coefficients: readonly (Measured & { readonly name: string })[];
  readonly level: Measured | null;
  readonly slope: Measured | null;
  /** Fitted less counterfactual: average and sum over the periods after the start, and in the last of them. */
  readonly mean: Measured;
  readonly total: Measured;
  readonly last: Measured;
  readonly isCount: boolean;
  readonly errors: 'arma' | 'hac' | 'model';
  readonly lags: number | null;
  readonly ar: readonly number[];
  readonly ma: readonly number[];
  readonly logLikelihood: number | null;
  readonly dispersion: number | null;
  readonly durbinWatson: number;
  readonly ofResiduals: readonly LjungBox[];
  readonly ofInnovations: readonly LjungBox[];
  readonly placebos: readonly PlaceboBreak[];
  readonly hasControls: boolean;
}

/** Estimates the change, the course without it, and what pretended changes before the start would have found. */
export function fitIts(spec: ItsSpec, frame: Frame, work: Pick<Work, 'signal' | 'progress'>): ItsFit {
  const series = readSeries(frame, spec);
  const errors = errorsOf(spec);
  if (errors === 'arma' && spec.family !== 'gaussian')
    refuse('option/invalid', 'ARMA errors belong to a gaussian model.', 'Set errors to "model" or "hac".', { option: 'errors' });
  const count = series.outcome.length;
  work.progress(0.05, 'segmented regression');
  const own = fitSegments(series, spec, { start: series.start, until: count }, work.signal);
  const measure = measurer(own, spec.alpha);
  const coefficients = own.design.names.map((name, j) => ({
    name,
    ...measure(Float64Array.from(own.design.names, (_, i) => Number(i === j))),
  }));
  const parameters = own.ar.length + own.ma.length;
  const lags = [1, 6, 12];
  return {
    outcome: series.outcomeName,
    times: series.times,
    timeLabels: series.timeLabels,
    start: series.start,
    observed: series.outcome,
    fitted: own.fitted,
    counterfactual: courseWithout(own, series, spec),
    coefficients,
    level: coefficients.find(({ name }) => name === LEVEL) ?? null,
    slope: coefficients.find(({ name }) => name === SLOPE) ?? null,
    ...effectsAfter(own, series, spec),
    isCount: spec.family !== 'gaussian',
    errors,
    lags: own.lags,
    ar: [...own.ar],
    ma: [...own.ma],
    logLikelihood: own.logLikelihood,
    dispersion: own.dispersion,
    durbinWatson: durbinWatson(own.residuals),
    ofResiduals: ljungBox(own.residuals, lags, 0),
    ofInnovations: errors === 'arma' ? ljungBox(own.innovations, lags, parameters) : [],
    placebos: placeboBreaks(series, spec, work),
    hasControls: spec.covariates.length > 0,
  };
}

/** Σ c·b with its interval. */
function measurer({ coefficients, covariance, freedom }: Segments, alpha: number, value?: number) {
  const size = coefficients.length;
  const reach = Number.isFinite(freedom) ? studentUpperQuantile(alpha / 2, freedom) : normalUpperQuantile(alpha / 2);
  return (loads: Float64Array): Measured => {
    let [own, variance] = [0, 0];
    for (let i = 0; i < size; i++) {
      own += (loads[i] as number) * (coefficients[i] as number);
      for (let j = 0; j < size; j++) variance += (loads[i] as number) * (loads[j] as number) * (covariance[i * size + j] as number);
    }
    const point = value ?? own;
    const standardError = Math.sqrt(Math.max(0, variance));
    const score = point / standardError;
    const pValue = standardError > 0 ? (Number.isFinite(freedom) ? studentTwoSided(score, freedom) : normalTwoSided(score)) : null;
    return { value: point, standardError, low: point - reach * standardError, high: point + reach * standardError, pValue };
  };
}

/** A row of the design as it would be without the change. */
function rowWithout({ design }: Segments, at: number): Float64Array {
  return Float64Array.from(design.columns, (column, j) =>
    design.names[j] === LEVEL || design.names[j] === SLOPE ? 0 : (column[at] as number),
  );
}

function courseWithout(own: Segments, { outcome, offset }: Series, spec: ItsSpec): ItsFit['counterfactual'] {
  const measure = measurer(own, spec.alpha);
  const rows = Array.from(outcome, (_, at) => measure(rowWithout(own, at)));
  const isCount = spec.family !== 'gaussian';
  const back = (value: number, at: number): number => (isCount ? Math.exp(value + (offset?.[at] ?? 0)) : value);
  return {
    value: Float64Array.from(rows, ({ value }, at) => back(value, at)),
    low: Float64Array.from(rows, ({ low }, at) => back(low, at)),
    high: Float64Array.from(rows, ({ high }, at) => back(high, at)),
  };
}

/** Fitted less counterfactual after the start; for counts by the delta method. */
function effectsAfter(own: Segments, { outcome, offset, start }: Series, spec: ItsSpec): Pick<ItsFit, 'mean' | 'total' | 'last'> {
  const { design, coefficients } = own;
  const count = outcome.length;
  const isCount = spec.family !== 'gaussian';
  const gather = (from: number, scale: number): Measured => {
    const loads = new Float64Array(coefficients.length);
    let sum = 0;
    for (let at = from; at < count; at++) {
      const bare = rowWithout(own, at);
      const eta = (row: ArrayLike<number>): number =>
        coefficients.reduce((total, value, j) => total + value * (row[j] as number), offset?.[at] ?? 0);
      const full = design.columns.map((column) => column[at] as number);
      const [mine, other] = isCount ? [Math.exp(eta(full)), Math.exp(eta(bare))] : [1, 1];
      for (let j = 0; j < loads.length; j++)
        loads[j] = (loads[j] as number) + scale * (mine * (full[j] as number) - other * (bare[j] as number));
      sum += scale * (mine - other);
    }
    return measurer(own, spec.alpha, isCount ? sum : undefined)(loads);
  };
  return { mean: gather(start, 1 / (count - start)), total: gather(start, 1), last: gather(count - 1, 1) };
}

/** Periods that must lie on either side of a pretended change. */
const FEWEST_AROUND = 6;

function placeboBreaks(series: Series, spec: ItsSpec, work: Pick<Work, 'signal' | 'progress'>): PlaceboBreak[] {
  const { start } = series;
  const around = Math.max(FEWEST_AROUND, Math.ceil(0.2 * start));
  const room = start - 2 * around;
  const terms = 4 + series.covariates.length + (spec.season === 'none' ? 0 : spec.season === 'dummies' ? spec.period : 2 * spec.harmonics);
  if (spec.placebos === 0 || room < 0 || start < 2 * terms + 4) return [];
  const places = Math.min(spec.placebos, room + 1);
  const found: PlaceboBreak[] = [];
  for (let k = 0; k < places; k++) {
    work.progress(0.2 + (0.8 * k) / places, 'pretended changes');
    const at = around + (places === 1 ? Math.round(room / 2) : Math.round((k * room) / (places - 1)));
    const own = tryFit(series, spec, at, work);
    if (own === undefined) continue;
    const main = own.design.names.indexOf(spec.change === 'slope' ? SLOPE : LEVEL);
    found.push({
      at,
      label: series.timeLabels[at] ?? '',
      change: measurer(own, spec.alpha)(Float64Array.from(own.design.names, (_, j) => Number(j === main))),
    });
  }
  return found;
}

/** A pretended change that cannot be estimated says nothing, and does not stand in the way of the real one. */
function tryFit(series: Series, spec: ItsSpec, at: number, work: Pick<Work, 'signal'>): Segments | undefined {
  try {
    return fitSegments(series, spec, { start: at, until: series.start }, work.signal);
  } catch (error) {
    const kind = (error as { problem?: { kind?: string } }).problem?.kind;
    if (kind === 'numeric' || kind === 'input') return undefined;
    throw error;
  }
}
