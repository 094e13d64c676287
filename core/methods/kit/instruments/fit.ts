import type { StopSignal } from '../../../base/work.ts';
import { invertFactored } from '../../../numeric/linear-algebra.ts';
import { type AndersonRubin, andersonRubin, type ReducedFormMeats, type Stretch } from './anderson-rubin.ts';
import { type Check, type Endogeneity, endogeneity, hansen, overidentification, sargan, uncentredInstruments } from './checks.ts';
import { type Coefficient, coefficientsOf, type ErrorChoice, inferred, type SecondStage } from './coefficients.ts';
import { crossProducts } from './cross-products.ts';
import { meatOf } from './meats.ts';
import { dot, minus, NOTHING_LEFT, type Partial, type PartialRows, partialOf, partialRows } from './partial.ts';
import type { IvStudy } from './study.ts';
import type { Clusters } from './terms.ts';
import { type Strength, smallSample, strengthOf } from './weak.ts';

/** What is asked of an instrument estimate. */
export interface IvOptions extends ErrorChoice {
  readonly estimator: '2sls' | 'liml';
}

/** An instrument estimate with everything that says whether to believe it. Structured-cloneable. */
export interface IvResult {
  readonly names: { readonly outcome: string; readonly treatment: string; readonly instruments: readonly string[] };
  readonly covariates: readonly string[];
  readonly counted: string | null;
  readonly rowCount: number;
  readonly incompleteRows: number;
  readonly otherArmRows: number;
  readonly cluster: { readonly column: string; readonly count: number } | null;
  /** The treatment first, then intercept and covariates, by the estimator that was asked for. */
  readonly coefficients: readonly Coefficient[];
  readonly estimate: Coefficient;
  /** The same regression without instruments, with the same kind of errors and their usual small-sample factor. */
  readonly ols: Coefficient;
  /** LIML beside 2SLS (or 2SLS beside LIML) where there are several instruments; with one they are the same. */
  readonly other: Coefficient | null;
  readonly kappa: number;
  readonly firstStage: readonly Coefficient[];
  readonly strength: Strength;
  readonly andersonRubin: AndersonRubin;
  readonly sargan: Check | null;
  readonly hansen: Check | null;
  readonly overidentification: ReturnType<typeof overidentification>;
  readonly endogeneity: Endogeneity;
}

/**
 * Fits 2SLS or LIML with one endogenous treatment from sufficient statistics: one pass for the cross-products,
 * and one over columns freed of the covariates for residual-based errors.
 *
 * @throws numeric/singular, numeric/not-finite
 * Cost: n · (columns² / 2 + columns · (instruments + 2)).
 */
export function fitInstruments(
  study: IvStudy,
  options: IvOptions,
  work: { readonly signal: StopSignal; progress(share: number, what: string): void },
): IvResult {
  const { signal } = work;
  const order = Int32Array.from({ length: study.rowCount }, (_, row) => row);
  work.progress(0.05, 'cross-products');
  const products = crossProducts(study, order, signal);
  const partial = partialOf(products, study);
  work.progress(0.4, 'residuals');
  const rows = partialRows(study, products, partial, order, signal);
  const clusters = options.covariance === 'cluster' ? study.clusters : undefined;
  const limlKappa = limlKappaOf(partial);
  const kappa = options.estimator === 'liml' ? limlKappa : 1;
  const stageOf = (at: number): SecondStage => ({ study, products, rows, order, beta: kClass(partial, at), kappa: at, signal });
  work.progress(0.6, 'errors');
  const coefficients = coefficientsOf(stageOf(kappa), options);
  const [estimate] = coefficients as [Coefficient];
  const other =
    partial.instruments < 2 ? null : (coefficientsOf(stageOf(options.estimator === 'liml' ? 1 : limlKappa), options)[0] ?? null);
  work.progress(0.8, 'instrument checks');
  const meats = options.covariance === 'classical' ? undefined : reducedFormMeats(rows, clusters, signal);
  const twoStage = kClass(partial, 1);
  const agreement = sargan(partial, twoStage);
  const unit = study.outcome.scale / study.treatment.scale;
  const robust = andersonRubin(partial, meats, { clusterCount: clusters?.count, alpha: options.alpha, center: twoStage });
  return {
    names: {
      outcome: study.outcome.name,
      treatment: study.treatment.name,
      instruments: study.instruments.map(({ name }) => name),
    },
    covariates: study.covariates.map(({ name }) => name),
    counted: study.counted ?? null,
    rowCount: study.rowCount,
    incompleteRows: study.incompleteRows,
    otherArmRows: study.otherArmRows,
    cluster: clusters === undefined ? null : { column: clusters.column, count: clusters.count },
    coefficients,
    estimate,
    ols: olsOf(study, partial, rows, clusters, options, signal),
    other,
    kappa,
    firstStage: firstStageOf(study, partial, meats?.dd, clusters, options),
    strength: strengthOf(partial, meats?.dd, clusters?.count),
    andersonRubin: { ...robust, stretches: robust.stretches.map((stretch) => inUnits(stretch, unit)) },
    sargan: agreement,
    overidentification: overidentification(partial, agreement, limlKappa),
    hansen: meats === undefined ? null : hansen(partial, residualMeat(rows, twoStage, clusters, signal)),
    endogeneity: endogeneity(partial, twoStage, uncentredInstruments(products, study)),
  };
}

