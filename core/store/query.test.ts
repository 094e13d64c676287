import { describe, expect, it } from 'vitest';
import { CausewayError, type Problem } from '../base/problem.ts';
import type { StopSignal } from '../base/work.ts';
import { type Column, cellOf } from '../frame/column.ts';
import { booleanColumn, categoryColumn, dateColumn, type Frame, makeFrame, numberColumn } from '../frame/frame.ts';
import { runQuery } from './query.ts';
import { dateOfText, dateText } from './sql-dates.ts';
import { namesUsed, sqlTokens } from './sql-text.ts';

const DAY = 86_400_000;

const customers = makeFrame(
  [
    ['id', numberColumn([1, 2, 3, 4])],
    ['city', categoryColumn(['Oslo', null, '北京', 'Oslo'])],
    ['active', booleanColumn([true, null, false, true])],
    ['joined', dateColumn([0, 31 * DAY, Number.NaN, 32 * DAY])],
    ['Spend', numberColumn([10, 5, Number.NaN, 1])],
  ],
  {
    roles: [
      ['id', 'id'],
      ['city', 'treatment'],
      ['Spend', 'outcome'],
    ],
    control: 'Oslo',
  },
);

const orders = makeFrame([
  ['customer', numberColumn([1, 1, 3])],
  ['at', dateColumn([DAY + 1000, DAY + 2000, 5 * DAY])],
  ['amount', numberColumn([7, 8, 9])],
]);

const tables = new Map([
  ['customers', customers],
  ['order lines', orders],
]);

function rowsOf(frame: Frame): unknown[][] {
  return Array.from({ length: frame.rowCount }, (_, row) => [...frame.columns.values()].map((column: Column) => cellOf(column, row)));
}

function query(sql: string): unknown[][] {
  return rowsOf(runQuery(sql, tables));
}

function problemOf(sql: string, given: ReadonlyMap<string, Frame> = tables, options = {}): Problem {
  try {
    runQuery(sql, given, options);
  } catch (error) {
    if (error instanceof CausewayError) return error.problem;
    throw error;
  }
  throw new Error(`"${sql}" was not refused.`);
}

