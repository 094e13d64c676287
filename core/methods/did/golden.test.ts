import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { tidyCsv } from '../../../test/support/csv.ts';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { makeFrame, numberColumn, takeRows } from '../../frame/frame.ts';
import { fitDid } from './fit.ts';
import method from './method.ts';

const here = (name: string) => fileURLToPath(new URL(`golden/${name}`, import.meta.url));
const golden = JSON.parse(readFileSync(here('golden.json'), 'utf8'));
const frame = tidyCsv(here('did.csv'));
const analyse = (options: Record<string, unknown>, on = frame) =>
  fitDid(method.spec.parse({ outcome: 'y', ...options }), on, contextHere());

describe('fixest 0.12.2 and sandwich', () => {
  it.each([
    ['feols_pooled_cluster', 'treat:post', { treatment: 'treat', post: 'post', cluster: 'unit' }],
    [
      'feols_pooled_cluster_x',
      'treat:post',
      { treatment: 'treat', post: 'post', cluster: 'unit', covariates: ['x'], covariatesBy: 'period' },
    ],
    ['ols_HC1', 'treat:post', { treatment: 'treat', post: 'post' }],
    ['feols_twfe_cluster', 'd', { treatment: 'treat', post: 'post', unit: 'unit' }],
    ['feols_twfe_iid', 'd', { treatment: 'd', time: 'post', unit: 'unit', covariance: 'classical' }],
    ['feols_twfe_hetero', 'd', { treatment: 'd', time: 'post', unit: 'unit', covariance: 'HC1' }],
  ] as const)('%s', (name, term, options) => {
    const { effect } = analyse(options);
    expect(effect.value / golden[name].est[term]).toBeCloseTo(1, 9);
    expect(effect.standardError / golden[name].se[term]).toBeCloseTo(1, 9);
  });
});

describe('a staggered panel', () => {
  const rng = rngFromSeed(4);
  const cells = Array.from({ length: 60 * 8 }, (_, i) => {
    const [unit, time] = [Math.floor(i / 8), 1 + (i % 8)];
    const first = [3, 5, 0][unit % 3] ?? 0;
    return { unit, time, first, y: unit / 10 + time + (first > 0 && time >= first ? 2 : 0) + 0.1 * rng.normal() };
  });
  const panel = makeFrame(
    (['unit', 'time', 'first', 'y'] as const).map((name) => [name, numberColumn(cells.map((cell) => cell[name]))] as const),
  );
  const options = { firstTreated: 'first', time: 'time', unit: 'unit' };

  it('the decomposition adds up to the two-way estimate, and the planted effect is found', () => {
    const { effect, bacon, events } = analyse(options, panel);
    expect(bacon.reduce((sum, { weight, estimate }) => sum + weight * estimate, 0)).toBeCloseTo(effect.value, 9);
    expect(bacon).toHaveLength(4);
    expect(Math.abs(effect.value - 2)).toBeLessThan(0.1);
    expect(events.map(({ lag }) => lag)).toEqual([-4, -3, -2, 0, 1, 2, 3, 4, 5]);
  });

  it('gaps, one period and doubled rows are refused', () => {
    const codeOf = (rows: Int32Array) =>
      method
        .validate(method.spec.parse({ outcome: 'y', ...options }), { sources: [{ name: 'a', values: { frame: takeRows(panel, rows) } }] })
        .map(({ code }) => code);
    const all = Int32Array.from({ length: 480 }, (_, i) => i);
    expect(codeOf(all.subarray(1))).toEqual(['data/missing-values']);
    expect(codeOf(all.filter((i) => i % 8 === 4))).toEqual(['data/constant']);
    expect(codeOf(Int32Array.of(...all, 0))).toEqual(['data/duplicate']);
  });
});
