import { describe, expect, it } from 'vitest';
import { binaryModel, distance, goldenResult, goldenTable, regressionModel, sliceTable } from '../../../test/support/golden-models.ts';
import { contextHere, stopped, workHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import type { FeatureTable, Model, TreeModel } from '../model.ts';
import { predictRaw } from '../predict.ts';
import { goesLeft } from '../trees/predict.ts';
import { explainModel, interactionsOf, isAdditive } from './explain-model.ts';
import { randomTable, randomTrees } from './random-trees.fixture.ts';
import { explainInteractions, explainTrees } from './tree-shap.ts';

const work = workHere();
const first = (count: number): Int32Array => Int32Array.from({ length: count }, (_, row) => row);

/** Largest distance between base + Σ contributions and the raw answer. */
function additivityError(model: Model, table: FeatureTable, { base, values }: { base: number; values: Float64Array }): number {
  const width = model.features.length;
  return predictRaw(model, table).reduce((worst, answer, row) => {
    const sum = values.subarray(row * width, (row + 1) * width).reduce((total, value) => total + value, base);
    return Math.max(worst, Math.abs(sum - answer));
  }, 0);
}

describe('the golden numbers of shap 0.51.0 and LightGBM 4.7.0', () => {
  it('path-dependent, regression', async () => {
    const explained = await explainTrees(regressionModel, goldenTable(regressionModel), { rows: first(50) }, work);
    const golden = goldenResult('reg_path_dependent');
    expect(explained.base).toBeCloseTo(golden.expected, 10);
    expect(distance(explained.values, golden.values)).toBeLessThan(1e-10);
  });

  it('path-dependent, log-odds, with a category and missing cells', async () => {
    const explained = await explainTrees(binaryModel, goldenTable(binaryModel, true), { rows: first(50) }, work);
    const golden = goldenResult('bin_path_dependent');
    expect(explained.base).toBeCloseTo(golden.expected, 10);
    expect(distance(explained.values, golden.values)).toBeLessThan(1e-10);
  });

  it('interventional against 100 rows', async () => {
    const table = goldenTable(regressionModel);
    const explained = await explainTrees(regressionModel, table, { rows: first(50), background: sliceTable(table, 100, 200) }, work);
    const golden = goldenResult('reg_interventional_bg100');
    expect(explained.base).toBeCloseTo(golden.expected, 10);
    // shap works in 32 bits here: its own answers are good to seven digits.
    expect(distance(explained.values, golden.values)).toBeLessThan(1e-6);
  });

  it('interactions', async () => {
    const matrix = await explainInteractions(regressionModel, goldenTable(regressionModel), { rows: first(5) }, work);
    expect(distance(matrix, goldenResult('reg_interactions').values)).toBeLessThan(1e-10);
  });

  it('sums to the raw answer', async () => {
    for (const model of [regressionModel, binaryModel]) {
      const table = goldenTable(model, model === binaryModel);
      expect(additivityError(model, table, await explainTrees(model, table, {}, work))).toBeLessThan(1e-12);
      const background = sliceTable(table, 0, 37);
      expect(additivityError(model, table, await explainTrees(model, table, { background }, work))).toBeLessThan(1e-12);
    }
  });
});

/** What a coalition is worth: the row's own branch for its members, otherwise both branches by training weight. */
function coalitionValue(model: TreeModel, node: number, cells: readonly number[], members: number): number {
  const feature = model.feature[node] ?? -1;
  if (feature < 0) return model.value[node] ?? 0;
  const [left, right] = [model.left[node] ?? 0, model.right[node] ?? 0];
  if ((members >> feature) & 1) return coalitionValue(model, goesLeft(model, node, cells[feature] ?? 0) ? left : right, cells, members);
  const share = (model.cover[left] ?? 0) / (model.cover[node] ?? 1);
  return share * coalitionValue(model, left, cells, members) + (1 - share) * coalitionValue(model, right, cells, members);
}

/** Shapley values by their definition: the mean over all orders of what each player adds. */
function shapleyByOrders(players: number, worth: (members: number) => number): number[] {
  const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
  return Array.from({ length: players }, (_, player) => {
    let sum = 0;
    for (let members = 0; members < 1 << players; members++) {
      if ((members >> player) & 1) continue;
      const size = members.toString(2).replaceAll('0', '').length;
      sum += ((factorial(size) * factorial(players - size - 1)) / factorial(players)) * (worth(members | (1 << player)) - worth(members));
    }
    return sum;
  });
}

describe('random trees against Shapley values by their definition', () => {
  for (let seed = 0; seed < 12; seed++) {
    // Seeds differ in size from stumps to trees deeper than a table of patterns holds.
    const splits = 1 + seed * 3;
    it(`path-dependent and interventional, ${splits} splits a tree`, async () => {
      const rng = rngFromSeed(seed);
      const model = randomTrees(rng.fork('trees'), 2, splits);
      const table = randomTable(rng.fork('rows'), 12);
      const roots = [...model.treeStart.subarray(0, 2)];
      const byPath = await explainTrees(model, table, {}, work);
      const background = sliceTable(table, 6, 12);
      const byRows = await explainTrees(model, table, { background }, work);
      for (let row = 0; row < 6; row++) {
        const cells = table.columns.map((column) => column[row] ?? Number.NaN);
        const path = shapleyByOrders(5, (members) => roots.reduce((sum, root) => sum + coalitionValue(model, root, cells, members), 0));
        expect(distance(byPath.values.subarray(row * 5, row * 5 + 5), path)).toBeLessThan(1e-10);
        const rows = shapleyByOrders(5, (members) => {
          const mixed = background.columns.map((column, feature) =>
            (members >> feature) & 1 ? column.map(() => cells[feature] ?? 0) : column,
          );
          return predictRaw(model, { ...background, columns: mixed }).reduce((sum, answer) => sum + answer / 6, 0);
        });
        expect(distance(byRows.values.subarray(row * 5, row * 5 + 5), rows)).toBeLessThan(1e-10);
      }
      expect(additivityError(model, table, byPath)).toBeLessThan(1e-9);
    });
  }

  it('interactions sum to the contributions and are symmetric', async () => {
    const model = randomTrees(rngFromSeed(3), 3, 14);
    const table = randomTable(rngFromSeed(4), 20);
    const { values } = await explainTrees(model, table, {}, work);
    const matrix = await interactionsOf(model, table, {}, work);
    for (let at = 0; at < values.length; at++) {
      const [row, feature] = [Math.floor(at / 5), at % 5];
      const line = matrix.subarray(at * 5, at * 5 + 5);
      expect(line.reduce((sum, value) => sum + value, 0)).toBeCloseTo(values[at] ?? Number.NaN, 10);
      for (let other = 0; other < 5; other++) expect(line[other]).toBe(matrix[(row * 5 + other) * 5 + feature]);
    }
  });
});

describe('paths with more different features than any table holds', () => {
  /** A chain of 40 splits, each on a feature of its own. */
  function chain(): TreeModel {
    const size = 81;
    const nodes = { feature: new Int32Array(size).fill(-1), left: new Int32Array(size), right: new Int32Array(size) };
    const [value, cover] = [new Float64Array(size), new Float64Array(size).fill(1)];
    for (let split = 0; split < 40; split++) {
      const node = 2 * split;
      nodes.feature[node] = split;
      nodes.left[node] = node + 1;
      nodes.right[node] = node + 2;
      cover[node] = 41 - split;
      value[node + 1] = Math.sin(split);
    }
    value[80] = 5;
    for (let node = 78; node >= 0; node -= 2)
      value[node] = ((value[node + 1] ?? 0) + (value[node + 2] ?? 0) * (cover[node + 2] ?? 0)) / (cover[node] ?? 1);
    const features = Array.from({ length: 40 }, (_, index) => ({ name: `f${index}`, kind: 'number' as const }));
    const zeros = {
      threshold: new Float64Array(size),
      categoryWords: new Int32Array(size),
      gain: new Float64Array(size),
      missingLeft: new Uint8Array(size),
    };
    const treeStart = Int32Array.of(0, size);
    return {
      kind: 'trees',
      features,
      link: 'identity',
      base: 0,
      treeStart,
      ...nodes,
      ...zeros,
      categoryBits: new Uint32Array(0),
      value,
      cover,
    };
  }

  it('still sum to the answer, against the weights and against rows', async () => {
    const model = chain();
    const rng = rngFromSeed(1);
    const columns = model.features.map(() => Float64Array.from({ length: 30 }, () => (rng.next() < 0.1 ? -1 : 1)));
    const table = { rowCount: 30, features: model.features, columns };
    expect(additivityError(model, table, await explainTrees(model, table, {}, work))).toBeLessThan(1e-10);
    expect(additivityError(model, table, await explainTrees(model, table, { background: table }, work))).toBeLessThan(1e-10);
  });
});

describe('other models', () => {
  const table = randomTable(rngFromSeed(8), 40);
  const linear: Model = {
    kind: 'linear',
    features: table.features.map((feature) =>
      feature.name === 'd' ? { name: 'd', kind: 'category', categories: ['p', 'q', 'r', 's'] } : feature,
    ),
    link: 'logit',
    intercept: 1,
    terms: [
      { feature: 0, coefficient: 2, fill: 0.5 },
      { feature: 3, category: 'q', coefficient: -1, fill: 0 },
      { feature: 3, category: 's', coefficient: 4, fill: 0 },
    ],
  };

  it('a linear model: coefficient times distance from the mean', async () => {
    const explained = await explainModel(linear, table, {}, work);
    const inputs = Array.from(table.columns[0] ?? [], (cell) => (Number.isNaN(cell) ? 0.5 : cell));
    const mean = inputs.reduce((sum, input) => sum + input / inputs.length, 0);
    inputs.forEach((input, row) => {
      expect(explained.values[row * 5]).toBeCloseTo(2 * (input - mean), 10);
    });
    expect(additivityError(linear, table, explained)).toBeLessThan(1e-12);
  });

  it('a blend is the weighted sum of its parts', async () => {
    const parts = [randomTrees(rngFromSeed(1), 2, 9), { ...linear, link: 'identity' as const }];
    const blend: Model = {
      kind: 'blend',
      features: table.features,
      link: 'identity',
      parts: parts.map((model, at) => ({ weight: at === 0 ? -0.5 : 2, model })),
    };
    expect(additivityError(blend, table, await explainModel(blend, table, {}, work))).toBeLessThan(1e-12);
    const matrix = await interactionsOf(blend, table, {}, work);
    const { values } = await explainModel(blend, table, {}, work);
    expect(matrix.subarray(0, 5).reduce((sum, value) => sum + value, 0)).toBeCloseTo(values[0] ?? Number.NaN, 10);
  });

  it('refuses a blend of probabilities, which add up on no scale', async () => {
    const blend: Model = { kind: 'blend', features: table.features, link: 'identity', parts: [{ weight: 1, model: linear }] };
    expect(isAdditive(blend)).toBe(false);
    await expect(explainModel(blend, table, {}, work)).rejects.toMatchObject({ problem: { code: 'model/unsupported' } });
  });

  it('asks for a background when the file kept no training counts', async () => {
    const model = randomTrees(rngFromSeed(2), 1, 3);
    const bare = { ...model, cover: new Float64Array(model.cover.length) };
    await expect(explainTrees(bare, table, {}, work)).rejects.toMatchObject({ problem: { code: 'model/unsupported' } });
    expect(additivityError(bare, table, await explainTrees(bare, table, { background: table }, work))).toBeLessThan(1e-12);
  });

  it('stops when told to', async () => {
    await expect((async () => explainTrees(randomTrees(rngFromSeed(2), 1, 3), table, {}, contextHere(1, stopped)))()).rejects.toMatchObject(
      {
        problem: { kind: 'cancelled' },
      },
    );
  });
});
