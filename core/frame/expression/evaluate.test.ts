import { describe, expect, test } from 'vitest';
import { HOSTILE_NAMES } from '../../../test/support/expressions.ts';
import { goOn, stopped } from '../../../test/support/work.ts';
import { type Problem, problemOf } from '../../base/problem.ts';
import { type Column, cellOf, columnLength } from '../column.ts';
import { booleanColumn, categoryColumn, dateColumn, type Frame, makeFrame, numberColumn } from '../frame.ts';
import { evaluateExpression } from './evaluate.ts';
import { parseExpression } from './parser.ts';
import { quoteName } from './print.ts';

const frame = makeFrame([
  ['x', numberColumn([1, -2, 0, Number.NaN, 2.5])],
  ['y', numberColumn([2, 0, 0, 3, Number.NaN])],
  ['name', categoryColumn(['Ann', 'bob', null, 'Éa 😀', 'a%b'])],
  ['region', categoryColumn(['north', 'bob', 'east', null, 'a%b'])],
  ['yes', booleanColumn([true, false, null, true, false])],
  ['no', booleanColumn([null, false, false, true, true])],
  ['day', dateColumn([0, Date.UTC(2026, 3, 1, 9, 30), Date.UTC(2024, 1, 29), Number.NaN, Date.UTC(1969, 11, 31, 23)])],
]);

function cells(column: Column): unknown[] {
  return Array.from({ length: columnLength(column) }, (_, row) => cellOf(column, row));
}

function answer(source: string, over: Frame = frame): unknown[] {
  return cells(evaluateExpression(parseExpression(source), over, goOn).column);
}

function refusal(source: string): Problem {
  try {
    answer(source);
  } catch (error) {
    return problemOf(error);
  }
  throw new Error(`${source} was accepted.`);
}

