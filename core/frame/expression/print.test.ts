import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expressions } from '../../../test/support/expressions.ts';
import { goOn } from '../../../test/support/work.ts';
import { categoryColumn, dateColumn, makeFrame, numberColumn } from '../frame.ts';
import { evaluateCondition } from './evaluate.ts';
import { parseExpression } from './parser.ts';
import { printSql } from './print.ts';

describe('expressions as SQL', () => {
  const database = new Database(':memory:');
  database.exec(`CREATE TABLE data (x REAL, y REAL, name TEXT, day TEXT);
    INSERT INTO data VALUES (1, 2, 'Ann', '1970-01-01'), (-2, 0, 'bob', '2026-04-01T09:30:00.000Z'), (0, 7, NULL, '2024-02-29'), (NULL, 3, 'x😀', NULL), (7.5, 2, 'a%b', '1969-12-31')`);
  const frame = makeFrame([
    ['x', numberColumn([1, -2, 0, Number.NaN, 7.5])],
    ['y', numberColumn([2, 0, 7, 3, 2])],
    ['name', categoryColumn(['Ann', 'bob', null, 'x😀', 'a%b'])],
    ['day', dateColumn([0, Date.UTC(2026, 3, 1, 9, 30), Date.UTC(2024, 1, 29), Number.NaN, -86_400_000])],
  ]);

  // The condition holds for every row in the language; SQLite must say the same of every row.
  test.each([
    'x + y * 2 - 1 >= 3',
    'x / y > 0.3',
    '7 / 2 = 3.5',
    '(x + 7) / (y + 1) < 3',
    'x % 2 = 1',
    '-x ^ 2 < -3',
    'x ^ y = 1',
    'log(y) < 1',
    'log1p(y) > 1',
    'log10(y) < 0.4',
    'exp(x) > 1',
    'sqrt(x) >= 1',
    'abs(-x) = 2',
    'abs(x - 3) > 2',
    'floor(x) = 7',
    'ceil(x) = 8',
    'round(x) = 8',
    'round(x / 3, 1) = 2.5',
    'sign(x) = -1',
    'min(x, y) = 1',
    'max(x, y) > 2',
    'clip(x, -1, 1) = 1',
    `bin(x, 0, 5) = '0..<5'`,
    `bin(day, date('2000-01-01')) = '<2000-01-01'`,
    'if(x > 0, y, x) = 2',
    `case when x > 1 then 'big' when x > 0 then 'small' end = 'small'`,
    'coalesce(x, y) = 3',
    `lower(name) = 'ann'`,
    'length(name) = 3',
    `substr(name, 2) = 'nn'`,
    `substr(name, 0, 2) = 'A'`,
    `substr(name, -4, 2) = 'A'`,
    `instr(name, '😀') = 2`,
    `name contains 'b'`,
    `name not contains 'b'`,
    `name like 'A%'`,
    `name like '_%'`,
    `concat(name, '-', name) = 'bob-bob'`,
    `x in (1, null)`,
    'x not in (1, 2)',
    'x between 0 and y',
    `name < 'b'`,
    `name >= 'a'`,
    'year(day) = 2026',
    'month(day) = 12',
    'day(day) = 29',
    'weekday(day) = 4',
    'hour(day) = 9',
    `days_between(date('1970-01-01'), day) > 19000`,
    `day < date('2024-02-29')`,
    'x is missing or y > 2',
    'not (x > 0 and y > 0)',
  ])('%s', (source) => {
    const node = parseExpression(source);
    const given = database
      .prepare(`SELECT (${printSql(node)}) FROM data ORDER BY rowid`)
      .pluck()
      .all();
    expect(given.map((value) => (value === null ? 2 : value))).toEqual(Array.from(evaluateCondition(node, frame, goOn)));
  });

  test('is always one expression: nothing in a name or a text gets out of its quotes', () => {
    fc.assert(
      fc.property(expressions(), (node) => {
        const sql = printSql(node);
        // Unknown columns and functions are SQLite's business; a syntax error would be ours.
        const complaint = problemMessage(() => database.prepare(`SELECT (${sql}) FROM data`));
        expect(complaint).not.toMatch(/syntax|incomplete|unrecognized|more than one/i);
      }),
      { numRuns: 500, seed: 14 },
    );
  });
});

function problemMessage(body: () => unknown): string {
  try {
    body();
    return '';
  } catch (error) {
    return String(error);
  }
}
