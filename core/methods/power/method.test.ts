import { describe, expect, it } from 'vitest';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { categoryColumn, type Frame, makeFrame, numberColumn } from '../../frame/frame.ts';
import { controlSizeFor, effectFor, type Noise, powerOf } from './analytic.ts';
import { fitPower } from './fit.ts';
import method from './method.ts';

const plain: Noise = { test: 't', share: null, variance: 1, designEffect: 1, clusterSize: 1 };
const rule = { alpha: 0.05, sides: 'two' } as const;

const plan = (frame: Frame, options: Record<string, unknown>) => fitPower(method.spec.parse(options), frame, contextHere());

function problemCodes(frame: Frame, options: Record<string, unknown>): string[] {
  return method.validate(method.spec.parse(options), { sources: [{ name: 'data', values: { frame } }] }).map(({ code }) => code);
}

/** Rows in clusters of ten with a planted intraclass correlation of 0.2, and a covariate that explains half. */
function clusteredFrame(): Frame {
  const rng = rngFromSeed(5);
  const rows = 4000;
  const [values, before, cluster] = [new Float64Array(rows), new Float64Array(rows), new Array<string>(rows)];
  let shared = 0;
  for (let row = 0; row < rows; row++) {
    if (row % 10 === 0) shared = Math.sqrt(0.2) * rng.normal();
    before[row] = rng.normal();
    values[row] = 10 + shared + Math.sqrt(0.8) * rng.normal() + (before[row] as number);
    cluster[row] = `shop ${Math.floor(row / 10)}`;
  }
  const bought = Float64Array.from(values, (value) => Number(value > 11));
  return makeFrame([
    ['y', numberColumn(values)],
    ['before', numberColumn(before)],
    ['shop', categoryColumn(cluster)],
    ['bought', numberColumn(bought)],
  ]);
}

const clustered = clusteredFrame();

describe('golden values of statsmodels 0.15.0', () => {
  it('TTestIndPower and NormalIndPower give the same sizes', () => {
    // Relative: the peer stops its search near 1e-8 of the size; its own equation in scipy gives our digits.
    const same = (found: number, truth: number): void => expect(Math.abs(found / truth - 1)).toBeLessThan(1e-7);
    same(controlSizeFor(plain, rule, { effect: 0.2, power: 0.8 }, 1), 393.4056930002526);
    same(controlSizeFor({ ...plain, test: 'z' }, rule, { effect: 0.2, power: 0.8 }, 1), 392.4430232577885);
    same(controlSizeFor(plain, rule, { effect: 0.05, power: 0.9 }, 1), 8406.896008340045);
  });
});

describe('by hand', () => {
  it('the two-proportion formula with the pooled variance under the null', () => {
    const [p, q, n] = [0.1, 0.12, 4000];
    const middle = (p + q) / 2;
    const under = Math.sqrt((2 * middle * (1 - middle)) / n);
    const over = Math.sqrt((p * (1 - p) + q * (1 - q)) / n);
    const noise = { ...plain, share: p };
    // Φ((0.02 − 1.959964 · 0.0069956) / 0.0069921) and next to nothing from the other side.
    expect((0.02 - 1.959963984540054 * under) / over).toBeCloseTo(0.899, 2);
    expect(powerOf(noise, rule, 0.02, { control: n, arm: n })).toBeCloseTo(0.8157, 3);
  });

  it('power, size and detectable effect are three views of one relation', () => {
    for (const noise of [
      plain,
      { ...plain, test: 'z' } as const,
      { ...plain, share: 0.3 },
      { ...plain, designEffect: 2.8, clusterSize: 10 },
    ]) {
      const control = controlSizeFor(noise, rule, { effect: 0.08, power: 0.8 }, 0.5);
      expect(powerOf(noise, rule, 0.08, { control, arm: control / 2 })).toBeCloseTo(0.8, 9);
      expect(effectFor(noise, rule, { power: 0.8, sign: 1 }, { control, arm: control / 2 })).toBeCloseTo(0.08, 9);
    }
  });

  it('no share rises above 1', () => {
    expect(effectFor({ ...plain, share: 0.9 }, rule, { power: 0.99, sign: 1 }, { control: 10, arm: 10 })).toBeNull();
  });
});

