import { describe, expect, it } from 'vitest';
import { workHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { makeFrame, numberColumn } from '../../frame/frame.ts';
import { trainLearner } from '../catalog.ts';
import { bindFeatures, describeFeatures } from '../features.ts';
import type { FeatureTable, Model } from '../model.ts';
import { networkSpec } from '../network/spec.ts';
import { predictRaw } from '../predict.ts';
import { gbdtSpec } from '../trees/gbdt-spec.ts';
import { explainAnyModel, thinned } from './coalition-shap.ts';
import { drawnCoalitions, everyCoalition, shapleyFromCoalitions } from './coalitions.ts';
import { explainModel } from './explain-model.ts';

/** y depends on products of neighbours, so that the order in which features become known matters. */
function study(width: number): { readonly table: FeatureTable; readonly values: Float64Array } {
  const rng = rngFromSeed(width);
  const columns = Array.from({ length: width }, () => Float64Array.from({ length: 400 }, () => rng.normal()));
  const frame = makeFrame(columns.map((values, f) => [`x${f}`, numberColumn(values)] as const));
  const names = columns.map((_, f) => `x${f}`);
  const values = Float64Array.from({ length: 400 }, (_, row) =>
    columns.reduce((sum, column, f) => sum + (column[row] as number) * (1 + (columns[(f + 1) % width]?.[row] as number)), 0),
  );
  return { table: bindFeatures(frame, describeFeatures(frame, names)), values };
}

const trees = (table: FeatureTable, values: Float64Array): Promise<Model> =>
  trainLearner({ learner: 'gbdt', ...gbdtSpec.parse({ trees: 20, leaves: 8 }) }, table, { task: 'regression', values }, workHere(1));

function farthest(left: Float64Array, right: Float64Array): number {
  return left.reduce((most, value, i) => Math.max(most, Math.abs(value - (right[i] as number))), 0);
}

describe('the fit over coalitions', () => {
  it('by hand: a game for two, and the glove game for three', () => {
    // v(1) = 4, v(2) = 6, v(12) = 20: each gets its own worth and half of what is gained together.
    expect([...shapleyFromCoalitions(everyCoalition(2), Float64Array.of(0, 4, 6, 20))]).toEqual([9, 11]);
    // Two have a left glove, the third a right one: (1/6, 1/6, 4/6), Shapley's own example.
    const gloves = Float64Array.from({ length: 8 }, (_, c) => Number((c & 4) !== 0 && (c & 3) !== 0));
    const found = shapleyFromCoalitions(everyCoalition(3), gloves);
    [1 / 6, 1 / 6, 4 / 6].forEach((share, f) => {
      expect(found[f]).toBeCloseTo(share, 12);
    });
  });

  it('draws coalitions with their complements, none of them empty', () => {
    const { members, width } = drawnCoalitions(7, 50, rngFromSeed(1));
    const set = (c: number) => [...members.subarray(c * width, (c + 1) * width)];
    for (let pair = 0; pair < 50; pair++) {
      const [one, other] = [set(1 + 2 * pair), set(2 + 2 * pair)];
      expect(one.map((bit) => 1 - bit)).toEqual(other);
      expect(one.includes(1) && other.includes(1)).toBe(true);
    }
    expect(set(101)).toEqual([1, 1, 1, 1, 1, 1, 1]);
  });
});

describe('asking any model', () => {
  it('gives the exact values of TreeSHAP over the same background up to nine features', async () => {
    const { table, values } = study(5);
    const model = await trees(table, values);
    const options = { background: thinned(table, 30), rows: Int32Array.of(0, 7, 31) };
    const exact = await explainModel(model, table, options, workHere(1));
    const asked = await explainAnyModel(model, table, options, workHere(1));
    expect(asked.base).toBeCloseTo(exact.base, 9);
    expect(farthest(asked.values, exact.values)).toBeLessThan(1e-9);
  });

  it.each(['kernel', 'orders'] as const)('by %s comes closer to the exact values the more it draws', async (approach) => {
    const { table, values } = study(12);
    const model = await trees(table, values);
    const options = { background: thinned(table, 20), rows: Int32Array.of(3, 200) };
    const exact = await explainModel(model, table, options, workHere(1));
    const off = async (draws: number) =>
      farthest((await explainAnyModel(model, table, { ...options, approach, draws }, workHere(1))).values, exact.values);
    const few = approach === 'kernel' ? 60 : 4;
    expect(await off(few * 40)).toBeLessThan((await off(few)) / 2);
  });

  it('explains a network: base and contributions sum to its raw answer, whatever rows are asked about beside it', async () => {
    const { table, values } = study(11);
    const spec = { learner: 'mlp' as const, ...networkSpec.parse({ hidden: [8], epochs: 5 }) };
    const model = await trainLearner(spec, table, { task: 'regression', values }, workHere(1));
    const rows = Int32Array.from({ length: 40 }, (_, i) => i * 3);
    const one = await explainModel(model, table, { rows }, workHere(1));
    const last = await explainModel(model, table, { rows: rows.subarray(39) }, workHere(1));
    expect(last.values).toEqual(one.values.slice(39 * 11));
    const raw = predictRaw(model, table, rows);
    raw.forEach((answer, at) => {
      const sum = one.values.subarray(at * 11, at * 11 + 11).reduce((total, value) => total + value, one.base);
      expect(sum).toBeCloseTo(answer, 9);
    });
  });
});
