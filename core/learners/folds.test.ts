import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rngFromSeed } from '../base/rng.ts';
import { strataOf } from './dealing-order.ts';
import { dealFolds, rowsByCode, splitRows } from './folds.ts';

describe('dealing rows into folds', () => {
  it('holds every row out exactly once, in folds whose sizes differ by at most one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 6, max: 200 }), fc.integer(), (count, rowCount, seed) => {
        const folds = dealFolds(rowCount, count, rngFromSeed(seed));
        const heldOut = folds.flatMap((fold) => [...fold.heldOut]).sort((a, b) => a - b);
        expect(heldOut).toEqual(Array.from({ length: rowCount }, (_, row) => row));
        const sizes = folds.map((fold) => fold.heldOut.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        for (const { train, heldOut: out } of folds) expect(train.length + out.length).toBe(rowCount);
      }),
    );
  });

  it('gives every fold its share of each stratum', () => {
    const arm = Int32Array.from({ length: 300 }, (_, row) => (row % 10 === 0 ? 1 : 0));
    const outcome = Int32Array.from({ length: 300 }, (_, row) => (row % 3 === 0 ? 1 : 0));
    const strata = strataOf(300, arm, outcome);
    for (const { heldOut } of dealFolds(300, 5, rngFromSeed(4), { strata })) {
      const both = heldOut.filter((row) => arm[row] === 1 && outcome[row] === 1);
      expect(both).toHaveLength(2);
    }
  });

  it('keeps clusters together and their folds even', () => {
    const clusters = Int32Array.from({ length: 120 }, (_, row) => (row < 100 ? Math.floor(row / 5) : -1));
    const folds = dealFolds(120, 4, rngFromSeed(8), { clusters });
    for (const { train, heldOut } of folds) {
      const out = new Set(Array.from(heldOut, (row) => clusters[row]));
      expect(train.some((row) => clusters[row] !== -1 && out.has(clusters[row]))).toBe(false);
      expect(Math.abs(heldOut.length - 30)).toBeLessThanOrEqual(5);
    }
  });

  it('depends on the seed only', () => {
    expect(dealFolds(50, 5, rngFromSeed(1))).toEqual(dealFolds(50, 5, rngFromSeed(1)));
    expect(dealFolds(50, 5, rngFromSeed(1))).not.toEqual(dealFolds(50, 5, rngFromSeed(2)));
  });

  it('refuses more folds than rows', () => {
    expect(() => dealFolds(3, 5, rngFromSeed(1))).toThrow(/3 rows cannot fill 5 folds/);
  });
});

describe('splitting off rows to judge by', () => {
  it('holds out the share asked for, of every stratum', () => {
    const strata = Int32Array.from({ length: 400 }, (_, row) => (row < 40 ? 1 : 0));
    const { train, heldOut } = splitRows(400, 0.25, rngFromSeed(2), { strata });
    expect(heldOut).toHaveLength(100);
    expect(heldOut.filter((row) => row < 40)).toHaveLength(10);
    expect([...train, ...heldOut].sort((a, b) => a - b)).toEqual(Array.from({ length: 400 }, (_, row) => row));
  });

  it('refuses a split that would leave one side empty', () => {
    expect(() => splitRows(1, 0.25, rngFromSeed(2))).toThrow(/cannot be split/);
  });
});

describe('parting rows by code', () => {
  it('keeps their order and leaves out rows without a code', () => {
    const codes = Int32Array.of(1, -1, 0, 1, 0, 1);
    expect(rowsByCode(Int32Array.of(5, 4, 3, 1, 0), codes, 3)).toEqual([Int32Array.of(4), Int32Array.of(5, 3, 0), new Int32Array(0)]);
  });
});
