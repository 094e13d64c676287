import { describe, expect, it } from 'vitest';
import { workHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import type { Target } from '../learner.ts';
import type { FeatureTable, TreeModel } from '../model.ts';
import { predict, predictRaw } from '../predict.ts';
import { gbdt, trainWithHistory } from './gbdt.ts';
import { plainTree } from './plain-tree.fixture.ts';
import { predictBinned } from './predict-binned.ts';
import { tableOf } from './trees.fixture.ts';

type Options = Parameters<typeof gbdt.spec.parse>[0] & object;

async function trainOn(table: FeatureTable, target: Target, options: Options, seed = 1): Promise<TreeModel> {
  const spec = gbdt.spec.parse(options);
  const matrix = await gbdt.prepare(table, spec, workHere(seed));
  return (await gbdt.train(matrix, target, spec, workHere(seed))) as TreeModel;
}

/** n rows of uniform x0, x1, x2 in [0, 1) and an outcome made from them. */
function simulate(rowCount: number, outcome: (x: readonly number[], noise: number, share: number) => number, seed = 4) {
  const rng = rngFromSeed(seed);
  const x = Array.from({ length: rowCount }, () => [rng.next(), rng.next(), rng.next()]);
  const values = Float64Array.from(x, (row) => outcome(row, rng.normal(), rng.next()));
  const table = tableOf({ x0: x.map((row) => row[0] ?? 0), x1: x.map((row) => row[1] ?? 0), x2: x.map((row) => row[2] ?? 0) });
  return { x, table, values };
}

const regression = (values: Float64Array): Target => ({ task: 'regression', values });

describe('one tree', () => {
  it.each(['leaf-wise', 'depth-wise'] as const)('equals a %s tree by exhaustive search', async (growth) => {
    for (let seed = 1; seed <= 20; seed++) {
      const { x, table, values } = simulate(24, ([a = 0, b = 0], noise) => Math.sin(6 * a) + b + 0.3 * noise, seed);
      const model = await trainOn(table, regression(values), { trees: 1, learningRate: 1, leaves: 5, minLeafRows: 2, growth });
      const expected = plainTree(x, [...values], { leaves: 5, minLeafRows: 2, growth });
      const answers = predict(model, table);
      // Gradients are kept to about 2⁻⁵⁰ of their mean.
      expected.forEach((value, row) => {
        expect(answers[row]).toBeCloseTo(value, 10);
      });
    }
  });

  it('counts rows as cover and keeps cover-weighted means in splits', async () => {
    const { table, values } = simulate(300, ([a = 0], noise) => a + noise);
    const model = await trainOn(table, regression(values), { trees: 2, leaves: 6 });
    for (let node = 0; node < model.feature.length; node++) {
      const [left, right] = [model.left[node] as number, model.right[node] as number];
      if (left < 0) continue;
      const covers = [model.cover[left] as number, model.cover[right] as number];
      expect((covers[0] as number) + (covers[1] as number)).toBe(model.cover[node]);
      const mean =
        ((covers[0] as number) * (model.value[left] as number) + (covers[1] as number) * (model.value[right] as number)) /
        (model.cover[node] as number);
      expect(model.value[node]).toBeCloseTo(mean, 12);
      expect(model.gain[node]).toBeGreaterThan(0);
    }
    expect(model.cover[0]).toBe(300);
  });

  it('respects leaves, depth and rows a leaf', async () => {
    const { table, values } = simulate(500, ([a = 0], noise) => a + noise);
    const model = await trainOn(table, regression(values), { trees: 1, leaves: 9, maxDepth: 3, minLeafRows: 30 });
    const leaves = [...model.feature.keys()].filter((node) => (model.feature[node] as number) < 0);
    expect(leaves.length).toBeLessThanOrEqual(8);
    for (const leaf of leaves) expect(model.cover[leaf]).toBeGreaterThanOrEqual(30);
  });

  it('gives the same trees when histograms must be dropped and counted afresh', async () => {
    // 800 features of 4 kB a node: a quarter of a gigabyte holds 80 histograms, fewer than the leaves.
    const rng = rngFromSeed(8);
    const columns = Object.fromEntries(Array.from({ length: 800 }, (_, at) => [`x${at}`, Array.from({ length: 600 }, () => rng.below(5))]));
    const values = Float64Array.from({ length: 600 }, () => rng.normal());
    const table = tableOf(columns);
    const few = await trainOn(table, regression(values), { trees: 1, leaves: 40, minLeafRows: 2 });
    const many = await trainOn(table, regression(values), { trees: 1, leaves: 120, minLeafRows: 2 });
    // Leaf-wise growth adds leaves one by one, so the smaller tree is the beginning of the larger one.
    expect(many.feature.slice(0, 40)).toEqual(many.feature.slice(0, 40));
    expect(
      [...few.feature.keys()].filter((node) => (few.feature[node] as number) >= 0 && few.feature[node] !== many.feature[node]),
    ).toEqual([]);
  });
});

describe('constraints, missing values and categories', () => {
  it('never falls along a feature that must rise', async () => {
    const { table, values } = simulate(800, ([a = 0, b = 0], noise) => Math.sin(9 * a) + b + 0.2 * noise);
    const model = await trainOn(table, regression(values), { monotone: { x0: 1, x1: -1 }, minLeafRows: 5 });
    const grid = Array.from({ length: 101 }, (_, at) => at / 100);
    for (const [feature, sign] of [
      ['x0', 1],
      ['x1', -1],
    ] as const) {
      for (const other of [0.1, 0.5, 0.9]) {
        const fixed = { x0: grid.map(() => other), x1: grid.map(() => other), x2: grid.map(() => other), [feature]: grid };
        const answers = predict(model, tableOf({ x0: fixed.x0, x1: fixed.x1, x2: fixed.x2 }));
        for (let i = 1; i < grid.length; i++)
          expect(sign * ((answers[i] as number) - (answers[i - 1] as number))).toBeGreaterThanOrEqual(-1e-12);
      }
    }
  });

  it('learns on which side missing values belong', async () => {
    const x = Array.from({ length: 400 }, (_, row) => (row % 4 === 0 ? null : (row % 100) / 100));
    for (const [missing, low] of [
      [3, 0],
      [0, 0],
    ] as const) {
      const values = Float64Array.from(x, (cell) => (cell === null ? missing : cell > 0.5 ? 3 : low));
      const table = tableOf({ x });
      const model = await trainOn(table, regression(values), { trees: 1, leaves: 2, learningRate: 1 });
      expect([...predict(model, table)].every((answer, row) => Math.abs(answer - (values[row] as number)) < 1e-9)).toBe(true);
    }
  });

  it('parts missing values from all others when that is the split', async () => {
    const x = Array.from({ length: 200 }, (_, row) => (row % 2 === 0 ? null : row));
    const values = Float64Array.from(x, (cell) => (cell === null ? 5 : -5));
    const table = tableOf({ x });
    const model = await trainOn(table, regression(values), { trees: 1, leaves: 2, learningRate: 1 });
    expect([...predict(model, tableOf({ x: [null, 1e300, -1e300] }))].map(Math.round)).toEqual([5, -5, -5]);
  });

  it('splits categories by sets, and answers unknown ones', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const high = new Set(['b', 'e', 'g']);
    const cells = Array.from({ length: 1600 }, (_, row) => (row % 40 === 0 ? null : (names[row % 8] as string)));
    const values = Float64Array.from(cells, (cell) => (cell !== null && high.has(cell) ? 2 : 0));
    const table = tableOf({ cells });
    const model = await trainOn(table, regression(values), { trees: 1, leaves: 2, learningRate: 1 });
    const answers = predict(model, table);
    expect([...answers].every((answer, row) => Math.abs(answer - (values[row] as number)) < 1e-9)).toBe(true);
    const unknown = predict(model, { ...table, rowCount: 2, columns: [Float64Array.of(Number.NaN, 7)] });
    expect(unknown.every(Number.isFinite)).toBe(true);
  });

  it('gathers more categories than there are bins', async () => {
    const rng = rngFromSeed(2);
    const cells = Array.from({ length: 4000 }, () => `c${Math.floor(400 * rng.next() ** 2)}`);
    const values = Float64Array.from(cells, (cell) => (Number(cell.slice(1)) < 40 ? 1 : 0));
    const model = await trainOn(tableOf({ cells }), regression(values), { trees: 20, categoryRows: 10, categorySmoothing: 1 });
    const answers = predict(model, tableOf({ cells }));
    expect(answers.reduce((sum, answer, row) => sum + (answer - (values[row] as number)) ** 2, 0) / 4000).toBeLessThan(0.05);
  });

  it('reads the same answers from bins as from the table', async () => {
    const rng = rngFromSeed(6);
    const columns = {
      a: Array.from({ length: 500 }, () => (rng.next() < 0.1 ? null : rng.normal())),
      b: Array.from({ length: 500 }, () => (rng.next() < 0.1 ? null : `k${rng.below(20)}`)),
      c: Array.from({ length: 500 }, () => [Number.NEGATIVE_INFINITY, 0, 1, Number.POSITIVE_INFINITY][rng.below(4)] as number),
    };
    const values = Float64Array.from(columns.a, (a, row) => (a ?? 1) + Number(columns.b[row] === 'k3') + (columns.c[row] === 1 ? 1 : 0));
    const table = tableOf(columns);
    const spec = gbdt.spec.parse({ trees: 30, categoryRows: 5, categorySmoothing: 1, minLeafRows: 3 });
    const matrix = await gbdt.prepare(table, spec, workHere(1));
    const model = (await gbdt.train(matrix, regression(values), spec, workHere(1))) as TreeModel;
    expect(predictBinned(model, matrix)).toEqual(predictRaw(model, table));
    const rows = Int32Array.of(4, 4, 499, 0);
    expect(predictBinned(model, matrix, rows)).toEqual(predictRaw(model, table, rows));
  });
});

