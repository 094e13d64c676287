import { describe, expect, it } from 'vitest';
import { contextHere } from '../../../test/support/work.ts';
import { canonicalJson } from '../../base/canonical-json.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { categoryColumn, makeFrame, numberColumn } from '../../frame/frame.ts';
import type { LinearModel, TreeModel } from '../../learners/model.ts';
import type { FigureBlock, TableBlock } from '../../report/blocks.ts';
import method from './method.ts';

const rng = rngFromSeed(2);
const frame = makeFrame([
  ['age', numberColumn(Array.from({ length: 400 }, () => 20 + 40 * rng.next()))],
  ['town', categoryColumn(Array.from({ length: 400 }, () => ['north', 'south', 'east'][rng.below(3)] ?? 'north'))],
  ['noise', numberColumn(Array.from({ length: 400 }, () => rng.normal()))],
]);
const town = frame.columns.get('town');
const categories = town?.kind === 'category' ? town.dictionary : [];
const south = categories.indexOf('south');
/** 1 up to 40; above it 8 in the south and 3 elsewhere. */
const step: TreeModel = {
  kind: 'trees',
  features: [
    { name: 'age', kind: 'number' },
    { name: 'town', kind: 'category', categories },
    { name: 'noise', kind: 'number' },
  ],
  link: 'identity',
  base: 0,
  treeStart: Int32Array.of(0, 5),
  feature: Int32Array.of(0, -1, 1, -1, -1),
  threshold: Float64Array.of(40, 0, 0, 0, 0),
  categoryWords: Int32Array.of(0, 0, 1, 0, 0),
  categoryBits: Uint32Array.of(1 << south),
  left: Int32Array.of(1, -1, 3, -1, -1),
  right: Int32Array.of(2, -1, 4, -1, -1),
  missingLeft: new Uint8Array(5),
  value: Float64Array.of(0, 1, 0, 8, 3),
  cover: Float64Array.of(4, 2, 2, 1, 1),
  gain: new Float64Array(5),
};

async function run(model: TreeModel | LinearModel, options: object, seed = 1) {
  const spec = method.spec.parse({ samples: 3000, ...options });
  const inputs = { sources: [{ name: 'data', values: { frame, model } }] };
  expect(method.validate(spec, inputs)).toEqual([]);
  const fit = await method.fit(spec, inputs, contextHere(seed));
  return { fit, report: method.summarize(fit, spec) };
}

describe('local-tree', () => {
  it('puts the row under the planted rule', async () => {
    const { fit, report } = await run(step, { depth: 2 });
    expect(fit.answer).toBe(8);
    const own = fit.leaves[fit.ownLeaf];
    expect(own?.conditions).toHaveLength(2);
    expect(own?.conditions).toContain('town ∈ {south}');
    const [, threshold = '0'] = /age > ([\d.]+)/.exec(own?.conditions.join(' ') ?? '') ?? [];
    expect(Math.abs(Number(threshold) - 40)).toBeLessThan(1);
    expect(own?.value).toBeCloseTo(8, 0);
    expect(fit.fidelity?.value).toBeGreaterThan(0.9);
    expect(report.notes).toEqual([]);
    expect(() => canonicalJson(report)).not.toThrow();
  });

  it('draws its tree, the row’s own path marked, with all of the nearness at the root', async () => {
    const { fit, report } = await run(step, { depth: 2 });
    const marked = fit.nodes.filter(({ lines }) => lines.some(({ en }) => en.includes('this row')));
    expect(marked).toHaveLength(3);
    expect(fit.nodes[0]?.lines[1]?.en).toBe('100 % of nearness');
    const rules = report.blocks.find((block): block is TableBlock => block.id === 'rules');
    expect(rules?.table.rows.reduce((sum, cells) => sum + Number(cells[3]), 0)).toBeCloseTo(1, 9);
    expect(rules?.table.rows.filter((cells) => cells[4] === true)).toHaveLength(1);
    const tree = report.blocks.find((block): block is FigureBlock => block.id === 'tree');
    expect(tree?.table.rows).toHaveLength(fit.nodes.length);
  });

  it('is the same for the same seed', async () => {
    expect((await run(step, {}, 5)).fit).toEqual((await run(step, {}, 5)).fit);
  });

  it('marks low fidelity where a tree this small cannot follow, and a flat model', async () => {
    const wave: LinearModel = { kind: 'linear', features: step.features, link: 'identity', intercept: 2, terms: [] };
    expect((await run(wave, { row: 1 })).report.notes.map(({ code }) => code)).toEqual(['local-tree/flat']);
    const tilted: LinearModel = {
      ...wave,
      terms: [
        { feature: 0, coefficient: 1 / 12, fill: 0 },
        { feature: 1, category: 'south', coefficient: 1, fill: 0 },
        { feature: 2, coefficient: 1, fill: 0 },
      ],
    };
    const { fit, report } = await run(tilted, { row: 1, depth: 1 });
    expect(fit.fidelity?.value).toBeLessThan(0.5);
    expect(report.notes.map(({ code, severity }) => [code, severity])).toContainEqual(['local-tree/low-fidelity', 'warning']);
  });

  it.each([{ row: 401 }, { customer: 'x' }])('refuses %j', (options) => {
    const inputs = { sources: [{ name: 'data', values: { frame, model: step } }] };
    expect(method.validate(method.spec.parse(options), inputs).map(({ code }) => code)).toEqual(['option/invalid']);
  });
});
