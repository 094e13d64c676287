import { describe, expect, it } from 'vitest';
import { tidyCsv } from '../../../test/support/csv.ts';
import { sharedFile } from '../../../test/support/reference.ts';
import { workHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { learnerOption, trainLearner } from '../catalog.ts';
import { areaUnderRoc } from '../evaluation/auc.ts';
import { explainModel } from '../explain/explain-model.ts';
import { bindFeatures, describeFeatures } from '../features.ts';
import { allRows } from '../folds.ts';
import type { FeatureTable } from '../model.ts';
import { predict, predictRaw } from '../predict.ts';
import { tableOf } from '../trees/trees.fixture.ts';
import { fitGam, gam, modelOfGam } from './gam.ts';
import { type GamOptions, gamSpec } from './spec.ts';
import { type Gam, termAt, termSize } from './terms.ts';

const cellsOf = (table: FeatureTable, at: number): Float64Array => table.columns[at] as Float64Array;

async function fitted(
  table: FeatureTable,
  values: Float64Array,
  options: Partial<GamOptions> = {},
  task: 'regression' | 'binary' = 'regression',
) {
  const spec = { ...gamSpec.parse({ bags: 4 }), ...options };
  const work = workHere(5);
  return (await fitGam(await gam.prepare(table, spec, work), { task, values }, spec, work)).gam;
}

/** The raw answer by its terms alone. */
function sumOfTerms({ base, terms }: Gam, columns: readonly Float64Array[], row: number): number {
  return terms.reduce((sum, term) => sum + termAt(term, columns, row), base);
}

function normals(count: number, names: readonly string[], seed: number): Record<string, number[]> {
  const rng = rngFromSeed(seed);
  return Object.fromEntries(names.map((name) => [name, Array.from({ length: count }, () => rng.normal())]));
}

describe('an additive model', () => {
  const rng = rngFromSeed(2);
  const table = tableOf(normals(4000, ['bend', 'step', 'noise'], 1));
  const truth = [(x: number) => Math.sin(2 * x), (x: number) => (x > 0.3 ? 1 : 0), () => 0];
  const values = Float64Array.from({ length: 4000 }, (_, row) => {
    return truth.reduce((sum, shape, at) => sum + shape(cellsOf(table, at)[row] as number), 0.3 * rng.normal());
  });

  it('finds a bend, a step and nothing where they were planted', async () => {
    const { terms } = await fitted(table, values, { pairs: 0 });
    expect(terms).toHaveLength(3);
    truth.forEach((shape, at) => {
      const planted = Array.from(cellsOf(table, at), shape);
      const centre = planted.reduce((sum, value) => sum + value, 0) / planted.length;
      const off = planted.map((value, row) => value - centre - termAt(terms[at] as Gam['terms'][number], table.columns, row));
      // A bin of some 30 rows leaves an error of 0.3/√30 = 0.055, and the outermost bins are too wide for the bend.
      expect(Math.sqrt(off.reduce((sum, value) => sum + value * value, 0) / off.length)).toBeLessThan(0.1);
    });
  });

  it('knows where its bags agree', async () => {
    const { terms } = await fitted(table, values, { pairs: 0 });
    for (const { spread, values: own } of terms) {
      expect(spread.every((sd) => sd >= 0 && sd < 0.5)).toBe(true);
      expect(own.some((value) => value !== 0)).toBe(true);
    }
  });
});

describe('pairs', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const table = tableOf(normals(4000, names, 3));
  const rng = rngFromSeed(4);
  const values = Float64Array.from({ length: 4000 }, (_, row) => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0] = table.columns.map((column) => column[row]);
    return a + Math.sin(b) + c - d + 0.8 * b * e + 0.5 * rng.normal();
  });
  const rows = allRows(3000);
  const heldOut = allRows(4000).subarray(3000);

  async function errorWith(pairs: number) {
    const spec = gamSpec.parse({ bags: 4, pairs });
    const work = workHere(6);
    const { gam: found } = await fitGam(await gam.prepare(table, spec, work), { task: 'regression', values, rows }, spec, work);
    const answers = predict(modelOfGam(found), table, heldOut);
    const squares = answers.reduce((sum, answer, i) => sum + (answer - (values[heldOut[i] as number] as number)) ** 2, 0);
    return { found, error: Math.sqrt(squares / heldOut.length) };
  }

  it('rank the planted product first, and explain what shapes cannot', async () => {
    const [without, withPairs] = [await errorWith(0), await errorWith(2)];
    const [first, second] = withPairs.found.terms.slice(names.length);
    expect(first?.features).toEqual([1, 4]);
    expect(termSize(first as Gam['terms'][number])).toBeGreaterThan(5 * termSize(second as Gam['terms'][number]));
    // Noise of 0.5 is all that is left to a perfect model; the product has a standard deviation of 0.8.
    expect(without.error).toBeGreaterThan(0.85);
    expect(withPairs.error).toBeLessThan(0.66);
  });

  it('are pure: no mean is left along either axis, and shapes are centred', async () => {
    const { found } = await errorWith(2);
    for (const { axes, values: own, weight } of found.terms) {
      const width = axes.length === 1 ? own.length : (axes[1]?.binCount ?? 0) + 1;
      const lines = new Map<string, number>();
      own.forEach((value, cell) => {
        for (const line of axes.length === 1 ? ['all'] : [`row ${Math.floor(cell / width)}`, `column ${cell % width}`])
          lines.set(line, (lines.get(line) ?? 0) + value * (weight[cell] as number));
      });
      for (const sum of lines.values()) expect(Math.abs(sum)).toBeLessThan(1e-7);
    }
  });
});

