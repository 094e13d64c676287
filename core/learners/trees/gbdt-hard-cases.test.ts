import { describe, expect, it } from 'vitest';
import { stopped, workHere } from '../../../test/support/work.ts';
import { problemOf } from '../../base/problem.ts';
import { rngFromSeed } from '../../base/rng.ts';
import type { Target } from '../learner.ts';
import type { FeatureTable, TreeModel } from '../model.ts';
import { predict } from '../predict.ts';
import { gbdt } from './gbdt.ts';
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

describe('hard cases', () => {
  const constant = { trees: 3, minLeafRows: 1 };

  it('answers a constant outcome with itself and no split', async () => {
    const { table } = simulate(50, () => 0);
    const model = await trainOn(table, regression(new Float64Array(50).fill(0.1)), constant);
    expect([...model.feature].every((feature) => feature === -1)).toBe(true);
    expect(predict(model, table).every((answer) => Math.abs(answer - 0.1) < 1e-12)).toBe(true);
    const ones = await trainOn(table, { task: 'binary', values: new Float64Array(50).fill(1) }, constant);
    const share = predict(ones, table)[0] as number;
    expect(share).toBeGreaterThan(0.98);
    expect(share).toBeLessThan(1);
  });

  it.each([
    ['one row', tableOf({ x: [3] }), [7], 7],
    ['a feature that is all missing', tableOf({ x: [null, null, null] }), [1, 2, 6], 3],
    ['a constant feature', tableOf({ x: [2, 2, 2] }), [1, 2, 6], 3],
  ] as const)('answers the mean for %s', async (_, table, values, mean) => {
    const model = await trainOn(table, regression(Float64Array.from(values)), constant);
    expect(predict(model, table)[0]).toBeCloseTo(mean, 12);
  });

  it('survives huge and tiny outcomes', async () => {
    for (const scale of [1e-100, 1e-12, 1e12, 1e99]) {
      const { table, values } = simulate(200, ([a = 0]) => (a > 0.5 ? scale : 0));
      const answers = predict(await trainOn(table, regression(values), { trees: 1, learningRate: 1, leaves: 2 }), table);
      answers.forEach((answer, row) => {
        expect(Math.abs(answer - (values[row] as number)) / scale).toBeLessThan(1e-9);
      });
    }
  });

  it.each([
    ['a missing outcome', { values: Float64Array.of(1, Number.NaN, 2) }, {}, 'data/missing-values'],
    ['no rows', { values: Float64Array.of(1, 2, 3), rows: new Int32Array(0) }, {}, 'data/too-few-rows'],
    ['a negative count', { values: Float64Array.of(1, -1, 2) }, { loss: 'poisson' }, 'option/invalid'],
    ['an outcome whose square is no float', { values: Float64Array.of(0, 1e200, 2) }, {}, 'numeric/not-finite'],
    ['a class of 2', { task: 'binary', values: Float64Array.of(0, 1, 2) }, {}, 'data/not-binary'],
    ['a negative weight', { values: Float64Array.of(0, 1, 2), weight: Float64Array.of(1, -1, 1) }, {}, 'data/missing-values'],
    ['weights that are all 0', { values: Float64Array.of(0, 1, 2), weight: new Float64Array(3) }, {}, 'data/too-few-rows'],
    ['a constraint on an unknown feature', { values: Float64Array.of(0, 1, 2) }, { monotone: { y: 1 } }, 'option/invalid'],
  ] as const)('refuses %s', async (_, target, options, code) => {
    const failure = await trainOn(tableOf({ x: [1, 2, 3] }), { task: 'regression', ...target }, options).catch(problemOf);
    expect(failure).toMatchObject({ code });
  });

  it('stops when it is told to', async () => {
    const { table, values } = simulate(100, ([a = 0]) => a);
    const spec = gbdt.spec.parse({});
    const matrix = await gbdt.prepare(table, spec, workHere(1));
    const failure = await Promise.resolve(gbdt.train(matrix, regression(values), spec, workHere(1, stopped))).catch(problemOf);
    expect(failure).toMatchObject({ kind: 'cancelled' });
  });
});
