import { describe, expect, it } from 'vitest';
import { contextHere } from '../../../test/support/work.ts';
import { CausewayError, type Problem } from '../../base/problem.ts';
import { type Column, cellOf } from '../../frame/column.ts';
import type { Effects } from '../../frame/effects.ts';
import { booleanColumn, categoryColumn, type Frame, makeFrame, numberColumn } from '../../frame/frame.ts';
import { shareFloats } from '../../frame/shared-memory.ts';
import type { Inputs } from '../contract.ts';
import type { MckpFit } from './fit.ts';
import mckp from './method.ts';
import type { MckpSpec } from './spec.ts';

const frame = makeFrame(
  [
    ['who', categoryColumn(['u1', 'u2', 'u3'])],
    ['offer', categoryColumn(['none', 'f1', 'f2'])],
    ['v1', numberColumn([510, 480, 500])],
    ['v2', numberColumn([450, 470, 300])],
    ['price', numberColumn([10, 20, 30])],
    ['may1', booleanColumn([true, true, null])],
    ['allowed', categoryColumn(['f1|f2', 'f2', null])],
    ['region', categoryColumn(['north', 'south', 'south'])],
  ],
  { roles: [['who', 'id']], control: 'none' },
);
const effects: Effects = {
  control: 'none',
  arms: ['f1', 'f2'],
  outcome: 'y',
  rowCount: 3,
  value: shareFloats([510, 450, 480, 470, 500, 300]),
  baseline: shareFloats([0, 1000, 0]),
};
const inputs: Inputs = { sources: [{ name: 'effects', values: { frame, effects } }] };
const tableOnly = (table: Frame): Inputs => ({ sources: [{ name: 'table', values: { frame: table } }] });
const specOf = (options: Readonly<Record<string, unknown>>): MckpSpec => mckp.spec.parse(options);

async function run(options: Readonly<Record<string, unknown>>, from: Inputs = inputs) {
  const spec = specOf(options);
  expect(mckp.validate(spec, from)).toEqual([]);
  const fit = structuredClone(await mckp.fit(spec, from, contextHere()));
  return { fit, report: mckp.summarize(fit, spec), frame: mckp.apply?.(fit, spec, from), plan: mckp.plan?.(fit, spec, from) };
}

function problemWith(options: Readonly<Record<string, unknown>>, from: Inputs = inputs): Problem | undefined {
  const [first, ...others] = mckp.validate(specOf(options), from);
  expect(others).toEqual([]);
  return first;
}

const offersOf = (fit: MckpFit): (string | undefined)[] => [...fit.plan.choice].map((code) => fit.plan.options[code]);
const columnOf = (table: Frame | undefined, name: string): Column | undefined => table?.columns.get(name);
const cells = (column: Column | undefined): unknown[] => (column === undefined ? [] : [0, 1, 2].map((row) => cellOf(column, row)));

