import { describe, expect, test } from 'vitest';
import { HOSTILE_NAMES } from '../../../test/support/expressions.ts';
import { contextHere, stopped } from '../../../test/support/work.ts';
import { cellOf } from '../../frame/column.ts';
import { quoteName } from '../../frame/expression/print.ts';
import { categoryColumn, columnNamed, dateColumn, type Frame, makeFrame, numberColumn } from '../../frame/frame.ts';
import type { Inputs } from '../contract.ts';
import segment from './method.ts';
import type { RuleSegmentFit } from './segment-fit.ts';

const frame = makeFrame(
  [
    ['age', numberColumn([20, 35, 40, 50, Number.NaN])],
    ['region', categoryColumn(['north', 'north', 'south', 'east', 'north'])],
    ['signup', dateColumn([1, 2, 3, 4, 5].map((month) => Date.UTC(2026, month - 1, 15)))],
  ],
  { roles: [['age', 'covariate']], control: 'none' },
);

function run(raw: unknown, over: Frame = frame) {
  const spec = segment.spec.parse(raw);
  const inputs: Inputs = { sources: [{ name: 'data', values: { frame: over } }] };
  const problems = segment.validate(spec, inputs);
  if (problems.length > 0) return { problems };
  const fit = structuredClone(segment.fit(spec, inputs, contextHere()) as RuleSegmentFit);
  return { problems, fit, report: segment.summarize(fit, spec), frame: segment.apply?.(fit, spec, inputs) };
}

const rule = {
  all: [
    { column: 'age', is: 'at-least', value: 30 },
    {
      any: [
        { column: 'region', is: 'equals', value: 'north' },
        { column: 'region', is: 'in', values: ['east', 'west'] },
      ],
    },
  ],
};

