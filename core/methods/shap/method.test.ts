import { describe, expect, it } from 'vitest';
import { binaryModel, goldenTable } from '../../../test/support/golden-models.ts';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import type { Effects } from '../../frame/effects.ts';
import { categoryColumn, type Frame, makeFrame, numberColumn, numbersOf } from '../../frame/frame.ts';
import type { BlendModel, LinearModel } from '../../learners/model.ts';
import { predictRaw } from '../../learners/predict.ts';
import type { Inputs, StepValues } from '../contract.ts';
import shap from './method.ts';
import { type ShapSpec, shapSpec } from './spec.ts';

const ROWS = 400;
const rng = rngFromSeed(21);
const columns = ['x0', 'x1', 'noise'].map((name) => [name, numberColumn(Array.from({ length: ROWS }, () => rng.normal()))] as const);
const frame: Frame = makeFrame([['customer', categoryColumn(Array.from({ length: ROWS }, (_, row) => `C${row}`))], ...columns], {
  roles: [['customer', 'id'], ...columns.map(([name]) => [name, 'covariate'] as const)],
});
const cells = (name: string): Float64Array => numbersOf(frame, name);

const linear: LinearModel = {
  kind: 'linear',
  features: columns.map(([name]) => ({ name, kind: 'number' })),
  link: 'logit',
  intercept: -1,
  terms: [
    { feature: 0, coefficient: 3, fill: 0 },
    { feature: 1, coefficient: -1, fill: 0 },
  ],
};

function effectsOf(value: (row: number) => number): Effects {
  return {
    control: 'none',
    arms: ['mail'],
    outcome: 'profit',
    rowCount: ROWS,
    value: Float64Array.from({ length: ROWS }, (_, row) => value(row)),
  };
}

const inputsOf = (values: StepValues): Inputs => ({ sources: [{ name: 'study', values }] });

async function run(values: StepValues, options: Partial<ShapSpec> = {}) {
  const spec = shapSpec.parse(options);
  const inputs = inputsOf(values);
  expect(shap.validate(spec, inputs)).toEqual([]);
  const fit = await shap.fit(spec, inputs, contextHere());
  return { fit, report: shap.summarize(fit, spec), handedOn: shap.apply?.(fit, spec, inputs) };
}

const problemCodes = (values: StepValues, options: Partial<ShapSpec>): string[] =>
  shap.validate(shapSpec.parse(options), inputsOf(values)).map((problem) => problem.code);

