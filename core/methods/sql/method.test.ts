import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOSTILE_NAMES } from '../../../test/support/expressions.ts';
import { contextHere } from '../../../test/support/work.ts';
import { type Problem, problemOf } from '../../base/problem.ts';
import { quoteName } from '../../frame/expression/print.ts';
import { categoryColumn, type Frame, makeFrame, numberColumn } from '../../frame/frame.ts';
import type { FitContext, Inputs } from '../contract.ts';
import sql, { type SqlFit } from './method.ts';
import { requireSelect } from './statement.ts';

const customers = makeFrame(
  [
    ['id', categoryColumn(['a', 'b'])],
    ['spend', numberColumn([1, 2])],
    ['arm', categoryColumn(['mail', 'none'])],
  ],
  {
    roles: [
      ['id', 'id'],
      ['spend', 'outcome'],
      ['arm', 'treatment'],
    ],
    control: 'none',
  },
);
const visits = makeFrame([['id', categoryColumn(['a', 'a'])]], { roles: [['id', 'unit']] });
const inputs: Inputs = {
  sources: [
    { name: 'customers', values: { frame: customers } },
    { name: 'visits', values: { frame: visits } },
  ],
};

function refusal(query: string): Problem | undefined {
  try {
    requireSelect(query);
    return undefined;
  } catch (error) {
    return problemOf(error);
  }
}

describe('the statement', () => {
  const allowed = [
    'SELECT 1',
    ' select * from data ; ; ',
    '-- first\nSELECT /* ; drop table x */ 1 -- ; delete',
    `SELECT 'it''s; DROP TABLE data; --' AS "a;b", [c;d], \`e;f\` FROM data`,
    'WITH t AS (SELECT 1 AS x) SELECT x FROM t',
    'WITH RECURSIVE t(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM t WHERE x < 3) SELECT sum(x) FROM t',
    `SELECT replace(name, 'a', 'b'), CASE WHEN (x) END FROM data`,
    'SELECT (CASE WHEN x > 1 THEN (x) END) FROM data',
    `SELECT 'sqlite_master', 'load_extension' FROM data`,
    'SELECT "update", "delete" FROM data',
    'SELECT avg(x) OVER (PARTITION BY region ORDER BY day ROWS BETWEEN 3 PRECEDING AND CURRENT ROW) FROM data',
    'SELECT 1e3, .5, 0x1F FROM data',
    'SELECT 年龄 FROM data',
    'SELECT edit FROM data',
  ];
  test.each(allowed)('%s may run', (query) => {
    expect(refusal(query)).toBeUndefined();
  });

  test.each([
    ['', 'sql/syntax'],
    ['-- nothing', 'sql/syntax'],
    ['DELETE FROM data', 'sql/forbidden'],
    ['SELECT 1; DELETE FROM data', 'sql/forbidden'],
    ['SELECT 1; SELECT 2', 'sql/forbidden'],
    ['WITH t AS (SELECT 1) DELETE FROM data', 'sql/forbidden'],
    ['WITH t AS (SELECT 1) INSERT INTO data SELECT * FROM t', 'sql/forbidden'],
    ['WITH t AS (DELETE FROM data RETURNING *) SELECT * FROM t', 'sql/forbidden'],
    ['WITH t AS (SELECT 1) REPLACE INTO data SELECT 1', 'sql/forbidden'],
    ['WITH t AS (SELECT 1)', 'sql/forbidden'],
    ['PRAGMA writable_schema = 1', 'sql/forbidden'],
    [`ATTACH 'x.db' AS y`, 'sql/forbidden'],
    ['EXPLAIN SELECT 1', 'sql/forbidden'],
    ['VALUES (1)', 'sql/forbidden'],
    ['(SELECT 1)', 'sql/forbidden'],
    ['"select" 1', 'sql/forbidden'],
    ['SELECT * FROM sqlite_master', 'sql/forbidden'],
    ['SELECT * FROM "sqlite_master"', 'sql/forbidden'],
    ['SELECT * FROM main.sqlite_schema', 'sql/forbidden'],
    [`SELECT load_extension('x')`, 'sql/forbidden'],
    [`SELECT "load_extension" ('x')`, 'sql/forbidden'],
    [`SELECT * FROM pragma_table_info('data')`, 'sql/forbidden'],
    [`SELECT writefile('x', 'y')`, 'sql/forbidden'],
    [`SELECT 'open`, 'sql/syntax'],
    ['SELECT "open', 'sql/syntax'],
    ['SELECT [open', 'sql/syntax'],
    ['SELECT 1 /* open', 'sql/syntax'],
    ['SELECT (1', 'sql/syntax'],
    ['SELECT 1)', 'sql/syntax'],
    ['SELECT ?', 'sql/syntax'],
    ['SELECT :name', 'sql/syntax'],
  ])('%s may not', (query, code) => {
    const problem = refusal(query);
    expect(problem).toMatchObject({ kind: 'input', code, where: { option: 'query' } });
    expect(problem?.fix).toBeTruthy();
  });

  test('whatever is let through, SQLite finds to be one statement that only reads', () => {
    const database = new Database(':memory:');
    database.exec('CREATE TABLE data (x, y); CREATE TABLE other (x)');
    const pieces = [
      'select',
      'x',
      'from',
      'data',
      'with',
      't',
      'as',
      '(',
      ')',
      ';',
      ',',
      '*',
      "'a'",
      '"x"',
      '--\n',
      '/*',
      '*/',
      'delete',
      'insert into',
      'values',
      'update',
      'set',
      '=',
      '1',
      'union',
      'returning',
      'drop table',
      'where',
      "'",
      '`',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 14 }), (words) => {
        const query = words.join(' ');
        if (refusal(query) !== undefined) return;
        try {
          expect(database.prepare(query).readonly).toBe(true);
        } catch (error) {
          expect(String(error)).not.toMatch(/more than one statement/);
        }
      }),
      { numRuns: 5000, seed: 21 },
    );
    database.close();
  });
});

