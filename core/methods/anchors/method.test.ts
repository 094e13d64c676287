import { describe, expect, it } from 'vitest';
import { contextHere, stopped } from '../../../test/support/work.ts';
import { canonicalJson } from '../../base/canonical-json.ts';
import { rngFromSeed, shuffle } from '../../base/rng.ts';
import type { Effects } from '../../frame/effects.ts';
import { booleanColumn, categoryColumn, dateColumn, makeFrame, numberColumn } from '../../frame/frame.ts';
import { allRows } from '../../learners/folds.ts';
import type { Model, TreeModel } from '../../learners/model.ts';
import method from './method.ts';

const COUNT = 1201;
const rng = rngFromSeed(3);
// −600 … 600 in a random order: the median is exactly 0.
const a = Array.from(shuffle(allRows(COUNT), rng), (place) => place - 600);
const city = a.map((_, row) => ['a', 'b', 'c'][row % 3] ?? null);
const frame = makeFrame(
  [
    ['id', categoryColumn(a.map((_, row) => `C${row}`))],
    ['a', numberColumn(a)],
    ['city', categoryColumn(city)],
    ['noise', numberColumn(a.map(() => (rng.next() < 0.1 ? Number.NaN : rng.normal())))],
    ['member', booleanColumn(a.map(() => rng.next() < 0.5))],
    ['joined', dateColumn(a.map(() => Date.UTC(2025, 0, 1 + rng.below(300))))],
  ],
  { roles: [['id', 'id']] },
);

/** a > 0 and city = b → 1, otherwise 0. */
const planted: TreeModel = {
  kind: 'trees',
  features: [
    { name: 'a', kind: 'number' },
    { name: 'city', kind: 'category', categories: ['a', 'b', 'c'] },
    { name: 'noise', kind: 'number' },
    { name: 'member', kind: 'boolean' },
    { name: 'joined', kind: 'date' },
  ],
  link: 'identity',
  base: 0,
  treeStart: Int32Array.of(0, 5),
  feature: Int32Array.of(0, -1, 1, -1, -1),
  threshold: Float64Array.of(0, 0, 0, 0, 0),
  categoryWords: Int32Array.of(0, 0, 1, 0, 0),
  categoryBits: Uint32Array.of(0b010),
  left: Int32Array.of(1, 0, 3, 0, 0),
  right: Int32Array.of(2, 0, 4, 0, 0),
  missingLeft: Uint8Array.of(1, 0, 0, 0, 0),
  value: Float64Array.of(0, 0, 0, 1, 0),
  cover: Float64Array.of(1, 1, 1, 1, 1),
  gain: new Float64Array(5),
};

async function run(model: Model, options: object, seed = 1) {
  const spec = method.spec.parse({ budget: 40_000, check: 1000, threshold: 0.5, ...options });
  const inputs = { sources: [{ name: 'data', values: { frame, model } }] };
  expect(method.validate(spec, inputs)).toEqual([]);
  const fit = await method.fit(spec, inputs, contextHere(seed));
  const report = method.summarize(fit, spec);
  expect(() => canonicalJson(report)).not.toThrow();
  const [reading] = report.blocks;
  return { fit, report, said: reading?.kind === 'text' ? reading.body : { en: '', zh: '' } };
}

const codes = (report: { notes: readonly { code: string }[] }): string[] => report.notes.map(({ code }) => code);

