import { describe, expect, it } from 'vitest';
import { contextHere, stopped } from '../../../test/support/work.ts';
import { canonicalJson } from '../../base/canonical-json.ts';
import { rngFromSeed } from '../../base/rng.ts';
import type { Effects } from '../../frame/effects.ts';
import { categoryColumn, dateColumn, type Frame, makeFrame, numberColumn, withColumns, withRoles } from '../../frame/frame.ts';
import type { LinearModel, Model, TreeModel } from '../../learners/model.ts';
import type { Report, Scalar, TableBlock } from '../../report/blocks.ts';
import { compare } from './compare.ts';
import method from './method.ts';

const COUNT = 3000;
const rng = rngFromSeed(9);
const age = Array.from({ length: COUNT }, () => Math.floor(80 * rng.next()));
const town = age.map(() => ['p', 'q', 'r'][rng.below(3)] ?? null);
const isYes = age.map((value, row) => value > 40 && town[row] === 'q');
const bought = isYes.map((yes) => Number(yes === rng.next() < 0.95));
const spent = isYes.map((yes) => (yes ? 10 : 2) + 0.5 * rng.normal());
const bare = makeFrame([
  ['age', numberColumn(age)],
  ['town', categoryColumn(town)],
  ['joined', dateColumn(age.map(() => Date.UTC(2025, 0, 1 + rng.below(300))))],
]);
const frame = withRoles(withColumns(bare, [['bought', numberColumn(bought)]]), [['bought', 'outcome']]);

/** age ≤ 40 → 0.1; age > 40 and town in {q} → 0.9 (or the given values); otherwise 0.1. */
const planted: TreeModel = {
  kind: 'trees',
  features: [
    { name: 'age', kind: 'number' },
    { name: 'town', kind: 'category', categories: ['p', 'q', 'r'] },
    { name: 'joined', kind: 'date' },
  ],
  link: 'logit',
  base: 0,
  treeStart: Int32Array.of(0, 7),
  feature: Int32Array.of(0, -1, 1, 2, -1, -1, -1),
  threshold: Float64Array.of(40, 0, 0, Date.UTC(2025, 3, 1), 0, 0, 0),
  categoryWords: Int32Array.of(0, 0, 1, 0, 0, 0, 0),
  categoryBits: Uint32Array.of(0b010),
  left: Int32Array.of(1, 0, 3, 5, 0, 0, 0),
  right: Int32Array.of(2, 0, 4, 6, 0, 0, 0),
  missingLeft: new Uint8Array(7),
  // A split on the date that tells nothing apart: both its leaves say yes.
  value: Float64Array.of(0, -2, 0, 0, -2, 2, 2.1),
  cover: new Float64Array(7).fill(1),
  gain: new Float64Array(7),
};
const numbers: TreeModel = { ...planted, link: 'identity', value: Float64Array.of(0, 2, 0, 0, 2, 10, 10) };

async function run(model: Model, options: object, over: Frame = frame) {
  const spec = method.spec.parse(options);
  const inputs = { sources: [{ name: 'data', values: { frame: over, model } }] };
  expect(method.validate(spec, inputs)).toEqual([]);
  const fit = await method.fit(spec, inputs, contextHere());
  const report = method.summarize(fit, spec);
  expect(() => canonicalJson(report)).not.toThrow();
  return { fit, report };
}

const codes = (report: Report): string[] => report.notes.map(({ code }) => code);
const tableOf = (report: Report, id: string) => report.blocks.find((block): block is TableBlock => block.id === id)?.table;
const scalar = (report: Report, name: string): Scalar['value'] | undefined =>
  report.blocks.flatMap((block) => (block.kind === 'scalars' ? block.rows : [])).find((row) => row.name === name)?.value;

