import { describe, expect, it } from 'vitest';
import { workHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { sharedBytes, sharedFloats, sharedInts } from '../../frame/shared-memory.ts';
import { askForest } from './ask-forest.task.ts';
import { debiasedVariance } from './debias.ts';
import { askAll, growForest } from './forest.ts';
import { splitImportance, splitsPerTree } from './importance.ts';
import { type ForestData, type ForestSettings, NODE_SIZE } from './job.ts';
import { labelNode, makeLabelRoom } from './labels.ts';
import { drawBag, drawSample } from './sample.ts';
import { solveSmall } from './solve-small.ts';

const settings: ForestSettings = {
  trees: 200,
  bagTrees: 2,
  sampleShare: 0.5,
  triedColumns: 3,
  minLeafRows: 5,
  balance: 0.05,
  honestShare: 0.5,
};

interface Plant {
  readonly rows: number;
  readonly arms?: number;
  readonly effect: (arm: number, cells: readonly number[]) => number;
  /** Bins of a feature; bin 0 is missing. */
  readonly cell?: (feature: number, draw: number) => number;
  readonly isCategory?: readonly number[];
}

/** Three features of 50 bins, arms by chance, outcome = effect of the arm + noise. */
function plant({ rows, arms = 1, effect, cell = (_, draw) => 1 + Math.floor(50 * draw), isCategory = [0, 0, 0] }: Plant, seed = 1) {
  const rng = rngFromSeed(seed);
  const [cells, arm] = [sharedBytes(3 * rows), sharedBytes(rows)];
  const [outcome, treatment] = [sharedFloats(rows), sharedFloats(rows * arms)];
  const truth = new Float64Array(rows * arms);
  for (let row = 0; row < rows; row++) {
    const own = [0, 1, 2].map((feature) => cell(feature, rng.next()));
    cells.set(own, 3 * row);
    arm[row] = rng.below(arms + 1);
    for (let k = 0; k < arms; k++) {
      treatment[row * arms + k] = Number(arm[row] === k + 1) - 1 / (arms + 1);
      truth[row * arms + k] = effect(k, own);
    }
    const got = arm[row] === 0 ? 0 : (truth[row * arms + (arm[row] as number) - 1] as number);
    let expected = 0;
    for (let k = 0; k < arms; k++) expected += (truth[row * arms + k] as number) / (arms + 1);
    outcome[row] = got - expected + 0.5 * rng.normal();
  }
  const units = { start: sharedInts(rows + 1).map((_, unit) => unit), members: sharedInts(rows).map((_, row) => row) };
  const data: ForestData = {
    rowCount: rows,
    featureCount: 3,
    cells,
    isCategory: Uint8Array.from(isCategory),
    effects: arms,
    outcome,
    treatment,
    instrument: treatment,
    arm,
    units,
  };
  return { data, truth };
}

async function grown(data: ForestData, changed: Partial<ForestSettings> = {}, seed = 3) {
  const forest = await growForest({ data, settings: { ...settings, ...changed }, seed: rngFromSeed(seed).seed }, workHere());
  return { forest, ...(await askAll(forest, workHere())) };
}

function rmse(left: Float64Array, right: Float64Array): number {
  return Math.sqrt(left.reduce((sum, value, at) => sum + (value - (right[at] as number)) ** 2, 0) / left.length);
}

describe('a causal forest finds planted effects', () => {
  it('of one arm, on a number: and splits on nothing else', async () => {
    const { data, truth } = plant({ rows: 2000, effect: (_, [x = 0]) => (x > 25 ? 2 : 0) });
    const { effect, variance, forest } = await grown(data);
    expect(rmse(effect, truth)).toBeLessThan(0.35);
    expect(variance.every((value) => value >= 0)).toBe(true);
    const importance = splitImportance(forest.batches, 3);
    expect(importance[0]).toBeGreaterThan(0.6);
    expect(importance.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(splitsPerTree(forest.batches)).toBeGreaterThan(5);
  });

  it('of two arms at once', async () => {
    const { data, truth } = plant({
      rows: 3000,
      arms: 2,
      effect: (arm, [x = 0, other = 0]) => (arm === 0 ? Number(x > 25) : 2 * Number(other > 25)),
    });
    expect(rmse((await grown(data)).effect, truth)).toBeLessThan(0.4);
  });

  it('on categories whose codes have no order', async () => {
    const odd = (x: number): number => (x % 2 === 1 ? 2 : 0);
    const cell = (_: number, draw: number): number => 1 + Math.floor(10 * draw);
    const { data, truth } = plant({ rows: 2000, effect: (_, [x = 0]) => odd(x), cell, isCategory: [1, 1, 1] });
    const { effect, forest } = await grown(data);
    expect(rmse(effect, truth)).toBeLessThan(0.35);
    // A set of categories needs one split where a number would need nine.
    const ordered = await grown({ ...data, isCategory: Uint8Array.from([0, 0, 0]) });
    expect(rmse(effect, truth)).toBeLessThan(rmse(ordered.effect, truth));
    expect(forest.batches.some(({ masks }) => masks.length > 0)).toBe(true);
  });

  it('on values that are missing for a reason', async () => {
    const cell = (feature: number, draw: number): number => (feature === 0 && draw < 0.4 ? 0 : 1 + Math.floor(50 * draw));
    const { data, truth } = plant({ rows: 2000, effect: (_, [x = 0]) => (x === 0 ? 2 : 0), cell });
    expect(rmse((await grown(data)).effect, truth)).toBeLessThan(0.3);
  });
});

describe('what every forest keeps', () => {
  const { data } = plant({ rows: 600, effect: (_, [x = 0]) => x / 50 });

  it('the same seed gives the same bytes, another seed another forest', async () => {
    const [first, again, other] = [await grown(data), await grown(data), await grown(data, {}, 4)];
    expect(again.effect).toEqual(first.effect);
    expect(again.variance).toEqual(first.variance);
    expect(other.effect).not.toEqual(first.effect);
  });

  it('a row is judged by trees that did not draw it, the others count for nothing', async () => {
    const { forest, effect } = await grown(data, { trees: 40 });
    const moved = { ...data, outcome: data.outcome.map((value, row) => (row === 5 ? value + 1e6 : value)) };
    const shifted = await growForest({ data: moved, settings: { ...settings, trees: 40 }, seed: rngFromSeed(3).seed }, workHere());
    const answer = askForest.run({ ...shifted, batches: shifted.batches }, { from: 5, to: 6 }, workHere().signal);
    expect(answer.effect[0]).toBe(effect[5]);
    expect(answer.treeCount[0]).toBeLessThan(forest.settings.trees);
  });

  it('effects follow the unit of the outcome, variances its square', async () => {
    const scaled = { ...data, outcome: data.outcome.map((value) => 8 * value) };
    const [plain, large] = [await grown(data, { trees: 100 }), await grown(scaled, { trees: 100 })];
    plain.effect.forEach((value, row) => {
      expect(large.effect[row]).toBeCloseTo(8 * value, 9);
      expect(large.variance[row]).toBeCloseTo(64 * (plain.variance[row] as number), 8);
    });
  });

  it('both sides of every split keep growing rows of every arm', async () => {
    const { forest } = await grown(data, { trees: 20, minLeafRows: 8 });
    for (const { nodes } of forest.batches) {
      for (let at = 0; at < nodes.length; at += NODE_SIZE) expect(nodes[at + 3]).toBeGreaterThanOrEqual(16);
    }
  });

  it('clusters are drawn whole', () => {
    const units = { start: Int32Array.from([0, 3, 4, 9, 10, 12]), members: Int32Array.from({ length: 12 }, (_, row) => row) };
    const rng = rngFromSeed(1);
    for (let tree = 0; tree < 20; tree++) {
      const { grow, fill } = drawSample(drawBag(units, settings, rng), units, settings, rng);
      const seen = new Set([...grow, ...fill]);
      expect(seen.has(0)).toBe(seen.has(2));
      expect(seen.has(4)).toBe(seen.has(8));
      expect([...grow].some((row) => fill.includes(row))).toBe(false);
    }
  });
});

describe('the parts by hand', () => {
  it('labels are influences: they add up to 0, and a treated row above the mean is positive', () => {
    // y, w, z of four rows: effect 2, rows 0 and 3 are 1 above what their arm shows, the others 1 below.
    const values = Float64Array.from([1, 0, 0, -1, 0, 0, 1, 1, 1, 3, 1, 1]);
    const rows = { effects: 1, values, order: Int32Array.from([0, 1, 2, 3]), labels: new Float64Array(4) };
    expect(labelNode(rows, makeLabelRoom(1), 0, 4)).toBe(true);
    expect([...rows.labels]).toEqual([-0.5, 0.5, -0.5, 0.5]);
  });

  it('a node with one arm has no effect', () => {
    const values = Float64Array.from([1, 1, 1, 2, 1, 1]);
    const rows = { effects: 1, values, order: Int32Array.from([0, 1]), labels: new Float64Array(2) };
    expect(labelNode(rows, makeLabelRoom(1), 0, 2)).toBe(false);
  });

  it('small systems are solved with pivots, and singular ones refused', () => {
    const right = Float64Array.from([3, 2]);
    expect(solveSmall(Float64Array.from([0, 1, 2, 0]), right)).toBe(true);
    expect([...right]).toEqual([1, 3]);
    expect(solveSmall(Float64Array.from([1, 2, 2, 4]), Float64Array.from([1, 1]))).toBe(false);
  });

  it('the variance between bags stays positive, and is left alone where noise is small', () => {
    expect(debiasedVariance(1, 0, 1e6)).toBeCloseTo(1, 3);
    // between = noise: the posterior mean of a half-normal, spread·√(2/π).
    expect(debiasedVariance(1, 1, 200)).toBeCloseTo(0.1 * Math.sqrt(2 / Math.PI), 12);
    expect(debiasedVariance(1, 100, 200)).toBeGreaterThan(0);
    expect(debiasedVariance(1, 1e9, 1e9)).toBeGreaterThan(0);
    expect(debiasedVariance(0, 0, 100)).toBe(0);
  });
});