describe('rule-segment', () => {
  test('hands on the members, roles and all', () => {
    const { frame: members } = run({ rule });
    expect(members?.rowCount).toBe(2);
    expect([0, 1].map((row) => cellOf(columnNamed(members ?? frame, 'age'), row))).toEqual([35, 50]);
    expect([0, 1].map((row) => cellOf(columnNamed(members ?? frame, 'member'), row))).toEqual([true, true]);
    expect(members?.roles.get('age')).toBe('covariate');
    expect(members?.control).toBe('none');
  });

  test('or everyone, with the membership beside them', () => {
    const { frame: all } = run({ rule, keep: 'all', name: 'in_target' });
    expect([0, 1, 2, 3, 4].map((row) => cellOf(columnNamed(all ?? frame, 'in_target'), row))).toEqual([false, true, false, true, false]);
  });

  test('the same rule in words gives the same members and counts', () => {
    const asText = run({ where: `age >= 30 AND (region = 'north' OR region IN ('east', 'west'))` });
    const asTree = run({ rule });
    const counts = ({ fit }: ReturnType<typeof run>) => fit?.branches.map(({ reached, satisfied, alone }) => [reached, satisfied, alone]);
    expect(counts(asText)).toEqual(counts(asTree));
    expect(counts(asTree)).toEqual([
      [5, 2, 2],
      [5, 3, 3],
      [3, 2, 4],
      [3, 1, 3],
      [2, 1, 1],
    ]);
  });

  test('reads aloud in both languages, and as SQL', () => {
    const { report } = run({ rule });
    const [reading, , figure, sql] = report?.blocks ?? [];
    expect(reading?.kind === 'text' && reading.body).toEqual({
      en: '2 of 5 rows (40.0 %) are in the segment: "age" is at least 30 and ("region" is "north" or "region" is one of "east", "west").',
      zh: '5 行中有 2 行（40.0%）属于该分群："age" 不低于 30，且（"region" 为 "north"，或"region" 属于 "east", "west"）。',
    });
    expect(sql?.kind === 'text' && sql.body.en).toBe(`"age" >= 30 AND ("region" = 'north' OR "region" IN ('east', 'west'))`);
    expect(figure?.kind === 'figure' && figure.table.rows[2]).toEqual([
      3,
      1,
      'any',
      `region = 'north' or region in ('east', 'west')`,
      3,
      2,
      2 / 3,
      0,
      4,
    ]);
    expect(report?.notes.map(({ code }) => code)).toEqual(['rule-segment/unknown']);
  });

  test('any condition will do, not only those that a tree can hold', () => {
    const { fit, report } = run({ where: 'log(age - 20) > 2.5 or month(signup) = 5' });
    expect(Array.from(fit?.membership.values ?? [])).toEqual([0, 1, 1, 1, 1]);
    expect(report?.notes.map(({ code }) => code)).toEqual(['rule-segment/log-of-non-positive', 'rule-segment/unknown']);
    expect(report?.blocks[0]?.kind === 'text' && report.blocks[0].body.en).toContain('log(age - 20) > 2.5 or month(signup) = 5');
  });

  test('days before and after a date', () => {
    expect(run({ rule: { column: 'signup', is: 'within-days', value: 31, to: '2026-03-15' } }).fit?.memberCount).toBe(2);
    expect(run({ rule: { column: 'signup', is: 'within-days', value: 31, from: '2026-03-15' } }).fit?.memberCount).toBe(2);
    expect(run({ rule: { column: 'signup', is: 'between', from: '2026-01-15', to: '2026-03-15' } }).fit?.memberCount).toBe(3);
  });

  test('nobody and everybody are said', () => {
    expect(run({ where: 'age > 99' }).report?.notes[0]?.code).toBe('rule-segment/empty');
    expect(run({ where: 'age > 99' }).frame?.rowCount).toBe(0);
    expect(run({ where: 'region is not missing' }).report?.notes[0]?.code).toBe('rule-segment/everyone');
  });

  test.each([
    [{}, 'option/invalid'],
    [{ rule, where: 'age > 1' }, 'option/invalid'],
    [{ rule: { column: 'agee', is: 'missing' } }, 'data/unknown-column'],
    [{ rule: { column: 'age', is: 'equals', value: 'x' } }, 'expression/type'],
    [{ rule: { column: 'age', is: 'contains', value: 'x' } }, 'expression/type'],
    [{ rule: { column: 'age', is: 'between', from: 3 } }, 'option/invalid'],
    [{ rule: { column: 'signup', is: 'before', value: 'May' } }, 'option/invalid'],
    [{ where: 'age' }, 'expression/type'],
    [{ where: 'age >' }, 'expression/syntax'],
    [{ where: '1 = 1; drop table data' }, 'expression/syntax'],
  ])('refuses %j', (raw, code) => {
    const { problems } = run(raw);
    expect(problems).toMatchObject([{ code, kind: 'input' }]);
    expect(problems[0]?.fix).toBeTruthy();
  });

  test('a rule nested beyond reason is refused', () => {
    let nested: unknown = { column: 'age', is: 'missing' };
    for (let level = 0; level < 300; level++) nested = { not: nested };
    expect(run({ rule: nested }).problems).toMatchObject([{ code: 'option/invalid' }]);
  });

  test('hostile names are ordinary names', () => {
    const odd = makeFrame(HOSTILE_NAMES.map((name) => [name, numberColumn([1, 2, 3])] as const));
    for (const name of HOSTILE_NAMES) {
      expect(run({ rule: { column: name, is: 'more', value: 1 }, name: '__proto__' }, odd).frame?.rowCount).toBe(2);
      expect(run({ where: `${quoteName(name)} > 1` }, odd).fit?.memberCount).toBe(2);
    }
  });

  test('stops when told to', () => {
    const inputs: Inputs = { sources: [{ name: 'data', values: { frame } }] };
    expect(() => segment.fit(segment.spec.parse({ rule }), inputs, contextHere(1, stopped))).toThrow('Stopped');
  });
});