describe('the plan of the fixture', () => {
  it('comes out of effects with a certificate that says what one more unit is worth', async () => {
    const { plan, report } = await run({ stock: { f1: 2 } });
    expect(plan?.totals).toEqual({ value: 1480, cost: 0, counts: [0, 2, 1] });
    expect(plan?.certificate.constraints).toEqual([
      { name: 'stock:f1', limit: 2, used: 2, shadowPrice: expect.closeTo(10, 9), isBinding: true },
    ]);
    const words = report.blocks.find(({ id }) => id === 'prices');
    expect(words).toMatchObject({ body: { en: 'One more unit of f1 is worth 10.', zh: 'f1 每多一份，价值增加 10。' } });
    expect(report.blocks[0]).toMatchObject({ id: 'reading', body: { en: expect.stringContaining('3 of 3 customers (f1 to 2, f2 to 1)') } });
  });

  it('adds columns without overwriting the treatment column that is also called "offer"', async () => {
    const { frame: planned, report } = await run({ stock: { f1: 2 } });
    expect(cells(columnOf(planned, 'planned_offer'))).toEqual(['f1', 'f2', 'f1']);
    expect(cells(columnOf(planned, 'planned_offer_value'))).toEqual([510, 470, 500]);
    expect(columnOf(planned, 'offer')).toBe(columnOf(frame, 'offer'));
    expect(report.notes.map(({ code }) => code)).toContain('mckp/renamed-column');
  });

  it('is the same from one value column per option', async () => {
    const { fit } = await run({ values: ['v1', 'v2'], stock: { v1: 2 } }, tableOnly(frame));
    expect(fit.plan.totals.value).toBe(1480);
    expect(offersOf(fit)).toEqual(['v1', 'v2', 'v1']);
  });

  it('is the same from a list of customers and options, one row per customer', async () => {
    const list = makeFrame([
      ['customer', categoryColumn(['u1', 'u1', 'u1', 'u2', 'u2', 'u3', 'u3'])],
      ['option', numberColumn([0, 1, 2, 1, 2, 2, 1])],
      ['value', numberColumn([0, 510, 450, 480, 470, 300, 500])],
      ['cost', numberColumn([0, 0, 0, 0, 0, 0, 0])],
    ]);
    const long = { customer: 'customer', option: 'option', value: 'value', cost: 'cost', stock: { 1: 2 } };
    const { fit, frame: planned } = await run(long, tableOnly(list));
    expect(fit.plan.options).toEqual(['0', '1', '2']);
    expect(fit.plan.totals.value).toBe(1480);
    expect(cells(columnOf(planned, 'customer'))).toEqual(['u1', 'u2', 'u3']);
    expect(cells(columnOf(planned, 'offer'))).toEqual(['1', '2', '1']);
  });
});

describe('options', () => {
  it('takes costs as one number, one column, or per option', async () => {
    expect((await run({ cost: 5, budget: 10 })).fit.plan.totals).toMatchObject({ cost: 10, counts: [1, 2, 0] });
    expect((await run({ cost: 'price', budget: 30 })).fit.plan.totals.cost).toBe(30);
    expect((await run({ cost: { f1: 'price', f2: 7 }, budget: 44 })).fit.plan.totals.cost).toBeLessThanOrEqual(44);
  });

  it('gives nobody what they may not get, missing meaning no', async () => {
    expect(offersOf((await run({ eligibility: { f1: 'may1' } })).fit)).toEqual(['f1', 'f1', 'f2']);
    const { fit, report } = await run({ eligibility: 'allowed' });
    expect(offersOf(fit)).toEqual(['f1', 'f2', 'none']);
    expect(report.notes.map(({ code }) => code)).toContain('mckp/not-eligible');
  });

  it('keeps floors and caps of groups', async () => {
    const { fit } = await run({ group: 'region', groupCaps: { south: 1 }, groupFloors: { north: 1 }, maxTreated: 2 });
    expect(offersOf(fit)).toEqual(['f1', 'none', 'f1']);
  });

  it('turns outcome units into money', async () => {
    expect((await run({ valuePerUnit: 0.5 })).fit.plan.totals.value).toBe(745);
  });

  it('compares with targeting by expected outcome where the baseline is known', async () => {
    const { report } = await run({ maxTreated: 2 });
    const comparison = report.blocks.find(({ id }) => id === 'comparison');
    // By expected outcome u2, who would spend 1,000 anyway, crowds out u3.
    expect(comparison).toMatchObject({
      table: {
        rows: [
          ['uplift', 1010, 0, 2],
          ['response', 990, 0, 2],
        ],
      },
    });
  });

  it('leaves customers alone whom every offer harms, and says how many', async () => {
    const harmful = { ...effects, value: shareFloats([-1, -2, 5, 1, -3, 0]) };
    const { fit, report } = await run({}, { sources: [{ name: 'effects', values: { frame, effects: harmful } }] });
    expect(offersOf(fit)).toEqual(['none', 'f1', 'none']);
    expect(report.notes.find(({ code }) => code === 'mckp/do-not-disturb')?.message.en).toMatch(/^1 customers/);
  });
});

