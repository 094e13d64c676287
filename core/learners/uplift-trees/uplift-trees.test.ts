import { describe, expect, it } from 'vitest';
import { goOn } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { divergenceOf, gainOf, makeGainRoom, normalizer, ratesOf, UPLIFT_CRITERIA, type UpliftCriterion } from './criteria.ts';
import { isInMask } from './split.ts';
import { growUpliftTree, leafOf, type UpliftData, type UpliftSettings } from './tree.ts';

const settings: UpliftSettings = { criterion: 'kl', normalize: false, maxDepth: 3, minLeafRows: 10, nReg: 0, triedColumns: 3 };

interface Plant {
  readonly rows: number;
  readonly arms?: number;
  readonly rate: (arm: number, bins: readonly number[]) => number;
  readonly isCategory?: readonly number[];
  readonly bins?: number;
}

/** Three features, bin 0 (missing) as likely as any other; yes/no outcomes at planted rates. */
function plant({ rows, arms = 2, rate, isCategory = [0, 0, 0], bins = 8 }: Plant, seed = 1): UpliftData {
  const rng = rngFromSeed(seed);
  const [cells, arm, outcome] = [new Uint8Array(3 * rows), new Uint8Array(rows), new Float64Array(rows)];
  for (let row = 0; row < rows; row++) {
    const own = [rng.below(bins), rng.below(bins), rng.below(bins)];
    cells.set(own, 3 * row);
    arm[row] = rng.below(arms);
    outcome[row] = Number(rng.next() < rate(arm[row] as number, own));
  }
  return { rowCount: rows, featureCount: 3, cells, isCategory: Uint8Array.from(isCategory), arms, arm, outcome };
}

function grow(data: UpliftData, changed: Partial<UpliftSettings> = {}) {
  const rows = Int32Array.from({ length: data.rowCount }, (_, row) => row);
  return growUpliftTree(data, { ...settings, ...changed }, { grow: rows, fill: rows }, { rng: rngFromSeed(2), signal: goOn });
}

describe('criteria, by hand', () => {
  it('of one node with rates 0.2 and 0.5', () => {
    const rates = Float64Array.of(0.2, 0.5);
    expect(divergenceOf('kl', rates)).toBeCloseTo(0.5 * Math.log(2.5) + 0.5 * Math.log(0.625), 12);
    expect(divergenceOf('euclid', rates)).toBeCloseTo(0.09, 12);
    expect(divergenceOf('chi2', rates)).toBeCloseTo(0.09 / 0.2 + 0.09 / 0.8, 12);
    expect(divergenceOf('cts', rates)).toBe(0.5);
  });

  it.each([
    ['euclid', 0.5 * 0.16 + 0.5 * 0],
    ['cts', 0.5 * 0.6 + 0.5 * 0.2 - 0.4],
    ['ddp', 0.4],
  ] as const)('of a split: %s', (criterion, expected) => {
    // Left 6 of 10 treated against 2 of 10; right 2 of 10 against 2 of 10; together 0.4 against 0.2.
    const room = makeGainRoom({ criterion, normalize: false, nReg: 0, minLeafRows: 1 }, 2);
    room.total.set([20, 20, 4, 8]);
    room.left.set([10, 10, 2, 6]);
    room.rates.set([0.2, 0.4]);
    expect(gainOf(room)).toBeCloseTo(criterion === 'euclid' ? expected - 0.04 : expected, 12);
  });

  it('of the penalty: an even split of equal arms has entropy ln 2 and Gini one half, plus one half', () => {
    const side = Float64Array.of(10, 10, 2, 6);
    expect(normalizer('kl', side, side)).toBeCloseTo(Math.log(2) + 0.5, 12);
    expect(normalizer('euclid', side, side)).toBeCloseTo(1, 12);
    // All treated rows but one left, all control rows but one right: 9/10 and 1/10.
    const uneven = normalizer('euclid', Float64Array.of(1, 9, 0, 0), Float64Array.of(9, 1, 0, 0));
    expect(uneven).toBeCloseTo(0.5 * 0.64 + 0.18 + 0.5, 12);
  });

  it('of rates drawn to the node above', () => {
    const into = new Float64Array(2);
    ratesOf(Float64Array.of(10, 0, 4, 0), Float64Array.of(0.2, 0.3), 10, into);
    expect(into[0]).toBeCloseTo(0.3, 12);
    expect(into[1]).toBeCloseTo(0.3, 12);
  });
});

