import { describe, expect, it } from 'vitest';
import { tidyCsv } from '../../../test/support/csv.ts';
import { regressionModel } from '../../../test/support/golden-models.ts';
import { readSharedJson, sharedFile } from '../../../test/support/reference.ts';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { categoryColumn, makeFrame, numberColumn } from '../../frame/frame.ts';
import { accumulate } from '../../learners/explain/accumulated.ts';
import { bindFeatures } from '../../learners/features.ts';
import { allRows } from '../../learners/folds.ts';
import type { LinearModel } from '../../learners/model.ts';
import method from './method.ts';

const line: LinearModel = {
  kind: 'linear',
  features: [
    { name: 'a', kind: 'number' },
    { name: 'town', kind: 'category', categories: ['north', 'south'] },
  ],
  link: 'identity',
  intercept: 1,
  terms: [
    { feature: 0, coefficient: 2, fill: 0 },
    { feature: 1, category: 'south', coefficient: 5, fill: 0 },
  ],
};

describe('accumulated effects', () => {
  it('by hand: two bins of three rows, a gap beside them', () => {
    const table = { rowCount: 7, features: line.features, columns: [Float64Array.of(3, 1, 2, 6, 4, 5, Number.NaN), new Float64Array(7)] };
    const found = accumulate(line, table, 0, { bins: 2, rows: allRows(7) });
    expect([...found.edges]).toEqual([1, 3, 6]);
    expect([...found.counts]).toEqual([3, 3]);
    // Steps of 4 and 6; bins' middles at 2 and 7, so that 4.5 is the mean.
    expect([...found.effects]).toEqual([-4.5, -0.5, 5.5]);
    expect(found.missing).toBe(1);
    expect([...found.standardErrors]).toEqual([0, 0, 0]);
  });

  const shared = sharedFile('reference/pdp_ice_ale.json');
  it.skipIf(shared === undefined)('equals the reference record (reference/pdp_ice_ale.json)', () => {
    const { results } = readSharedJson('reference/pdp_ice_ale.json') as {
      results: Record<string, { edges: number[]; n: number[]; ale: number[] }>;
    };
    const table = bindFeatures(tidyCsv(sharedFile('reference/data/rct_hte.csv') ?? ''), regressionModel.features);
    for (const name of ['x0', 'x1']) {
      const golden = results[`ale_${name}`];
      const feature = regressionModel.features.findIndex((each) => each.name === name);
      const found = accumulate(regressionModel, table, feature, { bins: 20, rows: allRows(table.rowCount) });
      expect([...found.counts]).toEqual(golden?.n);
      golden?.ale.forEach((value, k) => {
        expect(found.effects[k]).toBeCloseTo(value, 9);
      });
    }
  });
});

describe('ale', () => {
  const rng = rngFromSeed(1);
  const a = Array.from({ length: 500 }, () => rng.normal());
  const frame = makeFrame([
    ['a', numberColumn(a)],
    ['town', categoryColumn(a.map((value) => (value > 0 ? 'south' : 'north')))],
  ]);
  const inputs = { sources: [{ name: 'data', values: { frame, model: line } }] };

  it('gives a line its own slope, although the town moves with it', async () => {
    const spec = method.spec.parse({});
    expect(method.validate(spec, inputs)).toEqual([]);
    const fit = await method.fit(spec, inputs, contextHere());
    expect(fit.leftOut).toEqual(['town']);
    const { edges, effects } = fit.curves[0]?.course ?? { edges: [], effects: [] };
    for (let k = 1; k < edges.length; k++)
      expect(((effects[k] ?? 0) - (effects[k - 1] ?? 0)) / ((edges[k] ?? 0) - (edges[k - 1] ?? 0))).toBeCloseTo(2, 9);
    expect(method.summarize(fit, spec).notes.map(({ code }) => code)).toContain('ale/left-out');
  });

  it.each([['town'], ['nowhere']])('refuses %s', (name) => {
    const problems = method.validate(method.spec.parse({ features: [name] }), inputs);
    expect(problems.map(({ code, where }) => [code, where?.column])).toEqual([['option/invalid', name]]);
  });
});