describe('values', () => {
  const _ = null;
  test.each<[string, unknown[]]>([
    ['x + y * 2', [5, -2, 0, _, _]],
    ['x / y', [0.5, _, _, _, _]],
    ['x % 2', [1, -0, 0, _, 0.5]],
    ['x ^ 2', [1, 4, 0, _, 6.25]],
    ['x ^ 0', [1, 1, 1, _, 1]],
    ['-x', [-1, 2, -0, _, -2.5]],
    ['x > 0', [true, false, false, _, true]],
    ['0 < x', [true, false, false, _, true]],
    ['x <= y', [true, true, true, _, _]],
    ['x <> y', [true, true, false, _, _]],
    ['yes and no', [_, false, false, true, false]],
    ['yes or no', [true, false, _, true, true]],
    ['not yes', [false, true, _, false, true]],
    ['yes + 1', [2, 1, _, 2, 1]],
    ['x = null', [_, _, _, _, _]],
    ['x is missing', [false, false, false, true, false]],
    ['name is not null', [true, true, false, true, true]],
    ['yes is missing', [false, false, true, false, false]],
    ['x in (1, 2.5)', [true, false, false, _, true]],
    ['x in (1, null)', [true, _, _, _, _]],
    ['x not in (1, 2.5)', [false, true, true, _, false]],
    ['x in (y, 1)', [true, false, true, _, _]],
    [`name in ('bob', 'Ann')`, [true, true, _, false, false]],
    [`name in ('bob', null)`, [_, true, _, _, _]],
    ['x between -2 and 1', [true, true, true, _, false]],
    ['x not between 0 and y', [false, true, false, _, _]],
    [`name = region`, [false, true, _, _, true]],
    [`name < region`, [true, false, _, _, false]],
    [`name >= 'a'`, [false, true, _, true, true]],
    [`'a' <= name`, [false, true, _, true, true]],
    [`name like 'a%'`, [true, false, _, false, true]],
    [`name like '%_%b'`, [false, true, _, false, true]],
    [`name not like '_n_'`, [false, true, _, true, true]],
    [`name contains 'a'`, [false, false, _, true, true]],
    [`name contains region`, [false, true, _, _, true]],
    ['if(x > 0, x, 0)', [1, 0, 0, 0, 2.5]],
    [`if(yes, name, 'other')`, ['Ann', 'other', 'other', 'Éa 😀', 'other']],
    [`case when x > 1 then 'big' when x > 0 then 'small' end`, ['small', _, _, _, 'big']],
    ['if(yes, null, x)', [_, -2, 0, _, 2.5]],
    ['if(true, x, y)', [1, -2, 0, _, 2.5]],
    ['coalesce(x, y)', [1, -2, 0, 3, 2.5]],
    [`coalesce(name, region, 'none')`, ['Ann', 'bob', 'east', 'Éa 😀', 'a%b']],
    ['coalesce(yes, no)', [true, false, false, true, false]],
    ['log(x)', [0, _, _, _, Math.log(2.5)]],
    ['log1p(y)', [Math.log(3), 0, 0, Math.log(4), _]],
    ['exp(0) + sqrt(4) + abs(-3) + sign(-2)', [5, 5, 5, 5, 5]],
    ['sqrt(x)', [1, _, 0, _, Math.sqrt(2.5)]],
    ['floor(x - 0.5)', [0, -3, -1, _, 2]],
    ['ceil(x - 0.5)', [1, -2, -0, _, 2]],
    ['round(x)', [1, -2, 0, _, 3]],
    ['round(-x)', [-1, 2, -0, _, -3]],
    ['round(x / 3, 2)', [0.33, -0.67, 0, _, 0.83]],
    ['min(x, y)', [1, -2, 0, _, _]],
    ['max(x, y, 1)', [2, 1, 1, _, _]],
    ['clip(x, -1, 1)', [1, -1, 0, _, 1]],
    ['bin(x, 0, 1, 2)', ['1..<2', '<0', '0..<1', _, '>=2']],
    ['bin(x, -1.5)', ['>=-1.5', '<-1.5', '>=-1.5', _, '>=-1.5']],
    [`bin(day, date('2000-01-01'))`, ['<2000-01-01', '>=2000-01-01', '>=2000-01-01', _, '<2000-01-01']],
    ['ntile(x, 2)', [2, 1, 1, _, 2]],
    ['lower(name)', ['ann', 'bob', _, 'éa 😀', 'a%b']],
    ['upper(name)', ['ANN', 'BOB', _, 'ÉA 😀', 'A%B']],
    ['length(name)', [3, 3, _, 4, 3]],
    ['substr(name, 2)', ['nn', 'ob', _, 'a 😀', '%b']],
    ['substr(name, 1, 1)', ['A', 'b', _, 'É', 'a']],
    ['substr(name, -1)', ['n', 'b', _, '😀', 'b']],
    ['substr(name, 0, 2)', ['A', 'b', _, 'É', 'a']],
    ['substr(name, -5, 3)', ['A', 'b', _, 'Éa', 'a']],
    [`instr(name, 'b')`, [0, 1, _, 0, 3]],
    [`name || '-' || region`, ['Ann-north', 'bob-bob', _, _, 'a%b-a%b']],
    ['concat(x, yes)', ['1true', '-2false', _, _, '2.5false']],
    ['text(day)', ['1970-01-01', '2026-04-01T09:30:00.000Z', '2024-02-29', _, '1969-12-31T23:00:00.000Z']],
    [`number('12.5') + number(yes)`, [13.5, 12.5, _, 13.5, 12.5]],
    ['number(name)', [_, _, _, _, _]],
    [`date(if(x > 0, '2026-04-01', 'soon')) = date('2026-04-01')`, [true, _, _, _, true]],
    ['year(day)', [1970, 2026, 2024, _, 1969]],
    ['month(day)', [1, 4, 2, _, 12]],
    ['day(day)', [1, 1, 29, _, 31]],
    ['weekday(day)', [4, 3, 4, _, 3]],
    ['hour(day)', [0, 9, 0, _, 23]],
    [`days_between(date('1970-01-03'), day)`, [-2, 20542 + 9.5 / 24, 19780, _, -2 - 1 / 24]],
    [`day >= '2024-02-29'`, [false, true, true, _, false]],
    [`max(day, date('2020-01-01')) = '2020-01-01'`, [true, false, false, _, true]],
    ['null', [_, _, _, _, _]],
    [`'same'`, ['same', 'same', 'same', 'same', 'same']],
  ])('%s', (source, expected) => {
    const given = answer(source);
    expect(given).toHaveLength(expected.length);
    given.forEach((value, row) => {
      const wanted = expected[row];
      if (typeof wanted === 'number') expect(value, `row ${row}`).toBeCloseTo(wanted, 12);
      else expect(value, `row ${row}`).toEqual(wanted);
    });
  });

  test('year, month and day agree with the platform from year 1 to 9999', () => {
    const days = Array.from({ length: 4000 }, (_, i) => Math.round(-719_162 + i * (3_652_059 / 4000)) * 86_400_000 + (i % 24) * 3_600_000);
    const dates = makeFrame([['d', dateColumn(days)]]);
    expect(answer('year(d) * 10000 + month(d) * 100 + day(d)', dates)).toEqual(
      days.map((ms) => new Date(ms).getUTCFullYear() * 10000 + (new Date(ms).getUTCMonth() + 1) * 100 + new Date(ms).getUTCDate()),
    );
    expect(answer('weekday(d)', dates)).toEqual(days.map((ms) => new Date(ms).getUTCDay() || 7));
  });

  test('quantile bins are those of pandas 3.0.6: qcut(x, 4, labels=False) + 1', () => {
    // pandas.qcut([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9], 4, labels=False) + 1
    const x = makeFrame([['x', numberColumn([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9])]]);
    expect(answer('ntile(x, 4)', x)).toEqual([1, 1, 2, 1, 2, 4, 1, 3, 2, 1, 2, 4, 4, 3, 4]);
  });
});

