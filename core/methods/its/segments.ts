import { giveUp } from '../../base/problem.ts';
import type { StopSignal } from '../../base/work.ts';
import { fitArma } from './arma.ts';
import { fitCounts } from './counts.ts';
import { covarianceToOriginal, type Design, layOut, toOriginal } from './design.ts';
import { defaultLags, neweyWest, solveLeast } from './linear.ts';
import type { ItsSpec } from './spec.ts';
import type { Series } from './study.ts';

/** A fitted segmented regression. */
export interface Segments {
  readonly design: Design;
  readonly coefficients: Float64Array;
  /** k², row-major. */
  readonly covariance: Float64Array;
  /** n − k for Student's t; infinite for the normal. */
  readonly freedom: number;
  readonly fitted: Float64Array;
  /** Outcome less fitted; of counts Pearson's. */
  readonly residuals: Float64Array;
  /** One-step prediction errors under ARMA errors, else the residuals. */
  readonly innovations: Float64Array;
  readonly ar: Float64Array;
  readonly ma: Float64Array;
  readonly logLikelihood: number | null;
  readonly dispersion: number | null;
  readonly lags: number | null;
}

/** Errors that are asked for, or the default of the family. */
export function errorsOf({ errors, family }: Pick<ItsSpec, 'errors' | 'family'>): 'arma' | 'hac' | 'model' {
  return errors ?? (family === 'gaussian' ? 'arma' : 'model');
}

/**
 * Fits the regression over the first `until` periods with its break at `start`.
 *
 * @throws as layOut, fitArma and fitCounts
 */
export function fitSegments(
  series: Series,
  spec: ItsSpec,
  place: { readonly start: number; readonly until: number },
  signal: StopSignal,
): Segments {
  const design = layOut(series, spec, place.start, place.until);
  const outcome = series.outcome.slice(0, place.until);
  if (spec.family !== 'gaussian') return fitRates(series, spec, design, signal);
  const mean = outcome.reduce((sum, value) => sum + value / place.until, 0);
  const largest = outcome.reduce((most, value) => Math.max(most, Math.abs(value - mean)), 0);
  if (!(largest > 1e-13 * Math.abs(mean)))
    giveUp('numeric/singular', 'The outcome does not move before the start.', 'Choose another outcome, or set placebos to 0.');
  const scaled = outcome.map((value) => (value - mean) / largest);
  const own = errorsOf(spec) === 'arma' ? withArma(design, scaled, spec, signal) : withLeast(design, scaled, spec);
  const coefficients = toOriginal(design, own.coefficients).map((value, j) => value * largest + (j === 0 ? mean : 0));
  const fitted = outcome.map(
    (_, at) =>
      mean + largest * design.standard.reduce((sum, column, j) => sum + (column[at] as number) * (own.coefficients[j] as number), 0),
  );
  const covariance = covarianceToOriginal(design, own.covariance).map((value) => value * largest * largest);
  const logLikelihood = own.logLikelihood === null ? null : own.logLikelihood - own.logFree * Math.log(largest);
  return finite({
    design,
    coefficients,
    covariance,
    freedom: place.until - design.names.length,
    fitted,
    residuals: outcome.map((value, at) => value - (fitted[at] as number)),
    innovations: own.innovations,
    ar: own.ar,
    ma: own.ma,
    logLikelihood,
    dispersion: null,
    lags: own.lags,
  });
}

interface Own {
  readonly coefficients: Float64Array;
  readonly covariance: Float64Array;
  readonly innovations: Float64Array;
  readonly ar: Float64Array;
  readonly ma: Float64Array;
  readonly logLikelihood: number | null;
  /** Observations that the likelihood counts. */
  readonly logFree: number;
  readonly lags: number | null;
}

function withArma({ standard, names }: Design, outcome: Float64Array, spec: ItsSpec, signal: StopSignal): Own {
  const fit = fitArma(standard, outcome, names, spec, signal);
  const logFree = spec.likelihood === 'reml' ? outcome.length - standard.length : outcome.length;
  const { coefficients, residuals, ar, ma, logLikelihood } = fit;
  return {
    coefficients,
    covariance: fit.bread.map((value) => value * fit.variance),
    innovations: residuals,
    ar,
    ma,
    logLikelihood,
    logFree,
    lags: null,
  };
}

function withLeast({ standard, names }: Design, outcome: Float64Array, spec: ItsSpec): Own {
  const { coefficients, bread, residuals, squares } = solveLeast(standard, outcome, names);
  const free = outcome.length - standard.length;
  const isPlain = errorsOf(spec) === 'model';
  const lags = spec.lags ?? defaultLags(outcome.length);
  const robust = (): Float64Array =>
    neweyWest(
      bread,
      standard.map((column) => column.map((value, at) => value * (residuals[at] as number))),
      lags,
    );
  const factor = isPlain ? squares / free : spec.smallSample ? outcome.length / free : 1;
  const covariance = (isPlain ? bread : robust()).map((value) => value * factor);
  const none = new Float64Array(0);
  return {
    coefficients,
    covariance,
    innovations: residuals,
    ar: none,
    ma: none,
    logLikelihood: null,
    logFree: 0,
    lags: isPlain ? null : lags,
  };
}

function fitRates(series: Series, spec: ItsSpec, design: Design, signal: StopSignal): Segments {
  const until = design.columns[0]?.length ?? 0;
  const outcome = series.outcome.slice(0, until);
  if (errorsOf(spec) === 'arma')
    giveUp('option/invalid', 'ARMA errors belong to a gaussian model.', 'Set errors to "model" or "hac".', { option: 'errors' });
  const { coefficients, bread, fitted, dispersion } = fitCounts(
    design.standard,
    outcome,
    series.offset?.slice(0, until),
    design.names,
    signal,
  );
  const free = until - design.names.length;
  const isHac = errorsOf(spec) === 'hac';
  const lags = spec.lags ?? defaultLags(until);
  const scores = (): Float64Array[] =>
    design.standard.map((column) => column.map((value, at) => value * ((outcome[at] as number) - (fitted[at] as number))));
  const factor = isHac ? (spec.smallSample ? until / free : 1) : spec.family === 'poisson' ? 1 : dispersion;
  const own = (isHac ? neweyWest(bread, scores(), lags) : bread).map((value) => value * factor);
  const residuals = outcome.map((value, at) => (value - (fitted[at] as number)) / Math.sqrt(fitted[at] as number));
  const none = new Float64Array(0);
  return finite({
    design,
    coefficients: toOriginal(design, coefficients),
    covariance: covarianceToOriginal(design, own),
    freedom: Number.POSITIVE_INFINITY,
    fitted,
    residuals,
    innovations: residuals,
    ar: none,
    ma: none,
    logLikelihood: null,
    dispersion,
    lags: isHac ? lags : null,
  });
}

function finite(segments: Segments): Segments {
  const { coefficients, covariance } = segments;
  if (coefficients.every(Number.isFinite) && covariance.every(Number.isFinite)) return segments;
  return giveUp('numeric/not-finite', 'A coefficient or its variance is too large to hold.', 'Rescale very large or very small columns.');
}