describe('sql', () => {
  const answering = (answer: Frame, seen: { sql?: string; names?: string[] } = {}): FitContext => ({
    ...contextHere(),
    query: (text, tables) => {
      Object.assign(seen, { sql: text, names: [...tables.keys()] });
      return Promise.resolve(answer);
    },
  });
  const run = async (answer: Frame, over = inputs) => {
    const spec = sql.spec.parse({ query: 'SELECT id, spend FROM data' });
    const seen: { sql?: string; names?: string[] } = {};
    const fit: SqlFit = structuredClone(await sql.fit(spec, over, answering(answer, seen)));
    return { seen, frame: sql.apply?.(fit, spec, over), report: sql.summarize(fit, spec) };
  };

  test('queries the inputs by their names, the first also as data', async () => {
    const { seen } = await run(customers);
    expect(seen).toEqual({ sql: 'SELECT id, spend FROM data', names: ['customers', 'visits', 'data'] });
  });

  test('hands on the result; columns that kept their name keep their role', async () => {
    const answer = makeFrame([
      ['id', categoryColumn(['a'])],
      ['arm', categoryColumn(['mail'])],
      ['total', numberColumn([3])],
    ]);
    const { frame, report } = await run(answer);
    expect([...(frame?.columns.keys() ?? [])]).toEqual(['id', 'arm', 'total']);
    expect([...(frame?.roles ?? [])]).toEqual([
      ['id', 'id'],
      ['arm', 'treatment'],
    ]);
    expect(frame?.control).toBe('none');
    expect(report.blocks.map(({ id }) => id)).toEqual(['reading', 'columns', 'preview', 'query']);
    const preview = report.blocks[2];
    expect(preview?.kind === 'table' && preview.table.rows).toEqual([['a', 'mail', 3]]);
  });

  test('a result without rows is said', async () => {
    const { report } = await run(makeFrame([['x', numberColumn([])]]));
    expect(report.notes.map(({ code }) => code)).toEqual(['sql/no-rows']);
  });

  test('refuses before the run', () => {
    expect(sql.validate({ query: 'DROP TABLE data' }, inputs)).toMatchObject([{ code: 'sql/forbidden' }]);
    expect(sql.validate({ query: 'SELECT 1' }, { sources: [] })).toMatchObject([{ code: 'method/missing-input' }]);
    expect(sql.validate({ query: 'SELECT 1' }, inputs)).toEqual([]);
  });

  test('hostile names are ordinary names', async () => {
    for (const name of HOSTILE_NAMES) {
      const odd = makeFrame([[name, numberColumn([1])]], { roles: [[name, 'outcome']] });
      expect(refusal(`SELECT ${quoteName(name)} FROM data`)).toBeUndefined();
      const { frame } = await run(odd, { sources: [{ name, values: { frame: odd } }] });
      expect(frame?.roles.get(name)).toBe('outcome');
    }
  });
});
