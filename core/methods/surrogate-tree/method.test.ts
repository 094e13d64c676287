import { describe, expect, it } from 'vitest';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { makeFrame, numberColumn, withRoles } from '../../frame/frame.ts';
import { sharedFloats } from '../../frame/shared-memory.ts';
import type { LinearModel, TreeModel } from '../../learners/model.ts';
import method from './method.ts';

const rng = rngFromSeed(4);
const [a, b] = [1, 2].map(() => Array.from({ length: 4000 }, () => rng.below(10))) as [number[], number[]];
const frame = makeFrame([
  ['a', numberColumn(a)],
  ['b', numberColumn(b)],
]);
const features = [
  { name: 'a', kind: 'number' as const },
  { name: 'b', kind: 'number' as const },
];

/** a ≤ 3.5: 1; otherwise b ≤ 6.5: 5, else 9. */
const planted: TreeModel = {
  kind: 'trees',
  features,
  link: 'identity',
  base: 0,
  treeStart: Int32Array.of(0, 5),
  feature: Int32Array.of(0, -1, 1, -1, -1),
  threshold: Float64Array.of(3.5, 0, 6.5, 0, 0),
  categoryWords: new Int32Array(5),
  categoryBits: new Uint32Array(0),
  left: Int32Array.of(1, 0, 3, 0, 0),
  right: Int32Array.of(2, 0, 4, 0, 0),
  missingLeft: new Uint8Array(5),
  value: Float64Array.of(0, 1, 0, 5, 9),
  cover: Float64Array.of(10, 4, 6, 4, 2),
  gain: new Float64Array(5),
};

const given = (model: TreeModel | LinearModel) => ({ sources: [{ name: 'data', values: { frame, model } }] });

describe('surrogate-tree', () => {
  it('finds a planted tree again, with the shares of its leaves', async () => {
    const spec = method.spec.parse({ depth: 2 });
    const fit = await method.fit(spec, given(planted), contextHere());
    expect(fit.own.r2.value).toBeCloseTo(1, 12);
    const low = a.filter((value) => value <= 3).length / a.length;
    const found = fit.leaves.map(({ conditions, value, share }) => [conditions, Number(value.toFixed(9)), share]);
    expect(found).toEqual([
      [['a ≤ 3.5'], 1, low],
      [['a > 3.5', 'b ≤ 6.5'], 5, a.filter((value, i) => value > 3 && (b[i] as number) <= 6).length / a.length],
      [['a > 3.5', 'b > 6.5'], 9, a.filter((value, i) => value > 3 && (b[i] as number) > 6).length / a.length],
    ]);
    expect(method.summarize(fit, spec).notes).toEqual([]);
  });

  it('marks a tree that repeats only part, and never does worse with depth on a line', async () => {
    const line: LinearModel = {
      kind: 'linear',
      features,
      link: 'identity',
      intercept: 0,
      terms: [
        { feature: 0, coefficient: 1, fill: 0 },
        { feature: 1, coefficient: 1, fill: 0 },
      ],
    };
    const spec = method.spec.parse({ depth: 1 });
    const fit = await method.fit(spec, given(line), contextHere());
    // One split at the middle of ten equal steps: 25/33 of that column's variance, half of both.
    expect(fit.own.r2.value).toBeCloseTo(25 / 66, 1);
    expect(method.summarize(fit, spec).notes.map(({ code }) => code)).toEqual(['surrogate-tree/low-fidelity']);
    const values = fit.curve.map(({ r2 }) => r2.value);
    expect(values).toEqual([...values].sort((x, y) => x - y));
  });

  it('explains effects by the covariates', async () => {
    const value = sharedFloats(4000);
    a.forEach((own, row) => {
      value[row] = own > 4 ? 2 : -1;
    });
    const effects = { control: 'none', arms: ['mail'], outcome: 'y', treatment: 'arm', rowCount: 4000, value };
    const withRole = withRoles(frame, [
      ['a', 'covariate'],
      ['b', 'covariate'],
    ]);
    const fit = await method.fit(method.spec.parse({}), { sources: [{ name: 'e', values: { frame: withRole, effects } }] }, contextHere());
    expect(fit.leaves.map(({ conditions }) => conditions)).toEqual([['a ≤ 4.5'], ['a > 4.5']]);
    expect(fit.facts.arm).toBe('mail');
  });

  it('refuses few rows, and answers that do not differ', async () => {
    const few = makeFrame([
      ['a', numberColumn([1, 2])],
      ['b', numberColumn([1, 2])],
    ]);
    const inputs = { sources: [{ name: 'data', values: { frame: few, model: planted } }] };
    expect(method.validate(method.spec.parse({}), inputs).map(({ code }) => code)).toEqual(['data/too-few-rows']);
    const flat: LinearModel = { kind: 'linear', features, link: 'identity', intercept: 1, terms: [] };
    await expect(method.fit(method.spec.parse({}), given(flat), contextHere())).rejects.toMatchObject({
      problem: { code: 'data/constant' },
    });
  });
});