describe('anchors', () => {
  const target = a.findIndex((value, row) => value > 450 && city[row] === 'b');

  it('finds the planted rule and no more', async () => {
    const { fit, report, said } = await run(planted, { row: target + 1 });
    const found = [...fit.predicates].sort((left, right) => left.feature - right.feature);
    expect(found).toEqual([
      { feature: 0, kind: 'above', limit: 0 },
      { feature: 1, kind: 'equals', value: 1 },
    ]);
    expect(fit).toMatchObject({ isReached: true, isSpent: false, answer: 1 });
    expect(codes(report)).toEqual([]);
    expect(said.en).toMatch(/IF (a > 0 and city = b|city = b and a > 0), THEN the prediction is at or above 0\.5/);
    expect(said.zh).toMatch(/若 (a > 0 且 city = b|city = b 且 a > 0)/);
  });

  it('counts coverage and the precision on the table as by hand', async () => {
    const { fit } = await run(planted, { row: target + 1 });
    const last = fit.steps.at(-1);
    expect(last?.rows).toBe(a.filter((value, row) => value > 0 && city[row] === 'b').length);
    expect(last?.agreeing).toBe(last?.rows);
    expect(last).toMatchObject({ precision: 1 });
    // 1,000 of 1,000: Clopper & Pearson's lower end is (α/2)^(1/n).
    expect(last?.interval[0]).toBeCloseTo(0.025 ** (1 / 1000), 10);
    expect(fit.steps[0]).toMatchObject({ rows: COUNT, agreeing: last?.rows });
    expect(fit.steps).toHaveLength(3);
  });

  it('needs one condition where one is enough, by the customer’s name', async () => {
    const other = a.findIndex((value, row) => value < -500 && city[row] === 'b');
    const { fit } = await run(planted, { customer: `C${other}` });
    expect(fit.row).toBe(other);
    expect(fit.predicates).toEqual([{ feature: 0, kind: 'upTo', limit: 0 }]);
  });

  it('says that a constant model needs no condition', async () => {
    const { fit, report, said } = await run({ ...planted, value: new Float64Array(5) }, {});
    expect(fit.predicates).toEqual([]);
    expect(fit).toMatchObject({ isReached: true, isUnanimous: true });
    expect(said.en).toMatch(/^No condition is needed/);
    expect(said.zh).toMatch(/^无需任何条件/);
    expect(codes(report)).toEqual(['anchors/unanimous']);
  });

  it('marks the best so far where no rule is precise enough, and keeps to its budget', async () => {
    // The top twentieth of a decides, which four bins do not tell from the top quarter.
    const narrow: Model = { ...planted, threshold: Float64Array.of(540, 0, 0, 0, 0) };
    const near = a.findIndex((value, row) => value > 560 && city[row] === 'b');
    const { fit, report, said } = await run(narrow, { row: near + 1, budget: 12_000 });
    expect(fit.isReached).toBe(false);
    expect(fit.answers).toBeLessThanOrEqual(12_000);
    expect(codes(report)).toContain('anchors/short');
    expect(report.notes.find(({ code }) => code === 'anchors/short')?.severity).toBe('warning');
    expect(said.en).toMatch(/NOT SURELY PRECISE ENOUGH/);
    // Twenty bins do.
    const finer = await run(narrow, { row: near + 1, bins: 20 });
    expect(finer.fit.predicates.map(({ feature }) => feature).sort()).toEqual([0, 1]);
    expect(finer.fit.isReached).toBe(true);
  });

  it('takes a missing cell as a reason', async () => {
    const missing: Model = {
      ...planted,
      feature: Int32Array.of(2, -1, 2, -1, -1),
      threshold: Float64Array.of(-1e9, 0, 1e9, 0, 0),
      categoryWords: new Int32Array(5),
      value: Float64Array.of(0, 1, 0, 0, 0),
    };
    const { fit, said } = await run(missing, {});
    expect(fit.predicates).toEqual([{ feature: 2, kind: 'missing' }]);
    expect(said.en).toContain('IF noise is missing, THEN');
    expect(said.zh).toContain('若 noise 缺失');
  });

  it('explains effects through a stand-in, and takes the median answer as the threshold', async () => {
    const value = Float64Array.from(a, (cell) => (cell > 0 ? 5 : 1));
    const effects: Effects = { control: 'none', arms: ['mail'], outcome: 'y', treatment: 'arm', rowCount: COUNT, value };
    const spec = method.spec.parse({ budget: 40_000, check: 1000, covariates: ['a', 'noise'], threshold: 3 });
    const fit = await method.fit(spec, { sources: [{ name: 'data', values: { frame, effects } }] }, contextHere());
    expect(fit.predicates).toEqual([{ feature: 0, kind: 'above', limit: 0 }]);
    const report = method.summarize(fit, spec);
    expect(codes(report)).toContain('anchors/surrogate');
    const free = await run(planted, { threshold: undefined });
    expect(free.fit.threshold).toBe(0);
  });

  it.each([
    [{ row: COUNT + 1 }, 'row'],
    [{ budget: 2000, check: 1000 }, 'budget'],
  ])('refuses %j', (options, option) => {
    const inputs = { sources: [{ name: 'data', values: { frame, model: planted } }] };
    expect(method.validate(method.spec.parse(options), inputs).map(({ where }) => where?.option)).toEqual([option]);
  });

  it('stops when it is told to', async () => {
    const inputs = { sources: [{ name: 'data', values: { frame, model: planted } }] };
    await expect(async () => method.fit(method.spec.parse({}), inputs, contextHere(1, stopped))).rejects.toMatchObject({
      problem: { kind: 'cancelled' },
    });
  });
});
