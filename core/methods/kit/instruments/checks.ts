import { chiSquaredSf, fSf } from '../../../numeric/distributions.ts';
import { factorIndependent, solveFactored } from '../../../numeric/linear-algebra.ts';
import { moment } from './anderson-rubin.ts';
import { dot, NOTHING_LEFT, type Partial } from './partial.ts';

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

/**
 * Wu–Hausman: whether OLS and 2SLS residuals tell different stories; if they do, OLS is biased.
 *
 * The form of Stata, (û′P_{zd}û − ê′P_zê) over the rest of û′û, with û from OLS and ê from 2SLS; it is the squared t of
 * the first-stage residual in an augmented regression.
 *
 * @param beta the 2SLS estimate in standardised units
 * @returns null when the instruments fix the treatment, or nothing is left to explain
 * @see Wu (1973), Econometrica 41(4); Hausman (1978), Econometrica 46(6)
 */
export function wuHausman(partial: Partial, beta: number): Check | null {
  const { count, stageSize, instruments, sdd, mdd, sdy, mdy, syy, szd, szy, szzFactor } = partial;
  const freedom = count - (stageSize - instruments) - 2;
  if (mdd <= NOTHING_LEFT * sdd || freedom <= 0) return null;
  const ols = sdy / sdd;
  const squares = syy - ols * sdy;
  const projected = (at: number): number => {
    const g = moment(szy, szd, at);
    return dot(solveFactored(szzFactor, g), g);
  };
  const gap = projected(ols) + (mdy - ols * mdd) ** 2 / mdd - projected(beta);
  if (squares - gap <= NOTHING_LEFT * syy) return null;
  const statistic = Math.max(0, gap) / ((squares - gap) / freedom);
  return { statistic, df: 1, df2: freedom, pValue: fSf(statistic, 1, freedom) };
}
