import { describe, expect, it } from 'vitest';
import { workHere } from '../../test/support/work.ts';
import { type Rng, rngFromSeed } from '../base/rng.ts';
import type { Work } from '../base/work.ts';
import { shareFloats, shareInts } from '../frame/shared-memory.ts';
import { LEARNER_IDS, learnerOption, type PreparedLearner, prepareLearner, trainAlone, trainPrepared } from './catalog.ts';
import { allRows } from './folds.ts';
import type { FeatureTable } from './model.ts';
import { predict } from './predict.ts';
import type { Lesson } from './train-many.task.ts';
import { modelOf, predictSpread, trainMany } from './train-many.ts';

const ROWS = 600;
const rng = rngFromSeed(8);
const columns = [0, 1, 2].map(() => shareFloats(Array.from({ length: ROWS }, () => rng.normal())));
const plan = shareFloats(Array.from({ length: ROWS }, () => (rng.next() < 0.1 ? Number.NaN : rng.below(4))));
const table: FeatureTable = {
  rowCount: ROWS,
  features: [
    ...['a', 'b', 'c'].map((name) => ({ name, kind: 'number' as const })),
    { name: 'plan', kind: 'category', categories: ['w', 'x', 'y', 'z'] },
  ],
  columns: [...columns, plan],
};
const [first] = columns as [Float64Array];
const yes = shareFloats(Array.from({ length: ROWS }, (_, row) => Number((first[row] ?? 0) + rng.normal() > 0)));
const choices = {
  gbdt: { trees: 20, leaves: 6, earlyStopping: 5, rowShare: 0.8 },
  'random-forest': { trees: 20 },
  linear: { penalty: 'ridge' },
  logistic: {},
  mlp: { hidden: [4], epochs: 2 },
  gam: { bags: 2, rounds: 5, pairs: 1 },
};

function ready(learner: keyof typeof choices, work: Work): Promise<PreparedLearner> {
  return prepareLearner(learnerOption.parse({ learner, ...choices[learner] }), table, work);
}

/** Two threads on paper: everything that crosses is cloned, as it would be on its way to another thread. */
function twoThreads(): Work & { readonly calls: string[] } {
  const work = workHere();
  const calls: string[] = [];
  return {
    ...work,
    threads: 2,
    calls,
    spread: (task, shared, items) => {
      calls.push(`${task.id} × ${items.length}`);
      const own = structuredClone(shared);
      return Promise.resolve(items.map((item) => structuredClone(task.run(own, structuredClone(item), work.signal))));
    },
  };
}

function lessonsOf(seeds: Rng, sizes: readonly number[]): Lesson[] {
  return sizes.map((size, index) => ({
    target: { task: 'binary', values: yes, rows: allRows(size) },
    seed: seeds.fork(index).seed,
    questions: [allRows(ROWS), shareInts([5, 3])],
    wantsModel: index === 0,
  }));
}

describe('training on one thread', () => {
  it.each(LEARNER_IDS)('%s gives the same bytes as with helpers', async (learner) => {
    const work = workHere(3);
    const target = { task: 'binary' as const, values: yes, rows: allRows(500) };
    const prepared = await ready(learner, work);
    expect(trainAlone(prepared, target, work)).toEqual(await trainPrepared(prepared, target, work));
  });
});

describe('many trainings', () => {
  it.each(LEARNER_IDS)('%s: answers come in the order of the lessons, whatever is trained first and wherever', async (learner) => {
    const lessons = lessonsOf(rngFromSeed(4), [200, 400, 300]);
    const [here, there] = [workHere(), twoThreads()];
    const prepared = await ready(learner, here);
    const learnt = await trainMany(prepared, lessons, here);
    expect(await trainMany(prepared, lessons, there)).toEqual(learnt);
    for (const [index, lesson] of lessons.entries()) {
      const model = trainAlone(prepared, lesson.target, { ...here, rng: rngFromSeed(4).fork(index) });
      const expected = predict(model, table);
      expect(learnt[index]?.answers).toEqual([expected, Float64Array.of(expected[5] ?? 0, expected[3] ?? 0)]);
    }
    expect(learnt[0]?.model).toBeDefined();
    expect(() => modelOf(learnt[1])).toThrow(/none had been asked/);
  });

  it('a lone forest shares its trees instead of leaving a thread idle, and many forests do not', async () => {
    const work = twoThreads();
    const prepared = await ready('random-forest', work);
    const lessons = lessonsOf(rngFromSeed(4), [200, 200]);
    work.calls.length = 0;
    const shared = await trainMany(prepared, lessons.slice(0, 1), work);
    expect(work.calls).toContain('trees/grow-forest × 16');
    work.calls.length = 0;
    const sideBySide = await trainMany(prepared, lessons, work);
    expect(work.calls).toEqual(['learners/teach × 2']);
    expect(sideBySide[0]).toEqual(shared[0]);
  });

  it('a numeric failure stops the others only where it was not allowed for', async () => {
    const work = workHere();
    const prepared = await ready('logistic', work);
    // The outcome follows column a without a doubt: no finite coefficients exist.
    const separated = shareFloats(Array.from(first, (value) => Number(value > 0)));
    const lesson: Lesson = { target: { task: 'binary', values: separated }, seed: work.rng.seed, questions: [] };
    const [failed, fine] = await trainMany(prepared, [{ ...lesson, mayFail: true }, ...lessonsOf(work.rng, [300])], work);
    expect(failed).toMatchObject({ answers: [], failure: { code: 'numeric/separated' } });
    expect(fine?.answers).toHaveLength(2);
    await expect(trainMany(prepared, [lesson], work)).rejects.toMatchObject({ problem: { code: 'numeric/separated' } });
  });

  it('no lessons are no work', async () => {
    const work = workHere();
    expect(await trainMany(await ready('linear', work), [], work)).toEqual([]);
  });
});

describe('answering rows over threads', () => {
  it('gives what one thread gives, block by block', async () => {
    const work = twoThreads();
    const model = trainAlone(await ready('linear', work), { task: 'regression', values: first }, work);
    const rows = Int32Array.from({ length: 40_000 }, (_, i) => (i * 7) % ROWS);
    expect(await predictSpread({ model, table }, rows, work)).toEqual(predict(model, table, rows));
    expect(work.calls).toContain('learners/predict-block × 3');
  });
});

describe('linear answers', () => {
  it('add one coefficient a category, nothing for unknown and missing ones, and the mean for a missing number', () => {
    const model = {
      kind: 'linear' as const,
      features: table.features,
      link: 'identity' as const,
      intercept: 1,
      terms: [
        { feature: 0, coefficient: 2, fill: 10 },
        { feature: 3, category: 'x', coefficient: 100, fill: 0 },
        { feature: 3, category: 'z', coefficient: 1000, fill: 0 },
      ],
    };
    const small = {
      rowCount: 5,
      features: table.features,
      columns: [Float64Array.of(1, 2, 3, Number.NaN, 0), new Float64Array(5), new Float64Array(5), Float64Array.of(0, 1, 3, Number.NaN, 7)],
    };
    expect([...predict(model, small)]).toEqual([3, 105, 1007, 21, 1]);
    expect([...predict(model, small, Int32Array.of(2, 0))]).toEqual([1007, 3]);
  });
});