describe('a query', () => {
  it('gives a table back as it is, kinds, missing cells, roles and control included', () => {
    expect(runQuery('SELECT * FROM customers', tables)).toEqual(customers);
    expect(runQuery('select * from "order lines" o', tables)).toEqual(orders);
  });

  it('joins, groups and sorts', () => {
    const sql = `WITH spent AS (SELECT customer, sum(amount) AS total, count(*) AS n FROM "order lines" GROUP BY customer)
      SELECT c.id, s.total, n FROM customers c LEFT JOIN spent s ON s.customer = c.id ORDER BY c.id DESC`;
    expect(query(sql)).toEqual([
      [4, null, null],
      [3, 9, 1],
      [2, null, null],
      [1, 15, 2],
    ]);
  });

  it('divides numbers as numbers, and has the functions of SQLite', () => {
    expect(query('SELECT id / 2, round(ln(exp(1.0)), 9), median(id), sqrt(id) FROM customers WHERE id = 1')).toEqual([[0.5, 1, 1, 1]]);
    expect(query("SELECT 'n' || max(id) FROM customers")).toEqual([['n4.0']]);
  });

  it('shows dates as text that compares and computes as dates, and makes dates of such texts again', () => {
    expect(query("SELECT id FROM customers WHERE joined = '1970-02-01' OR joined > '1970-02-01'")).toEqual([[2], [4]]);
    expect(query("SELECT strftime('%m', joined) FROM customers")).toEqual([['01'], ['02'], [null], ['02']]);
    const starts = runQuery("SELECT date(joined, 'start of month') AS month, max(joined), upper(city) FROM customers GROUP BY 1", tables);
    expect([...starts.columns.values()].map((column) => column.kind)).toEqual(['date', 'date', 'category']);
    expect(query('SELECT max(at) FROM "order lines"')).toEqual([['1970-01-06T00:00:00.000Z']]);
    expect(query('SELECT CAST(min(at) AS TEXT) || \'!\' FROM "order lines"')).toEqual([['1970-01-02 00:00:01!']]);
  });

  it('keeps yes/no only where it passes unchanged', () => {
    const kinds = [...runQuery('SELECT active, NOT active AS idle, sum(active) AS n FROM customers', tables).columns.values()].map(
      (column) => column.kind,
    );
    expect(kinds).toEqual(['boolean', 'number', 'number']);
    expect(query('SELECT count(*) FROM customers WHERE active')).toEqual([[2]]);
    expect([...runQuery('SELECT active FROM customers UNION ALL SELECT 5', tables).columns.values()][0]?.kind).toBe('number');
  });

  it('loses no digit of a whole number beyond 2^53', () => {
    const frame = runQuery('SELECT 9007199254740993 AS big, id FROM customers WHERE id <= 1 UNION ALL SELECT 3, 1e20', tables);
    expect(rowsOf(frame)).toEqual([
      ['9007199254740993', 1],
      ['3', 1e20],
    ]);
  });

  it('mixes numbers and texts as texts, and makes names distinct', () => {
    const frame = runQuery('SELECT id, id, city AS id FROM customers LIMIT 1', tables);
    expect([...frame.columns.keys()]).toEqual(['id', 'id_2', 'id_3']);
    expect(query("SELECT 1.5 UNION ALL SELECT 'x' UNION ALL SELECT NULL")).toEqual([['1.5'], ['x'], [null]]);
  });

  it('keeps kinds where no row is left', () => {
    const frame = runQuery('SELECT city, joined, active, id FROM customers WHERE 0', tables);
    expect([...frame.columns.values()].map((column) => column.kind)).toEqual(['category', 'date', 'boolean', 'number']);
    expect(frame.rowCount).toBe(0);
  });

  it('takes any name for a table or column', () => {
    const odd = makeFrame([
      ['a"b', numberColumn([1])],
      ['A"B', numberColumn([2])],
      ['', numberColumn([3])],
      ['__proto__', numberColumn([4])],
      ['SELECT', numberColumn([5])],
      ['causeway_row', numberColumn([6])],
    ]);
    const given = new Map([["x'; DROP TABLE y;--", odd]]);
    expect(rowsOf(runQuery(`SELECT * FROM "x'; DROP TABLE y;--"`, given))).toEqual([[1, 2, 3, 4, 5, 6]]);
    expect(rowsOf(runQuery(`SELECT "A""B_2", "__proto__", [select] FROM "x'; DROP TABLE y;--"`, given))).toEqual([[2, 4, 5]]);
    expect(
      problemOf(
        'SELECT 1 FROM t',
        new Map([
          ['t', odd],
          ['T', odd],
        ]),
      ).code,
    ).toBe('data/duplicate');
  });

  it('finds the columns of IN, NATURAL JOIN and products', () => {
    const vip = new Map([...tables, ['vip', makeFrame([['id', numberColumn([3])]])]]);
    expect(rowsOf(runQuery('SELECT city FROM customers WHERE id IN vip', vip))).toEqual([['北京']]);
    expect(rowsOf(runQuery('SELECT count(city) FROM customers NATURAL JOIN vip', vip))).toEqual([[1]]);
    expect(query('SELECT sum(id*2) FROM customers')).toEqual([[20]]);
    expect(namesUsed(sqlTokens('SELECT a * 2, count(*) FROM t')).readsAll).toBe(false);
    expect(namesUsed(sqlTokens('SELECT 1, t.* FROM t')).readsAll).toBe(true);
  });

  it('reads a table that has two thousand columns by name', () => {
    const wide = makeFrame(Array.from({ length: 3000 }, (_, column) => [`c${column}`, numberColumn([column])]));
    const given = new Map([['wide', wide]]);
    expect(rowsOf(runQuery('SELECT c2999 FROM wide', given))).toEqual([[2999]]);
    expect(problemOf('SELECT * FROM wide', given).code).toBe('data/too-large');
  });
});

