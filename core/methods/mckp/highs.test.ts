import highsModule, { type Highs } from 'highs';
import { beforeAll, describe, expect, it } from 'vitest';
import { rngFromSeed } from '../../base/rng.ts';
import { type Limit, limitsOf, usageOf } from './limits.ts';
import { groupCount, type OfferTable } from './offer-table.ts';
import { SEARCHING, smallRules, smallTable } from './random-tables.fixture.ts';
import { solve } from './solve.ts';

// The package's types describe its CommonJS face; imported as a module, the default export is the loader itself.
const loadHighs = highsModule as unknown as typeof highsModule.default;

let highs: Highs;
beforeAll(async () => {
  highs = await loadHighs();
});

/** The same problem in CPLEX LP format. */
function lpText(table: OfferTable, limits: readonly Limit[]): string | undefined {
  const pairs: { name: string; row: number; option: number }[] = [];
  for (let row = 0; row < table.rowCount; row++) {
    for (let option = 0; option < table.width; option++) {
      if (table.value[row * table.width + option] !== Number.NEGATIVE_INFINITY) pairs.push({ name: `x${row}_${option}`, row, option });
    }
  }
  if (pairs.length === 0) return undefined;
  const at = ({ row, option }: (typeof pairs)[number]): number => row * table.width + option;
  const term = (weight: number, name: string): string => `${weight < 0 ? '-' : '+'} ${Math.abs(weight)} ${name}`;
  const objective = pairs.map((pair) => term(table.value[at(pair)] ?? 0, pair.name)).join(' ');
  const once = Array.from({ length: table.rowCount }, (_, row) => pairs.filter((pair) => pair.row === row))
    .filter((own) => own.length > 0)
    .map((own, index) => ` c${index}: ${own.map(({ name }) => name).join(' + ')} <= 1`);
  const rules = limits.map((limit, index) => {
    const terms = pairs.map((pair) => {
      const cell = (table.groups?.codes[pair.row] ?? 0) * table.width + pair.option;
      const weight =
        limit.perValue * (table.value[at(pair)] ?? 0) + limit.perCost * (table.cost[at(pair)] ?? 0) + (limit.perCell[cell] ?? 0);
      return term(Number(weight.toFixed(9)), pair.name);
    });
    return ` r${index}: ${terms.join(' ')} <= ${limit.most}`;
  });
  const names = pairs.map(({ name }) => name).join(' ');
  return `Maximize\n obj: ${objective}\nSubject To\n${[...once, ...rules].join('\n')}\nBinary\n ${names}\nEnd\n`;
}

function optimumOf(table: OfferTable, limits: readonly Limit[]): number | undefined {
  const words = lpText(table, limits);
  if (words === undefined) return limits.some(({ kind }) => kind === 'floor') ? undefined : 0;
  const answer = highs.solve(words, { output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0 });
  if (answer.Status === 'Infeasible') return undefined;
  expect(answer.Status).toBe('Optimal');
  return answer.ObjectiveValue;
}

/** Our plan and bound against the exact optimum; counts what was compared. */
function compare(
  seed: number,
  count: number,
  withFloors: boolean,
): { readonly compared: number; readonly infeasible: number; readonly missed: number } {
  const rng = rngFromSeed(seed);
  let [infeasible, missed, proven] = [0, 0, 0];
  for (let index = 0; index < count; index++) {
    const table = smallTable(rng);
    const limits = limitsOf(table, smallRules(rng, table, withFloors));
    const optimum = optimumOf(table, limits);
    const solution = solve(table, limits, SEARCHING);
    const where = `seed ${seed}, case ${index}`;
    if (optimum === undefined) {
      infeasible++;
      expect(solution.isFeasible, where).toBe(false);
      continue;
    }
    if (!solution.isFeasible) {
      missed++;
      expect(withFloors, where).toBe(true);
      continue;
    }
    const tolerance = 1e-6 * Math.max(1, Math.abs(optimum));
    expect(solution.bound, `the bound is beaten: ${where}`).toBeGreaterThanOrEqual(optimum - tolerance);
    expect(solution.sums.value, `a value that no plan has: ${where}`).toBeLessThanOrEqual(optimum + tolerance);
    for (const limit of limits) expect(usageOf(limit, solution.sums), `${limit.name}: ${where}`).toBeLessThanOrEqual(limit.most + 1e-9);
    expect(solution.sums.counts.length).toBe(groupCount(table) * table.width);
    if (solution.isProvenOptimal) {
      proven++;
      expect(solution.sums.value, `not optimal: ${where}`).toBeGreaterThanOrEqual(optimum - tolerance);
    }
  }
  // Tables this small leave nothing unsearched.
  expect(proven).toBe(count - infeasible - missed);
  return { compared: count, infeasible, missed };
}

describe('small random cases against HiGHS', () => {
  it('agrees on 1,000 cases with budget, return, stock, caps and eligibility', () => {
    expect(compare(1, 1000, false)).toEqual({ compared: 1000, infeasible: 0, missed: 0 });
  });

  it('agrees on 300 cases that also have floors, and calls no feasible case infeasible', () => {
    const { infeasible, missed } = compare(2, 300, true);
    expect(infeasible).toBeGreaterThan(0);
    expect(missed).toBe(0);
  });
});
