import { describe, expect, it } from 'vitest';
import { stopped } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import type { Feature, LinearModel } from '../model.ts';
import { predict } from '../predict.ts';
import { ASKED, answerTo, changed, FREE, lineOf, numbers, tableOf, work } from './counterfactual.fixture.ts';
import { type Counterfactual, findCounterfactuals } from './counterfactual.ts';

describe('a line, by hand', () => {
  // Median absolute deviations: a 1, b 10. The row is (0.5, 0) and answers 1; the thirds keep the columns off any grid.
  const features = numbers('a', 'b');
  const third = 1 / 3;
  const table = tableOf(features, [
    [0.5, -1 - third, -third, third, 1 + third, 2 + third, -2 - third, 9 + third],
    [0, 40 * third, -40 * third, 20 * third, -20 * third, 100 * third, -100 * third, 31 * third],
  ]);
  const model = lineOf(features, [2, 0.01]);

  it('moves the column with the most answer for its distance, and exactly as far as the target', () => {
    const { examples } = findCounterfactuals({ model, table }, { ...ASKED, row: 0, side: 'above', target: 4 }, work);
    const [smallest] = examples;
    expect(smallest?.changes.map(({ feature }) => feature)).toEqual([0]);
    // 2 · a = 4; values are rounded for reading by at most a thousandth of the column's scale.
    expect(smallest?.changes[0]?.to).toBeGreaterThanOrEqual(2);
    expect(smallest?.changes[0]?.to).toBeLessThan(2.003);
  });

  it('goes down as well, and stays strictly below the target', () => {
    const { examples } = findCounterfactuals({ model, table }, { ...ASKED, row: 0, side: 'below', target: -2 }, work);
    expect(examples[0]?.changes[0]?.to).toBeLessThan(-1);
    expect(examples[0]?.changes[0]?.to).toBeGreaterThan(-1.003);
    expect(examples[0]?.answer).toBeLessThan(-2);
  });

  it('takes the first column to its end and the rest from the second, where one is not enough', () => {
    const rules = { ...FREE, ranges: new Map([[0, [0, 1] as const]]) };
    const { examples } = findCounterfactuals({ model, table }, { ...ASKED, rules, row: 0, side: 'above', target: 2.2 }, work);
    // 2 · 1 + 0.01 · 20 = 2.2
    expect(examples).toHaveLength(1);
    const [a, b] = examples[0]?.changes ?? [];
    expect(a?.to).toBe(1);
    expect(b?.to).toBeGreaterThanOrEqual(20 - 1e-9);
    expect(b?.to).toBeLessThan(20.03);
  });

  it('says how near it came when the target is out of reach', () => {
    const { examples, closest } = findCounterfactuals({ model, table }, { ...ASKED, row: 0, side: 'above', target: 100 }, work);
    expect(examples).toEqual([]);
    expect(changed(closest ?? { changes: [], distance: 0, answer: 0 })).toEqual([
      [0, 9 + third],
      [1, 100 * third],
    ]);
    expect(closest?.answer).toBeCloseTo(2 * (9 + third) + third, 12);
  });
});

describe('a diverse set', () => {
  it('shows each way across once, the smallest first', () => {
    const features: Feature[] = [...numbers('a', 'b'), { name: 'town', kind: 'category', categories: ['north', 'south', 'east'] }];
    const grid = Array.from({ length: 21 }, (_, row) => row - 10);
    const table = tableOf(features, [
      [0, ...grid],
      [0, ...grid],
      [0, ...grid.map((cell) => Math.abs(cell) % 3)],
    ]);
    const model: LinearModel = {
      ...lineOf(features, [1, 0.8]),
      terms: [...lineOf(features, [1, 0.8]).terms, { feature: 2, category: 'south', coefficient: 9, fill: 0 }],
    };
    const { examples } = findCounterfactuals({ model, table }, { ...ASKED, row: 0, side: 'above', target: 6 }, work);
    expect(examples.map(changed)).toEqual([[[2, 1]], [[0, 6]], [[1, 8]]]);
  });
});

describe('limits', () => {
  const rng = rngFromSeed(5);
  const features = numbers(...Array.from({ length: 12 }, (_, at) => `x${at}`));
  const table = tableOf(
    features,
    features.map(() => Array.from({ length: 200 }, () => rng.normal())),
  );
  const model = lineOf(
    features,
    features.map((_, at) => 1 + at / 10),
    'logit',
  );
  const row = predict(model, table).indexOf(Math.max(...predict(model, table)));
  const question = { ...ASKED, row, side: 'below', target: 0.5 } as const;

  it('few answers give the best so far, and say so', () => {
    const cut = findCounterfactuals({ model, table }, { ...question, evaluations: 400 }, work);
    expect(cut.isCut).toBe(true);
    expect(cut.used).toBeLessThanOrEqual(400);
    expect(cut.examples.length).toBeGreaterThan(0);
    for (const { changes } of cut.examples) expect(answerTo(model, table, row, changes)).toBeLessThan(0.5);
    const full = findCounterfactuals({ model, table }, question, work);
    const cost = ({ changes, distance }: Counterfactual): number => changes.length + distance;
    expect(cost(full.examples[0] as Counterfactual)).toBeLessThanOrEqual(cost(cut.examples[0] as Counterfactual));
  });

  it('the same question gets the same examples', () => {
    expect(findCounterfactuals({ model, table }, question, work)).toEqual(findCounterfactuals({ model, table }, question, work));
  });

  it('a stop is seen', () => {
    expect(() => findCounterfactuals({ model, table }, question, { ...work, signal: stopped })).toThrow('Stopped');
  });

  it('a constant model is not moved by anything', () => {
    const flat = lineOf(
      features,
      features.map(() => 0),
    );
    const found = findCounterfactuals({ model: flat, table }, { ...question, side: 'above', target: 1 }, work);
    expect(found.examples).toEqual([]);
    expect(found.closest).toEqual({ changes: [], distance: 0, answer: 0 });
  });
});