describe('what cannot be done', () => {
  it('says that a budget is below the cheapest offer', () => {
    expect(problemWith({ budget: 3, cost: { f1: 5, f2: 4 } })).toMatchObject({
      code: 'plan/infeasible',
      message: 'The budget of 3 is below the cheapest offer: "f2" costs 4.',
      fix: 'Raise budget to at least 4, or lower the costs.',
      where: { option: 'budget' },
    });
  });

  it.each([
    ['floors above the stock', { floors: { f1: 3 }, stock: { f1: 2 } }, 'floors', 'Lower floors["f1"] to 2'],
    ['floors above the eligible', { floors: { f1: 3 }, eligibility: { f1: 'may1' } }, 'floors', 'Lower floors["f1"] to 2'],
    [
      'floors above the budget',
      { floors: { f1: 3 }, cost: 'price', budget: 40 },
      'budget',
      'Raise budget to at least 60, or lower floors["f1"] to 2',
    ],
    ['floors above the customers', { floors: { f1: 2, f2: 2 } }, 'floors', 'Lower the floors by 1 in all'],
    [
      'a group floor above its cap',
      { group: 'region', groupFloors: { south: 2 }, groupCaps: { south: 1 } },
      'groupFloors',
      'Lower its floor to 1',
    ],
    ['a group floor above the group', { group: 'region', groupFloors: { north: 2 } }, 'groupFloors', 'Lower its floor to 1'],
  ])('names the rule and the cheapest way out: %s', (_, options, option, fix) => {
    const problem = problemWith(options);
    expect(problem).toMatchObject({ code: 'plan/infeasible', where: { option } });
    expect(problem?.fix).toContain(fix);
  });

  it.each([
    ['together the floors cost too much', { floors: { f1: 1, f2: 1 }, cost: { f1: 'price', f2: 25 }, budget: 30 }, 'Raise budget to 35'],
    ['floors in two groups against one stock', { group: 'region', groupFloors: { north: 1, south: 2 }, stock: { f1: 1, f2: 1 } }, 'Set "'],
    ['a return that the floors do not allow', { floors: { f2: 3 }, cost: 1000, minRoi: 0.5 }, 'Lower minRoi to 0.406666'],
  ])('explains rules that clash only together: %s', async (_, options, fix) => {
    const spec = specOf(options);
    expect(mckp.validate(spec, inputs)).toEqual([]);
    const failure = await Promise.resolve()
      .then(() => mckp.fit(spec, inputs, contextHere()))
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CausewayError);
    expect((failure as CausewayError).problem.code).toBe('plan/infeasible');
    expect((failure as CausewayError).problem.fix).toContain(fix);
  });

  it.each([
    ['a misspelled option in the stock', { stock: { f3: 1 } }, 'option/invalid', 'stock'],
    ['a budget without costs', { budget: 10 }, 'option/invalid', 'cost'],
    ['a column that does not exist', { cost: 'prize', budget: 10 }, 'data/unknown-column', undefined],
    ['eligibility by a column of numbers', { eligibility: { f1: 'price' } }, 'data/wrong-kind', 'eligibility'],
  ])('refuses %s', (_, options, code, option) => {
    const problem = problemWith(options);
    expect(problem?.code).toBe(code);
    if (option !== undefined) expect(problem?.where?.option).toBe(option);
  });

  it('refuses a negative or missing cost by column and row', () => {
    const table = makeFrame([...frame.columns, ['odd', numberColumn([1, -2, 3])]]);
    const from: Inputs = { sources: [{ name: 'effects', values: { frame: table, effects } }] };
    expect(problemWith({ cost: 'odd', budget: 10 }, from)).toMatchObject({ where: { column: 'odd', row: 2 } });
  });

  it('refuses a pair that is listed twice', () => {
    const list = makeFrame([
      ['customer', numberColumn([1, 1])],
      ['option', categoryColumn(['a', 'a'])],
      ['value', numberColumn([1, 2])],
    ]);
    const problem = problemWith({ customer: 'customer', option: 'option', value: 'value' }, tableOnly(list));
    expect(problem).toMatchObject({ code: 'data/duplicate', where: { row: 2 } });
  });

  it('asks for values when nothing gives any', () => {
    expect(problemWith({}, tableOnly(frame))).toMatchObject({ code: 'method/missing-input' });
  });
});
