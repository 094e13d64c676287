import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stopped } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import type { FrontierPoint } from '../../frame/plan.ts';
import { buildLadder, solveBudget } from './budget-ladder.ts';
import { minimiseCuts } from './cutting-plane-master.ts';
import { limitsOf, type Rules, usageOf } from './limits.ts';
import type { OfferTable } from './offer-table.ts';
import { ascendingOrder } from './order.ts';
import { manyOffers, SEARCHING, smallRules, smallTable, tableOf } from './random-tables.fixture.ts';
import { type Solution, solve } from './solve.ts';

const solved = (table: OfferTable, rules: Rules): Solution => solve(table, limitsOf(table, rules), SEARCHING);
const priceOf = (table: OfferTable, rules: Rules, name: string): number | undefined => {
  const limits = limitsOf(table, rules);
  return solved(table, rules).shadowPrices[limits.findIndex((limit) => limit.name === name)];
};

describe('the worked fixture', () => {
  const fixture = tableOf(3, [510, 450, 480, 470, 500, 300]);

  it('gives u1 and u3 form f1 and u2 form f2, worth 1480', () => {
    const solution = solved(fixture, { stock: { f1: 2 } });
    expect([...solution.choice]).toEqual([1, 2, 1]);
    expect(solution.sums.value).toBe(1480);
    expect(solution.bound).toBe(1480);
    expect(solution.isProvenOptimal).toBe(true);
  });

  it('says that one more unit of f1 is worth 10, not the 60 that losing one would cost', () => {
    expect(priceOf(fixture, { stock: { f1: 2 } }, 'stock:f1')).toBeCloseTo(10, 9);
    expect(solved(fixture, {}).sums.value).toBe(1490);
    expect(solved(fixture, { stock: { f1: 1 } }).sums.value).toBe(1420);
  });
});

describe('hand-computed cases', () => {
  it('takes the pair that fills the budget over the single best ratio', () => {
    // Ratios 3, 2.5, 2.4; the best ratio first would leave 5 of 10 unused for a total of 15.
    const solution = solved(tableOf(3, [15, 12.5, 12], [5, 5, 5]), { budget: 10 });
    expect(solution.sums.value).toBe(27.5);
    expect(solution.relaxedBound).toBe(27.5);
  });

  it('prices the budget by the first upgrade that is not fully paid for', () => {
    // Steps: 10 for 2 (5 a unit), 6 for 2 (3 a unit), then 4 for 4 (1 a unit); a budget of 3 buys half of the second.
    const table = tableOf(2, [10, 14, 6, 6], [2, 6, 2, 2]);
    const answer = solveBudget(buildLadder(table, SEARCHING.signal), 3);
    expect(answer.price).toBe(3);
    expect(answer.value).toBe(13);
    expect(answer.frontier.map(({ budget, value }) => [budget, value])).toEqual([
      [0, 0],
      [2, 10],
      [4, 16],
      [8, 20],
    ]);
  });

  it('drops an option that a mixture of two others beats', () => {
    // (2, 2) lies below the line from (0, 0) to (4, 8).
    const ladder = buildLadder(tableOf(1, [2, 8], [2, 4]), SEARCHING.signal);
    expect([...ladder.efficiency.subarray(0, ladder.count)]).toEqual([2]);
  });

  it('takes free offers whatever the budget, and leaves harmful ones', () => {
    const solution = solved(tableOf(2, [3, 5, -4, -1], [0, 2, 0, 0]), { budget: 0 });
    expect([...solution.choice]).toEqual([1, 0]);
    expect(solution.sums.value).toBe(3);
  });

  it('keeps the return rule by leaving out offers that dilute it', () => {
    // Together 10 + 4 on a cost of 2 + 4 return 2.33; the rule of 3 allows the first alone.
    const solution = solved(tableOf(2, [10, 4], [2, 4]), { minRoi: 3 });
    expect([...solution.choice]).toEqual([1, 0]);
    expect(solution.bound).toBe(10);
  });

  it('forces a harmful offer where a floor asks for it, on the customer who loses least', () => {
    const solution = solved(tableOf(3, [-5, -1, -3]), { floors: { f1: 1 } });
    expect([...solution.choice]).toEqual([0, 1, 0]);
    expect(solution.sums.value).toBe(-1);
  });

  it('shares a stock among identical customers', () => {
    const solution = solved(
      tableOf(
        1000,
        Array.from({ length: 1000 }, () => 7),
      ),
      { stock: { f1: 300 } },
    );
    expect(solution.sums.value).toBe(2100);
    expect(solution.bound).toBeCloseTo(2100, 6);
  });

  it('calls floors infeasible that no plan can meet', () => {
    const table = { ...tableOf(2, [1, 1], [5, 5]), groups: { names: ['a'], codes: Int32Array.of(0, 0) } };
    expect(solved(table, { budget: 5, groupFloors: { a: 2 } }).isFeasible).toBe(false);
  });
});

