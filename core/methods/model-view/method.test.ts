import { describe, expect, it } from 'vitest';
import { contextHere } from '../../../test/support/work.ts';
import { makeFrame, numberColumn } from '../../frame/frame.ts';
import type { BlendModel, LinearModel, NetworkModel, TreeModel } from '../../learners/model.ts';
import method from './method.ts';

const features = [
  { name: 'a', kind: 'number' as const },
  { name: 'b', kind: 'number' as const },
];
const tree: TreeModel = {
  kind: 'trees',
  features,
  link: 'identity',
  base: 0,
  treeStart: Int32Array.of(0, 5),
  feature: Int32Array.of(0, -1, 1, -1, -1),
  threshold: Float64Array.of(0, 0, 0, 0, 0),
  categoryWords: new Int32Array(5),
  categoryBits: new Uint32Array(0),
  left: Int32Array.of(1, 0, 3, 0, 0),
  right: Int32Array.of(2, 0, 4, 0, 0),
  missingLeft: new Uint8Array(5),
  value: Float64Array.of(0, -1, 2, 1, 3),
  cover: Float64Array.of(5, 2, 3, 1, 2),
  gain: new Float64Array(5),
};
const frame = makeFrame([
  ['a', numberColumn([-1, -2, 1, 2, 3])],
  ['b', numberColumn([0, 0, -1, 1, 2])],
]);
const given = (model: TreeModel | NetworkModel | BlendModel | LinearModel) => ({ sources: [{ name: 'data', values: { frame, model } }] });

describe('model-view', () => {
  it('counts the rows that pass every node', async () => {
    const fit = await method.fit(method.spec.parse({}), given(tree), contextHere());
    expect(fit.nodes.map(({ condition, lines }) => [condition.en, lines[1]?.en])).toEqual([
      ['', '5 rows'],
      ['a ≤ 0', '2 rows'],
      ['a > 0', '3 rows'],
      ['b ≤ 0', '1 rows'],
      ['b > 0', '2 rows'],
    ]);
    expect([...fit.leaf]).toEqual([1, 1, 2, 3, 3]);
    expect([fit.trees, fit.leaves, fit.deepest]).toEqual([1, 3, 2]);
  });

  it('cuts at a depth', async () => {
    const fit = await method.fit(method.spec.parse({ depth: 1 }), given(tree), contextHere());
    expect(fit.nodes.map(({ value }) => value)).toEqual([0, -1, 2]);
    expect([...fit.leaf]).toEqual([1, 1, 2, 2, 2]);
  });

  it('finds units that never speak', async () => {
    const input = { kind: 'number' as const, center: 0, scale: 1, hasMissingFlag: false };
    const network: NetworkModel = {
      kind: 'network',
      features,
      link: 'identity',
      inputs: [input, input],
      layers: [
        { inputs: 2, outputs: 2, weights: Float64Array.of(1, 0, 0, 0), bias: Float64Array.of(0, -1), activation: 'relu' },
        { inputs: 2, outputs: 1, weights: Float64Array.of(1, 1), bias: Float64Array.of(0), activation: 'identity' },
      ],
    };
    const spec = method.spec.parse({});
    const fit = await method.fit(spec, given(network), contextHere());
    expect([...(fit.layers[0]?.active ?? [])].map((share) => Number(share.toFixed(9)))).toEqual([0.6, 0]);
    expect(fit.layers[0]?.means[0]).toBeCloseTo(6 / 5, 12);
    const reading = method.summarize(fit, spec).blocks[0];
    expect(reading?.kind === 'text' ? reading.body.en : '').toContain('1 hidden units never speak');
  });

  it('shows a blend part by part, and refuses what is not there', async () => {
    const line: LinearModel = {
      kind: 'linear',
      features,
      link: 'identity',
      intercept: 1,
      terms: [{ feature: 0, coefficient: 2, fill: 0 }],
    };
    const blend: BlendModel = {
      kind: 'blend',
      features,
      link: 'identity',
      parts: [
        { weight: 1, model: tree },
        { weight: -1, model: line },
      ],
    };
    const fit = await method.fit(method.spec.parse({ part: 2 }), given(blend), contextHere());
    expect(fit.terms).toEqual([
      { name: 'intercept', coefficient: 1 },
      { name: 'a', coefficient: 2 },
    ]);
    const codes = (options: object) => method.validate(method.spec.parse(options), given(blend)).map(({ where }) => where?.option);
    expect(codes({ part: 3 })).toEqual(['part']);
    expect(codes({ tree: 2 })).toEqual(['tree']);
  });
});