describe('a query is refused', () => {
  it('when it would do more than read', () => {
    for (const sql of [
      'DELETE FROM customers',
      'DROP TABLE customers',
      "ATTACH 'x.db' AS x",
      'PRAGMA writable_schema = 1',
      'WITH x AS (SELECT * FROM customers) DELETE FROM causeway_rows_0',
      'WITH x AS (SELECT * FROM customers) DELETE FROM causeway_rows_0 RETURNING 1',
      'SELECT 1; DROP TABLE customers',
      'SELECT 1; SELECT 2',
      "SELECT load_extension('x')",
      "VACUUM INTO 'x'",
      '/* SELECT */ UPDATE customers SET id = 1',
      'SELECT random() FROM customers',
      "SELECT date('now')",
      "SELECT strftime('%Y')",
      'SELECT CURRENT_DATE',
    ]) {
      expect([sql, problemOf(sql).code]).toEqual([sql, 'sql/forbidden']);
    }
    expect(query('SELECT 1;;')).toEqual([[1]]);
    expect(query("SELECT 'now', random FROM (SELECT 2 AS random)")).toEqual([['now', 2]]);
  });

  it('with what there is to choose from when a name is wrong', () => {
    expect(problemOf('SELECT * FROM custmers')).toMatchObject({ code: 'sql/syntax', message: 'There is no table "custmers".' });
    expect(problemOf('SELECT spent FROM customers').fix).toContain('customers (id, city, active, joined, Spend)');
    expect(problemOf('SELECT * FORM customers').message).toContain('near "FORM": syntax error');
    expect(problemOf('SELECT medain(id) FROM customers').message).toBe('There is no function "medain".');
    for (const sql of ['', '  -- nothing', ';', "SELECT 'open", 'SELECT (1', 'WITH', 'SELECT ?', 'SELECT :id']) {
      expect([sql, problemOf(sql).code]).toEqual([sql, 'sql/syntax']);
    }
  });

  it('when the result is too large or of bytes', () => {
    expect(problemOf('SELECT * FROM customers', tables, { maxRows: 3 }).code).toBe('data/too-large');
    expect(problemOf("SELECT x'00ff'").code).toBe('data/wrong-kind');
    const many = new Map([['t', makeFrame([['x', numberColumn(new Float64Array(200_000))]])]]);
    expect(problemOf('SELECT x FROM t', many, { memory: 1_000_000 }).code).toBe('resource/memory');
    expect(
      problemOf('WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r) SELECT i FROM r', many, { memory: 1_000_000 }).code,
    ).toBe('resource/memory');
  });

  it('within a moment when it is cancelled, even inside a join that reads little', () => {
    const many = new Map([['t', makeFrame([['x', numberColumn(new Float64Array(20_000))]])]]);
    let looks = 0;
    const signal: StopSignal = {
      aborted: false,
      throwIfAborted: () => {
        if (++looks > 100) throw new CausewayError({ kind: 'cancelled', code: 'cancelled/by-user', message: 'Stopped.' });
      },
    };
    expect(problemOf('SELECT count(*) FROM t a, t b WHERE a.x + b.x < 0', many, { signal }).code).toBe('cancelled/by-user');
  });
});

describe('dates in SQL', () => {
  it('are read as they were written, far from today too', () => {
    for (const value of [0, -1, 1.7e12, 253_402_300_800_000, -62_198_755_200_000]) {
      expect(dateOfText(dateText(value, 'millisecond') ?? '')).toBe(value);
    }
    expect([dateText(Number.NaN, 'day'), dateOfText('2026-13-01'), dateOfText('soon')]).toEqual([null, Number.NaN, Number.NaN]);
  });
});