describe('as trees', () => {
  const rng = rngFromSeed(7);
  const towns = Array.from({ length: 12 }, (_, k) => `town ${k}`);
  const draw = (count: number) => ({
    x: Array.from({ length: count }, () => (rng.next() < 0.1 ? Number.NaN : Math.round(10 * rng.normal()) / 4)),
    z: Array.from({ length: count }, () => rng.normal()),
    town: Array.from({ length: count }, () => (rng.next() < 0.1 ? null : (towns[Math.min(11, Math.floor(13 * rng.next() ** 2))] ?? null))),
    flat: Array.from({ length: count }, () => 3),
  });
  const table = tableOf(draw(1200));
  const values = Float64Array.from({ length: 1200 }, (_, row) => {
    const [x = 0, z = 0, town = 0] = table.columns.map((column) => column[row]);
    const score = (Number.isNaN(x) ? 1 : x / 2) + (Number.isNaN(town) ? -1 : town / 6) * z;
    return Number(rng.next() < 1 / (1 + Math.exp(-score)));
  });
  const options = { pairs: 3, bins: 8, pairBins: 5, bags: 2 };

  it('give the sum of the terms, with missing, rare and unknown values', async () => {
    const found = await fitted(table, values, options, 'binary');
    expect(found.terms.length).toBe(7);
    // Among the pairs one meets the town, whose rare categories share a cell.
    expect(found.terms.slice(4).some(({ features }) => features.includes(2))).toBe(true);
    const model = modelOfGam(found);
    const fresh = draw(500);
    const columns = [
      fresh.x,
      fresh.z,
      fresh.town.map((town) => (town === null ? Number.NaN : (table.features[2]?.categories?.indexOf(town) ?? 0))),
      fresh.flat,
    ];
    columns[0]?.push(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e9, 0);
    columns[1]?.push(Number.NaN, 0, -1e9, 0);
    columns[2]?.push(0, 99, Number.NaN, 11);
    columns[3]?.push(4, 2, Number.NaN, 3);
    const asked: FeatureTable = { rowCount: 504, features: table.features, columns: columns.map((column) => Float64Array.from(column)) };
    const raw = predictRaw(model, asked);
    for (let row = 0; row < 504; row++) expect(Math.abs((raw[row] as number) - sumOfTerms(found, asked.columns, row))).toBeLessThan(1e-12);
  });

  it('can be explained like any others, and each gain is its term’s', async () => {
    const found = await fitted(table, values, { ...options, pairs: 0 }, 'binary');
    const model = modelOfGam(found);
    const { values: parts } = await explainModel(model, table, { rows: Int32Array.of(3, 50) }, workHere());
    // Without pairs a feature's contribution is its shape beside the shape's mean, which is 0.
    for (const [i, row] of [3, 50].entries())
      found.terms.forEach((term, at) => {
        expect(parts[4 * i + at]).toBeCloseTo(termAt(term, table.columns, row), 9);
      });
    found.terms.forEach(({ values: own, weight }, tree) => {
      const variance = own.reduce((sum, value, cell) => sum + (weight[cell] as number) * value * value, 0);
      const gain = model.gain.subarray(model.treeStart[tree], model.treeStart[tree + 1]).reduce((sum, value) => sum + value, 0);
      expect(gain).toBeCloseTo(variance, 6);
    });
  });

  it('are the same bytes again, and other bytes with another seed', async () => {
    const train = async (seed: number) => {
      const spec = gamSpec.parse(options);
      return gam.train(await gam.prepare(table, spec, workHere(seed)), { task: 'binary', values }, spec, workHere(seed));
    };
    expect(await train(1)).toEqual(await train(1));
    expect(await train(1)).not.toEqual(await train(2));
  });

  it('answers the mean of a handful of rows', async () => {
    const spec = gamSpec.parse({});
    const work = workHere();
    const target = {
      task: 'regression' as const,
      values: Float64Array.from(values, (value) => 1e80 * value),
      rows: Int32Array.of(0, 1, 2, 3),
    };
    const model = await gam.train(await gam.prepare(table, spec, work), target, spec, work);
    const mean = target.rows.reduce((sum, row) => sum + (target.values[row] as number) / 4, 0);
    expect(predict(model, table, Int32Array.of(7))[0]).toBeCloseTo(mean, 6);
  });
});

