import { refuse } from '../../base/problem.ts';
import type { Arms } from '../../frame/arms.ts';
import { chiSquaredSf } from '../../numeric/distributions.ts';

/** Whether the arms have the sizes that the plan gave them. */
export interface SampleRatio {
  /** Shares the plan gave, in arm order. */
  readonly expected: readonly number[];
  readonly statistic: number;
  readonly pValue: number;
  /** Whether the shares came from the options; equal shares were assumed otherwise. */
  readonly isPlanned: boolean;
}

/**
 * Chi-squared test of the arm sizes against the planned shares.
 *
 * @param planned weights by arm name, of any sum; equal shares without it
 * @throws option/invalid when a weight names no arm, or an arm has no weight
 * @see Fabijan et al. (2019), KDD: diagnosing sample ratio mismatch
 */
export function testSampleRatio(arms: Arms, planned: Readonly<Record<string, number>> | undefined): SampleRatio {
  const expected = planned === undefined ? arms.names.map(() => 1 / arms.names.length) : sharesOf(arms, planned);
  const total = arms.counts.reduce((sum, count) => sum + count, 0);
  let statistic = 0;
  arms.counts.forEach((count, arm) => {
    const wanted = total * (expected[arm] as number);
    statistic += (count - wanted) ** 2 / wanted;
  });
  return { expected, statistic, pValue: chiSquaredSf(statistic, arms.names.length - 1), isPlanned: planned !== undefined };
}

function sharesOf(arms: Arms, planned: Readonly<Record<string, number>>): number[] {
  const weights = arms.names.map((name) => (Object.hasOwn(planned, name) ? planned[name] : undefined));
  const missing = arms.names.filter((_, arm) => weights[arm] === undefined);
  const strange = Object.keys(planned).filter((name) => !arms.names.includes(name));
  if (missing.length > 0 || strange.length > 0) {
    const what = missing.length > 0 ? `gives no share for "${missing.join('", "')}"` : `names "${strange.join('", "')}", which is no arm`;
    refuse('option/invalid', `expectedShares ${what}.`, `Give one share for each of ${arms.names.map((name) => `"${name}"`).join(', ')}.`, {
      option: 'expectedShares',
    });
  }
  const total = weights.reduce<number>((sum, weight) => sum + (weight ?? 0), 0);
  return weights.map((weight) => (weight ?? 0) / total);
}