function inUnits([low, high]: Stretch, unit: number): Stretch {
  return [low === null ? null : low * unit, high === null ? null : high * unit];
}

/** The k-class estimate of the treatment's coefficient, in standardised units. */
export function kClass({ sdd, sdy, mdd, mdy }: Partial, kappa: number): number {
  return (sdy - kappa * mdy) / (sdd - kappa * mdd);
}

/**
 * LIML's κ: the smallest root of |S − κM| over (d, y).
 *
 * @see Davidson & MacKinnon (1993), eq. 18.49
 */
function limlKappaOf({ instruments, sdd, sdy, syy, mdd, mdy, myy }: Partial): number {
  const a = mdd * myy - mdy * mdy;
  // One instrument fits exactly; a treatment without residual makes every k-class estimate the same.
  if (instruments < 2 || a <= NOTHING_LEFT * sdd * syy) return 1;
  const half = (sdd * myy + syy * mdd - 2 * sdy * mdy) / 2;
  const c = sdd * syy - sdy * sdy;
  return c / (half + Math.sqrt(Math.max(0, half * half - a * c)));
}

function reducedFormMeats(rows: PartialRows, clusters: Clusters | undefined, signal: StopSignal): ReducedFormMeats {
  const { instruments, firstStage: d, reducedForm: y } = rows;
  return {
    yy: meatOf(instruments, [y, y], clusters, signal),
    yd: meatOf(instruments, [y, d], clusters, signal),
    dd: meatOf(instruments, [d, d], clusters, signal),
  };
}

function residualMeat(rows: PartialRows, beta: number, clusters: Clusters | undefined, signal: StopSignal): Float64Array {
  const residual = minus(rows.outcome, [rows.treatment], [beta]);
  return meatOf(rows.instruments, [residual, residual], clusters, signal);
}

/** OLS of the outcome on the treatment with the same covariates, from the same partialled columns. */
function olsOf(
  study: IvStudy,
  { sdd, sdy, stageSize, instruments }: Partial,
  rows: PartialRows,
  clusters: Clusters | undefined,
  { covariance, alpha }: IvOptions,
  signal: StopSignal,
): Coefficient {
  const n = study.rowCount;
  const parameters = stageSize - instruments + 1;
  const slope = sdy / sdd;
  const residual = minus(rows.outcome, [rows.treatment], [slope]);
  const unit = study.outcome.scale / study.treatment.scale;
  const squares = dot(residual, residual);
  const variance =
    covariance === 'classical'
      ? squares / (n - parameters) / sdd
      : ((meatOf([rows.treatment], [residual, residual], clusters, signal)[0] as number) / sdd ** 2) *
        smallSample(n, parameters, clusters?.count);
  const freedom = clusters === undefined ? n - parameters : clusters.count - 1;
  return inferred(study.treatment.name, slope * unit, Math.sqrt(variance) * unit, freedom, alpha);
}

/** What one unit of each instrument adds to the treatment, given the others and the covariates. */
function firstStageOf(
  study: IvStudy,
  partial: Partial,
  meat: Float64Array | undefined,
  clusters: Clusters | undefined,
  { alpha }: IvOptions,
): Coefficient[] {
  const { count, stageSize, mdd, firstStage, instruments: k } = partial;
  const inverse = invertFactored(partial.szzFactor, k);
  const freedom = clusters === undefined ? count - stageSize : clusters.count - 1;
  return study.instruments.map(({ name, scale }, j) => {
    const row = inverse.subarray(j * k, (j + 1) * k);
    let variance = ((row[j] as number) * mdd) / (count - stageSize);
    if (meat !== undefined) {
      variance = 0;
      for (let a = 0; a < k; a++)
        for (let b = 0; b < k; b++) variance += (row[a] as number) * (meat[a * k + b] as number) * (row[b] as number);
      variance *= smallSample(count, stageSize, clusters?.count);
    }
    const unit = study.treatment.scale / scale;
    return inferred(name, (firstStage[j] as number) * unit, Math.sqrt(Math.max(0, variance)) * unit, freedom, alpha);
  });
}
