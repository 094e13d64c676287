import { describe, expect, it } from 'vitest';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { makeFrame, numberColumn, withRoles } from '../../frame/frame.ts';
import { sharedFloats } from '../../frame/shared-memory.ts';
import type { TreeModel } from '../../learners/model.ts';
import method from './method.ts';

const rng = rngFromSeed(6);
const [a, b, idle] = [1, 2, 3].map(() => Array.from({ length: 3000 }, () => rng.next())) as [number[], number[], number[]];
const planted = (row: number): number => Number((a[row] as number) > 0.6 && (b[row] as number) <= 0.5);
const frame = withRoles(
  makeFrame([
    ['a', numberColumn(a)],
    ['b', numberColumn(b)],
    ['idle', numberColumn(idle)],
  ]),
  ['a', 'b', 'idle'].map((name) => [name, 'covariate'] as const),
);

/** a > 0.6 and b ≤ 0.5: 1; the split on idle below it changes nothing. */
const model: TreeModel = {
  kind: 'trees',
  features: ['a', 'b', 'idle'].map((name) => ({ name, kind: 'number' as const })),
  link: 'identity',
  base: 0,
  treeStart: Int32Array.of(0, 7),
  feature: Int32Array.of(0, -1, 1, 2, -1, -1, -1),
  threshold: Float64Array.of(0.6, 0, 0.5, 0.3, 0, 0, 0),
  categoryWords: new Int32Array(7),
  categoryBits: new Uint32Array(0),
  left: Int32Array.of(1, 0, 3, 4, 0, 0, 0),
  right: Int32Array.of(2, 0, 6, 5, 0, 0, 0),
  missingLeft: new Uint8Array(7),
  value: Float64Array.of(0, 0, 0, 0, 1, 1, 0),
  cover: Float64Array.of(7, 4, 3, 2, 1, 1, 1),
  gain: new Float64Array(7),
};

describe('in-trees', () => {
  it('reads the planted rule without its idle condition, and a list that repeats the model', async () => {
    const spec = method.spec.parse({});
    const inputs = { sources: [{ name: 'data', values: { frame, model } }] };
    expect(method.validate(spec, inputs)).toEqual([]);
    const fit = await method.fit(spec, inputs, contextHere());
    expect(fit.rules.flatMap(({ words }) => words).join(' ')).not.toContain('idle');
    const rule = fit.rules.find(({ words }) => words.join(' ∧ ') === 'a > 0.6 ∧ b ≤ 0.5');
    const share = a.filter((_, row) => planted(row) === 1).length / a.length;
    expect(rule?.frequency).toBeCloseTo(share, 1);
    expect(rule?.error).toBeCloseTo(0, 12);
    expect(rule?.prediction).toBeCloseTo(1, 12);
    for (const { heldOutError } of fit.list) expect(heldOutError ?? 0).toBeCloseTo(0, 12);
  });

  it('learns effects by a stand-in, and says how far it repeats them', async () => {
    const value = sharedFloats(3000);
    for (let row = 0; row < 3000; row++) value[row] = 2 * planted(row);
    const effects = { control: 'none', arms: ['mail'], outcome: 'y', treatment: 'arm', rowCount: 3000, value };
    const spec = method.spec.parse({});
    const fit = await method.fit(spec, { sources: [{ name: 'e', values: { frame, effects } }] }, contextHere());
    expect(fit.facts.fidelity?.value).toBeGreaterThan(0.9);
    const [first] = [...fit.list].filter(({ words }) => words.length > 0).sort((x, y) => y.prediction - x.prediction);
    expect(first?.words.every((words) => /^(a >|b ≤)/.test(words))).toBe(true);
    expect(method.summarize(fit, spec).notes.map(({ code }) => code)).toContain('in-trees/surrogate');
  });

  it('refuses an outcome that is not there', () => {
    const inputs = { sources: [{ name: 'data', values: { frame, model } }] };
    expect(method.validate(method.spec.parse({ target: 'outcome', outcome: 'nothing' }), inputs).map(({ code }) => code)).toEqual([
      'data/unknown-column',
    ]);
  });
});
