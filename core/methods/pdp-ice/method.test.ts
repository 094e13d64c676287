import { describe, expect, it } from 'vitest';
import { goldenResult, goldenTable, regressionModel } from '../../../test/support/golden-models.ts';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { categoryColumn, makeFrame, numberColumn } from '../../frame/frame.ts';
import type { LinearModel } from '../../learners/model.ts';
import type { Inputs, StepValues } from '../contract.ts';
import pdp from './method.ts';
import { readPairs } from './pairs.ts';
import { pdpSpec } from './spec.ts';

const rng = rngFromSeed(2);
const rowCount = 300;
const frame = makeFrame(
  [
    ['a', numberColumn(Array.from({ length: rowCount }, () => rng.normal()))],
    ['b', numberColumn(Array.from({ length: rowCount }, (_, row) => (row % 9 === 0 ? Number.NaN : rng.next())))],
    ['town', categoryColumn(Array.from({ length: rowCount }, (_, row) => ['north', 'south', 'east'][row % 3] ?? null))],
  ],
  {
    roles: [
      ['a', 'covariate'],
      ['b', 'covariate'],
      ['town', 'covariate'],
    ],
  },
);
const model: LinearModel = {
  kind: 'linear',
  features: [
    { name: 'a', kind: 'number' },
    { name: 'b', kind: 'number' },
    { name: 'town', kind: 'category', categories: ['north', 'south', 'east'] },
  ],
  link: 'identity',
  intercept: 0,
  terms: [
    { feature: 0, coefficient: 2, fill: 0 },
    { feature: 1, coefficient: -0.5, fill: 0.5 },
    { feature: 2, category: 'south', coefficient: 1, fill: 0 },
  ],
};

async function run(values: StepValues, options: Record<string, unknown> = {}) {
  const spec = pdpSpec.parse(options);
  const inputs: Inputs = { sources: [{ name: 'study', values }] };
  expect(pdp.validate(spec, inputs)).toEqual([]);
  const fit = await pdp.fit(spec, inputs, contextHere());
  return { fit, report: pdp.summarize(fit, spec) };
}

describe('pdp-ice', () => {
  it('draws the leading features; a linear model gives straight lines with its slope', async () => {
    const { fit } = await run({ frame, model });
    expect(fit.profiles.map(({ feature }) => feature.name)).toEqual(['a', 'town', 'b']);
    const [{ grid, average } = { grid: [], average: [] }] = fit.profiles;
    expect(((average[9] ?? 0) - (average[0] ?? 0)) / ((grid[9] ?? 0) - (grid[0] ?? 0))).toBeCloseTo(2, 9);
  });

  it('is the mean of its lines, exactly, when all are drawn', async () => {
    const { fit } = await run({ frame, model }, { iceRows: 300, features: ['a'] });
    const [profile] = fit.profiles;
    profile?.average.forEach((value, g) => {
      expect(value).toBe(profile.lines.reduce((sum, line) => sum + (line[g] ?? Number.NaN), 0) / profile.lines.length);
    });
  });

  it('tells the row behind every line', async () => {
    const { fit, report } = await run({ frame, model }, { iceRows: 20, features: ['a'] });
    const block = report.blocks.find(({ id }) => id === 'pdp-1');
    const lines = block?.kind === 'figure' ? block.figure.data.slice(0, 20) : [];
    const rows = Array.from(fit.profiles[0]?.lineRows ?? [], (row) => row + 1);
    expect(lines.map((line) => (line['customdata'] as readonly number[])[0])).toEqual(rows);
    expect(new Set(rows).size).toBe(20);
  });

  it('repeats scikit-learn’s lines for the imported model', async () => {
    const table = goldenTable(regressionModel);
    const golden = makeFrame(table.features.map(({ name }, index) => [name, numberColumn(table.columns[index] ?? [])] as const));
    const { fit } = await run({ frame: golden, model: regressionModel }, { features: ['is_new'] });
    // Both golden averages are over 4,000 rows, these over the first 200: the step between them is what must agree.
    const [low = 0, high = 0] = fit.profiles[0]?.average ?? [];
    const [goldenLow = 0, goldenHigh = 0] = goldenResult('pdp_is_new').average;
    expect(high - low).toBeCloseTo(goldenHigh - goldenLow, 2);
  });

  it('centred lines start at zero', async () => {
    const { report } = await run({ frame, model }, { features: ['a'], centred: true });
    const figure = report.blocks.find((block) => block.kind === 'figure');
    const lines =
      figure?.kind === 'figure' ? figure.figure.data.filter((trace) => trace['mode'] === 'lines' && Array.isArray(trace['y'])) : [];
    for (const line of lines.slice(0, 10)) expect((line['y'] as number[])[0]).toBe(0);
  });

  it('draws pairs and marks where no rows are', async () => {
    const { fit } = await run({ frame, model }, { pairs: ['a:b', ['town', 'a']], pairGridSize: 5 });
    expect(fit.surfaces.map(({ average }) => average.length)).toEqual([25, 15]);
    // Rows with a missing b have no place on the first surface.
    expect(fit.surfaces.map(({ support }) => support.reduce((sum, count) => sum + count, 0))).toEqual([300 - 34, 300]);
  });

  it('shades what lies outside the middle of the data, and says so', async () => {
    const { report } = await run({ frame, model }, { features: ['a'], percentiles: [0, 1] });
    expect(report.notes.map((note) => note.code)).toEqual(['pdp-ice/extrapolation']);
  });

  it('explains effects through a stand-in', async () => {
    const value = Float64Array.from({ length: rowCount }, (_, row) => (row % 3 === 1 ? 5 : 1));
    const { fit, report } = await run(
      { frame, effects: { control: 'none', arms: ['mail'], outcome: 'y', rowCount, value } },
      { features: ['town'] },
    );
    const [profile] = fit.profiles;
    expect(profile?.average[1]).toBeCloseTo(5, 0);
    expect(report.notes.map((note) => note.code)).toContain('pdp-ice/surrogate');
  });

  it('names a feature that the model does not read', () => {
    const inputs: Inputs = { sources: [{ name: 'study', values: { frame, model } }] };
    expect(pdp.validate(pdpSpec.parse({ features: ['zzz'] }), inputs)).toMatchObject([
      { code: 'option/invalid', where: { option: 'features', column: 'zzz' } },
    ]);
    expect(pdp.validate(pdpSpec.parse({ pairs: ['a:zzz'] }), inputs)).toMatchObject([
      { code: 'option/invalid', where: { option: 'pairs' } },
    ]);
  });

  it('cuts a pair where both sides are names', () => {
    expect(readPairs(['a:b:c'], ['a:b', 'c'])).toEqual([['a:b', 'c']]);
  });
});