describe('a model', () => {
  it('tells the row behind every point, the same rows in the swarm and in the dependence picture', async () => {
    const { fit, report } = await run({ frame, model: linear });
    const dataOf = (id: string): readonly Readonly<Record<string, unknown>>[] => {
      const block = report.blocks.find((each) => each.id === id);
      return block?.kind === 'figure' ? block.figure.data : [];
    };
    const [swarm] = dataOf('beeswarm');
    const [dependence] = dataOf('dependence-1');
    const rows = swarm?.['customdata'] as readonly number[];
    const leading = fit.ranking[0]?.feature ?? 0;
    expect(swarm?.['x']).toEqual(rows.map((row) => fit.values[(row - 1) * fit.features.length + leading]));
    expect(dependence?.['customdata']).toEqual(expect.arrayContaining([...rows]));
  });

  it('hands on columns that sum to raw prediction − base', async () => {
    const { fit, handedOn } = await run({ frame, model: linear });
    const table = { rowCount: ROWS, features: linear.features, columns: columns.map(([name]) => cells(name)) };
    predictRaw(linear, table).forEach((raw, row) => {
      const sum = columns.reduce((total, [name]) => total + (numbersOf(handedOn ?? frame, `shap:${name}`)[row] ?? 0), fit.base);
      expect(sum).toBeCloseTo(raw, 9);
    });
    expect(fit.additivityError).toBeLessThan(1e-9);
  });

  it('ranks features and says the scale in words', async () => {
    const { fit, report } = await run({ frame, model: linear });
    expect(fit.ranking.map(({ feature }) => feature)).toEqual([0, 1, 2]);
    expect(report.blocks[0]).toMatchObject({
      id: 'reading',
      body: { en: expect.stringMatching(/^x0 moves .*log-odds/), zh: expect.stringContaining('对数几率') },
    });
    expect(report.notes).toEqual([]);
  });

  it('shows the customer that was asked for, else the highest answer', async () => {
    const { fit } = await run({ frame, model: linear }, { customer: 'C17' });
    expect([fit.rows[fit.shown], fit.shownName]).toEqual([17, 'C17']);
    const highest = await run({ frame, model: linear });
    expect(highest.fit.raw[highest.fit.shown]).toBe(Math.max(...highest.fit.raw));
  });

  it('explains a seeded sample and says so; the row asked for is always in it', async () => {
    const { fit, report, handedOn } = await run({ frame, model: linear }, { rows: 50, row: 399 });
    expect(fit.rows.length === 50 || fit.rows.length === 51).toBe(true);
    expect(fit.rows[fit.shown]).toBe(398);
    expect(report.notes.map((note) => note.code)).toEqual(['shap/sampled-rows']);
    const kept = numbersOf(handedOn ?? frame, 'shap:x0').filter((value) => !Number.isNaN(value));
    expect(kept).toHaveLength(fit.rows.length);
  });

  it('explains an imported model with categories and missing cells, interactions included', async () => {
    const table = goldenTable(binaryModel, true);
    const named = table.features.map((feature, index) => {
      const values = table.columns[index] ?? new Float64Array(0);
      return [
        feature.name,
        feature.kind === 'category'
          ? categoryColumn(Array.from(values, (code) => feature.categories?.[code] ?? null))
          : numberColumn(values),
      ] as const;
    });
    const { fit, report } = await run({ frame: makeFrame(named), model: binaryModel }, { interactions: true, background: 'sample' });
    expect(fit.additivityError).toBeLessThan(1e-12);
    expect(report.blocks.map((block) => block.id)).toEqual(
      expect.arrayContaining(['beeswarm', 'waterfall', 'interactions', 'dependence-3']),
    );
  });
});

describe('effects', () => {
  it('are explained through a faithful stand-in, whose R² is printed', async () => {
    const { fit, report } = await run({ frame, effects: effectsOf((row) => 1 + 2 * (cells('x0')[row] ?? 0)) });
    expect(fit.features[fit.ranking[0]?.feature ?? -1]?.name).toBe('x0');
    expect(fit.facts.fidelity?.value).toBeGreaterThan(0.8);
    expect(report.notes.map((note) => note.code)).toEqual(['shap/surrogate']);
    expect(report.blocks[0]).toMatchObject({ body: { en: expect.stringContaining('the effect of mail against none on profit') } });
  });

  it('that the columns do not explain come with a warning', async () => {
    const luck = rngFromSeed(5);
    const { report } = await run({ frame, effects: effectsOf(() => luck.normal()) });
    expect(report.notes.map((note) => note.code)).toEqual(['shap/surrogate', 'shap/unfaithful-surrogate']);
  });

  it('a blend of probabilities needs a stand-in too', async () => {
    const blend: BlendModel = { kind: 'blend', features: linear.features, link: 'identity', parts: [{ weight: 1, model: linear }] };
    const { report } = await run({ frame, model: blend });
    expect(report.notes.map((note) => note.code)).toContain('shap/surrogate');
  });
});

describe('what cannot be explained', () => {
  it.each([
    ['neither model nor effects', { frame }, {}, 'method/missing-input'],
    ['a row beyond the table', { frame, model: linear }, { row: 401 }, 'option/invalid'],
    ['a customer who is not there', { frame, model: linear }, { customer: 'nobody' }, 'option/invalid'],
    ['an arm without effects', { frame, effects: effectsOf((row) => row) }, { arm: 'call' }, 'data/arm-missing'],
    ['a table without rows', { frame: makeFrame([]), model: linear }, {}, 'data/empty'],
  ] as const)('%s', (_, values, options, code) => {
    expect(problemCodes(values, options)).toEqual([code]);
  });

  it('effects that are the same for every row', async () => {
    const inputs = inputsOf({ frame, effects: effectsOf(() => 4) });
    await expect(shap.fit(shapSpec.parse({}), inputs, contextHere())).rejects.toMatchObject({ problem: { code: 'data/constant' } });
  });
});