/** Slopes fall along the curve, up to rounding of the sums. */
function expectConcave(points: readonly FrontierPoint[], scale: number): void {
  let before = Number.POSITIVE_INFINITY;
  for (let k = 1; k < points.length; k++) {
    const [left, right] = [points[k - 1] as FrontierPoint, points[k] as FrontierPoint];
    const slope = (right.value - left.value) / (right.budget - left.budget);
    expect(slope).toBeLessThanOrEqual(before + 1e-9 * scale);
    expect(right.value).toBeGreaterThanOrEqual(left.value - 1e-9 * scale);
    before = slope;
  }
}

describe('properties', () => {
  const seeds = fc.integer({ min: 0, max: 0x7fff_ffff });

  it('never spends more than the budget, gives out more than the stock, or treats who is not eligible', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const rng = rngFromSeed(seed);
        const table = smallTable(rng, 40, 5);
        const limits = limitsOf(table, smallRules(rng, table, false));
        const solution = solve(table, limits, { ...SEARCHING, mostNodes: 200 });
        expect(solution.isFeasible).toBe(true);
        for (const limit of limits) expect(usageOf(limit, solution.sums)).toBeLessThanOrEqual(limit.most + 1e-9);
        solution.choice.forEach((code, row) => {
          if (code > 0) expect(table.value[row * table.width + code - 1]).toBeGreaterThan(Number.NEGATIVE_INFINITY);
        });
        expect(solution.bound).toBeGreaterThanOrEqual(solution.sums.value);
      }),
      { numRuns: 300 },
    );
  });

  it('is worth no less under a larger budget', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const rng = rngFromSeed(seed);
        const table = smallTable(rng, 10, 3);
        const budget = rng.below(200);
        const [less, more] = [solved(table, { budget }), solved(table, { budget: budget + 1 + rng.below(100) })];
        expect(more.sums.value).toBeGreaterThanOrEqual(less.sums.value - 1e-9);
        expect(more.relaxedBound).toBeGreaterThanOrEqual(less.relaxedBound - 1e-9);
      }),
    );
  });

  it('traces a concave curve that no plan lies above', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const rng = rngFromSeed(seed);
        const table = smallTable(rng, 30, 4);
        const rules = rng.below(2) === 0 ? { budget: 150 } : { budget: 150, maxTreated: 1 + rng.below(10) };
        const solution = solve(table, limitsOf(table, rules), { ...SEARCHING, withFrontier: true });
        const scale = Math.max(1, solution.bound);
        expectConcave(solution.frontier, scale);
        for (const { budget, value } of solution.frontier.filter((_, index) => index % 7 === 0)) {
          expect(solved(table, { ...rules, budget }).sums.value).toBeLessThanOrEqual(value + 1e-6 * scale);
        }
      }),
    );
  });

  it('scales with the units of value and of cost, and does not care about the order of customers', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const rng = rngFromSeed(seed);
        const table = smallTable(rng, 10, 3);
        const rules = { budget: 40 + rng.below(100), maxTreated: 1 + rng.below(8) };
        const plain = solved(table, rules);
        // Powers of two change no digit, so the very same plan must come out.
        const scaled = { ...table, value: table.value.map((v) => 1024 * v), cost: table.cost.map((c) => c / 64) };
        const other = solved(scaled, { ...rules, budget: rules.budget / 64 });
        expect(other.sums.value).toBe(1024 * plain.sums.value);
        const reversed = reverseRows(table);
        expect(solved(reversed, rules).sums.value).toBeCloseTo(plain.sums.value, 9);
      }),
    );
  });
});

