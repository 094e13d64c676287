import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOSTILE_NAMES, RULE_CELLS, rules } from '../../../test/support/expressions.ts';
import { contextHere, goOn } from '../../../test/support/work.ts';
import { type CategoryColumn, cellOf } from '../../frame/column.ts';
import { evaluateRule } from '../../frame/expression/branches.ts';
import { quoteName } from '../../frame/expression/print.ts';
import { ruleToSql } from '../../frame/expression/rule-sql.ts';
import { booleanColumn, categoryColumn, columnNamed, dateColumn, type Frame, makeFrame, numberColumn } from '../../frame/frame.ts';
import { runQuery } from '../../store/query.ts';
import type { FitContext, Inputs } from '../contract.ts';
import sql, { type SqlFit } from './method.ts';

/** The real engine under the method. */
const context: FitContext = { ...contextHere(), query: (text, tables) => Promise.resolve(runQuery(text, tables)) };

async function ask(query: string, frames: Readonly<Record<string, Frame>>): Promise<Frame> {
  const inputs: Inputs = { sources: Object.entries(frames).map(([name, frame]) => ({ name, values: { frame } })) };
  const spec = sql.spec.parse({ query });
  expect(sql.validate(spec, inputs)).toEqual([]);
  const fit: SqlFit = await sql.fit(spec, inputs, context);
  return sql.apply?.(fit, spec, inputs) ?? fit.result;
}

describe('with the real engine', () => {
  const customers = makeFrame(
    [
      ['id', categoryColumn(['a', 'b', 'c'])],
      ['region', categoryColumn(['north', 'south', 'north'])],
    ],
    {
      roles: [
        ['id', 'id'],
        ['region', 'covariate'],
      ],
    },
  );
  const visits = makeFrame(
    [
      ['id', categoryColumn(['a', 'a', 'c'])],
      ['spend', numberColumn([1, 2, 4])],
    ],
    { roles: [['spend', 'outcome']] },
  );

  test('joins and sums by customer, keeping roles', async () => {
    const result = await ask(
      'SELECT c.id, c.region, sum(v.spend) AS spend FROM customers c LEFT JOIN visits v ON v.id = c.id GROUP BY c.id ORDER BY c.id',
      { customers, visits },
    );
    expect([0, 1, 2].map((row) => [...result.columns.values()].map((column) => cellOf(column, row)))).toEqual([
      ['a', 'north', 3],
      ['b', 'south', null],
      ['c', 'north', 4],
    ]);
    expect([...result.roles]).toEqual([
      ['id', 'id'],
      ['region', 'covariate'],
      ['spend', 'outcome'],
    ]);
  });

  test('the first table is also called data', async () => {
    expect((await ask('SELECT count(*) AS n FROM data', { customers, visits })).columns.get('n')).toMatchObject({
      values: Float64Array.of(3),
    });
  });

  test('hostile names are ordinary names', async () => {
    for (const name of HOSTILE_NAMES.filter((candidate) => candidate !== '' && candidate.length < 1000)) {
      const odd = makeFrame([[name, numberColumn([1, 2])]], { roles: [[name, 'outcome']] });
      const result = await ask(`SELECT ${quoteName(name)} FROM data WHERE ${quoteName(name)} > 1`, { odd });
      expect(result.rowCount, name).toBe(1);
      expect(result.roles.get(name), name).toBe('outcome');
    }
  });

  test.each([0, 1500, 250])('a rule picks the same rows as its SQL, dates with %i ms beyond the second included', (extra) => {
    const cells = fc.array(fc.record({ ...RULE_CELLS, late: fc.boolean() }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(rules(), cells, (rule, rows) => {
        const frame = makeFrame([
          ['row', categoryColumn(rows.map((_, row) => `r${row}`))],
          ['age', numberColumn(rows.map(({ age }) => age ?? Number.NaN))],
          ['region', categoryColumn(rows.map(({ region }) => region))],
          ['active', booleanColumn(rows.map(({ active }) => active))],
          ['signup', dateColumn(rows.map(({ signup, late }) => (signup ?? Number.NaN) + (late ? extra * 2 : 0)))],
        ]);
        const { truth } = evaluateRule(rule, frame, goOn);
        const picked = runQuery(`SELECT row FROM data WHERE ${ruleToSql(rule, frame.columns)}`, new Map([['data', frame]]));
        const column = columnNamed(picked, 'row') as CategoryColumn;
        const names = Array.from({ length: picked.rowCount }, (_, row) => cellOf(column, row)).sort();
        expect(names).toEqual(rows.flatMap((_, row) => (truth[row] === 1 ? [`r${row}`] : [])).sort());
      }),
      { numRuns: 150, seed: 31 },
    );
  });
});