describe('an order that must be kept', () => {
  const table = tableOf(normals(1500, ['a', 'b'], 9));
  const rng = rngFromSeed(10);
  const values = Float64Array.from({ length: 1500 }, (_, row) => {
    const [a = 0, b = 0] = table.columns.map((column) => column[row]);
    return a + Math.sin(3 * a) - b * b + rng.normal();
  });

  it('is kept exactly, rising or falling, and constrained features meet nobody', async () => {
    const { terms } = await fitted(table, values, { increasing: ['a'], decreasing: ['b'], pairs: 5 });
    expect(terms).toHaveLength(2);
    terms.forEach(({ values: own }, at) => {
      const sign = at === 0 ? 1 : -1;
      for (let cell = 2; cell < own.length; cell++)
        expect(sign * ((own[cell] as number) - (own[cell - 1] as number))).toBeGreaterThanOrEqual(0);
    });
    // The bend of the sine would otherwise fall.
    const { terms: free } = await fitted(table, values, { pairs: 0 });
    expect(free[0]?.values.some((value, cell, own) => cell > 1 && value < (own[cell - 1] as number) - 0.1)).toBe(true);
  });

  it.each([
    [{ increasing: ['nowhere'] }, 'increasing'],
    [{ decreasing: ['town'] }, 'decreasing'],
    [{ increasing: ['a'], decreasing: ['a'] }, 'decreasing'],
  ])('refuses %j', async (options, option) => {
    const withTown = tableOf({ a: [1, 2, 3], town: ['n', 's', 'n'] });
    await expect(fitted(withTown, Float64Array.of(1, 2, 3), options)).rejects.toMatchObject({
      problem: { code: 'option/invalid', where: { option } },
    });
  });
});

const heloc = sharedFile('data/heloc_fico.csv');
it.skipIf(heloc === undefined)('is as good as boosted trees on home-equity loans (heloc_fico.csv)', { timeout: 30_000 }, async () => {
  const frame = tidyCsv(heloc ?? '');
  const names = [...frame.columns.keys()].filter((name) => name !== 'RiskPerformance');
  const table = bindFeatures(frame, describeFeatures(frame, names));
  const column = frame.columns.get('RiskPerformance');
  const bad = column?.kind === 'category' ? column.dictionary.indexOf('Bad') : -1;
  const values = Float64Array.from(column?.kind === 'category' ? column.codes : [], (code) => Number(code === bad));
  const heldOut = allRows(frame.rowCount).filter((row) => row % 4 === 3);
  const target = { task: 'binary', values, rows: allRows(frame.rowCount).filter((row) => row % 4 !== 3) } as const;
  const area = async (learner: string): Promise<number> => {
    const model = await trainLearner(learnerOption.parse(learner), table, target, workHere());
    const actual = Float64Array.from(heldOut, (row) => values[row] as number);
    return areaUnderRoc({ predicted: predict(model, table, heldOut), actual }, 0.95).value;
  };
  expect(await area('gam')).toBeGreaterThan((await area('gbdt')) - 0.005);
});