/** Written another way on purpose: sets of rows, no histograms. */
function bruteGain(data: UpliftData, rows: readonly number[], isLeft: (row: number) => boolean, criterion: UpliftCriterion): number {
  const mean = (own: readonly number[], arm: number): number => {
    const of = own.filter((row) => data.arm[row] === arm);
    return of.reduce((sum, row) => sum + (data.outcome[row] as number), 0) / of.length;
  };
  const enough = (own: readonly number[]): boolean =>
    Array.from({ length: data.arms }, (_, arm) => own.filter((row) => data.arm[row] === arm).length >= settings.minLeafRows).every(Boolean);
  const sides = [rows.filter(isLeft), rows.filter((row) => !isLeft(row))] as const;
  if (!sides.every(enough)) return 0;
  const rates = (own: readonly number[]) => Float64Array.from({ length: data.arms }, (_, arm) => mean(own, arm));
  if (criterion === 'ddp') {
    const [left, right] = [rates(sides[0]), rates(sides[1])];
    return left.reduce((sum, rate, arm) => sum + Math.abs(rate - (left[0] ?? 0) - ((right[arm] ?? 0) - (right[0] ?? 0))), 0);
  }
  const weighed = sides.reduce((sum, side) => sum + (side.length / rows.length) * divergenceOf(criterion, rates(side)), 0);
  return weighed - divergenceOf(criterion, rates(rows));
}

describe('the root is the best split of all', () => {
  for (const criterion of UPLIFT_CRITERIA) {
    for (const arms of [2, 3]) {
      it(`by ${criterion} with ${arms} arms, as a search through every cut finds it`, () => {
        const data = plant({ rows: 300, arms, rate: (arm, [x = 0]) => 0.3 + 0.1 * arm * Number(x > 3) });
        const rows = Array.from({ length: data.rowCount }, (_, row) => row);
        let largest = 0;
        for (let feature = 0; feature < 3; feature++) {
          const bin = (row: number): number => data.cells[row * 3 + feature] as number;
          for (let cut = 0; cut < 8; cut++) {
            largest = Math.max(
              largest,
              bruteGain(data, rows, (row) => bin(row) >= 1 && bin(row) <= cut, criterion),
            );
            largest = Math.max(
              largest,
              bruteGain(data, rows, (row) => bin(row) <= cut, criterion),
            );
          }
        }
        expect(largest).toBeGreaterThan(0);
        expect(grow(data, { criterion }).gain[0]).toBeCloseTo(largest, 10);
      });
    }
  }

  it.each(UPLIFT_CRITERIA)('and a planted one, by %s', (criterion) => {
    const data = plant({ rows: 6000, arms: 3, rate: (arm, [, x = 0]) => 0.3 + (arm === 2 && x >= 1 && x <= 4 ? 0.4 : 0) });
    const tree = grow(data, { criterion, minLeafRows: 100 });
    expect(tree.feature[0]).toBe(1);
    expect(tree.cut[0]).toBe(4);
    // Missing values react as the right side does.
    expect(isInMask(tree.masks, 0, 0)).toBe(false);
  });
});

describe('what a tree keeps', () => {
  it('finds a set of categories that have no order', () => {
    const data = plant({ rows: 4000, rate: (arm, [x = 0]) => 0.3 + 0.4 * arm * (x % 2), isCategory: [1, 0, 0] });
    const tree = grow(data, { minLeafRows: 50 });
    expect(tree.feature[0]).toBe(0);
    const sides = [0, 1, 2, 3, 4, 5, 6, 7].map((bin) => isInMask(tree.masks, 0, bin));
    expect(new Set(sides.filter((_, bin) => bin % 2 === 0)).size).toBe(1);
    expect(sides.every((side, bin) => side === sides[bin % 2])).toBe(true);
  });

  it('does not split where an arm would be too thin, or nothing varies', () => {
    const thin = plant({ rows: 500, rate: () => 0.3 });
    thin.arm.fill(0);
    thin.arm.fill(1, 0, 12);
    expect(grow(thin).feature).toEqual(Int32Array.of(-1));
    const constant = plant({ rows: 500, rate: () => 1 });
    for (const criterion of UPLIFT_CRITERIA) expect(grow(constant, { criterion }).feature).toEqual(Int32Array.of(-1));
  });

  it('gives numbers, not NaN, where an arm never converts', () => {
    const data = plant({ rows: 2000, rate: (arm, [x = 0]) => (arm === 0 ? 0 : 0.1 * x) });
    for (const criterion of UPLIFT_CRITERIA) {
      const tree = grow(data, { criterion, normalize: true });
      expect(tree.feature[0]).toBe(0);
      expect([...tree.rates, ...tree.gain].every(Number.isFinite)).toBe(true);
    }
  });

  it('fills leaves with the other half only, and every node with the sum of its children', () => {
    const data = plant({ rows: 2000, rate: (arm, [x = 0]) => 0.2 + 0.05 * arm * x });
    const half = (side: number) => Int32Array.from({ length: 1000 }, (_, i) => 2 * i + side);
    const tree = growUpliftTree(data, { ...settings, nReg: 5 }, { grow: half(0), fill: half(1) }, { rng: rngFromSeed(2), signal: goOn });
    expect((tree.sums[0] as number) + (tree.sums[1] as number)).toBe(1000);
    for (let node = 0; node < tree.feature.length; node++) {
      if ((tree.feature[node] as number) < 0) continue;
      const child = tree.child[node] as number;
      for (let k = 0; k < 4; k++)
        expect(tree.sums[node * 4 + k]).toBe((tree.sums[child * 4 + k] ?? 0) + (tree.sums[child * 4 + 4 + k] ?? 0));
    }
    expect(tree.feature[leafOf(tree, data, 7)]).toBe(-1);
  });
});