function reverseRows(table: OfferTable): OfferTable {
  const { width, rowCount } = table;
  const flip = (values: Float64Array): Float64Array =>
    values.map((_, at) => values[(rowCount - 1 - Math.floor(at / width)) * width + (at % width)] as number);
  return { ...table, value: flip(table.value), cost: flip(table.cost), groups: { names: [], codes: new Int32Array(rowCount) } };
}

describe('many customers', () => {
  it('comes within a thousandth of a percent of the bound, for one limit and for several', () => {
    const { table, budget } = manyOffers(rngFromSeed(3), 70_000);
    const several: Rules = { budget, minRoi: 0.055, stock: { f1: 7000, f2: 3500 }, maxTreated: 30_000 };
    for (const rules of [{ budget }, several]) {
      const limits = limitsOf(table, rules);
      const solution = solve(table, limits, { ...SEARCHING, mostNodes: 20_000 });
      expect((solution.bound - solution.sums.value) / solution.bound).toBeLessThan(1e-5);
      for (const limit of limits) expect(usageOf(limit, solution.sums)).toBeLessThanOrEqual(limit.most + 1e-6);
    }
  });

  it('splits customers who are all alike as several limits together ask for', () => {
    // Few distinct values and costs, as the leaves of a small tree give: thousands of ties, two scarce resources.
    const rng = rngFromSeed(8);
    const kinds = Array.from({ length: 4000 }, () => rng.below(4));
    const value = kinds.flatMap(
      (kind) =>
        [
          [3, 5, 9],
          [4, 4, 8],
          [1, 6, 6],
          [2, 2, 9],
        ][kind] ?? [],
    );
    const table = tableOf(
      4000,
      value,
      kinds.flatMap(() => [1, 2, 4]),
    );
    const limits = limitsOf(table, { budget: 5003, stock: { f2: 900, f3: 401 } });
    const solution = solve(table, limits, { ...SEARCHING, mostNodes: 5000 });
    expect((solution.bound - solution.sums.value) / solution.bound).toBeLessThan(1e-3);
    for (const limit of limits) expect(usageOf(limit, solution.sums)).toBeLessThanOrEqual(limit.most);
  });

  it('stops when it is told to', () => {
    const { table, budget } = manyOffers(rngFromSeed(4), 1000);
    expect(() => solve(table, limitsOf(table, { budget }), { ...SEARCHING, signal: stopped })).toThrow('Stopped.');
  });
});

describe('parts', () => {
  it('finds the lowest point of a few cuts in a box', () => {
    // max(4 − 2y, y) is smallest at y = 4/3.
    const cuts = [
      { worth: 4, slack: Float64Array.of(-2) },
      { worth: 0, slack: Float64Array.of(1) },
    ];
    const wide = minimiseCuts(cuts, { low: Float64Array.of(0), high: Float64Array.of(10) }, 0);
    expect(wide.prices[0]).toBeCloseTo(4 / 3, 12);
    expect(wide.value).toBeCloseTo(4 / 3, 12);
    const narrow = minimiseCuts(cuts, { low: Float64Array.of(0), high: Float64Array.of(1) }, 0);
    expect([narrow.prices[0], narrow.value]).toEqual([1, 2]);
  });

  it('sorts non-negative keys and keeps the order of equal ones', () => {
    const keys = Float32Array.of(3, 0, 1e-20, 3, 7e8, 0);
    expect([...ascendingOrder(keys, 6)]).toEqual([1, 5, 2, 0, 3, 4]);
  });
});