describe('in-trees', () => {
  it('finds the planted rule without its idle split, within 3 points of the model on the outcome', async () => {
    const { fit, report } = await run(planted, {});
    expect(fit).toMatchObject({ task: 'binary', outcome: 'bought', pathsRead: 4, treesRead: 1 });
    expect(fit.list.at(-1)?.words).toEqual([]);
    expect(fit.rules.map(({ words }) => words.join(' ∧ '))).toContain('age > 40 ∧ town ∈ {q}');
    expect(fit.rules.flatMap(({ words }) => words).join()).not.toContain('joined');
    expect(fit.comparison.withModel?.value).toBe(1);
    expect(Math.abs(fit.comparison.gap ?? 1)).toBeLessThanOrEqual(0.03);
    expect(scalar(report, 'within_3_points')).toBe(true);
    expect(scalar(report, 'model_on_outcome')).toBeCloseTo(0.95, 1);
    expect(codes(report)).toEqual(['in-trees/target']);
  });

  it('reports frequency, error and length as counted by hand', async () => {
    const { fit, report } = await run(planted, { heldOutShare: 0.3, target: 'model' });
    const own = fit.rules.find(({ words }) => words.join() === 'age ≤ 40');
    expect(own).toMatchObject({ error: 0, prediction: 0 });
    // 30 % of the rows are held out; the rest is a sample of those that the rule holds for.
    expect(own?.frequency).toBeCloseTo(age.filter((value) => value <= 40).length / COUNT, 1);
    const table = tableOf(report, 'rules');
    expect(table?.columns.map(({ name }) => name)).toEqual(['conditions', 'length', 'frequency', 'error', 'prediction']);
    for (const [conditions, length] of table?.rows ?? []) expect(String(conditions).split(' ∧ ')).toHaveLength(Number(length));
    const list = tableOf(report, 'list');
    expect(list?.rows.at(-1)?.slice(0, 2)).toEqual(['else', '*']);
    expect(list?.rows.reduce((sum, row) => sum + Number(row[3]), 0)).toBeCloseTo(1, 12);
    expect(scalar(report, 'agreement_with_model')).toBe(1);
  });

  it('predicts numbers as well as the model, whose rules it says', async () => {
    const over = withRoles(withColumns(bare, [['spent', numberColumn(spent)]]), [['spent', 'outcome']]);
    const { fit, report } = await run(numbers, {}, over);
    expect(fit).toMatchObject({ task: 'regression', outcome: 'spent' });
    expect(fit.comparison.gap ?? 1).toBeLessThanOrEqual(0.03);
    expect(fit.comparison.withModel?.value).toBeGreaterThan(0.99);
    const yes = fit.rules.find(({ words }) => words.join(' ∧ ') === 'age > 40 ∧ town ∈ {q}');
    expect(yes?.prediction).toBeCloseTo(10, 1);
    expect(codes(report)).toEqual(['in-trees/target']);
  });

  it('falls back to the model where the outcome does not fit it, and refuses where it was asked for', async () => {
    const over = withRoles(withColumns(bare, [['spent', numberColumn(spent)]]), [['spent', 'outcome']]);
    expect((await run(planted, {}, over)).fit.outcome).toBeUndefined();
    const inputs = { sources: [{ name: 'data', values: { frame: over, model: planted } }] };
    const problems = method.validate(method.spec.parse({ target: 'outcome' }), inputs);
    expect(problems.map(({ where }) => where?.option)).toEqual(['outcome']);
  });

  it('learns models that are not trees first, and says how well', async () => {
    const line: LinearModel = {
      kind: 'linear',
      features: planted.features,
      link: 'logit',
      intercept: -4,
      terms: [{ feature: 0, coefficient: 0.1, fill: 40 }],
    };
    const { fit, report } = await run(line, { target: 'model' });
    expect(fit.facts.fidelity?.value).toBeGreaterThan(0.9);
    expect(codes(report)).toEqual(expect.arrayContaining(['in-trees/surrogate', 'in-trees/not-all-read']));
    // The line says yes from an age of 40 on.
    expect(fit.comparison.withModel?.value).toBeGreaterThan(0.97);
  });

  it('explains effects as numbers', async () => {
    const value = Float64Array.from(isYes, (yes) => (yes ? 3 : 0));
    const effects: Effects = { control: 'none', arms: ['mail'], outcome: 'bought', treatment: 'arm', rowCount: COUNT, value };
    const spec = method.spec.parse({ covariates: ['age', 'town'], decay: 0.01 });
    const fit = await method.fit(spec, { sources: [{ name: 'data', values: { frame, effects } }] }, contextHere());
    expect(fit).toMatchObject({ task: 'regression' });
    expect(fit.outcome).toBeUndefined();
    const report = method.summarize(fit, spec);
    expect(codes(report)).toContain('in-trees/surrogate');
    expect(fit.comparison.withModel?.value).toBeGreaterThan(0.9);
  });

  it('marks a list that cannot repeat the model', async () => {
    const { report } = await run(numbers, { rules: 1, depth: 1, target: 'model' });
    expect(codes(report)).toEqual(expect.arrayContaining(['in-trees/low-fidelity', 'in-trees/apart']));
    expect(report.notes.filter(({ severity }) => severity === 'warning')).toHaveLength(2);
    expect(scalar(report, 'within_3_points')).toBe(false);
  });

  it('refuses too few rows, a single class and trees without splits', async () => {
    const inputs = { sources: [{ name: 'data', values: { frame, model: planted } }] };
    const fitted = (options: object, model: Model = planted) =>
      method.fit(method.spec.parse(options), { sources: [{ name: 'data', values: { frame, model } }] }, contextHere());
    await expect(fitted({ target: 'model', threshold: 0.99 })).rejects.toMatchObject({ problem: { code: 'data/constant' } });
    await expect(fitted({}, { ...planted, feature: new Int32Array(7).fill(-1) })).rejects.toMatchObject({
      problem: { code: 'model/unsupported' },
    });
    const few = withColumns(bare, [['bought', numberColumn(bought.map((value, row) => (row < 10 ? value : Number.NaN)))]]);
    const lacking = { sources: [{ name: 'data', values: { frame: withRoles(few, [['bought', 'outcome']]), model: planted } }] };
    expect(method.validate(method.spec.parse({}), lacking).map(({ code }) => code)).toEqual(['data/too-few-rows']);
    await expect(async () => method.fit(method.spec.parse({}), inputs, contextHere(1, stopped))).rejects.toMatchObject({
      problem: { kind: 'cancelled' },
    });
  });
});

describe('the comparison', () => {
  it('by hand: three of four alike, and R² by its definition', () => {
    const found = compare('binary', {
      listed: Float64Array.of(1, 1, 0, 0),
      said: Float64Array.of(1, 1, 1, 0),
      target: Float64Array.of(1, 0, 1, 0),
    });
    expect([found.withModel?.value, found.list?.value, found.model?.value, found.gap]).toEqual([0.75, 0.5, 0.75, 0.25]);
    // Σ(y − ŷ)² = 2 and Σ(y − ȳ)² = 5.
    const r2 = compare('regression', {
      listed: Float64Array.of(1, 1, 3, 3),
      said: Float64Array.of(1, 2, 3, 4),
      target: Float64Array.of(1, 2, 3, 4),
    });
    expect(r2.list?.value).toBeCloseTo(1 - 2 / 5, 12);
    expect(r2.gap).toBeCloseTo(0.4, 12);
    expect(
      compare('regression', { listed: Float64Array.of(1, 1), said: Float64Array.of(2, 2), target: Float64Array.of(3, 3) }).gap,
    ).toBeNull();
  });
});