describe('from the data', () => {
  it('finds the planted correlation within clusters and the design effect', async () => {
    const fit = await plan(clustered, { outcome: 'y', cluster: 'shop', prePeriod: ['before'], effect: 0.2, simulations: 0 });
    // The standard error of an ICC of 0.2 from 400 clusters of 10 is near 0.02.
    expect(Math.abs((fit.baseline.clusters?.icc ?? 0) - 0.2)).toBeLessThan(0.06);
    expect(fit.baseline.clusters?.designEffect).toBeCloseTo(1 + 9 * (fit.baseline.clusters?.icc ?? 0), 9);
    expect(Math.abs(fit.baseline.explained - 0.5)).toBeLessThan(0.05);
  });

  it('CUPED saves what it explains', async () => {
    const [without, withIt] = await Promise.all(
      [[], ['before']].map((prePeriod) => plan(clustered, { outcome: 'y', prePeriod, effect: 0.1, test: 'z', simulations: 0 })),
    );
    const saved = 1 - (withIt?.total ?? 0) / (without?.total ?? 1);
    expect(saved).toBeCloseTo(withIt?.baseline.explained ?? 0, 3);
  });

  it.each([
    ['a mean', { outcome: 'y', effect: 0.3 }],
    ['a share', { outcome: 'bought', effect: 0.08 }],
    ['clusters and CUPED', { outcome: 'y', cluster: 'shop', prePeriod: ['before'], effect: 0.3 }],
    ['three arms of unequal size', { outcome: 'y', effect: 0.3, allocation: [2, 1, 1], adjust: 'bonferroni' }],
  ])('simulated experiments agree with the formula for %s', async (_, options) => {
    const fit = await plan(clustered, { ...options, simulations: 600 });
    for (const { share } of fit.simulated?.power ?? []) {
      // Four standard errors of a share of 0.8 from 600 runs; the seed is fixed.
      expect(Math.abs(share - 0.8)).toBeLessThan(0.07);
    }
    for (const { share } of fit.simulated?.falseAlarms ?? []) expect(share).toBeLessThan(0.09);
  });

  it('Holm finds at least what Bonferroni finds', async () => {
    const options = { outcome: 'y', effect: 0.3, allocation: [1, 1, 1], simulations: 200 };
    const [holm, bonferroni] = await Promise.all(['holm', 'bonferroni'].map((adjust) => plan(clustered, { ...options, adjust })));
    expect(holm?.total).toBe(bonferroni?.total);
    holm?.simulated?.power.forEach(({ share }, arm) => {
      expect(share).toBeGreaterThanOrEqual(bonferroni?.simulated?.power[arm]?.share ?? 0);
    });
  });
});

describe('refusals', () => {
  it('names what to change', () => {
    expect(problemCodes(clustered, { outcome: 'nope' })).toEqual(['data/unknown-column']);
    expect(problemCodes(clustered, { outcome: 'shop' })).toEqual(['data/not-numeric']);
    expect(problemCodes(clustered, { outcome: 'y', effect: 0 })).toEqual(['option/invalid']);
    expect(problemCodes(clustered, { outcome: 'y', effect: 1, lift: 0.1 })).toEqual(['option/invalid']);
    expect(problemCodes(clustered, { outcome: 'bought', effect: 0.99 })).toEqual(['option/invalid']);
    expect(problemCodes(clustered, { baseline: 3 })).toEqual(['option/invalid']);
    expect(problemCodes(clustered, { outcome: 'y', prePeriod: ['y'] })).toEqual(['data/constant']);
    expect(problemCodes(clustered, { outcome: 'y', metric: 'share' })).toEqual(['data/not-binary']);
  });
});
