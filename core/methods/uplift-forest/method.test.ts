import { describe, expect, it } from 'vitest';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { categoryColumn, makeFrame, numberColumn } from '../../frame/frame.ts';
import { UPLIFT_CRITERIA } from '../../learners/uplift-trees/criteria.ts';
import method from './method.ts';

/** Mail adds 0.3 where x > 0, a call adds 0.3 in the north, to a share of 0.3. */
function study(rows: number) {
  const rng = rngFromSeed(8);
  const x = Float64Array.from({ length: rows }, () => 2 * rng.next() - 1);
  const region = Array.from(x, () => ['north', 'south'][rng.below(2)] as string);
  const arm = Array.from(x, () => ['none', 'mail', 'call'][rng.below(3)] as string);
  const truth = x.map((value) => (value > 0 ? 0.3 : 0));
  const called = Float64Array.from(region, (name) => (name === 'north' ? 0.3 : 0));
  const y = Float64Array.from(x, (_, row) => {
    const added = arm[row] === 'mail' ? truth[row] : arm[row] === 'call' ? called[row] : 0;
    return Number(rng.next() < 0.3 + (added ?? 0));
  });
  const frame = makeFrame([
    ['x', numberColumn(x)],
    ['noise', numberColumn(Float64Array.from(x, () => rng.normal()))],
    ['region', categoryColumn(region)],
    ['arm', categoryColumn(arm)],
    ['y', numberColumn(y)],
    ['spend', numberColumn(y.map((value) => 20 * value))],
  ]);
  return { inputs: { sources: [{ name: 'data', values: { frame } }] }, truth, called };
}

const roles = { treatment: 'arm', control: 'none', outcome: 'y', covariates: ['x', 'noise', 'region'], folds: 2, trees: 30 };

describe('uplift forest', () => {
  const { inputs, truth, called } = study(6000);

  it.each(UPLIFT_CRITERIA)('%s finds who reacts to which of two arms', async (criterion) => {
    const fit = await method.fit(method.spec.parse({ ...roles, criterion }), inputs, contextHere());
    const missed = (arm: number, of: Float64Array) =>
      Math.sqrt(of.reduce((sum, effect, row) => sum + ((fit.value[row * 2 + arm] ?? 0) - effect) ** 2, 0) / of.length);
    // The planted effects' own spread is 0.15.
    expect(missed(fit.arms.indexOf('mail'), truth)).toBeLessThan(0.09);
    expect(missed(fit.arms.indexOf('call'), called)).toBeLessThan(0.09);
    expect(fit.summaries.every(({ average }) => average.interval[0] < 0.15 + 0.03 && average.interval[1] > 0.15 - 0.03)).toBe(true);
  });

  it('criteria of shares refuse amounts, and name the row', () => {
    const at = (criterion: string) =>
      method.validate(method.spec.parse({ ...roles, outcome: 'spend', criterion }), inputs).map(({ code }) => code);
    expect(at('kl')).toEqual(['option/invalid']);
    expect(at('chi2')).toEqual(['option/invalid']);
    expect(at('euclid')).toEqual([]);
  });
});