describe('losses', () => {
  it('Poisson recovers planted rates', async () => {
    const { table, values, x } = simulate(6000, ([a = 0], _, share) => countAt(Math.exp(0.3 + (a > 0.5 ? 1 : 0)), share));
    const answers = predict(await trainOn(table, regression(values), { loss: 'poisson', trees: 150, leaves: 4 }), table);
    const meanWhere = (keep: (a: number) => boolean): number => {
      const kept = [...answers].filter((_, row) => keep(x[row]?.[0] ?? 0));
      return kept.reduce((sum, answer) => sum + answer, 0) / kept.length;
    };
    // Rates 1.35 and 3.67 over about 3,000 rows each: standard errors 0.021 and 0.035; three of them are allowed.
    expect(Math.abs(meanWhere((a) => a <= 0.5) - Math.exp(0.3))).toBeLessThan(0.065);
    expect(Math.abs(meanWhere((a) => a > 0.5) - Math.exp(1.3))).toBeLessThan(0.105);
  });

  it.each([0.1, 0.5, 0.9])('quantile %d leaves that share of the outcomes below', async (quantile) => {
    const { table, values } = simulate(4000, ([a = 0], noise) => 3 * a + (1 + a) * noise);
    const answers = predict(await trainOn(table, regression(values), { loss: 'quantile', quantile, trees: 60, leaves: 8 }), table);
    const below = [...values].filter((value, row) => value <= (answers[row] as number)).length / 4000;
    expect(Math.abs(below - quantile)).toBeLessThan(0.02);
  });

  it('weights count like repeated rows', async () => {
    const { table, values } = simulate(200, ([a = 0], noise) => a + noise);
    const weight = Float64Array.from(values, (_, row) => 1 + (row % 3));
    const repeated = Int32Array.from([...values.keys()].flatMap((row) => Array.from({ length: weight[row] as number }, () => row)));
    // Rows a leaf would be counted differently; the hessian is the same either way.
    const options = { trees: 5, minLeafRows: 1, minLeafHessian: 20, lambda: 1 };
    const weighted = predict(await trainOn(table, { ...regression(values), weight }, options), table);
    const spread = predict(await trainOn(table, { ...regression(values), rows: repeated }, options), table);
    weighted.forEach((answer, row) => {
      expect(answer).toBeCloseTo(spread[row] as number, 9);
    });
  });
});

