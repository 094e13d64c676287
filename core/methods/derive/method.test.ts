import { describe, expect, test } from 'vitest';
import { HOSTILE_NAMES } from '../../../test/support/expressions.ts';
import { contextHere } from '../../../test/support/work.ts';
import { cellOf } from '../../frame/column.ts';
import { quoteName } from '../../frame/expression/print.ts';
import { categoryColumn, columnNamed, type Frame, makeFrame, numberColumn } from '../../frame/frame.ts';
import type { Inputs } from '../contract.ts';
import { definitionsOf } from './definitions.ts';
import type { DeriveFit } from './derived.ts';
import derive from './method.ts';

const frame = makeFrame(
  [
    ['age', numberColumn([20, 30, Number.NaN, 60])],
    ['spend', numberColumn([0, 10, 100, 1000])],
    ['region', categoryColumn(['north', null, 'east', 'north'])],
  ],
  { roles: [['spend', 'outcome']], control: 'none' },
);

function run(raw: unknown, over: Frame = frame) {
  const spec = derive.spec.parse(raw);
  const inputs: Inputs = { sources: [{ name: 'data', values: { frame: over } }] };
  const problems = derive.validate(spec, inputs);
  if (problems.length > 0) return { problems };
  const fit = structuredClone(derive.fit(spec, inputs, contextHere()) as DeriveFit);
  return { problems, fit, report: derive.summarize(fit, spec), frame: derive.apply?.(fit, spec, inputs) };
}

function cells(of: Frame | undefined, name: string): unknown[] {
  const column = columnNamed(of ?? frame, name);
  return [0, 1, 2, 3].map((row) => cellOf(column, row));
}

describe('derive', () => {
  test('adds columns in order, each able to use the ones before it', () => {
    const { frame: wider, report } = run({
      columns: { band: 'bin(age, 30, 45, 60)', older: `band = '>=60'`, spend: 'spend / 10' },
      roles: { band: 'covariate' },
    });
    expect(cells(wider, 'band')).toEqual(['<30', '30..<45', null, '>=60']);
    expect(cells(wider, 'older')).toEqual([false, false, null, true]);
    expect(cells(wider, 'spend')).toEqual([0, 1, 10, 100]);
    expect([...(wider?.roles ?? [])]).toEqual([
      ['spend', 'outcome'],
      ['band', 'covariate'],
    ]);
    expect(wider?.control).toBe('none');
    expect(report?.notes.map(({ code }) => code)).toEqual(['derive/replaced']);
  });

  test('says what the columns hold and what was lost', () => {
    const { report } = run({ columns: { log_spend: 'log(spend)', none: 'null + 1', same: '7', where: 'region' } });
    const block = report?.blocks[1];
    expect(block?.kind === 'table' && block.table.rows).toEqual([
      ['log_spend', 'number', 'log(spend)', 1, 0.25, Math.log(10), expect.closeTo(Math.log(100), 12), Math.log(1000), null],
      ['none', 'number', 'null + 1', 4, 1, null, null, null, null],
      ['same', 'number', '7', 0, 0, 7, 7, 7, null],
      ['where', 'category', 'region', 1, 0.25, null, null, null, 'north (2); east (1)'],
    ]);
    expect(report?.notes.map(({ code }) => code)).toEqual(['derive/log-of-non-positive', 'derive/all-missing', 'derive/constant']);
    expect(report?.notes[0]?.message.en).toBe('"log_spend": 1 of 4 values became missing (logarithm of a number that is not positive).');
  });

  test('refuses what it cannot compute, naming the option', () => {
    expect(run({ columns: { a: 'agee + 1', b: 'age +', c: 'sqr(age)', d: 'region + 1' } }).problems).toMatchObject([
      { code: 'data/unknown-column', where: { option: 'columns.a', column: 'agee' }, fix: 'Did you mean "age"?' },
      { code: 'expression/syntax', where: { option: 'columns.b' } },
      { code: 'expression/unknown-function', where: { option: 'columns.c' } },
      { code: 'expression/type', where: { option: 'columns.d' } },
    ]);
    expect(run({ columns: {} }).problems).toMatchObject([{ code: 'option/invalid' }]);
    expect(run({ columns: { a: 'age' }, roles: { b: 'covariate' } }).problems).toMatchObject([
      { code: 'option/invalid', where: { option: 'roles' } },
    ]);
    expect(derive.validate(derive.spec.parse({ columns: { a: '1' } }), { sources: [] })).toMatchObject([{ code: 'method/missing-input' }]);
  });

  test('hostile names are ordinary names, read and made', () => {
    const odd = makeFrame(HOSTILE_NAMES.map((name) => [name, numberColumn([1, 2, 3, 4])] as const));
    const columns = HOSTILE_NAMES.filter((name) => name !== '').map((name) => ({ name: `${name}+`, expression: `${quoteName(name)} * 2` }));
    const { frame: wider, report } = run({ columns: [...columns, { name: '__proto__', expression: '"__proto__" * 3' }] }, odd);
    expect(cells(wider, 'constructor+')).toEqual([2, 4, 6, 8]);
    expect(cells(wider, '__proto__')).toEqual([3, 6, 9, 12]);
    expect(report?.blocks[0]?.kind === 'text' && report.blocks[0].body.en.length).toBeLessThan(2000);
  });
});

describe('the order in which columns are made', () => {
  test('follows what they read, not how a record happens to be written', () => {
    const written = { columns: { c: 'b + 1', a: 'x * 2', b: 'a + 1' }, roles: {} };
    const sorted = { columns: { a: 'x * 2', b: 'a + 1', c: 'b + 1' }, roles: {} };
    expect(definitionsOf(written).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(definitionsOf(sorted)).toEqual(definitionsOf(written));
    expect(definitionsOf({ columns: { z: 'y', y: 'x' }, roles: {} }).map(({ name }) => name)).toEqual(['y', 'z']);
  });
});
