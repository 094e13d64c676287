import { describe, expect, it } from 'vitest';
import { workHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { categoryColumn, type Frame, makeFrame, numberColumn, numbersOf } from '../../frame/frame.ts';
import { areaUnderRoc } from '../evaluation/auc.ts';
import { bindFeatures, describeFeatures } from '../features.ts';
import type { NetworkInput } from '../model.ts';
import { predict, predictRaw } from '../predict.ts';
import { Net } from './net.ts';
import { fitNetwork } from './network.ts';
import { layerActivations } from './predict.ts';
import { networkSpec } from './spec.ts';

const hands = () => workHere(1);

function tableOf(frame: Frame, names: readonly string[]) {
  return bindFeatures(frame, describeFeatures(frame, names));
}

/** y = 2·a − b² + (5 in the south, −3 in the west), a and b standard normal. */
function planted(rows: number, seed: number): Frame {
  const rng = rngFromSeed(seed);
  const places = ['north', 'south', 'west', 'east', 'middle', 'far'];
  const people = Array.from({ length: rows }, () => {
    const [a, b, place] = [rng.normal(), rng.normal(), places[rng.below(6)] as string];
    return { a, b, place, y: 2 * a - b * b + (place === 'south' ? 5 : place === 'west' ? -3 : 0) };
  });
  return makeFrame([
    ['a', numberColumn(people.map(({ a }) => a))],
    ['b', numberColumn(people.map(({ b }, row) => (row % 20 === 7 ? Number.NaN : b)))],
    ['place', categoryColumn(people.map(({ place }) => place))],
    ['y', numberColumn(people.map(({ y, b }, row) => (row % 20 === 7 ? y + b * b : y)))],
  ]);
}

describe('the slopes that a network learns by', () => {
  it.each(['relu', 'tanh'] as const)('equal finite differences, %s', (activation) => {
    const plan: NetworkInput[] = [
      { kind: 'number', center: 0.2, scale: 1.5, hasMissingFlag: true },
      { kind: 'category', width: 2, table: new Float64Array(8) },
    ];
    const net = new Net(plan, { hidden: [5, 4], outputs: 2, activation, batchRows: 6 }, rngFromSeed(3));
    const columns = [Float64Array.of(0.3, -1, Number.NaN, 2, 0.7, -0.4), Float64Array.of(0, 1, 2, 9, Number.NaN, 1)];
    const rows = Int32Array.of(0, 1, 2, 3, 4, 5);
    // loss = Σ (first output − row)² + 3 · second output
    const loss = () => {
      const answers = net.read(columns, rows, 0, 6);
      return rows.reduce((sum, row) => sum + ((answers[2 * row] as number) - row) ** 2 + 3 * (answers[2 * row + 1] as number), 0);
    };
    loss();
    const answers = net.values.at(-1) as Float64Array;
    for (const row of rows) {
      net.answerSlopes[2 * row] = 2 * ((answers[2 * row] as number) - row);
      net.answerSlopes[2 * row + 1] = 3;
    }
    net.learn(6, (feature, i) => columns[feature]?.[i] as number);
    const gradient = net.gradient.slice();
    for (let at = 0; at < gradient.length; at++) {
      const before = net.parameters[at] as number;
      net.parameters[at] = before + 1e-5;
      const above = loss();
      net.parameters[at] = before - 1e-5;
      const below = loss();
      net.parameters[at] = before;
      expect(gradient[at], `parameter ${at}`).toBeCloseTo((above - below) / 2e-5, 4);
    }
  });
});

describe('a trained network', () => {
  it('finds bends, categories and the meaning of missing cells', () => {
    const frame = planted(4000, 1);
    const table = tableOf(frame, ['a', 'b', 'place']);
    const spec = networkSpec.parse({ hidden: [32, 16], learningRate: 0.005 });
    const { model, course } = fitNetwork(table, { task: 'regression', values: numbersOf(frame, 'y') }, spec, hands());
    expect(course.checking.length).toBeGreaterThan(3);
    const fresh = planted(1000, 2);
    const found = predict(model, bindFeatures(fresh, model.features));
    const truth = numbersOf(fresh, 'y');
    const mean = truth.reduce((sum, value) => sum + value, 0) / truth.length;
    const share =
      1 - truth.reduce((sum, y, i) => sum + (y - (found[i] as number)) ** 2, 0) / truth.reduce((sum, y) => sum + (y - mean) ** 2, 0);
    expect(share).toBeGreaterThan(0.97);
  });

  it('ranks a yes/no outcome that no straight line can, and its activations are those of its answers', () => {
    const rng = rngFromSeed(5);
    const rows = 3000;
    const [a, b] = [Float64Array.from({ length: rows }, () => rng.normal()), Float64Array.from({ length: rows }, () => rng.normal())];
    const values = a.map((x, row) => (x * (b[row] as number) > 0 ? 1 : 0));
    const frame = makeFrame([
      ['a', numberColumn(a)],
      ['b', numberColumn(b)],
    ]);
    const table = tableOf(frame, ['a', 'b']);
    const train = Int32Array.from({ length: 2000 }, (_, row) => row);
    const test = Int32Array.from({ length: 1000 }, (_, row) => 2000 + row);
    const { model } = fitNetwork(
      table,
      { task: 'binary', values, rows: train },
      networkSpec.parse({ hidden: [16, 8], activation: 'tanh' }),
      hands(),
    );
    const predicted = predict(model, table, test);
    expect(areaUnderRoc({ predicted, actual: values.subarray(2000) }, 0.95).value).toBeGreaterThan(0.97);
    const last = model.layers.length - 1;
    expect(layerActivations(model, table, last, test)).toEqual(predictRaw(model, table, test));
    const [hidden, { weights, bias }] = [
      layerActivations(model, table, last - 1, test),
      model.layers[last] as (typeof model.layers)[number],
    ];
    const byHand = weights.reduce((sum, weight, unit) => sum + weight * (hidden[unit] as number), bias[0] as number);
    expect(predictRaw(model, table, test)[0]).toBeCloseTo(byHand, 10);
  });

  it('gives the same bytes from the same seed, and others from another', () => {
    const frame = planted(300, 3);
    const table = tableOf(frame, ['a', 'b', 'place']);
    const train = (seed: number) =>
      fitNetwork(table, { task: 'regression', values: numbersOf(frame, 'y') }, networkSpec.parse({ epochs: 3 }), {
        ...hands(),
        rng: rngFromSeed(seed),
      });
    expect(train(1)).toEqual(train(1));
    expect(train(1).model).not.toEqual(train(2).model);
  });

  it('answers for categories that it never met, constant columns and outcomes that are all the same', () => {
    const frame = makeFrame([
      ['c', categoryColumn(Array.from({ length: 60 }, (_, row) => (row % 2 === 0 ? 'x' : 'y')))],
      ['one', numberColumn(new Float64Array(60).fill(1))],
    ]);
    const table = tableOf(frame, ['c', 'one']);
    const { model } = fitNetwork(table, { task: 'binary', values: new Float64Array(60) }, networkSpec.parse({ epochs: 5 }), hands());
    const stranger = { rowCount: 1, features: model.features, columns: [Float64Array.of(Number.NaN), Float64Array.of(5)] };
    expect(predict(model, stranger)[0]).toBeGreaterThanOrEqual(0);
    expect(predict(model, stranger)[0]).toBeLessThan(0.2);
  });
});