describe('short and long words', () => {
  it('grow the same trees: weights of 1 keep two words a row where none keeps one', async () => {
    const { table, values } = simulate(3000, ([a = 0, b = 0], noise) => Math.sin(5 * a) + b + noise);
    const short = await trainOn(table, regression(values), { trees: 20 });
    const long = await trainOn(table, { ...regression(values), weight: new Float64Array(3000).fill(1) }, { trees: 20 });
    expect(short.feature).toEqual(long.feature);
    expect(short.threshold).toEqual(long.threshold);
    // At 3,000 rows a short word steps by 2⁻³⁸ of the mean gradient.
    short.value.forEach((value, node) => {
      expect(value).toBeCloseTo(long.value[node] as number, 9);
    });
  });
});

describe('early stopping and history', () => {
  it('stops when held-out rows no longer gain, and keeps the best number of trees', async () => {
    const { table, values } = simulate(600, ([a = 0], noise) => a + 2 * noise);
    const spec = gbdt.spec.parse({ trees: 500, earlyStopping: 10, learningRate: 0.3 });
    const matrix = await gbdt.prepare(table, spec, workHere(3));
    const { model, history } = await trainWithHistory(matrix, regression(values), spec, workHere(3));
    expect(history.heldOut.length).toBeLessThan(100);
    const best = history.heldOut.indexOf(Math.min(...history.heldOut));
    expect(history.treeCount).toBe(best + 1);
    expect(model.treeStart.length - 1).toBe(best + 1);
  });

  it('tells the loss of given held-out rows after every tree', async () => {
    const { table, values } = simulate(500, ([a = 0], noise) => 4 * a + 0.5 * noise);
    const spec = gbdt.spec.parse({ trees: 25 });
    const matrix = await gbdt.prepare(table, spec, workHere(1));
    const rows = Int32Array.from({ length: 400 }, (_, row) => row);
    const heldOut = Int32Array.from({ length: 100 }, (_, at) => 400 + at);
    const { model, history } = await trainWithHistory(matrix, { ...regression(values), rows }, spec, workHere(1), heldOut);
    const mean = (of: Int32Array): number => {
      const answers = predict(model, table, of);
      return of.reduce((sum, row, i) => sum + 0.5 * ((answers[i] as number) - (values[row] as number)) ** 2, 0) / of.length;
    };
    expect(history.training.length).toBe(25);
    expect(history.training.at(-1)).toBeCloseTo(mean(rows), 10);
    expect(history.heldOut.at(-1)).toBeCloseTo(mean(heldOut), 10);
    const plain = (await gbdt.train(matrix, { ...regression(values), rows }, spec, workHere(1))) as TreeModel;
    // Held-out rows only ride along: they touch the scale of rounding, never a split.
    expect(plain.feature).toEqual(model.feature);
  });
});

describe('randomness', () => {
  const options = { trees: 8, rowShare: 0.6, columnShare: 0.7, earlyStopping: 50 };

  it('gives the same bytes for the same seed and others for another', async () => {
    const { table, values } = simulate(400, ([a = 0, b = 0], noise) => a * b + noise);
    const [first, again, other] = await Promise.all([1, 1, 2].map((seed) => trainOn(table, regression(values), options, seed)));
    expect(again).toEqual(first);
    expect(other?.value).not.toEqual(first?.value);
  });

  it('does not change what it is given', async () => {
    const { table, values } = simulate(100, ([a = 0], noise) => a + noise);
    const before = structuredClone({ columns: table.columns.map((column) => [...column]), values: [...values] });
    await trainOn(table, regression(values), options);
    expect({ columns: table.columns.map((column) => [...column]), values: [...values] }).toEqual(before);
  });
});

/** The Poisson quantile of a share: how many counts' probabilities fit below it. */
function countAt(rate: number, share: number): number {
  let [count, probability] = [0, Math.exp(-rate)];
  for (let reached = probability; reached < share; reached += probability) probability *= rate / ++count;
  return count;
}
