import { describe, expect, it } from 'vitest';
import { workHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import type { FeatureTable, TreeModel } from '../model.ts';
import { leafOf } from '../trees/predict.ts';
import { simplifyTrees } from './in-trees.ts';
import { judgeOf } from './in-trees-judge.ts';
import { answerByList, learnRuleList } from './in-trees-list.ts';
import { pruneRule } from './in-trees-prune.ts';
import { type Condition, rowFinder, rulesOfTrees } from './in-trees-rules.ts';
import { selectRules } from './in-trees-select.ts';
import { randomTable, randomTrees } from './random-trees.fixture.ts';
import { countRows, listRows } from './row-bits.ts';

/** age ≤ 40 → 0; age > 40 and town in {q} → 1; otherwise 0. */
const twoSplits: TreeModel = {
  kind: 'trees',
  features: [
    { name: 'age', kind: 'number' },
    { name: 'town', kind: 'category', categories: ['p', 'q', 'r'] },
  ],
  link: 'identity',
  base: 0,
  treeStart: Int32Array.of(0, 5),
  feature: Int32Array.of(0, -1, 1, -1, -1),
  threshold: Float64Array.of(40, 0, 0, 0, 0),
  categoryWords: Int32Array.of(0, 0, 1, 0, 0),
  categoryBits: Uint32Array.of(0b010),
  left: Int32Array.of(1, 0, 3, 0, 0),
  right: Int32Array.of(2, 0, 4, 0, 0),
  missingLeft: Uint8Array.of(1, 0, 0, 0, 0),
  value: Float64Array.of(0, 0, 0, 1, 0),
  cover: new Float64Array(5).fill(1),
  gain: new Float64Array(5),
};
// Ten rows: 4 young (one with a missing age), 3 older of q, 3 older elsewhere.
const tenRows: FeatureTable = {
  rowCount: 10,
  features: twoSplits.features,
  columns: [Float64Array.of(20, 30, 40, Number.NaN, 41, 50, 60, 45, 55, 65), Float64Array.of(0, 1, 2, 1, 1, 1, 1, 0, 2, Number.NaN)],
};
const older: Condition = { feature: 0, low: 40, missing: false };
const ofQ: Condition = { feature: 1, levels: [1], missing: false };
const everything = { trees: 100, depth: 9, most: 1000 };

describe('rules by hand', () => {
  const rules = rulesOfTrees(twoSplits, tenRows, everything);

  it('are the leaves of a tree of two splits', () => {
    expect(rules).toEqual([
      [{ feature: 0, high: 40, missing: true }],
      [older, ofQ],
      [older, { feature: 1, levels: [0, 2], missing: true }],
    ]);
    expect(rulesOfTrees(twoSplits, tenRows, { ...everything, depth: 1 })).toEqual([[{ feature: 0, high: 40, missing: true }], [older]]);
    expect(rulesOfTrees(twoSplits, tenRows, { ...everything, most: 1 })).toHaveLength(1);
  });

  it('have the frequencies and errors of yes and no', () => {
    const judge = judgeOf('binary', Float64Array.of(1, 0, 0, 0, 1, 1, 0, 0, 0, 1));
    const findRows = rowFinder(tenRows);
    const [young, q, rest] = rules.map((rule) => judge.verdict(findRows(rule)));
    expect(young).toEqual({ rows: 4, mean: 1 / 4, error: 1 / 4 });
    expect(q?.rows).toBe(3);
    expect(q?.mean).toBeCloseTo(2 / 3, 12);
    expect(q?.error).toBeCloseTo(1 / 3, 12);
    expect(rest?.error).toBeCloseTo(1 / 3, 12);
  });

  it('have errors of numbers as shares of the variance', () => {
    // Mean 5 and variance 25 over all; the young are 0 and 0, 10 and 10: variance 25 around 5. Those of q are all 0.
    const judge = judgeOf('regression', Float64Array.of(0, 0, 10, 10, 0, 0, 0, 10, 10, 10));
    const findRows = rowFinder(tenRows);
    const [young, q] = rules.map((rule) => judge.verdict(findRows(rule)));
    expect(young?.error).toBeCloseTo(1, 12);
    expect(judge.restore(young?.mean ?? Number.NaN)).toBeCloseTo(5, 12);
    expect(q?.error).toBeCloseTo(0, 12);
    expect(judge.restore(q?.mean ?? Number.NaN)).toBeCloseTo(0, 12);
  });

  it('survive values near the ends of floats', () => {
    const judge = judgeOf('regression', Float64Array.of(1e300, -1e300, 1e300, -1e300));
    expect([...judge.values]).toEqual([1, -1, 1, -1]);
    expect(judge.restore(1)).toBeCloseTo(1e300, -290);
  });
});

describe('paths of random trees', () => {
  it.each([1, 2, 3, 4])('hold for the rows that fall into their leaf (%i)', (seed) => {
    const rng = rngFromSeed(seed);
    const [model, table] = [randomTrees(rng.fork('trees'), 3, 12), randomTable(rng.fork('table'), 300)];
    const findRows = rowFinder(table);
    const found = rulesOfTrees(model, table, { trees: 3, depth: 50, most: 1000 }).map((rule) => {
      const list = new Int32Array(300);
      const bits = findRows(rule);
      return [...list.subarray(0, listRows(bits, list))].join();
    });
    const wanted: string[] = [];
    const leaves = (node: number): number[] =>
      (model.feature[node] as number) < 0 ? [node] : [...leaves(model.left[node] as number), ...leaves(model.right[node] as number)];
    for (let tree = 0; tree < 3; tree++) {
      const rowLeaves = Array.from({ length: 300 }, (_, row) => leafOf(model, tree, table.columns, row));
      for (const leaf of leaves(model.treeStart[tree] as number))
        wanted.push([...rowLeaves.keys()].filter((row) => rowLeaves[row] === leaf).join());
    }
    expect(found).toEqual(wanted);
  });
});

/** n rows of three columns between 0 and 1. */
function uniform(rowCount: number, seed: number): FeatureTable {
  const rng = rngFromSeed(seed);
  return {
    rowCount,
    features: ['a', 'b', 'c'].map((name) => ({ name, kind: 'number' })),
    columns: Array.from({ length: 3 }, () => Float64Array.from({ length: rowCount }, () => rng.next())),
  };
}

describe('pruning', () => {
  const table = uniform(4000, 1);
  const [a, b] = table.columns as [Float64Array, Float64Array];
  const findRows = rowFinder(table);
  const judge = judgeOf(
    'binary',
    a.map((value, row) => Number(value > 0.5 && (b[row] as number) > 0.3)),
  );
  const whole: Condition[] = [
    { feature: 0, low: 0.5, missing: false },
    { feature: 1, low: 0.3, high: 0.9, missing: false },
    { feature: 2, high: 0.7, missing: false },
  ];

  it('drops the planted idle condition and the idle end of a range', () => {
    expect(pruneRule(whole, findRows, judge, 0.05)).toEqual([
      { feature: 0, low: 0.5, missing: false },
      { feature: 1, low: 0.3, missing: false },
    ]);
  });

  it('lets the error grow by no more than decay in all, and keeps a condition at least', () => {
    for (const decay of [0, 0.05, 0.35, 1]) {
      const kept = pruneRule(whole, findRows, judge, decay);
      const rows = findRows(kept);
      expect(1 - judge.verdict(rows).mean).toBeLessThanOrEqual(decay);
      expect(kept.length).toBeGreaterThan(0);
    }
    expect(pruneRule(whole, findRows, judge, 1)).toHaveLength(1);
  });
});

describe('choosing and ordering', () => {
  const table = uniform(5000, 2);
  const [a, b] = table.columns as [Float64Array, Float64Array];
  const findRows = rowFinder(table);
  const truth = a.map((value, row) => Number(value > 0.7 || (b[row] as number) <= 0.2));
  const judge = judgeOf('binary', truth);
  const measured = (conditions: Condition[]) => {
    const rows = findRows(conditions);
    return { conditions, rows, verdict: judge.verdict(rows) };
  };
  const high = measured([{ feature: 0, low: 0.7, missing: false }]);
  const low = measured([{ feature: 1, high: 0.2, missing: false }]);
  const nearly = measured([{ feature: 0, low: 0.71, missing: false }]);
  const idle = measured([{ feature: 2, low: 0.5, missing: false }]);

  it('chooses planted rules before near copies, and nothing idle', () => {
    const rules = [idle, nearly, low, high];
    expect(selectRules(rules, judge, 2, workHere().signal)).toEqual([3, 2]);
    expect(selectRules(rules, judge, 9, workHere().signal)).not.toContain(0);
  });

  it('orders them by error, then frequency, with a default', () => {
    const list = learnRuleList([idle, low, high], judge, 50);
    expect(list.map(({ conditions, prediction }) => [conditions[0]?.feature, prediction])).toEqual([
      [0, 1],
      [1, 1],
      [undefined, 0],
    ]);
    // The second line takes only what the first left.
    expect(list[1]?.taken.rows).toBe(a.filter((value, row) => value <= 0.7 && (b[row] as number) <= 0.2).length);
    expect(list.reduce((sum, { taken }) => sum + taken.rows, 0)).toBe(5000);
    expect([...answerByList(list, table).answers]).toEqual([...truth]);
  });

  it('is the default alone where nothing does better', () => {
    const same = judgeOf('binary', new Float64Array(5000).fill(1));
    const all = { conditions: idle.conditions, rows: idle.rows, verdict: same.verdict(idle.rows) };
    expect(learnRuleList([all], same, 50)).toMatchObject([{ conditions: [], prediction: 1 }]);
  });
});

describe('a whole forest', () => {
  it('comes down to few different rules, in seconds for 100 trees of 31 leaves on 10,000 rows', { timeout: 15_000 }, () => {
    const rng = rngFromSeed(6);
    const table = uniform(10_000, 3);
    const model = growBlindly(rng, 100, 30);
    const [a, b] = table.columns as [Float64Array, Float64Array];
    const target = a.map((value, row) => value + ((b[row] as number) > 0.5 ? 1 : 0) + 0.3 * rng.normal());
    for (const task of ['regression', 'binary'] as const) {
      const judge = judgeOf(task, task === 'binary' ? target.map((value) => Number(value > 1)) : target);
      const rules = { ...everything, most: 20_000, frequency: 0.01, decay: 0.05, mostSelected: 40 };
      const found = simplifyTrees(model, table, judge, rules, workHere());
      expect(found.read).toBe(3100);
      expect(found.conditionsAfter).toBeLessThan(found.conditionsBefore);
      const names = found.rules.map(({ rows }) => rows.join());
      expect(new Set(names).size).toBe(names.length);
      expect(found.rules.every(({ rows, verdict }) => countRows(rows) === verdict.rows && verdict.rows >= 100)).toBe(true);
      expect(found.selected.length).toBeLessThanOrEqual(40);
    }
  });
});

/** Trees with random splits on three columns between 0 and 1. */
function growBlindly(rng: ReturnType<typeof rngFromSeed>, trees: number, splits: number): TreeModel {
  const [nodes, size] = [trees * (2 * splits + 1), 2 * splits + 1];
  const model = {
    ...twoSplits,
    features: uniform(1, 1).features,
    treeStart: Int32Array.from({ length: trees + 1 }, (_, tree) => tree * size),
    feature: new Int32Array(nodes).fill(-1),
    threshold: new Float64Array(nodes),
    categoryWords: new Int32Array(nodes),
    left: new Int32Array(nodes),
    right: new Int32Array(nodes),
    missingLeft: new Uint8Array(nodes),
    value: new Float64Array(nodes),
    cover: new Float64Array(nodes),
    gain: new Float64Array(nodes),
  };
  for (let tree = 0; tree < trees; tree++) {
    const leaves = [{ node: tree * size, box: [0, 1, 0, 1, 0, 1] }];
    for (let next = tree * size + 1; next < (tree + 1) * size; next += 2) {
      const [{ node, box } = { node: 0, box: [0, 1] }] = leaves.splice(rng.below(Math.min(4, leaves.length)), 1);
      const feature = rng.below(3);
      const [from, to] = [box[2 * feature] as number, box[2 * feature + 1] as number];
      const threshold = from + (to - from) * (0.3 + 0.4 * rng.next());
      model.feature[node] = feature;
      model.threshold[node] = threshold;
      model.left[node] = next;
      model.right[node] = next + 1;
      leaves.push({ node: next, box: box.with(2 * feature + 1, threshold) }, { node: next + 1, box: box.with(2 * feature, threshold) });
    }
  }
  return model;
}
