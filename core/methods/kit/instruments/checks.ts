import { chiSquaredSf, fSf } from '../../../numeric/distributions.ts';
import { factorIndependent, solveFactored } from '../../../numeric/linear-algebra.ts';
import { moment } from './anderson-rubin.ts';
import type { CrossProducts } from './cross-products.ts';
import { dot, NOTHING_LEFT, type Partial } from './partial.ts';
import type { IvStudy } from './study.ts';

/** One specification test; df2 is absent for chi-squared statistics. */
export interface Check {
  readonly statistic: number;
  readonly df: number;
  readonly df2?: number;
  readonly pValue: number;
}

/**
 * Sargan's test that the instruments agree: n·R² of the 2SLS residuals on the instruments.
 *
 * @param beta the 2SLS estimate in standardised units
 * @returns null with one instrument: it has nothing to agree with
 * @see Sargan (1958), Econometrica 26(3)
 */
export function sargan(partial: Partial, beta: number): Check | null {
  const { instruments: k, szd, szy, szzFactor, sdd, sdy, syy, count } = partial;
  if (k < 2) return null;
  const g = moment(szy, szd, beta);
  const squares = syy - 2 * beta * sdy + beta * beta * sdd;
  if (squares <= NOTHING_LEFT * syy) return null;
  const statistic = (count * dot(solveFactored(szzFactor, g), g)) / squares;
  return { statistic, df: k - 1, pValue: chiSquaredSf(statistic, k - 1) };
}

/**
 * Basmann's small-sample forms of the same question, and the one of Anderson and Rubin with LIML's κ.
 *
 * @param agreement Sargan's test
 * @returns null where Sargan's test is
 * @see Basmann (1960), JASA 55; Anderson & Rubin (1950), Ann. Math. Stat. 21
 */
export function overidentification(
  { count, stageSize }: Partial,
  agreement: Check | null,
  limlKappa: number,
): { readonly basmann: Check; readonly basmannF: Check; readonly likelihoodRatio: Check } | null {
  const freedom = count - stageSize;
  if (agreement === null || freedom <= 0 || agreement.statistic >= count) return null;
  const { statistic: s, df } = agreement;
  const basmann = (s * freedom) / (count - s);
  const [f, ratio] = [(limlKappa - 1) * (freedom / df), count * Math.log(limlKappa)];
  return {
    basmann: { statistic: basmann, df, pValue: chiSquaredSf(basmann, df) },
    basmannF: { statistic: f, df, df2: freedom, pValue: fSf(f, df, freedom) },
    likelihoodRatio: { statistic: ratio, df, pValue: chiSquaredSf(ratio, df) },
  };
}

/**
 * Hansen's J after one step of efficient GMM: Sargan's question with errors that need not be alike. Taking the
 * covariates out first leaves the statistic unchanged.
 *
 * @param meat k × k, Σ zz′e² with 2SLS residuals, by row or by cluster
 * @returns null with one instrument, or with fewer clusters than instruments
 * @see Hansen (1982), Econometrica 50(4)
 */
export function hansen({ instruments: k, szd, szy }: Partial, meat: Float64Array): Check | null {
  const factor = factorIndependent(meat, k);
  if (k < 2 || factor.size < k) return null;
  const weighted = solveFactored(factor, szd);
  const g = moment(szy, szd, dot(weighted, szy) / dot(weighted, szd));
  const statistic = dot(solveFactored(factor, g), g);
  return { statistic, df: k - 1, pValue: chiSquaredSf(statistic, k - 1) };
}

/** Whether OLS and 2SLS tell different stories, and the same as one peer system computes it. */
export interface Endogeneity {
  readonly wuHausman: Check | null;
  readonly durbin: Check | null;
  /**
   * What linearmodels 4 to 6 print: their code projects the 2SLS residuals on the excluded instruments alone, uncentred
   * and without covariates, where their manual (and Stata) project on all exogenous columns. Null with one instrument,
   * where the two agree.
   */
  readonly asLinearmodels: { readonly wuHausman: Check; readonly durbin: Check } | null;
}

/**
 * Wu–Hausman and Durbin: whether OLS and 2SLS residuals tell different stories; if they do, OLS is biased.
 *
 * δ = û′P_{zd}û − ê′P_zê with û from OLS and ê from 2SLS, over the rest of û′û (Wu–Hausman, F) or over û′û/n (Durbin, χ²).
 * Wu–Hausman is the squared t of the first-stage residual in an augmented regression.
 *
 * @param beta the 2SLS estimate in standardised units
 * @param uncentred Z′Z of the instruments as they are, in their standard deviations
 * @returns nulls when the instruments fix the treatment, or nothing is left to explain
 * @see Durbin (1954), Review of the ISI 22; Wu (1973), Econometrica 41(4); Hausman (1978), Econometrica 46(6)
 */
export function endogeneity(partial: Partial, beta: number, uncentred: Float64Array): Endogeneity {
  const { count, stageSize, instruments: k, sdd, mdd, sdy, mdy, syy, szd, szy, szzFactor } = partial;
  const freedom = count - (stageSize - k) - 2;
  const none = { wuHausman: null, durbin: null, asLinearmodels: null };
  if (mdd <= NOTHING_LEFT * sdd || freedom <= 0) return none;
  const ols = sdy / sdd;
  const squares = syy - ols * sdy;
  const [atOls, atTwoStage] = [moment(szy, szd, ols), moment(szy, szd, beta)];
  const before = dot(solveFactored(szzFactor, atOls), atOls) + (mdy - ols * mdd) ** 2 / mdd;
  const gap = Math.max(0, before - dot(solveFactored(szzFactor, atTwoStage), atTwoStage));
  if (squares - gap <= NOTHING_LEFT * syy) return none;
  const tests = (delta: number): { wuHausman: Check; durbin: Check } => {
    const f = delta / ((squares - delta) / freedom);
    const chi = (count * delta) / squares;
    return {
      wuHausman: { statistic: f, df: 1, df2: freedom, pValue: fSf(f, 1, freedom) },
      durbin: { statistic: chi, df: 1, pValue: chiSquaredSf(chi, 1) },
    };
  };
  // 2SLS residuals are free of the covariates, so the moments are those of the instruments as they are.
  const alone = k < 2 ? undefined : before - dot(solveFactored(factorIndependent(uncentred, k), atTwoStage), atTwoStage);
  return { ...tests(gap), asLinearmodels: alone === undefined || alone < 0 || squares <= alone ? null : tests(alone) };
}

/** Z′Z of the instruments, neither centred nor freed of the covariates, in units of their standard deviations. */
export function uncentredInstruments({ gram, size, exogenous }: CrossProducts, study: IvStudy): Float64Array {
  const k = study.instruments.length;
  const ratio = study.instruments.map(({ mean, scale }) => mean / scale);
  const square = new Float64Array(k * k);
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++) {
      const centred = gram[(exogenous + i) * size + exogenous + j] as number;
      square[i * k + j] = centred + study.rowCount * (ratio[i] as number) * (ratio[j] as number);
    }
  return square;
}
