import type { StopSignal } from '../../../base/work.ts';
import { normalTwoSided, normalUpperQuantile, studentTwoSided, studentUpperQuantile } from '../../../numeric/distributions.ts';
import { gramOf } from '../../../numeric/gram.ts';
import { factorDefinite, invertFactored } from '../../../numeric/linear-algebra.ts';
import { basisOf, type CrossProducts } from './cross-products.ts';
import { clusterSums } from './meats.ts';
import type { PartialRows } from './partial.ts';
import type { IvStudy } from './study.ts';
import type { Term } from './terms.ts';
import type { Covariance } from './weak.ts';

/** One coefficient in the units of its columns. */
export interface Coefficient {
  readonly name: string;
  readonly value: number;
  readonly standardError: number;
  readonly interval: readonly [number, number];
  readonly pValue: number;
}

/** How errors are formed. */
export interface ErrorChoice {
  readonly covariance: Covariance;
  /** Divide by n − p and use Student's t, instead of n and the normal. */
  readonly debiased: boolean;
  readonly alpha: number;
}

/** What the second stage is computed from. */
export interface SecondStage {
  readonly study: IvStudy;
  readonly products: CrossProducts;
  readonly rows: PartialRows;
  readonly order: Int32Array;
  /** The treatment's coefficient in standardised units. */
  readonly beta: number;
  /** 1 for 2SLS, LIML's κ for LIML. */
  readonly kappa: number;
  readonly signal: StopSignal;
}

/**
 * All coefficients of a k-class estimate (2SLS: κ = 1) with classical, robust or clustered errors. The treatment
 * comes first, then the intercept and the covariates.
 *
 * Bread: X′X and X′d from the cross-products, (1−κ)·d′d + κ·d̂′d̂ for the treatment; the middle is the Gram matrix of
 * (1, x, d̂) weighted with squared residuals of the second stage, which use d and not d̂.
 *
 * @throws numeric/singular
 * @see Davidson & MacKinnon (1993), Estimation and Inference in Econometrics, §§7.5, 18.5
 * Cost: n · p² / 2 for robust errors, nothing in n for classical ones.
 */
export function coefficientsOf(stage: SecondStage, choice: ErrorChoice): Coefficient[] {
  const { study, products, beta } = stage;
  const size = products.exogenous + 1;
  const covariance = standardisedCovariance(stage, choice);
  const slopes = standardisedSlopes(products, beta);
  const { scale, mean } = study.outcome;
  const terms = [...study.covariates, study.treatment];
  const values = slopes.map((slope, j) => (j === 0 ? 0 : (scale * slope) / (terms[j - 1] as Term).scale));
  let intercept = mean + scale * (slopes[0] as number);
  terms.forEach((term, j) => {
    intercept -= (values[j + 1] as number) * term.mean;
  });
  values[0] = intercept;
  const variance = (weights: Float64Array): number => {
    let sum = 0;
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) sum += (weights[i] as number) * (covariance[i * size + j] as number) * (weights[j] as number);
    return Math.max(0, sum);
  };
  const freedom = study.rowCount - size;
  return [size - 1, ...Array.from({ length: size - 1 }, (_, j) => j)].map((j) => {
    const weights = new Float64Array(size);
    if (j === 0) {
      weights[0] = scale;
      terms.forEach((term, t) => {
        weights[t + 1] = (-scale * term.mean) / term.scale;
      });
    } else weights[j] = scale / (terms[j - 1] as Term).scale;
    const name = j === 0 ? 'intercept' : (terms[j - 1] as Term).name;
    return inferred(name, values[j] as number, Math.sqrt(variance(weights)), choice.debiased ? freedom : undefined, choice.alpha);
  });
}

/** An estimate with its interval and p-value: Student's t with the given freedom, the normal without. */
export function inferred(name: string, value: number, standardError: number, freedom: number | undefined, alpha: number): Coefficient {
  const reach = standardError * (freedom === undefined ? normalUpperQuantile(alpha / 2) : studentUpperQuantile(alpha / 2, freedom));
  const t = Math.abs(value) / standardError;
  const pValue = standardError > 0 ? (freedom === undefined ? normalTwoSided(t) : studentTwoSided(t, freedom)) : value === 0 ? 1 : 0;
  return { name, value, standardError, interval: [value - reach, value + reach], pValue };
}

/** (intercept, covariates, treatment), in standard deviations: γ = Γ_y − Γ_d·β. */
function standardisedSlopes({ onExogenous, instruments, exogenous }: CrossProducts, beta: number): Float64Array {
  const slopes = new Float64Array(exogenous + 1);
  const [onD, onY] = [onExogenous[instruments] as Float64Array, onExogenous[instruments + 1] as Float64Array];
  for (let j = 0; j < exogenous; j++) slopes[j] = (onY[j] as number) - beta * (onD[j] as number);
  slopes[exogenous] = beta;
  return slopes;
}

