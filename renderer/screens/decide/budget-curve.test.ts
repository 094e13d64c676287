import { expect, it } from 'vitest';
import { text } from '../../../core/base/text.ts';
import type { Report } from '../../../core/report/blocks.ts';
import { budgetAtPrice, curveOf, pointAt, totalsAt } from './budget-curve.ts';

const table = (id: string, columns: readonly string[], rows: readonly (readonly (string | number)[])[]) => ({
  kind: 'table' as const,
  id,
  title: text(id, id),
  table: { columns: columns.map((name) => ({ name })), rows },
});
const report: Report = {
  notes: [],
  blocks: [
    table(
      'frontier',
      ['budget', 'value', 'shadowPrice'],
      [
        [0, 0, 10],
        [100, 1000, 5],
        [300, 2000, 0],
      ],
    ),
    table(
      'path',
      ['budget', 'shadowPrice', 'option', 'customers', 'value', 'cost'],
      [
        [0, 10, 'none', 10, 0, 0],
        [0, 10, 'mail', 0, 0, 0],
        [300, 0, 'none', 4, 0, 0],
        [300, 0, 'mail', 6, 2000, 300],
      ],
    ),
  ],
};

it('reads values and totals between the points, and stays at the ends', () => {
  const curve = curveOf(report);
  if (curve === null) throw new Error('The report has a curve.');
  expect(pointAt(curve, 50)).toEqual({ budget: 50, value: 500, shadowPrice: 10 });
  expect(pointAt(curve, 200)).toEqual({ budget: 200, value: 1500, shadowPrice: 5 });
  expect(pointAt(curve, 900)).toEqual({ budget: 900, value: 2000, shadowPrice: 0 });
  expect(totalsAt(curve, 150)[1]).toEqual({ option: 'mail', customers: 3, value: 1000, cost: 150 });
  expect(budgetAtPrice(curve, 5)).toBe(100);
  expect(budgetAtPrice(curve, -1)).toBeNull();
});

it('has no curve where the report has none', () => {
  expect(curveOf({ blocks: [], notes: [] })).toBeNull();
});
