import { describe, expect, it } from 'vitest';
import { goOn, workHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import type { FeatureTable, LinearModel, TreeModel } from '../model.ts';
import { predict } from '../predict.ts';
import { tableOf } from '../trees/trees.fixture.ts';
import { answersOfLine, explainByLine, meanAgreement } from './lime.ts';
import { fitLocalLine, sumLocally } from './local-line.ts';
import { growLocalTree } from './local-tree.ts';
import { drawNeighbours, effectiveRows, spreadsOf } from './neighbourhood.ts';

const rng = rngFromSeed(1);
const count = 800;
const table = tableOf({
  a: Array.from({ length: count }, () => 10 + 3 * rng.normal()),
  b: Array.from({ length: count }, () => (rng.next() < 0.2 ? Number.NaN : rng.next())),
  town: Array.from({ length: count }, () => ['north', 'south', 'east', 'east'][rng.below(4)] ?? 'north'),
});
const codeOf = (town: string): number => table.features[2]?.categories?.indexOf(town) ?? -1;
const line: LinearModel = {
  kind: 'linear',
  features: table.features,
  link: 'identity',
  intercept: 1,
  terms: [
    { feature: 0, coefficient: 2, fill: 0 },
    { feature: 1, coefficient: -3, fill: 0.5 },
    { feature: 2, category: 'south', coefficient: 4, fill: 0 },
  ],
};
const options = { samples: 4000, width: 1.3, terms: 6, ridge: 1, repeats: 4 };
const share = (values: readonly boolean[]): number => values.filter(Boolean).length / values.length;

/** Solves X'WX·b = X'Wy with an intercept by Gaussian elimination, apart from the code under test. */
function leastSquares(columns: readonly Float64Array[], y: Float64Array, weight: Float64Array, ridge: number): number[] {
  const rows = [y.map(() => 1), ...columns];
  const system = rows.map((one, i) => [
    ...rows.map(
      (other, j) => one.reduce((sum, x, k) => sum + x * (other[k] as number) * (weight[k] as number), 0) + (i === j && i > 0 ? ridge : 0),
    ),
    one.reduce((sum, x, k) => sum + x * (y[k] as number) * (weight[k] as number), 0),
  ]);
  for (let pivot = 0; pivot < system.length; pivot++) {
    for (let row = 0; row < system.length; row++) {
      if (row === pivot) continue;
      const factor = (system[row]?.[pivot] ?? 0) / (system[pivot]?.[pivot] ?? 1);
      system[row] = (system[row] ?? []).map((cell, at) => cell - factor * (system[pivot]?.[at] ?? 0));
    }
  }
  return system.map((row, at) => (row.at(-1) ?? 0) / (row[at] ?? 1));
}

describe('made-up rows', () => {
  it('lie as the columns do: quartiles, categories, missing shares', () => {
    const spreads = spreadsOf(table, true);
    const cells = [10, Number.NaN, codeOf('east')];
    const { table: near, design, weight } = drawNeighbours(table.features, spreads, cells, { samples: 40_000, width: 2 }, rngFromSeed(2));
    const [a, b, town] = near.columns as [Float64Array, Float64Array, Float64Array];
    expect(near.columns.map((column) => column[0])).toEqual(cells);
    const known = Array.from(table.columns[0] as Float64Array).sort((one, other) => one - other);
    // 0.01 is four standard errors of a share of 0.25 over 40,000 rows.
    for (const quarter of [0.25, 0.5, 0.75]) {
      const edge = known[Math.round(quarter * count)] as number;
      expect(Math.abs(share(Array.from(a, (x) => x <= edge)) - quarter)).toBeLessThan(0.01);
    }
    expect(Math.min(...a)).toBeGreaterThanOrEqual(known[0] as number);
    expect(Math.max(...a)).toBeLessThanOrEqual(known.at(-1) as number);
    const missing = share(Array.from(table.columns[1] as Float64Array, Number.isNaN));
    expect(Math.abs(share(Array.from(b, Number.isNaN)) - missing)).toBeLessThan(0.01);
    const east = share(Array.from(table.columns[2] as Float64Array, (code) => code === codeOf('east')));
    expect(Math.abs(share(Array.from(town, (code) => code === codeOf('east'))) - east)).toBeLessThan(0.011);
    // What differs from the row counts one each; the kernel is √exp(−D²/width²).
    for (const row of [0, 1, 2, 3, 4]) {
      const differing = design.reduce((sum, column) => sum + 1 - (column[row] as number), 0);
      expect(weight[row]).toBeCloseTo(Math.sqrt(Math.exp(-differing / 4)), 12);
      expect(design[1]?.[row]).toBe(Number(Number.isNaN(b[row])));
    }
  });

  it('undivided, numbers are normal with the column’s mean and spread, and seen in standard deviations', () => {
    const spreads = spreadsOf(table, false);
    const { table: near, design } = drawNeighbours(table.features, spreads, [10, 0.5, 0], { samples: 40_000, width: 2 }, rngFromSeed(3));
    const drawn = near.columns[0] as Float64Array;
    const mean = drawn.reduce((sum, x) => sum + x / drawn.length, 0);
    const own = table.columns[0] as Float64Array;
    const centre = own.reduce((sum, x) => sum + x / own.length, 0);
    const deviation = Math.sqrt(own.reduce((sum, x) => sum + (x - centre) ** 2 / own.length, 0));
    expect(Math.abs(mean - centre)).toBeLessThan(0.06);
    for (const row of [0, 7]) expect(design[0]?.[row]).toBeCloseTo(((drawn[row] as number) - centre) / deviation, 10);
    // A missing number stands at the mean.
    const gap = (near.columns[1] as Float64Array).findIndex(Number.isNaN);
    expect(design[1]?.[gap]).toBe(0);
  });

  it('count as many as are equally near', () => {
    expect(effectiveRows(Float64Array.of(1, 1, 1, 1))).toBe(4);
    expect(effectiveRows(Float64Array.of(1, 0, 0, 0))).toBe(1);
    expect(effectiveRows(Float64Array.of(2, 1))).toBeCloseTo(9 / 5, 12);
  });
});

describe('a local line', () => {
  it.each([0, 1, 50])('has the coefficients of an independent weighted least squares, ridge %d', (ridge) => {
    const draw = rngFromSeed(4);
    const columns = Array.from({ length: 3 }, () => Float64Array.from({ length: 60 }, () => draw.normal()));
    const weight = Float64Array.from({ length: 60 }, () => draw.next());
    const y = Float64Array.from(
      { length: 60 },
      (_, row) => 5 * (columns[0]?.[row] ?? 0) + 3 * (columns[1]?.[row] ?? 0) - 2 * (columns[2]?.[row] ?? 0) + draw.normal(),
    );
    const expected = leastSquares(columns, y, weight, ridge);
    const { chosen, coefficients, intercept, share: explained } = fitLocalLine(sumLocally(columns, y, weight), { terms: 6, ridge });
    expect(chosen).toEqual([0, 1, 2]);
    expect([intercept, ...coefficients].map((value, at) => Math.abs(value - (expected[at] ?? 0))).every((gap) => gap < 1e-10)).toBe(true);
    const total = weight.reduce((sum, w) => sum + w);
    const mean = y.reduce((sum, value, row) => sum + (value * (weight[row] as number)) / total, 0);
    const answers = y.map(
      (_, row) => (expected[0] ?? 0) + columns.reduce((sum, column, at) => sum + (expected[at + 1] ?? 0) * (column[row] as number), 0),
    );
    const left = y.reduce((sum, value, row) => sum + (weight[row] as number) * (value - (answers[row] as number)) ** 2, 0);
    const all = y.reduce((sum, value, row) => sum + (weight[row] as number) * (value - mean) ** 2, 0);
    expect(explained).toBeCloseTo(1 - left / all, 10);
  });

  it('chooses the best few, one by one and by size, and leaves out what does not vary', () => {
    const draw = rngFromSeed(5);
    const columns = Array.from({ length: 9 }, (_, at) => Float64Array.from({ length: 500 }, () => (at === 3 ? 1 : draw.normal())));
    const y = Float64Array.from({ length: 500 }, (_, row) =>
      [1, 2, 3, 4, 5, 6, 7, 8, 9].reduce((sum, b, at) => sum + b * (columns[at]?.[row] ?? 0), 0),
    );
    const sums = sumLocally(
      columns,
      y,
      y.map(() => 1),
    );
    expect(fitLocalLine(sums, { terms: 3, ridge: 0 }).chosen).toEqual([8, 7, 6]);
    expect(fitLocalLine(sums, { terms: 7, ridge: 0 }).chosen).toEqual([8, 7, 6, 5, 4, 2, 1]);
    expect(fitLocalLine(sums, { terms: 9, ridge: 0 }).chosen).not.toContain(3);
  });
});

describe('lime', () => {
  const spreads = (discretize: boolean) => spreadsOf(table, discretize);
  const ask = (model: LinearModel, discretize: boolean, seed = 1, asked: Partial<typeof options> = {}) =>
    explainByLine({ model, table, spreads: spreads(discretize) }, [12, 0.3, codeOf('south')], { ...options, ...asked }, rngFromSeed(seed), {
      signal: goOn,
    });

  it('gives a line its own coefficients back where numbers are not divided', () => {
    const whole = {
      ...table,
      columns: table.columns.map((column, at) => (at === 1 ? column.map((x) => (Number.isNaN(x) ? 0.5 : x)) : column)),
    };
    const own = spreadsOf(whole, false);
    const found = explainByLine(
      { model: line, table: whole, spreads: own },
      [12, 0.3, codeOf('south')],
      { ...options, ridge: 0 },
      rngFromSeed(1),
      { signal: goOn },
    );
    const perUnit = new Map(
      found.line.chosen.map((at, k) => {
        const spread = own[at];
        return [at, (found.line.coefficients[k] as number) / (spread?.kind === 'normal' ? spread.deviation : 1)];
      }),
    );
    expect(perUnit.get(0)).toBeCloseTo(2, 9);
    expect(perUnit.get(1)).toBeCloseTo(-3, 9);
    expect(perUnit.get(2)).toBeCloseTo(4, 9);
    expect(found.fidelity?.value).toBeCloseTo(1, 9);
    expect(found.agreement).toBe(1);
    expect(Math.max(...found.spread)).toBeLessThan(1e-9);
    expect(found.answer).toBeCloseTo(1 + 24 - 0.9 + 4, 9);
  });

  it('judges the line on rows that it was not fitted to', () => {
    const found = ask(line, true);
    const fresh = drawNeighbours(table.features, spreads(true), [12, 0.3, codeOf('south')], options, rngFromSeed(1).fork(1));
    const [predicted, actual] = [answersOfLine(found.line, fresh), predict(line, fresh.table)];
    const total = fresh.weight.reduce((sum, w) => sum + w);
    const mean = actual.reduce((sum, value, row) => sum + (value * (fresh.weight[row] as number)) / total, 0);
    const spreadAround = (centre: (row: number) => number): number =>
      actual.reduce((sum, value, row) => sum + (fresh.weight[row] as number) * (value - centre(row)) ** 2, 0);
    expect(found.fidelity?.value).toBeCloseTo(1 - spreadAround((row) => predicted[row] as number) / spreadAround(() => mean), 9);
    expect(found.chosenShare.every((value) => value === 1)).toBe(true);
  });

  it('is the same again for the same seed, and moves with another', () => {
    expect(ask(line, true, 7)).toEqual(ask(line, true, 7));
    expect(ask(line, true, 7).line.coefficients).not.toEqual(ask(line, true, 8).line.coefficients);
  });

  it('sees that nothing moves a constant', () => {
    const found = ask({ ...line, terms: [] }, true);
    expect(found.line.chosen).toEqual([]);
    expect(found.fidelity).toBeNull();
    expect(found.answer).toBe(1);
  });

  it('counts agreement by what two draws share', () => {
    expect(
      meanAgreement([
        [1, 2],
        [2, 1],
      ]),
    ).toBe(1);
    expect(meanAgreement([[1, 2], [2, 3], [4]])).toBeCloseTo(1 / 9, 12);
    expect(meanAgreement([[], []])).toBe(1);
  });
});

describe('a local tree', () => {
  const step: TreeModel = {
    kind: 'trees',
    features: table.features,
    link: 'identity',
    base: 0,
    treeStart: Int32Array.of(0, 5),
    feature: Int32Array.of(0, -1, 2, -1, -1),
    threshold: Float64Array.of(11, 0, 0, 0, 0),
    categoryWords: Int32Array.of(0, 0, 1, 0, 0),
    categoryBits: Uint32Array.of(1 << codeOf('south')),
    left: Int32Array.of(1, -1, 3, -1, -1),
    right: Int32Array.of(2, -1, 4, -1, -1),
    missingLeft: new Uint8Array(5),
    value: Float64Array.of(0, 1, 0, 8, 3),
    cover: Float64Array.of(4, 2, 2, 1, 1),
    gain: new Float64Array(5),
  };

  it.each([true, false])('finds a planted tree again (numbers by quartile: %s)', async (discretize) => {
    const near = { model: step, table: table as FeatureTable, spreads: spreadsOf(table, discretize) };
    const cells = [12, 0.3, codeOf('south')];
    const grown = await growLocalTree(near, cells, { samples: 4000, width: 1.3, depth: 2 }, workHere(3));
    expect(grown.model.feature[0]).toBe(0);
    // The threshold lies between neighbours among 4,000 draws of which some 250 bins are made.
    expect(Math.abs((grown.model.threshold[0] as number) - 11)).toBeLessThan(0.1);
    expect(grown.fidelity?.value).toBeGreaterThan(0.95);
    expect(predict(grown.model, grown.table, Int32Array.of(0))[0]).toBeCloseTo(8, 0);
    expect(await growLocalTree(near, cells, { samples: 4000, width: 1.3, depth: 2 }, workHere(3))).toEqual(grown);
  });

  it('answers in each leaf the weighted mean of its rows', async () => {
    const near = { model: line, table: table as FeatureTable, spreads: spreadsOf(table, true) };
    const { model, table: drawn, weight } = await growLocalTree(near, [12, 0.3, 0], { samples: 1500, width: 1, depth: 3 }, workHere(4));
    const [said, actual] = [predict(model, drawn), predict(line, drawn)];
    const leaves = [...new Set(said)];
    expect(leaves.length).toBeGreaterThan(4);
    expect(leaves.length).toBeLessThanOrEqual(8);
    for (const leaf of leaves) {
      let [sum, total] = [0, 0];
      said.forEach((value, row) => {
        if (value !== leaf) return;
        sum += (weight[row] as number) * (actual[row] as number);
        total += weight[row] as number;
      });
      // Gradients are kept as whole numbers of small units, so the mean is met to about seven digits.
      expect(leaf).toBeCloseTo(sum / total, 4);
    }
  });
});
