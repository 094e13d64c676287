import { fSf } from '../../../numeric/distributions.ts';
import { factorIndependent, solveFactored } from '../../../numeric/linear-algebra.ts';
import { dot, NOTHING_LEFT, type Partial } from './partial.ts';

/** How covariances are formed. */
export type Covariance = 'classical' | 'robust' | 'cluster';

/** How strongly the instruments move the treatment. null: not defined, as when they fix it altogether. */
export interface Strength {
  /** F of the excluded instruments with classical errors, and its p-value. */
  readonly f: number | null;
  readonly pValue: number | null;
  /** The same F with the covariance that was asked for. */
  readonly robustF: number | null;
  /** Olea & Pflueger's effective F with that covariance. */
  readonly effectiveF: number | null;
  readonly df: readonly [number, number];
  readonly partialR2: number;
  /** The treatment is a function of instruments and covariates. */
  readonly isPerfect: boolean;
}

/**
 * Small-sample factor of a sandwich in the first stage and the reduced form: n/(n−q), and with clusters
 * G/(G−1)·(n−1)/(n−q), as in Stata and statsmodels.
 */
export function smallSample(count: number, parameters: number, clusterCount: number | undefined): number {
  if (clusterCount === undefined) return count / (count - parameters);
  return ((clusterCount / (clusterCount - 1)) * (count - 1)) / (count - parameters);
}

/**
 * First-stage strength.
 *
 * The effective F is d′P_z d / tr(Szz⁻¹·W) with W the robust variance of z′v; with one instrument it is the
 * robust F.
 *
 * @param meat k × k, Σ zz′v² (or by cluster), v the first-stage residual; undefined for classical errors
 * @see Montiel Olea & Pflueger (2013), JBES 31(3), eq. 11
 */
export function strengthOf(partial: Partial, meat: Float64Array | undefined, clusterCount: number | undefined): Strength {
  const { count, stageSize, instruments: k, sdd, mdd, szd, firstStage, szzFactor } = partial;
  const freedom = count - stageSize;
  const explained = dot(firstStage, szd);
  const partialR2 = Math.min(1, explained / sdd);
  const df = [k, freedom] as const;
  if (mdd <= NOTHING_LEFT * sdd) return { f: null, pValue: null, robustF: null, effectiveF: null, df, partialR2, isPerfect: true };
  const f = explained / k / (mdd / freedom);
  const base = { f, pValue: fSf(f, k, freedom), df, partialR2, isPerfect: false };
  if (meat === undefined) return { ...base, robustF: f, effectiveF: f };
  const factor = smallSample(count, stageSize, clusterCount);
  const inner = factorIndependent(meat, k);
  let trace = 0;
  for (let j = 0; j < k; j++) trace += solveFactored(szzFactor, meat.slice(j * k, (j + 1) * k))[j] as number;
  return {
    ...base,
    robustF: inner.size < k ? null : dot(solveFactored(inner, szd), szd) / (k * factor),
    effectiveF: trace > 0 ? explained / (trace * factor) : null,
  };
}