function standardisedCovariance(stage: SecondStage, choice: ErrorChoice): Float64Array {
  const { study, products, kappa, rows, beta, order, signal } = stage;
  const size = products.exogenous + 1;
  const bread = breadOf(products, kappa, rows.firstStage);
  const names = ['1', ...study.covariates.map(({ name }) => name), study.treatment.name];
  const inverse = invertFactored(factorDefinite(bread, size, names), size);
  const residual = rows.outcome.map((y, i) => y - beta * (rows.treatment[i] as number));
  const n = study.rowCount;
  if (choice.covariance === 'classical') {
    let squares = 0;
    for (let i = 0; i < n; i++) squares += (residual[i] as number) ** 2;
    const variance = squares / (choice.debiased ? n - size : n);
    return inverse.map((cell) => cell * variance);
  }
  const meat = choice.covariance === 'cluster' ? clusterMeat(stage, residual) : rowMeat(stage, residual, order, signal);
  const clusterCount = choice.covariance === 'cluster' ? study.clusters?.count : undefined;
  const factor = choice.debiased ? debiasing(n, size, clusterCount) : 1;
  return sandwich(inverse, meat, size).map((cell) => cell * factor);
}

/** n/(n−p), and with clusters G/(G−1)·(n−1)/(n−p): linearmodels' `debiased=True`. */
function debiasing(n: number, size: number, clusterCount: number | undefined): number {
  return clusterCount === undefined ? n / (n - size) : ((clusterCount / (clusterCount - 1)) * (n - 1)) / (n - size);
}

/** (1, x, d̂)′(1, x, d), with the treatment's own cell of the k-class. */
function breadOf({ gram, size: stride, exogenous, instruments }: CrossProducts, kappa: number, residual: Float64Array): Float64Array {
  const size = exogenous + 1;
  const bread = new Float64Array(size * size);
  const d = exogenous + instruments;
  for (let i = 0; i < exogenous; i++) {
    for (let j = 0; j < exogenous; j++) bread[i * size + j] = gram[i * stride + j] as number;
    bread[i * size + exogenous] = gram[i * stride + d] as number;
    bread[exogenous * size + i] = gram[d * stride + i] as number;
  }
  let squares = 0;
  for (let i = 0; i < residual.length; i++) squares += (residual[i] as number) ** 2;
  bread[size * size - 1] = (gram[d * stride + d] as number) - kappa * squares;
  return bread;
}

/** The fitted treatment in standard deviations. */
function fittedTreatment({ study, rows }: SecondStage): Float64Array {
  const { values, mean, scale } = study.treatment;
  return rows.firstStage.map((residual, i) => ((values[i] as number) - mean) / scale - residual);
}

function rowMeat(stage: SecondStage, residual: Float64Array, order: Int32Array, signal: StopSignal): Float64Array {
  const fitted: Term = { ...stage.study.treatment, values: fittedTreatment(stage), mean: 0, scale: 1 };
  const squares = residual.map((value) => value * value);
  return gramOf(basisOf([...stage.study.covariates, fitted]), order, squares, signal);
}

function clusterMeat(stage: SecondStage, residual: Float64Array): Float64Array {
  const { study, signal } = stage;
  const clusters = study.clusters;
  const size = study.covariates.length + 2;
  const meat = new Float64Array(size * size);
  if (clusters === undefined) return meat;
  const ones = new Float64Array(study.rowCount).fill(1);
  const total = clusterSums(ones, residual, clusters, signal);
  const ofTerm = ({ values, mean, scale }: Term): Float64Array =>
    clusterSums(values, residual, clusters, signal).map((sum, g) => (sum - mean * (total[g] as number)) / scale);
  const scores = [total, ...study.covariates.map(ofTerm), clusterSums(fittedTreatment(stage), residual, clusters, signal)];
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      let sum = 0;
      for (let g = 0; g < clusters.count; g++)
        sum += ((scores[i] as Float64Array)[g] as number) * ((scores[j] as Float64Array)[g] as number);
      meat[i * size + j] = sum;
    }
  }
  return meat;
}

/** A⁻¹·M·A⁻¹. */
function sandwich(inverse: Float64Array, meat: Float64Array, size: number): Float64Array {
  return product(product(inverse, meat, size), inverse, size);
}

function product(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const result = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let l = 0; l < size; l++) {
      const cell = a[i * size + l] as number;
      for (let j = 0; j < size; j++) result[i * size + j] = (result[i * size + j] as number) + cell * (b[l * size + j] as number);
    }
  }
  return result;
}
