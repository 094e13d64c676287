import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binaryModel, goldenTable } from '../../../test/support/golden-models.ts';
import { type Rng, rngFromSeed } from '../../base/rng.ts';
import type { Feature, FeatureTable, Model } from '../model.ts';
import { predict } from '../predict.ts';
import { ASKED, answerTo, isAcross, MIXED, numbers, randomNetwork, tableOf, work } from './counterfactual.fixture.ts';
import { type CounterfactualQuestion, findCounterfactuals } from './counterfactual.ts';
import type { MoveRules } from './counterfactual-moves.ts';
import { randomTable, randomTrees } from './random-trees.fixture.ts';

describe('brute force over a grid of two columns', () => {
  it('finds a version that no other undercuts, for random networks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.constantFrom('above' as const, 'below' as const), (seed, side) => {
        const rng = rngFromSeed(seed);
        const features = numbers('a', 'b');
        const cells = Array.from({ length: 49 }, (_, at) => [at % 7, Math.floor(at / 7)] as const);
        const table = tableOf(features, [cells.map(([a]) => a), cells.map(([, b]) => b)]);
        const model = randomNetwork(features, rng);
        const answers = [...predict(model, table)].sort((left, right) => left - right);
        const target = answers[Math.floor((side === 'above' ? 0.8 : 0.2) * 49)] as number;
        const row = rng.below(49);
        if (isAcross({ side, target }, answerTo(model, table, row, []))) return;
        const { examples } = findCounterfactuals({ model, table }, { ...ASKED, row, side, target }, work);
        // Both columns take 0 … 6 evenly: the median is 3, the deviations 3 2 1 0 1 2 3, and their median 2.
        const [a, b] = cells[row] as readonly [number, number];
        const costs = cells
          .filter((_, at) => isAcross({ side, target }, answerTo(model, table, at, [])))
          .map(([toA, toB]) => Number(toA !== a) + Number(toB !== b) + (Math.abs(toA - a) + Math.abs(toB - b)) / 2);
        const least = Math.min(...costs);
        expect(examples[0] && examples[0].changes.length + examples[0].distance).toBe(Number.isFinite(least) ? least : undefined);
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});

/** Rules drawn at random over some features; categories can only be locked. */
function randomRules(features: readonly Feature[], rng: Rng): MoveRules {
  const [locked, increaseOnly, decreaseOnly] = [new Set<number>(), new Set<number>(), new Set<number>()];
  const ranges = new Map<number, readonly [number, number]>();
  features.forEach(({ kind }, feature) => {
    const drawn = rng.below(6);
    if (drawn === 0) locked.add(feature);
    if (kind === 'category') return;
    if (drawn === 1) increaseOnly.add(feature);
    if (drawn === 2) decreaseOnly.add(feature);
    if (drawn >= 2 && drawn <= 3) ranges.set(feature, [-0.5, 0.8]);
  });
  return { locked, increaseOnly, decreaseOnly, ranges };
}

function expectSound(model: Model, table: FeatureTable, question: CounterfactualQuestion): number {
  const { locked, increaseOnly, decreaseOnly, ranges } = question.rules;
  const { examples, used, isCut } = findCounterfactuals({ model, table }, question, work);
  expect(used).toBeLessThanOrEqual(question.evaluations);
  expect(examples.length).toBeLessThanOrEqual(question.diverse);
  for (const { changes, answer } of examples) {
    expect(changes.length).toBeGreaterThan(0);
    expect(changes.length).toBeLessThanOrEqual(question.mostChanges);
    expect(answerTo(model, table, question.row, changes)).toBeCloseTo(answer, 12);
    expect(isAcross(question, answerTo(model, table, question.row, changes))).toBe(true);
    for (const { feature, from, to } of changes) {
      expect(locked.has(feature)).toBe(false);
      expect(to).not.toBe(from);
      if (increaseOnly.has(feature)) expect(to).toBeGreaterThan(from);
      if (decreaseOnly.has(feature)) expect(to).toBeLessThan(from);
      const [low, high] = ranges.get(feature) ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
      expect(to >= low && to <= high).toBe(true);
    }
    for (let part = 0; !isCut && part < 2 ** changes.length - 1; part++) {
      const kept = changes.filter((_, k) => ((part >> k) & 1) === 1);
      expect(isAcross(question, answerTo(model, table, question.row, kept)), `part ${part} is enough`).toBe(false);
    }
  }
  return examples.length;
}

describe('every example', () => {
  it('flips, keeps the rules, and has no needless change: random trees', () => {
    let found = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.constantFrom(500, 20_000), (seed, evaluations) => {
        const rng = rngFromSeed(seed);
        const model = { ...randomTrees(rng, 8, 6), features: MIXED };
        const table = { ...randomTable(rng, 60), features: MIXED };
        const answers = predict(model, table);
        const target = [...answers].sort((left, right) => left - right)[30] as number;
        const row = rng.below(60);
        const side = (answers[row] as number) >= target ? 'below' : 'above';
        const rules = randomRules(table.features, rng);
        found += expectSound(model, table, { row, side, target, rules, diverse: 4, mostChanges: 3, evaluations });
      }),
      { numRuns: 60, seed: 3 },
    );
    expect(found).toBeGreaterThan(60);
  });

  it('flips, keeps the rules, and has no needless change: networks that turn around', () => {
    let found = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const rng = rngFromSeed(seed);
        const features = numbers('a', 'b', 'c');
        const table = tableOf(
          features,
          features.map(() => Array.from({ length: 50 }, () => rng.normal())),
        );
        const model = randomNetwork(features, rng);
        const answers = predict(model, table);
        const target = [...answers].sort((left, right) => left - right)[25] as number;
        const row = rng.below(50);
        const side = (answers[row] as number) >= target ? 'below' : 'above';
        found += expectSound(model, table, {
          row,
          side,
          target,
          rules: randomRules(features, rng),
          diverse: 4,
          mostChanges: 3,
          evaluations: 30_000,
        });
      }),
      { numRuns: 40, seed: 5 },
    );
    expect(found).toBeGreaterThan(40);
  });

  it('is exact for one column of trees: no value of it lies nearer', () => {
    const table = goldenTable(binaryModel, true);
    const answers = predict(binaryModel, table);
    for (const row of [0, 3, 8]) {
      const side = (answers[row] as number) >= 0.5 ? 'below' : 'above';
      const { examples } = findCounterfactuals(
        { model: binaryModel, table },
        { ...ASKED, row, side, target: 0.5, mostChanges: 1, diverse: 20 },
        work,
      );
      for (const { changes } of examples) {
        const [change] = changes;
        if (change === undefined || binaryModel.features[change.feature]?.kind === 'category') continue;
        const { feature, from, to } = change;
        if (Number.isNaN(from)) continue;
        // A fine walk from the row towards the example, stopping short of what rounding for reading may have added.
        for (let step = 1; step < 400; step++) {
          const nearer = from + ((to - from) * step) / 400;
          if (Math.abs(nearer - to) < 0.01) break;
          expect(isAcross({ side, target: 0.5 }, answerTo(binaryModel, table, row, [{ feature, to: nearer }]))).toBe(false);
        }
      }
    }
  });
});
