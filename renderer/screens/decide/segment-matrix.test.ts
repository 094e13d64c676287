import { expect, it } from 'vitest';
import type { CellView } from '../../../core/api/types.ts';
import { everybody, matrixOf, matrixSql } from './segment-matrix.ts';

const shape = { id: 'id', offer: 'offer', value: 'v', cost: 'c', options: ['none', 'mail'], valueColumns: [null, null] };
const page = (rows: readonly (readonly CellView[])[]) => ({
  columns: [],
  rows: [],
  cells: [0, 1, 2, 3, 4].map((column) => rows.map((row) => row[column] ?? null)),
  matching: rows.length,
  rowCount: rows.length,
});

it('asks with names that cannot leave their quotes', () => {
  expect(matrixSql('plan', 're"gion', shape)).toBe(
    'SELECT "re""gion", "offer", COUNT(*), SUM("v"), SUM("c") FROM "plan" GROUP BY 1, 2 ORDER BY 3 DESC',
  );
});

it('puts segments against options, the largest first, the smallest together', () => {
  const small = Array.from({ length: 14 }, (_, at) => [`s${at}`, 'none', 1, 0, 0] as const);
  const rows = matrixOf(
    page([['north', 'mail', 5, 50, 10], ['north', 'none', 2, 0, 0], [null, 'mail', 3, 9, 6], ...small]),
    shape.options,
    false,
  );
  expect(rows.length).toBe(13);
  expect(rows[0]).toEqual({
    segment: 'north',
    cells: [
      { customers: 2, value: 0, cost: 0 },
      { customers: 5, value: 50, cost: 10 },
    ],
    total: { customers: 7, value: 50, cost: 10 },
  });
  expect(rows[1]?.segment).toBeNull();
  expect(rows[12]).toMatchObject({ segment: undefined, total: { customers: 4 } });
  expect(everybody(rows, shape.options).total).toEqual({ customers: 24, value: 59, cost: 16 });
});
