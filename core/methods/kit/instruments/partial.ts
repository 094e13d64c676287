import { giveUp } from '../../../base/problem.ts';
import type { StopSignal } from '../../../base/work.ts';
import { predictBasis } from '../../../numeric/basis.ts';
import { type Factor, factorIndependent, solveFactored } from '../../../numeric/linear-algebra.ts';
import { basisOf, block, type CrossProducts } from './cross-products.ts';
import type { IvStudy } from './study.ts';

/**
 * Instruments z, treatment d and outcome y after the covariates have been taken out of all of them, in
 * standard deviations. Letters as in the literature: Szz = z′z, szd = z′d, …; m is what z leaves of (d, y).
 */
export interface Partial {
  readonly count: number;
  /** Intercept, covariates and instruments: the coefficients of the first stage. */
  readonly stageSize: number;
  readonly instruments: number;
  readonly szz: Float64Array;
  readonly szzFactor: Factor;
  readonly szd: Float64Array;
  readonly szy: Float64Array;
  readonly sdd: number;
  readonly sdy: number;
  readonly syy: number;
  /** First-stage and reduced-form slopes: Szz⁻¹·szd and Szz⁻¹·szy. */
  readonly firstStage: Float64Array;
  readonly reducedForm: Float64Array;
  readonly mdd: number;
  readonly mdy: number;
  readonly myy: number;
}

/** The share of a variable's own square below which what is left of it is rounding. */
export const NOTHING_LEFT = 1e-12;

/**
 * Reads the partialled cross-products off the sufficient statistics.
 *
 * @throws numeric/singular when the covariates explain the treatment or the outcome altogether, or the
 *   instruments are unrelated to the treatment to the last digit
 */
export function partialOf(products: CrossProducts, study: IvStudy): Partial {
  const { left, rest, instruments: k, exogenous } = products;
  const at = (row: number, column: number): number => left[row * rest + column] as number;
  const column = (which: number): Float64Array => Float64Array.from({ length: k }, (_, j) => at(j, which));
  const szz = block(left, rest, 0, k);
  const szzFactor = factorIndependent(szz, k);
  const [szd, szy] = [column(k), column(k + 1)];
  const [sdd, sdy, syy] = [at(k, k), at(k, k + 1), at(k + 1, k + 1)];
  for (const [term, square] of [
    [study.treatment, sdd],
    [study.outcome, syy],
  ] as const) {
    if (square > NOTHING_LEFT * study.rowCount) continue;
    const message = `The covariates explain "${term.name}" altogether; nothing is left to compare.`;
    giveUp('numeric/singular', message, 'Leave out the covariate that repeats it.', { column: term.column });
  }
  const firstStage = solveFactored(szzFactor, szd);
  const reducedForm = solveFactored(szzFactor, szy);
  if (dot(firstStage, szd) <= NOTHING_LEFT * sdd) {
    const names = study.instruments.map(({ name }) => `"${name}"`).join(', ');
    giveUp(
      'numeric/singular',
      `${names} ${study.instruments.length === 1 ? 'does' : 'do'} not move "${study.treatment.name}" at all: there is no first stage.`,
      'Choose an instrument that is related to the treatment.',
      { column: study.treatment.column, option: 'instrument' },
    );
  }
  return {
    count: study.rowCount,
    stageSize: exogenous + k,
    instruments: k,
    szz,
    szzFactor,
    szd,
    szy,
    sdd,
    sdy,
    syy,
    firstStage,
    reducedForm,
    mdd: Math.max(0, sdd - dot(firstStage, szd)),
    mdy: sdy - dot(firstStage, szy),
    myy: Math.max(0, syy - dot(reducedForm, szy)),
  };
}

/** The same quantities row by row, for the middle of sandwich covariances. */
export interface PartialRows {
  /** k columns of n. */
  readonly instruments: readonly Float64Array[];
  readonly treatment: Float64Array;
  readonly outcome: Float64Array;
  /** Residuals of the first stage and of the reduced form. */
  readonly firstStage: Float64Array;
  readonly reducedForm: Float64Array;
}

/** Takes the covariates out of every row. Cost: n × rest × covariates. */
export function partialRows(
  study: IvStudy,
  products: CrossProducts,
  { firstStage, reducedForm }: Partial,
  rows: Int32Array,
  signal: StopSignal,
): PartialRows {
  const basis = basisOf(study.covariates);
  const terms = [...study.instruments, study.treatment, study.outcome];
  const taken = terms.map(({ values, mean, scale }, index) => {
    signal.throwIfAborted();
    const fitted = predictBasis(basis, products.onExogenous[index] as Float64Array, rows, new Float64Array(rows.length));
    const share = 1 / scale;
    for (let i = 0; i < fitted.length; i++) fitted[i] = ((values[i] as number) - mean) * share - (fitted[i] as number);
    return fitted;
  });
  const instruments = taken.slice(0, study.instruments.length);
  const treatment = taken[instruments.length] as Float64Array;
  const outcome = taken[instruments.length + 1] as Float64Array;
  return {
    instruments,
    treatment,
    outcome,
    firstStage: minus(treatment, instruments, firstStage),
    reducedForm: minus(outcome, instruments, reducedForm),
  };
}

/** target − Σ slopeⱼ·columnⱼ, row by row. */
export function minus(target: Float64Array, columns: readonly Float64Array[], slopes: ArrayLike<number>): Float64Array {
  const rest = Float64Array.from(target);
  columns.forEach((column, j) => {
    const slope = slopes[j] as number;
    for (let i = 0; i < rest.length; i++) rest[i] = (rest[i] as number) - slope * (column[i] as number);
  });
  return rest;
}

/** Σ aⱼ·bⱼ. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j] as number) * (b[j] as number);
  return sum;
}
