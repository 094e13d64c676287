import type { StopSignal } from '../../base/work.ts';
import type { Coefficient } from '../kit/instruments/coefficients.ts';
import { fitInstruments, type IvResult } from '../kit/instruments/fit.ts';
import { firstStageBySide, type Side } from './monotone.ts';
import { type Compliance, complianceOf } from './profile.ts';
import { chanceOfEncouragement } from './propensity.ts';
import type { LateSpec } from './spec.ts';
import type { LateStudy } from './study.ts';
import { potentialMeans, type Wald, waldRatio } from './wald.ts';

export interface LateFit {
  /** With the covariates, where there are any. */
  readonly result: IvResult;
  /** Without covariates, with the same kind of errors. */
  readonly plain: Coefficient;
  readonly wald: Wald;
  readonly encouraged: string;
  readonly isBinaryTreatment: boolean;
  /** Null for a treatment in amounts: there are no takers then. */
  readonly compliance: Compliance | null;
  /** The compliers' mean outcome treated and untreated. */
  readonly means: readonly [Coefficient | null, Coefficient | null];
  readonly sides: readonly Side[];
  /** The smallest and largest fitted chance of being encouraged. */
  readonly chances: readonly [number, number];
}

/**
 * The effect on compliers of a yes/no encouragement.
 *
 * @throws numeric/singular, numeric/separated, numeric/not-finite
 * Cost: a few instrument fits.
 */
export function fitLate(
  { study, profile, encouraged, isBinaryTreatment, covariance }: LateStudy,
  { alpha }: LateSpec,
  work: { readonly signal: StopSignal; progress(share: number, what: string): void },
): LateFit {
  const options = { covariance, debiased: false, alpha, estimator: '2sls' } as const;
  const result = fitInstruments(study, options, { signal: work.signal, progress: (share, what) => work.progress(share / 2, what) });
  const bare = { ...study, covariates: [] };
  const silent = { signal: work.signal, progress: () => undefined };
  const plain = study.covariates.length === 0 ? result.estimate : fitInstruments(bare, options, silent).estimate;
  work.progress(0.7, 'compliers');
  const encouragement = chanceOfEncouragement(study, work.signal);
  let [low, high] = [1, 0];
  for (const chance of encouragement.chance) {
    low = Math.min(low, chance);
    high = Math.max(high, chance);
  }
  return {
    result,
    plain,
    wald: waldRatio(study, alpha),
    encouraged,
    isBinaryTreatment,
    compliance: isBinaryTreatment ? complianceOf(study, profile, encouragement) : null,
    means: isBinaryTreatment ? potentialMeans(study, options, work.signal) : [null, null],
    sides: firstStageBySide(study, profile),
    chances: [low, high],
  };
}
