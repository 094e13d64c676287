import { describe, expect, it } from 'vitest';
import type { Feature } from '../model.ts';
import { ASKED, changed, FREE, lineOf, numbers, tableOf, work } from './counterfactual.fixture.ts';
import { findCounterfactuals } from './counterfactual.ts';
import { gridAbove, gridBelow, gridOf } from './counterfactual-grid.ts';
import { nextAbove } from './counterfactual-moves.ts';

describe('values that may be taken', () => {
  it('whole numbers stay whole, cents stay cents, days stay days', () => {
    const features: Feature[] = [...numbers('count', 'price'), { name: 'day', kind: 'date' }];
    const day = 86_400_000;
    const rows = Array.from({ length: 40 }, (_, row) => row);
    const table = tableOf(features, [rows, rows.map((row) => (row * 37) / 100), rows.map((row) => row * 3 * day)]);
    const model = lineOf(features, [1, 1, 1 / day]);
    const { examples } = findCounterfactuals({ model, table }, { ...ASKED, row: 0, side: 'above', target: 10.507, diverse: 6 }, work);
    const found = new Map(examples.filter(({ changes }) => changes.length === 1).map((example) => changed(example)[0] as [number, number]));
    expect(found.get(0)).toBe(11);
    expect(found.get(1)).toBe(10.51);
    expect(found.get(2)).toBe(11 * day);
  });

  it('the grid of a column: below, above, and none', () => {
    const cents = gridOf(Float64Array.of(0.1, 0.29, 3), false);
    expect(cents).toEqual({ numerator: 1, denominator: 100 });
    expect([gridBelow(cents, 0.299), gridAbove(cents, 0.291), gridAbove(cents, 0.29)]).toEqual([0.29, 0.3, 0.29]);
    expect(gridOf(Float64Array.of(1 / 3), false)).toBeUndefined();
    expect(gridOf(Float64Array.of(1e300), false)).toBeUndefined();
    expect([nextAbove(1), nextAbove(0), nextAbove(-1)]).toEqual([1 + Number.EPSILON, Number.MIN_VALUE, -1 + Number.EPSILON / 2]);
  });

  it('a missing cell may be filled, unless its column may only rise', () => {
    const features = numbers('a');
    const table = tableOf(features, [[Number.NaN, 1, 2, 3, 4, 5]]);
    const model = lineOf(features, [1]);
    const question = { ...ASKED, row: 0, side: 'above', target: 2.5 } as const;
    // Of the values that suffice, the one nearest to the median.
    expect(findCounterfactuals({ model, table }, question, work).examples.map(changed)).toEqual([[[0, 3]]]);
    const rules = { ...FREE, increaseOnly: new Set([0]) };
    expect(findCounterfactuals({ model, table }, { ...question, rules }, work)).toMatchObject({ examples: [], movable: [] });
  });
});
