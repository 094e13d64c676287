import { describe, expect, it } from 'vitest';
import { contextHere, stopped } from '../../../test/support/work.ts';
import { canonicalJson } from '../../base/canonical-json.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { booleanColumn, categoryColumn, makeFrame, numberColumn } from '../../frame/frame.ts';
import type { LinearModel } from '../../learners/model.ts';
import type { FigureBlock } from '../../report/blocks.ts';
import method from './method.ts';

const rng = rngFromSeed(1);
const names = Array.from({ length: 12 }, (_, k) => `x${k}`);
const frame = makeFrame(
  [
    ['id', categoryColumn(Array.from({ length: 300 }, (_, row) => `C${row}`))],
    ...names.map((name) => [name, numberColumn(Array.from({ length: 300 }, () => rng.normal()))] as const),
    ['member', booleanColumn(Array.from({ length: 300 }, () => rng.next() < 0.5))],
    ['town', categoryColumn(Array.from({ length: 300 }, (_, row) => (row % 3 === 0 ? 'north' : row % 3 === 1 ? 'south' : null)))],
  ],
  { roles: [['id', 'id']] },
);
const line: LinearModel = {
  kind: 'linear',
  features: [
    { name: 'x0', kind: 'number' },
    { name: 'member', kind: 'boolean' },
    { name: 'town', kind: 'category', categories: ['north', 'south'] },
  ],
  link: 'identity',
  intercept: 0,
  terms: [
    { feature: 0, coefficient: 2, fill: 0 },
    { feature: 1, coefficient: -3, fill: 0 },
    { feature: 2, category: 'south', coefficient: 4, fill: 0 },
  ],
};

async function run(model: LinearModel, options: object) {
  const spec = method.spec.parse({ samples: 2000, repeats: 4, ...options });
  const inputs = { sources: [{ name: 'data', values: { frame, model } }] };
  expect(method.validate(spec, inputs)).toEqual([]);
  const fit = await method.fit(spec, inputs, contextHere());
  return { fit, report: method.summarize(fit, spec) };
}

const codes = (report: { notes: readonly { code: string }[] }): string[] => report.notes.map(({ code }) => code);

describe('lime', () => {
  it('names what it saw, by quartile, level and as it is', async () => {
    const { fit, report } = await run(line, { row: 2, discretize: true });
    expect(fit.terms.map(({ feature }) => feature).sort()).toEqual(['member', 'town', 'x0']);
    const seen = new Map(fit.terms.map((term) => [term.feature, term.seen]));
    expect(seen.get('x0')?.en).toMatch(/x0/);
    expect(seen.get('x0')?.en).toMatch(/[<≤]/);
    expect(seen.get('member')?.en).toMatch(/^member = (yes|no)$/);
    expect(seen.get('town')).toEqual({ en: 'town = south', zh: 'town = south' });
    expect(codes(report)).toEqual([]);
    expect(() => canonicalJson(report)).not.toThrow();
    const figure = report.blocks.find((block): block is FigureBlock => block.kind === 'figure');
    expect(figure?.table.rows).toHaveLength(3);
    const plain = await run(line, { row: 2, discretize: false, ridge: 0 });
    expect(plain.fit.terms.find(({ feature }) => feature === 'x0')?.perUnit).toBeCloseTo(2, 1);
    expect(plain.fit.terms.find(({ feature }) => feature === 'town')?.perUnit).toBeNull();
  });

  it('explains the customer asked for, else the row with the highest answer', async () => {
    expect((await run(line, { customer: 'C7' })).fit).toMatchObject({ row: 7, name: 'C7' });
    const { fit } = await run(line, {});
    expect(fit.answer).toBeGreaterThan(4);
  });

  it('marks low fidelity and instability where the model bends too much for a line', async () => {
    // Opposite pulls of many alike features: which six a draw chooses is luck.
    const many: LinearModel = {
      ...line,
      features: names.map((name) => ({ name, kind: 'number' })),
      terms: names.map((_, feature) => ({ feature, coefficient: 1, fill: 0 })),
    };
    const { fit, report } = await run(many, { row: 1, samples: 300, terms: 4 });
    expect(fit.lime.agreement).toBeLessThan(0.7);
    expect(fit.lime.fidelity?.value).toBeLessThan(0.5);
    expect(codes(report)).toEqual(expect.arrayContaining(['lime/unstable', 'lime/low-fidelity']));
    const marked = report.notes.filter(({ code }) => code !== 'lime/hardly-local');
    expect(marked.every(({ severity }) => severity === 'warning')).toBe(true);
    // Twelve features at the usual width leave hardly a difference between near and far.
    expect(codes(report)).toContain('lime/hardly-local');
  });

  it('says so where nothing moves, and where hardly a row is near', async () => {
    const { fit, report } = await run({ ...line, terms: [] }, { row: 1 });
    expect(fit.terms).toEqual([]);
    expect(codes(report)).toContain('lime/flat');
    expect(() => canonicalJson(report)).not.toThrow();
    expect(codes((await run(line, { row: 1, width: 0.005, discretize: false })).report)).toContain('lime/few-near');
  });

  it.each([
    [{ row: 301 }, 'row'],
    [{ customer: 'nobody' }, 'customer'],
  ])('refuses %j', (options, option) => {
    const inputs = { sources: [{ name: 'data', values: { frame, model: line } }] };
    expect(method.validate(method.spec.parse(options), inputs).map(({ where }) => where?.option)).toEqual([option]);
  });

  it('stops when it is told to', async () => {
    const inputs = { sources: [{ name: 'data', values: { frame, model: line } }] };
    await expect(async () => method.fit(method.spec.parse({}), inputs, contextHere(1, stopped))).rejects.toMatchObject({
      problem: { kind: 'cancelled' },
    });
  });
});
