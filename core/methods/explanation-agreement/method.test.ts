import { describe, expect, it } from 'vitest';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { makeFrame, numberColumn } from '../../frame/frame.ts';
import type { LinearModel } from '../../learners/model.ts';
import method from './method.ts';
import { kendallTau, leadersOf, ranksOf, sharedLeaders } from './ranks.ts';

describe('ranks', () => {
  it('share places where sizes are equal', () => {
    expect([...ranksOf(Float64Array.of(5, 1, 5, 0))]).toEqual([1.5, 3, 1.5, 4]);
  });

  it('τ-b by hand: six pairs, one tie on the left', () => {
    // Left 4 3 3 1, right 4 2 3 1: five untied pairs agree, one is tied on the left.
    expect(kendallTau(Float64Array.of(4, 3, 3, 1), Float64Array.of(4, 2, 3, 1))).toBeCloseTo(5 / Math.sqrt(5 * 6), 12);
    expect(kendallTau(Float64Array.of(1, 2, 3), Float64Array.of(3, 2, 1))).toBe(-1);
    expect(kendallTau(Float64Array.of(1, 1), Float64Array.of(1, 2))).toBeNull();
  });

  it('lead only where there is something to lead with', () => {
    expect(leadersOf(Float64Array.of(0, 3, 1, 0), 3)).toEqual([1, 2]);
    expect(sharedLeaders([1, 2], [2, 3])).toBe(0.5);
    expect(sharedLeaders([], [])).toBe(1);
  });
});

describe('explanation-agreement', () => {
  const rng = rngFromSeed(2);
  const names = ['a', 'b', 'c', 'd'];
  const frame = makeFrame(names.map((name) => [name, numberColumn(Array.from({ length: 800 }, () => rng.normal()))] as const));
  const line: LinearModel = {
    kind: 'linear',
    features: names.map((name) => ({ name, kind: 'number' })),
    link: 'identity',
    intercept: 0,
    terms: [8, 4, 2, 0].map((coefficient, feature) => ({ feature, coefficient, fill: 0 })),
  };
  const inputs = { sources: [{ name: 'data', values: { frame, model: line } }] };

  it('finds all techniques agreed on a line with well separated slopes', async () => {
    const spec = method.spec.parse({ top: 3, lines: 10 });
    const fit = await method.fit(spec, inputs, contextHere());
    for (const { ranks } of fit.opinions) expect([...ranks].slice(0, 3)).toEqual([1, 2, 3]);
    for (const { shared } of fit.agreements) expect(shared).toBe(1);
    expect(fit.disputes).toEqual([]);
    expect(method.summarize(fit, spec).notes.map(({ code }) => code)).not.toContain('explanation-agreement/disagree');
  });

  it('needs two features', () => {
    const one = { ...line, features: line.features.slice(0, 1), terms: line.terms.slice(0, 1) };
    const problems = method.validate(method.spec.parse({}), { sources: [{ name: 'data', values: { frame, model: one } }] });
    expect(problems.map(({ code }) => code)).toEqual(['option/invalid']);
  });
});
