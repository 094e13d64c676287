import { describe, expect, it } from 'vitest';
import { contextHere, goOn } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { categoryColumn, type Frame, makeFrame, numberColumn } from '../../frame/frame.ts';
import type { BinnedColumn } from './bins.ts';
import method from './method.ts';
import { type Problem, searchTree } from './search.ts';

function randomProblem(seed: number, rows: number, columnCount: number): Problem {
  const rng = rngFromSeed(seed);
  const columns = Array.from({ length: columnCount }, (_, at): BinnedColumn => {
    const bins = Uint8Array.from({ length: rows }, () => rng.below(4));
    return { name: `x${at}`, bins, count: 4, upper: [0, 1, 2, 3], hasMissing: false, isExact: true };
  });
  const rewards = Float64Array.from({ length: rows * 3 }, () => rng.normal());
  const codes = Int32Array.from({ length: rows }, () => rng.below(3));
  return { columns, rewards, codes, armCount: 3, minLeafRows: 2, minArmRows: 0 };
}

/** The best value of any tree, by trying every one. */
function bruteForce(problem: Problem, rows: readonly number[], depth: number): number {
  const sums = [0, 1, 2].map((arm) => rows.reduce((sum, row) => sum + (problem.rewards[row * 3 + arm] ?? 0), 0));
  let best = Math.max(...sums);
  if (depth === 0) return best;
  for (const { bins } of problem.columns) {
    for (let cut = 0; cut < 3; cut++) {
      const left = rows.filter((row) => (bins[row] ?? 0) <= cut);
      const right = rows.filter((row) => (bins[row] ?? 0) > cut);
      if (left.length < problem.minLeafRows || right.length < problem.minLeafRows) continue;
      best = Math.max(best, bruteForce(problem, left, depth - 1) + bruteForce(problem, right, depth - 1));
    }
  }
  return best;
}

describe('the search', () => {
  it.each([1, 2, 3])('of depth %i equals trying every tree', (depth) => {
    for (let seed = 1; seed <= 25; seed++) {
      const problem = randomProblem(seed, 24, 3);
      const rows = Int32Array.from({ length: 24 }, (_, row) => row);
      expect(searchTree(problem, rows, depth, goOn).value).toBeCloseTo(bruteForce(problem, [...rows], depth), 10);
    }
  });
});

/** Treating pays where x > 0 and the region is north; calls pay twice as much as mail and cost more. */
function study(rows: number, seed: number): Frame {
  const rng = rngFromSeed(seed);
  const x = Float64Array.from({ length: rows }, () => 2 * rng.next() - 1);
  const region = Array.from(x, () => ['north', 'south', 'west'][rng.below(3)] as string);
  const arm = Array.from(x, () => ['none', 'mail', 'call'][rng.below(3)] as string);
  const y = Float64Array.from(x, (value, row) => {
    const pays = value > 0 && region[row] === 'north';
    const gain = arm[row] === 'none' ? 0 : pays ? (arm[row] === 'call' ? 2 : 1) : -1;
    return gain + value + rng.normal();
  });
  return makeFrame([
    ['x', numberColumn(x)],
    ['noise', numberColumn(Float64Array.from(x, () => rng.normal()))],
    ['region', categoryColumn(region)],
    ['arm', categoryColumn(arm)],
    ['y', numberColumn(y)],
  ]);
}

const roles = {
  treatment: 'arm',
  control: 'none',
  outcome: 'y',
  covariates: ['x', 'noise', 'region'],
  learner: { learner: 'gbdt', trees: 50 },
  folds: 2,
};
const fitOn = (frame: Frame, options: object = {}) =>
  method.fit(method.spec.parse({ ...roles, ...options }), { sources: [{ name: 'data', values: { frame } }] }, contextHere());

describe('the rule', () => {
  it('is the planted one, is worth more than any arm for all, and keeps its promises about leaves', async () => {
    const fit = await fitOn(study(3000, 1), { minArmRows: 20 });
    const treated = fit.rules.filter(({ arm }) => arm !== 0);
    expect(treated).toHaveLength(1);
    expect(fit.arms[treated[0]?.arm ?? 0]).toBe('call');
    expect(treated[0]?.conditions.join(' ')).toMatch(/north/);
    expect(treated[0]?.conditions.join(' ')).toMatch(/x > -?0\.0/);
    expect(Math.min(...fit.gains.map(({ interval }) => interval[0]))).toBeGreaterThan(0);
    for (const { count } of fit.rules) expect(count).toBeGreaterThanOrEqual(60);
  });

  it('prefers the cheaper arm where costs eat the gain, and keeps to a budget', async () => {
    const frame = study(3000, 2);
    const dear = await fitOn(frame, { costs: { call: 1.6, mail: 0.1 } });
    const given = dear.rules.filter(({ arm }) => arm !== 0).map(({ arm }) => dear.arms[arm]);
    expect(given).toEqual(['mail']);
    const tight = await fitOn(frame, { costs: { call: 1, mail: 1 }, budget: 100 });
    expect(tight.cost).toBeLessThanOrEqual(100);
    expect(tight.price).toBeGreaterThan(0);
  });

  it('with effects, tells what share of the best arm of every row it keeps', async () => {
    const frame = study(500, 3);
    const value = Float64Array.from({ length: 1000 }, (_, at) => (at % 2 === 0 ? 1 : -1));
    const effects = { control: 'none', arms: ['mail', 'call'], outcome: 'y', rowCount: 500, value };
    const spec = method.spec.parse({ splitOn: ['x'] });
    const fit = await method.fit(spec, { sources: [{ name: 'data', values: { frame, effects } }] }, contextHere());
    expect(fit.ownValue).toBe(500);
    expect(fit.rowwiseValue).toBe(500);
    expect(method.summarize(fit, spec).notes.map(({ code }) => code)).toContain('policy-tree/no-split');
  });
});
