import { describe, expect, it } from 'vitest';
import { rngFromSeed } from '../../base/rng.ts';
import { allRows } from '../folds.ts';
import type { Feature } from '../model.ts';
import { FREE, MIXED, numbers, tableOf } from './counterfactual.fixture.ts';
import { nearestAcross } from './counterfactual-neighbour.ts';
import { randomTable } from './random-trees.fixture.ts';

describe('the nearest real row, by Gower', () => {
  const features: Feature[] = [...numbers('a', 'b'), { name: 'town', kind: 'category', categories: ['n', 's'] }];
  const table = tableOf(features, [
    [0, 10, 4, 2, Number.NaN],
    [0, 5, 1, 1, 0],
    [0, 0, 0, 1, 0],
  ]);
  const across = Uint8Array.of(0, 1, 1, 1, 1);

  it('by hand: ranges 10 and 5, categories 0 or 1, missing 1', () => {
    // Distances: row 1 (1 + 1) / 3, row 2 (0.4 + 0.2) / 3, row 3 (0.2 + 0.2 + 1) / 3, row 4 1 / 3.
    expect(nearestAcross(table, 0, across)).toMatchObject({ row: 2, distance: expect.closeTo(0.2, 12) });
    expect(nearestAcross(table, 0, Uint8Array.of(0, 1, 0, 1, 1))).toMatchObject({ row: 4, distance: expect.closeTo(1 / 3, 12) });
  });

  it('within the rules: b stays, so that only the row with the same b is left', () => {
    expect(nearestAcross(table, 0, across, { ...FREE, locked: new Set([1]) })?.row).toBe(4);
    expect(nearestAcross(table, 0, across, { ...FREE, ranges: new Map([[0, [5, 20] as const]]) })?.row).toBe(1);
    expect(nearestAcross(table, 0, across, { ...FREE, decreaseOnly: new Set([0, 1]) })).toBeUndefined();
    expect(nearestAcross(table, 0, new Uint8Array(5))).toBeUndefined();
  });

  it('agrees with a direct reckoning on random rows', () => {
    const rng = rngFromSeed(9);
    const random = { ...randomTable(rng, 80), features: MIXED };
    const flags = Uint8Array.from(allRows(80), () => Number(rng.next() < 0.5));
    const span = random.columns.map((column) => {
      const known = [...column].filter((cell) => !Number.isNaN(cell));
      return Math.max(...known) - Math.min(...known);
    });
    const distance = (one: number, other: number): number =>
      random.columns.reduce((sum, column, feature) => {
        const [left, right] = [column[one] as number, column[other] as number];
        if (Object.is(left, right) || left === right) return sum;
        if (Number.isNaN(left) || Number.isNaN(right) || random.features[feature]?.kind !== 'number') return sum + 1;
        return sum + Math.abs(left - right) / (span[feature] as number);
      }, 0) / random.columns.length;
    for (let row = 0; row < 10; row++) {
      const others = [...allRows(80)].filter((other) => other !== row && flags[other] === 1);
      expect(nearestAcross(random, row, flags)?.distance).toBeCloseTo(Math.min(...others.map((other) => distance(row, other))), 12);
    }
  });
});
