import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sharedFile } from '../../../test/support/reference.ts';
import { limitsOf } from './limits.ts';
import type { OfferTable } from './offer-table.ts';
import { SEARCHING, tableOf } from './random-tables.fixture.ts';
import { solve } from './solve.ts';

interface Case {
  readonly budget: number;
  readonly max_treated?: number;
  readonly optimum: number;
  readonly lp_bound?: number;
  readonly lambda_greedy?: number;
}

const golden = JSON.parse(readFileSync(new URL('./golden/golden.json', import.meta.url), 'utf8')) as {
  readonly sets: Readonly<Record<string, { readonly cases: Readonly<Record<string, Case>> }>>;
};

/** A generated set in long form: user, option 0 (nothing) … 4, cost, value. */
function goldenTable(name: string): OfferTable {
  const lines = readFileSync(new URL(`./golden/${name}.csv`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  const entries = lines.map((line) => line.split(',').map(Number)).filter(([, option]) => option !== 0);
  return tableOf(
    entries.length / 4,
    entries.map((entry) => entry[3] ?? 0),
    entries.map((entry) => entry[2] ?? 0),
  );
}

describe.each(Object.entries(golden.sets))('%s', (name, { cases }) => {
  const table = goldenTable(name);

  it.each(Object.entries(cases))('%s: the optimum, the LP bound and the price are those of HiGHS', (_, expected) => {
    const solution = solve(table, limitsOf(table, { budget: expected.budget, maxTreated: expected.max_treated }), SEARCHING);
    const scale = Math.max(1, expected.optimum);
    expect(solution.sums.cost).toBeLessThanOrEqual(expected.budget);
    expect(Math.abs(solution.sums.value - expected.optimum)).toBeLessThanOrEqual(solution.bound - solution.sums.value + 1e-9 * scale);
    // Both sets are small enough for the search to finish.
    expect(solution.isProvenOptimal).toBe(true);
    if (expected.lp_bound !== undefined) expect(Math.abs(solution.relaxedBound - expected.lp_bound) / scale).toBeLessThan(1e-9);
    if (expected.lambda_greedy !== undefined) expect(solution.shadowPrices[0] ?? 0).toBeCloseTo(expected.lambda_greedy, 12);
  });
});

/**
 * Khan's instances with their first resource only, where exactly one item per group must be taken. The lightest
 * item of each group stands for doing nothing; optima by an exact dynamic programme.
 */
const itemsPath = sharedFile('data/mmkp_items.csv');
const capacitiesPath = sharedFile('data/mmkp_capacities.csv');

describe.skipIf(itemsPath === undefined || capacitiesPath === undefined)('multiple-choice instances of Khan with one resource', () => {
  it.each([
    ['I01', 191],
    ['I02', 384],
    ['I03', 1834],
    ['I07', 27446],
  ])('%s reaches %d', (instance, optimum) => {
    const rows = (path: string): string[][] =>
      readFileSync(path, 'utf8')
        .trim()
        .split(/\r?\n/)
        .map((line) => line.split(','))
        .filter(([name]) => name === instance);
    const capacity = Number(rows(capacitiesPath ?? '').find(([, resource]) => resource === '1')?.[2]);
    const groups = Map.groupBy(rows(itemsPath ?? ''), ([, group]) => group);
    const values: number[] = [];
    const costs: number[] = [];
    let baseValue = 0;
    let baseWeight = 0;
    for (const items of groups.values()) {
      const pairs = items.map((item) => ({ value: Number(item[3]), weight: Number(item[4]) }));
      pairs.sort((left, right) => left.weight - right.weight || right.value - left.value);
      const [lightest] = pairs;
      if (lightest === undefined) continue;
      baseValue += lightest.value;
      baseWeight += lightest.weight;
      values.push(...pairs.slice(1).map(({ value }) => value - lightest.value));
      costs.push(...pairs.slice(1).map(({ weight }) => weight - lightest.weight));
    }
    const table = tableOf(groups.size, values, costs);
    const solution = solve(table, limitsOf(table, { budget: capacity - baseWeight }), SEARCHING);
    expect(baseValue + solution.bound).toBeGreaterThanOrEqual(optimum);
    expect(baseValue + solution.sums.value).toBeLessThanOrEqual(optimum);
    expect(optimum - baseValue - solution.sums.value).toBeLessThanOrEqual(solution.bound - solution.sums.value);
  });
});
