import { describe, expect, it } from 'vitest';
import { workHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import type { FeatureTable, LinearModel } from '../model.ts';
import { searchAnchor } from './anchors.ts';
import { type Arm, bestArms } from './anchors-arms.ts';
import { bernoulliDivergence, lowerShare, upperShare } from './anchors-bounds.ts';
import { anchorSampler } from './anchors-draws.ts';
import { predicatesOf } from './anchors-predicates.ts';

describe('KL bounds', () => {
  it('by hand at 0, 1/2 and 1', () => {
    // KL(1, q) = −log q; KL(0, q) = −log(1 − q); KL(1/2, q) = −log(4q(1 − q))/2.
    for (const level of [0.001, 0.05, 0.7, 3]) {
      expect(lowerShare(1, level)).toBeCloseTo(Math.exp(-level), 12);
      expect(upperShare(0, level)).toBeCloseTo(-Math.expm1(-level), 12);
      const reach = Math.sqrt(-Math.expm1(-2 * level)) / 2;
      expect(lowerShare(0.5, level)).toBeCloseTo(0.5 - reach, 12);
      expect(upperShare(0.5, level)).toBeCloseTo(0.5 + reach, 12);
    }
    expect([upperShare(1, 0.3), lowerShare(0, 0.3)]).toEqual([1, 0]);
  });

  it('lie where the divergence meets the level', () => {
    for (const p of [0.1, 0.37, 0.95]) {
      expect(bernoulliDivergence(p, p)).toBe(0);
      expect(bernoulliDivergence(p, upperShare(p, 0.02))).toBeCloseTo(0.02, 10);
      expect(bernoulliDivergence(p, lowerShare(p, 0.02))).toBeCloseTo(0.02, 10);
    }
  });
});

describe('KL-LUCB', () => {
  it('finds the most precise coins, and draws the poor ones least', () => {
    const rng = rngFromSeed(5);
    const truth = [0.2, 0.9, 0.5, 0.95, 0.3, 0.6];
    const arms: Arm[] = truth.map(() => ({ draws: 0, agree: 0, coverage: 1 }));
    const chosen = bestArms(arms, { most: 2, delta: 0.05, epsilon: 0.1 }, (positions) => {
      for (const at of positions) {
        const arm = arms[at] as Arm;
        arm.draws += 50;
        for (let k = 0; k < 50; k++) arm.agree += Number(rng.next() < (truth[at] as number));
      }
      return true;
    });
    expect([...chosen].sort()).toEqual([1, 3]);
    expect(arms[0]?.draws).toBeLessThan(arms[5]?.draws ?? 0);
  });

  it('takes the wider of two equally precise ones, and stops without a budget', () => {
    const arms: Arm[] = [0.1, 0.4, 0.2].map((coverage) => ({ draws: 10, agree: 10, coverage }));
    expect(bestArms(arms, { most: 2, delta: 0.1, epsilon: 1e-6 }, () => false)).toEqual([1, 2]);
  });
});

/** A line of three independent normals and a town. */
const rng = rngFromSeed(2);
const table: FeatureTable = {
  rowCount: 1000,
  features: [
    ...['u', 'v', 'w'].map((name) => ({ name, kind: 'number' as const })),
    { name: 'town', kind: 'category', categories: ['p', 'q'] },
  ],
  columns: [
    ...Array.from({ length: 3 }, () => Float64Array.from({ length: 1000 }, () => (rng.next() < 0.03 ? Number.NaN : rng.normal()))),
    Float64Array.from({ length: 1000 }, (_, row) => (row % 10 === 0 ? Number.NaN : row % 2)),
  ],
};
const line: LinearModel = {
  kind: 'linear',
  features: table.features,
  link: 'identity',
  intercept: 0,
  terms: [
    { feature: 0, coefficient: 3, fill: 0 },
    { feature: 1, coefficient: 1, fill: 0 },
    { feature: 3, category: 'q', coefficient: 1, fill: 0 },
  ],
};
const row = (table.columns[0] as Float64Array).findIndex((u, at) => u > 1 && at % 2 === 1 && (table.columns[1]?.[at] ?? Number.NaN) > 0);
const question = { model: line, table, row, threshold: 0 };

describe('drawn rows', () => {
  const list = predicatesOf(table, row, 4);

  it('are rows of the table where nothing is asked, and satisfy every rule', () => {
    // The town alone decides: a rule that asks for it must always agree, no rule as often as the town occurs.
    const town: LinearModel = { ...line, terms: [{ feature: 3, category: 'q', coefficient: 1, fill: 0 }] };
    const at = list.predicates.findIndex(({ feature }) => feature === 3);
    const sampler = anchorSampler({ ...question, model: town, threshold: 0.5 }, list.predicates, 20_000, workHere(3));
    const [free, asked] = sampler.agreeing([
      { anchor: [], draws: 9000 },
      { anchor: [at], draws: 5000 },
    ]);
    const share = (table.columns[3] as Float64Array).filter((code) => code === 1).length / 1000;
    expect(Math.abs((free as number) / 9000 - share)).toBeLessThan(0.025);
    expect(asked).toBe(5000);
    expect(sampler.left()).toBe(6000);
  });

  it('lie between both ends of a range', () => {
    const cuts = predicatesOf(
      table,
      (table.columns[0] as Float64Array).findIndex((u) => u > 0.1 && u < 0.5),
      4,
    ).predicates;
    const [from, to] = [cuts.findIndex(({ kind }) => kind === 'above'), cuts.findIndex(({ kind }) => kind === 'upTo')];
    const limits = [from, to].map((at) => (cuts[at] as { limit: number }).limit) as [number, number];
    const u: LinearModel = { ...line, terms: [{ feature: 0, coefficient: 1, fill: -99 }] };
    const inside = (table.columns[0] as Float64Array).findIndex((value) => value > limits[0] && value <= limits[1]);
    for (const threshold of limits) {
      const sampler = anchorSampler({ model: u, table, row: inside, threshold: threshold + 1e-12 }, cuts, 3000, workHere(4));
      expect(sampler.agreeing([{ anchor: [from, to], draws: 3000 }])[0]).toBe(3000);
    }
  });
});

describe('the search', () => {
  const rules = { tau: 0.9, delta: 0.1, epsilon: 0.1, beam: 4, mostConditions: 4, budget: 60_000 };

  it('finds a rule that another sample bears out, drawn by another hand', () => {
    const list = predicatesOf(table, row, 4);
    const found = searchAnchor(question, list, rules, workHere(1));
    expect(found).toMatchObject({ isReached: true });
    expect(found.answers).toBeLessThanOrEqual(rules.budget);
    const other = rngFromSeed(77);
    const asked = found.predicates.map((at) => list.predicates[at]);
    const fits = (feature: number, value: number): boolean =>
      asked.every(
        (part) =>
          part?.feature !== feature ||
          (part.kind === 'above'
            ? value > part.limit
            : part.kind === 'upTo'
              ? value <= part.limit
              : part.kind === 'equals' && value === part.value),
      );
    const drawn = (feature: number): number => {
      for (;;) {
        const value = (table.columns[feature] as Float64Array)[other.below(1000)] as number;
        if (fits(feature, value)) return value;
      }
    };
    let agree = 0;
    for (let draw = 0; draw < 20_000; draw++) {
      const [u, v, town] = [drawn(0), drawn(1), drawn(3)];
      agree += Number(3 * (u || 0) + (v || 0) + (town === 1 ? 1 : 0) >= 0);
    }
    expect(agree / 20_000).toBeGreaterThanOrEqual(rules.tau);
  });

  it('keeps to its budget, and says that no rule is long enough', () => {
    const list = predicatesOf(table, row, 4);
    const near = (table.columns[2] as Float64Array).findIndex((w) => w > 0);
    const hard = {
      ...question,
      row: near,
      threshold: 0,
      model: { ...line, terms: [0, 1, 2].map((feature) => ({ feature, coefficient: 1, fill: 0 })) },
    };
    const found = searchAnchor(hard, list, { ...rules, mostConditions: 1, tau: 0.99, budget: 1500 }, workHere(1));
    expect(found.isReached).toBe(false);
    expect(found.answers).toBeLessThanOrEqual(1500);
  });

  it('is the same for the same seed', () => {
    const list = predicatesOf(table, row, 4);
    expect(searchAnchor(question, list, rules, workHere(8))).toEqual(searchAnchor(question, list, rules, workHere(8)));
  });
});
