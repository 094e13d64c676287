import { describe, expect, it } from 'vitest';
import { contextHere } from '../../../test/support/work.ts';
import { makeFrame, numberColumn } from '../../frame/frame.ts';
import { shareFloats } from '../../frame/shared-memory.ts';
import type { Inputs } from '../contract.ts';
import method from './method.ts';

const frame = makeFrame([
  ['truth_a', numberColumn([1, 2, 3, 4])],
  ['hole', numberColumn([1, Number.NaN, 3, 4])],
]);
const effects = { control: 'none', arms: ['a'], outcome: 'y', rowCount: 4, value: shareFloats([2, 2, 3, -1]) };
const inputs: Inputs = { sources: [{ name: 'effects', values: { frame, effects } }] };

describe('reveal-truth', () => {
  it('computes PEHE, means, correlation and signs by hand', async () => {
    const fit = await method.fit({ truth: { a: 'truth_a' }, groups: 2 }, inputs, contextHere());
    const [arm] = fit.arms;
    // Errors 1, 0, 0, −5: mean square 26/4. Deviations (0.5, 0.5, 1.5, −2.5) and (−1.5, −0.5, 0.5, 1.5).
    expect(arm?.pehe).toBeCloseTo(Math.sqrt(6.5), 12);
    expect([arm?.meanEstimated, arm?.meanTruth, arm?.signShare]).toEqual([1.5, 2.5, 0.75]);
    expect(arm?.correlation).toBeCloseTo(-4 / Math.sqrt(9 * 5), 12);
    expect(arm?.groups).toEqual([
      { n: 2, estimated: 0.5, truth: 2.5 },
      { n: 2, estimated: 2.5, truth: 2.5 },
    ]);
  });

  it('says what a plan truly adds', async () => {
    const plan = {
      options: ['none', 'a'],
      rowCount: 4,
      choice: Int32Array.from([1, 0, 1, 0]),
      value: new Float64Array(4),
      cost: new Float64Array(4),
      totals: { value: 5, cost: 0, counts: [2, 2] },
      certificate: { bound: 5, gapShare: 0, constraints: [] },
      frontier: [],
    };
    const withPlan: Inputs = {
      sources: [
        { name: 'effects', values: { frame, effects } },
        { name: 'plan', values: { plan } },
      ],
    };
    const fit = await method.fit({ truth: { a: 'truth_a' }, groups: 2 }, withPlan, contextHere());
    expect(fit.plan).toEqual({ expected: 5, truth: 4 });
  });

  it.each([
    [{ b: 'truth_a' }, 'data/arm-missing'],
    [{ a: 'nowhere' }, 'data/unknown-column'],
    [{ a: 'hole' }, 'data/missing-values'],
  ])('refuses %j', (truth, code) => {
    expect(method.validate({ truth, groups: 2 }, inputs)).toMatchObject([{ code }]);
  });
});
