import { describe, expect, it } from 'vitest';
import { contextHere, stopped } from '../../../test/support/work.ts';
import { canonicalJson } from '../../base/canonical-json.ts';
import { rngFromSeed } from '../../base/rng.ts';
import type { Effects } from '../../frame/effects.ts';
import { categoryColumn, dateColumn, type Frame, makeFrame, numberColumn } from '../../frame/frame.ts';
import { sharedFloats } from '../../frame/shared-memory.ts';
import type { LinearModel, Model } from '../../learners/model.ts';
import type { Block } from '../../report/blocks.ts';
import type { Inputs } from '../contract.ts';
import method from './method.ts';

const DAY = 86_400_000;
const rng = rngFromSeed(4);
const rows = Array.from({ length: 300 }, (_, row) => ({
  age: 20 + rng.below(50),
  visits: rng.below(15),
  town: ['north', 'south', 'east'][rng.below(3)] ?? 'north',
  joined: Date.UTC(2024, 0, 1) + DAY * rng.below(300),
  id: `C${row}`,
}));
const frame = makeFrame(
  [
    ['id', categoryColumn(rows.map(({ id }) => id))],
    ['age', numberColumn(rows.map(({ age }) => age))],
    ['visits', numberColumn(rows.map(({ visits }) => visits))],
    ['town', categoryColumn(rows.map(({ town }) => town))],
    ['joined', dateColumn(rows.map(({ joined }) => joined))],
  ],
  {
    roles: [
      ['id', 'id'],
      ['age', 'covariate'],
      ['visits', 'covariate'],
      ['town', 'covariate'],
    ],
  },
);

/** Log-odds: 0.5 · visits − 0.05 · age, and 2 for the south. */
const model: LinearModel = {
  kind: 'linear',
  features: [
    { name: 'age', kind: 'number' },
    { name: 'visits', kind: 'number' },
    { name: 'town', kind: 'category', categories: ['north', 'south', 'east'] },
    { name: 'joined', kind: 'date' },
  ],
  link: 'logit',
  intercept: 0,
  terms: [
    { feature: 0, coefficient: -0.05, fill: 0 },
    { feature: 1, coefficient: 0.5, fill: 0 },
    { feature: 2, category: 'south', coefficient: 2, fill: 0 },
  ],
};
const oddsOf = ({ age, visits, town }: (typeof rows)[number]): number => 0.5 * visits - 0.05 * age + (town === 'south' ? 2 : 0);

const inputsOf = (given: Model, table: Frame = frame): Inputs => ({ sources: [{ name: 'data', values: { frame: table, model: given } }] });
const inputs = inputsOf(model);

async function run(options: object, given = inputs) {
  const spec = method.spec.parse(options);
  expect(method.validate(spec, given)).toEqual([]);
  const fit = await method.fit(spec, given, contextHere());
  const report = method.summarize(fit, spec);
  expect(() => canonicalJson(report)).not.toThrow();
  expect(() => structuredClone(fit)).not.toThrow();
  return { fit, report, codes: report.notes.map(({ code }) => code) };
}

const tableRows = (blocks: readonly Block[], id: string) => {
  const block = blocks.find((each) => each.id === id);
  return block?.kind === 'table' || block?.kind === 'figure' ? block.table.rows : undefined;
};
const readingOf = (blocks: readonly Block[]) => (blocks[0]?.kind === 'text' ? blocks[0].body : { en: '', zh: '' });