describe('what is lost is counted', () => {
  test.each([
    ['x / y', 'division-by-zero', 2],
    ['log(x)', 'log-of-non-positive', 2],
    ['sqrt(x)', 'root-of-negative', 1],
    ['exp(1000 * x)', 'out-of-range', 2],
    ['number(name)', 'not-a-number', 4],
    ['date(name)', 'not-a-date', 4],
    ['1 / 0', 'division-by-zero', 5],
  ])('%s', (source, kind, count) => {
    const { column, warnings } = evaluateExpression(parseExpression(source), frame, goOn);
    expect(warnings).toEqual([{ kind, count, at: expect.any(Number) }]);
    expect(cells(column)).not.toContain(Number.POSITIVE_INFINITY);
  });

  test('a branch that guards its rows warns of nothing', () => {
    expect(evaluateExpression(parseExpression('if(x > 0, log(x), 0)'), frame, goOn).warnings).toEqual([]);
    expect(evaluateExpression(parseExpression('if(x > 0, if(y > 1, 1 / y, 0), 0)'), frame, goOn).warnings).toEqual([]);
    expect(evaluateExpression(parseExpression('if(x <= 0, log(x), 0)'), frame, goOn).warnings).toMatchObject([{ count: 2 }]);
  });
});

describe('refusals', () => {
  test.each([
    ['agee > 1', 'data/unknown-column', ''],
    ['Name = 1', 'data/unknown-column', '"name"'],
    ['name + 1', 'expression/type', 'concat'],
    ['name > 1', 'expression/type', 'one kind'],
    ['day > 1', 'expression/type', 'one kind'],
    [`day > 'soon'`, 'expression/type', `date('2026-04-01')`],
    ['day - day', 'expression/type', 'days_between'],
    ['x and yes', 'expression/type', '> 0'],
    ['if(x, 1, 2)', 'expression/type', 'Compare'],
    [`if(yes, 1, 'a')`, 'expression/type', 'same kind'],
    ['log(name)', 'expression/type', 'number(x)'],
    ['lower(x)', 'expression/type', 'lower(text)'],
    ['year(x)', 'expression/type', 'year(date)'],
    ['bin(x, 3, 2)', 'expression/type', 'bin('],
    ['bin(x, y)', 'expression/type', 'bin('],
    ['ntile(x, 0)', 'expression/type', 'ntile('],
    ['round(x, y)', 'expression/type', 'round('],
    ['clip(x, 3, 1)', 'expression/type', 'clip('],
    ['name like region', 'expression/type', `like 'A%'`],
    ['x contains 1', 'expression/type', 'text(x)'],
  ])('%s', (source, code, fix) => {
    const problem = refusal(source);
    expect(problem).toMatchObject({ kind: 'input', code });
    expect(problem.fix).toContain(fix);
  });

  test('stops when told to', () => {
    expect(() => evaluateExpression(parseExpression('x + 1'), frame, stopped)).toThrow('Stopped');
  });
});

describe('odd tables', () => {
  test('hostile names are ordinary names', () => {
    for (const name of HOSTILE_NAMES) {
      const odd = makeFrame([[name, numberColumn([1, 2])]]);
      expect(answer(`${quoteName(name)} + 1`, odd)).toEqual([2, 3]);
    }
    expect(refusal('constructor + 1').code).toBe('data/unknown-column');
  });

  test('no rows and one row', () => {
    const one = makeFrame([
      ['t', categoryColumn(['a'])],
      ['u', { kind: 'category', codes: Int32Array.of(2), dictionary: ['p', 'q', 'r'] }],
      ['x', numberColumn([0])],
    ]);
    expect(answer(`concat(u, t, u)`, one)).toEqual(['rar']);
    expect(answer('if(x = 0, u, t)', one)).toEqual(['r']);
    expect(evaluateExpression(parseExpression('1 / x'), one, goOn).warnings).toMatchObject([{ count: 1 }]);
    const none = makeFrame([
      ['x', numberColumn([])],
      ['t', categoryColumn([])],
    ]);
    for (const source of ['x + 1', '1', `if(x > 0, t, 'a')`, 'coalesce(x, 1)', 'x in (1, 2)', 'ntile(x, 3)', 'x is missing', '1 / 0']) {
      expect(answer(source, none), source).toEqual([]);
    }
  });

  test('a column passed through keeps its memory, and inputs are left alone', () => {
    const { column } = evaluateExpression(parseExpression('x'), frame, goOn);
    expect(column).toEqual(frame.columns.get('x'));
    expect(column.kind === 'number' && column.values.buffer).toBe((frame.columns.get('x') as { values: Float64Array }).values.buffer);
    expect(cells(frame.columns.get('x') as Column)).toEqual([1, -2, 0, null, 2.5]);
  });
});
