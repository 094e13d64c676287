import { refuse } from '../../base/problem.ts';
import type { EventStudy } from '../kit/panels/event-covariance.ts';

/** An event study around its reference period, which stands at 0: −before … −1, 1 … after. */
export interface Events {
  readonly before: number;
  readonly after: number;
  /** before + after values, ascending in time. */
  readonly values: Float64Array;
  readonly covariance: Float64Array;
  /** Weights of the target on the periods after the reference. */
  readonly target: Float64Array;
  readonly lags: readonly number[];
}

/**
 * Puts the reference period, the one that is 0 by construction, in the middle.
 *
 * @param lag the target is the effect in that period; without it the average over all periods from the start on
 * @throws data/too-few-rows (no period before the reference, or none from the start on), data/missing-values (a period is left
 *   out between others), option/invalid
 */
export function arrange(study: EventStudy, lag: number | undefined): Events {
  const size = study.lags.length;
  const variance = (i: number): number => study.covariance[i * size + i] as number;
  const kept = study.lags.flatMap((own, i) => (variance(i) > 0 && Number.isFinite(variance(i)) ? [{ lag: own, i }] : []));
  const lags = kept.map(({ lag: own }) => own);
  const reference = referenceOf(lags);
  const [before, after] = [lags.filter((own) => own < reference).length, lags.filter((own) => own > reference).length];
  if (before === 0 || !lags.some((own) => own >= 0))
    refuse(
      'data/too-few-rows',
      'There must be a period before the reference period and one from the start on.',
      'Use data with at least 2 periods before the start.',
    );
  const target = Float64Array.from(lags.slice(before), (own) => Number(lag === undefined ? own >= 0 : own === lag));
  const sum = target.reduce((total, value) => total + value, 0);
  if (sum === 0)
    refuse(
      'option/invalid',
      `There is no effect ${lag} periods since the start.`,
      `Choose from ${lags.filter((own) => own >= 0).join(', ')}.`,
      { option: 'lag' },
    );
  return {
    before,
    after,
    lags,
    values: Float64Array.from(kept, ({ i }) => study.values[i] as number),
    covariance: Float64Array.from(kept.flatMap(({ i }) => kept.map(({ i: j }) => study.covariance[i * size + j] as number))),
    target: target.map((value) => value / sum),
  };
}

/** The one lag that is missing; with anticipation it lies further back than −1. */
function referenceOf(lags: readonly number[]): number {
  const [first = 0, last = 0] = [lags[0], lags.at(-1)];
  const missing = Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => first + k).filter((lag) => !lags.includes(lag));
  const [reference, ...more] = missing;
  if (reference !== undefined && more.length === 0 && reference < 0) return reference;
  return refuse(
    more.length === 0 ? 'data/too-few-rows' : 'data/missing-values',
    more.length === 0
      ? 'No period before the reference period can be estimated.'
      : `Periods ${missing.join(', ')} since the start are missing among the effects.`,
    'Use a panel without gaps, with at least 2 periods before the start.',
  );
}
