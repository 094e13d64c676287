import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rngFromSeed } from '../../base/rng.ts';
import { budgetPath } from './budget-path.ts';
import { limitsOf } from './limits.ts';
import { manyOffers, SEARCHING, tableOf } from './random-tables.fixture.ts';
import { solve } from './solve.ts';

const alongOf = (table: ReturnType<typeof tableOf>, rules: Parameters<typeof limitsOf>[1]) => {
  const limits = limitsOf(table, rules);
  const solution = solve(table, limits, { ...SEARCHING, mostNodes: 0, withFrontier: true });
  return { solution, path: budgetPath(table, limits, solution, SEARCHING.signal) };
};

it('walks through the upgrades of a hand-computed case in order of efficiency', () => {
  // f1: 10 for 1, then 6 for 1; f2 of the first customer adds 4 for 2.
  const { path } = alongOf(tableOf(2, [10, 14, 6, 0], [1, 3, 1, 0]), { budget: 2 });
  expect(path.map(({ budget }) => budget)).toEqual([0, 1, 2, 4]);
  expect(path.map(({ customers }) => customers)).toEqual([
    [2, 0, 0],
    [1, 1, 0],
    [0, 2, 0],
    [0, 1, 1],
  ]);
  expect(path.at(-1)).toMatchObject({ value: [0, 6, 14], cost: [0, 1, 3] });
});

it('lies on the frontier, loses nobody, and agrees with solving anew', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      const { table, budget } = manyOffers(rngFromSeed(seed), 400);
      const { path } = alongOf(table, { budget });
      expect(path.length).toBeGreaterThan(10);
      for (const point of path.filter((_, at) => at % 9 === 4)) {
        expect(point.customers.reduce((sum, count) => sum + count, 0)).toBe(400);
        const anew = solve(table, limitsOf(table, { budget: point.budget }), { ...SEARCHING, mostNodes: 0 });
        const worth = point.value.reduce((sum, part) => sum + part, 0);
        expect(Math.abs(anew.sums.value - worth)).toBeLessThan(1e-9 * worth + 1e-9);
      }
    }),
    { numRuns: 10 },
  );
});