describe('counterfactual', () => {
  // A row from outside the south, unlikely by odds between −2 and −1: the south alone is enough.
  const row = rows.findIndex((each) => each.town !== 'south' && oddsOf(each) < -1 && oddsOf(each) > -2);
  const chosen = rows[row] as (typeof rows)[number];

  it('gives whole numbers and categories that flip, in words, a table and a picture', async () => {
    const { report } = await run({ row: row + 1, diverse: 3 });
    const examples = tableRows(report.blocks, 'examples') ?? [];
    const [town] = examples.filter(([, column]) => column === 'town');
    expect(town?.slice(1, 4)).toEqual(['town', chosen.town, 'south']);
    const visits = examples.find(([, column]) => column === 'visits');
    // The least whole number of visits with 0.5 · visits ≥ 0.05 · age.
    expect(visits?.slice(2, 4)).toEqual([chosen.visits, Math.ceil(chosen.age / 10)]);
    expect(tableRows(report.blocks, 'changes')).toHaveLength(examples.length);
    expect(readingOf(report.blocks).en).toMatch(new RegExp(`^For ${chosen.id}, .* instead of .*not what would happen`));
    expect(readingOf(report.blocks).zh).toContain('而不是真的改变');
  });

  it('the same row by its id', async () => {
    const { fit } = await run({ customer: chosen.id });
    expect(fit.rowName).toBe(chosen.id);
    expect(fit.side).toBe('above');
    expect(fit.target).toBe(0.5);
  });

  it('keeps locked columns, rising ones and ranges, and shows a real row that does so too', async () => {
    const { fit } = await run({
      row: row + 1,
      locked: ['town'],
      increaseOnly: ['age'],
      ranges: { visits: [0, chosen.visits + 20], joined: ['2024-01-01', '2024-12-31'] },
    });
    const changed = fit.result?.examples.flatMap(({ changes }) => changes) ?? [];
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.some(({ feature }) => fit.features[feature]?.name === 'town')).toBe(false);
    for (const { feature, from, to } of changed) if (feature === 0) expect(to).toBeGreaterThan(from);
    const real = rows[fit.allowedRow?.row ?? -1];
    expect(real?.town).toBe(chosen.town);
    expect(real?.age).toBeGreaterThanOrEqual(chosen.age);
    expect(oddsOf(real ?? chosen)).toBeGreaterThanOrEqual(0);
    expect(fit.nearestRow?.distance).toBeLessThanOrEqual(fit.allowedRow?.distance ?? 0);
  });

  it('without a row takes the highest answer, or the lowest when the goal is above', async () => {
    const odds = rows.map(oddsOf);
    expect((await run({})).fit.rowName).toBe(rows[odds.indexOf(Math.max(...odds))]?.id);
    expect((await run({ goal: 'above' })).fit.rowName).toBe(rows[odds.indexOf(Math.min(...odds))]?.id);
  });

  it('a row that is already there needs nothing', async () => {
    const { report, codes } = await run({ row: row + 1, goal: 'below' });
    expect(codes).toEqual(['counterfactual/already']);
    expect(report.blocks).toHaveLength(1);
  });

  it('few answers: the best so far, and a warning', async () => {
    const { fit, codes } = await run({ row: row + 1, evaluations: 100 });
    expect(codes).toContain('counterfactual/limit');
    expect(fit.result?.examples.length).toBeGreaterThan(0);
    expect(fit.result?.used).toBeLessThanOrEqual(100);
  });

  it('nothing found: says so, with what was tried and what came nearest', async () => {
    const { report, codes } = await run({ row: row + 1, locked: ['town', 'visits'], target: 0.9 });
    expect(codes).toContain('counterfactual/none');
    // Younger is likelier: the nearest is the least age of the table.
    expect(tableRows(report.blocks, 'closest')?.map((cells) => cells.slice(1, 4))).toEqual([
      ['age', chosen.age, Math.min(...rows.map(({ age }) => age))],
    ]);
    expect(readingOf(report.blocks).en).toContain('No allowed change');
  });

  it('a constant model, and everything locked: an honest answer', async () => {
    const flat = await run({ goal: 'below' }, inputsOf({ ...model, link: 'identity', terms: [], intercept: 3 }));
    expect(flat.codes).toEqual(['counterfactual/none', 'counterfactual/no-real-row']);
    expect(readingOf(flat.report.blocks).en).toContain('No version tried comes nearer');
    const locked = await run({ row: row + 1, locked: ['age', 'visits', 'town', 'joined'] });
    expect(locked.codes).toContain('counterfactual/none');
    expect(locked.fit.result?.movable).toEqual([]);
  });

  it('stops when it is told to', async () => {
    await expect(method.fit(method.spec.parse({}), inputs, contextHere(1, stopped))).rejects.toThrow('Stopped');
  });

  it.each([
    [{ locked: ['nowhere'] }, 'data/unknown-column'],
    [{ increaseOnly: ['town'] }, 'option/invalid'],
    [{ ranges: { town: [0, 1] } }, 'option/invalid'],
    [{ ranges: { age: [5, 1] } }, 'option/invalid'],
    [{ ranges: { age: ['young', 1] } }, 'option/invalid'],
    [{ increaseOnly: ['age'], decreaseOnly: ['age'] }, 'option/invalid'],
    [{ target: 1 }, 'option/invalid'],
    [{ row: 301 }, 'option/invalid'],
    [{ customer: 'nobody' }, 'option/invalid'],
  ])('refuses %j', (options, code) => {
    expect(method.validate(method.spec.parse(options), inputs).map((problem) => problem.code)).toEqual([code]);
  });
});

describe('effects', () => {
  it('are searched through a stand-in: the driver of the effect is what changes', async () => {
    const value = sharedFloats(rows.length);
    rows.forEach(({ visits }, row) => {
      value[row] = visits > 7 ? 4 : 1;
    });
    const effects: Effects = { control: 'none', arms: ['mail'], outcome: 'spend', treatment: 'arm', rowCount: rows.length, value };
    const row = rows.findIndex(({ visits }) => visits === 3);
    const given: Inputs = { sources: [{ name: 'data', values: { frame, effects } }] };
    const { fit, report, codes } = await run({ row: row + 1, target: 2.5 }, given);
    expect(codes).toContain('counterfactual/surrogate');
    const [smallest] = fit.result?.examples ?? [];
    expect(smallest?.changes.map(({ feature, to }) => [fit.features[feature]?.name, to])).toEqual([['visits', 8]]);
    expect(smallest?.answer).toBeGreaterThanOrEqual(2.5);
    expect(readingOf(report.blocks).en).toContain('the effect of mail against none on spend');
  });
});
