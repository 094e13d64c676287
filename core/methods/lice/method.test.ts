import { describe, expect, it } from 'vitest';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { categoryColumn, makeFrame, numberColumn, numbersOf } from '../../frame/frame.ts';
import type { LinearModel, NetworkModel, TreeModel } from '../../learners/model.ts';
import type { Inputs } from '../contract.ts';
import { withPaths } from './columns.ts';
import method from './method.ts';

const names = ['a', 'b', 'c'] as const;
const features = names.map((name) => ({ name, kind: 'number' as const }));
const plainInputs = features.map(() => ({ kind: 'number' as const, center: 0, scale: 1, hasMissingFlag: false }));

/** Layer 1 asks a > 0, b > 0, c > 1; layer 2 says (a and b) and c; the answer is their or, all by steep tanh units. */
const planted: NetworkModel = {
  kind: 'network',
  features,
  link: 'logit',
  inputs: plainInputs,
  layers: [
    {
      inputs: 3,
      outputs: 3,
      weights: Float64Array.of(40, 0, 0, 0, 40, 0, 0, 0, 40),
      bias: Float64Array.of(0, 0, -40),
      activation: 'tanh',
    },
    { inputs: 3, outputs: 2, weights: Float64Array.of(4, 4, 0, 0, 0, 4), bias: Float64Array.of(-4, 0), activation: 'tanh' },
    { inputs: 2, outputs: 1, weights: Float64Array.of(4, 4), bias: Float64Array.of(4), activation: 'identity' },
  ],
};

function uniformFrame(rows: number, low: number, high: number) {
  const rng = rngFromSeed(5);
  return makeFrame([
    ...names.map((name) => [name, numberColumn(Array.from({ length: rows }, () => low + (high - low) * rng.next()))] as const),
    ['town', categoryColumn(Array.from({ length: rows }, (_, row) => `t${row % 3}`))] as const,
  ]);
}

const frame = uniformFrame(6000, -2, 3);
const inputs: Inputs = { sources: [{ name: 'data', values: { frame, model: planted } }] };

describe('lice on a planted network', async () => {
  const spec = method.spec.parse({ repeats: 10 });
  const fit = await method.fit(spec, inputs, contextHere(7));

  it('finds the half-planes at layer 1: no cluster lies on both sides of one', () => {
    const values = names.map((name) => numbersOf(frame, name));
    const sides = values.map((column, at) => column.map((value) => Number(value > (at === 2 ? 1 : 0))));
    expect(fit.layers[0]?.count).toBe(8);
    for (let cluster = 0; cluster < 8; cluster++) {
      const members = [...(fit.layers[0]?.labels ?? [])].flatMap((label, at) => (label === cluster ? [fit.rows[at] as number] : []));
      for (const side of sides) {
        const share = members.reduce((sum, row) => sum + (side[row] as number), 0) / members.length;
        expect(Math.min(share, 1 - share)).toBeLessThan(0.03);
      }
    }
  });

  it('states the rule in the paths, each with a precision of 0.95 at least', () => {
    // A few rows lie on the steep flanks of a unit, between clusters.
    const yes = fit.paths.filter(({ yesShare, rows }) => yesShare > 0.5 && rows >= 0.01 * fit.rows.length);
    expect(yes.length).toBeGreaterThanOrEqual(3);
    for (const { membership } of yes) expect(membership.precision).toBeGreaterThanOrEqual(0.95);
    const isYes = (conditions: readonly string[]): boolean => {
      const near = (name: string, at: number) =>
        conditions.some((each) => each.startsWith(`${name} > `) && Math.abs(Number(each.split('> ')[1]) - at) < 0.1);
      return near('c', 1) || (near('a', 0) && near('b', 0));
    };
    for (const { membership } of yes) for (const part of membership.parts) expect(isYes(part.conditions)).toBe(true);
  });

  it('says which columns each group of units watches', () => {
    const groups = fit.layers[1]?.unitGroups ?? [];
    expect(groups.some(({ columns }) => columns.includes('a') && columns.includes('b') && !columns.includes('c'))).toBe(true);
    expect(groups.some(({ columns }) => columns.join() === 'c')).toBe(true);
  });

  it('gives rows whose fidelity has the printed R² as its mean', () => {
    const told = withPaths(fit, frame);
    const fidelity = numbersOf(told, 'lice_fidelity').filter((value) => !Number.isNaN(value));
    expect(fidelity).toHaveLength(fit.heldOut.length);
    expect(fidelity.reduce((sum, value) => sum + value, 0) / fidelity.length).toBeCloseTo(fit.byRules.r2 ?? 0, 9);
  });

  it('is stable, does not survive shuffled weights, and is compared with its rivals', () => {
    for (const { stability, shuffled } of fit.layers) {
      expect(stability.mean).toBeGreaterThan(0.9);
      expect(shuffled).toBeLessThan(0.6);
    }
    expect(fit.rivals.map(({ name }) => name)).toEqual(['tree', 'line', 'k-lime']);
    expect(fit.byCentroids.r2).toBeGreaterThan(0.95);
    expect(fit.byRules.agreement).toBeGreaterThan(0.97);
    const report = method.summarize(fit, spec);
    const reading = report.blocks[0]?.kind === 'text' ? report.blocks[0].body : { en: '', zh: '' };
    const hasLost = fit.rivals.some(({ score }) => (score.r2 ?? 0) > (fit.byRules.r2 ?? 0));
    expect(reading.en.startsWith('A simpler explanation')).toBe(hasLost);
    expect(`${reading.en}`).not.toMatch(/\bcauses?\b/);
  });

  it('gives the same bytes again', async () => {
    expect(await method.fit(spec, inputs, contextHere(7))).toEqual(fit);
  });
});

describe('local straight lines', () => {
  it('are the exact affine maps of a ReLU network where clusters are its regions (Picchiotti & Gori 2021)', async () => {
    const relu: NetworkModel = {
      kind: 'network',
      features: features.slice(0, 2),
      link: 'identity',
      inputs: plainInputs.slice(0, 2),
      layers: [
        { inputs: 2, outputs: 2, weights: Float64Array.of(1, 0, 0, 1), bias: Float64Array.of(0, 0), activation: 'relu' },
        { inputs: 2, outputs: 1, weights: Float64Array.of(2, -3), bias: Float64Array.of(0.5), activation: 'identity' },
      ],
    };
    // Four clouds, one in each quadrant: a region of the network each.
    const rng = rngFromSeed(3);
    const [a, b]: [number[], number[]] = [[], []];
    for (let row = 0; row < 2000; row++) {
      a.push((row % 2 === 0 ? 4 : -4) + rng.next());
      b.push((row % 4 < 2 ? 4 : -4) + rng.next());
    }
    const clouds = makeFrame([
      ['a', numberColumn(a)],
      ['b', numberColumn(b)],
    ]);
    const fit = await method.fit(
      method.spec.parse({ local: 'linear', repeats: 2, clusters: 4 }),
      { sources: [{ name: 'data', values: { frame: clouds, model: relu } }] },
      contextHere(1),
    );
    expect(fit.layers[0]?.count).toBe(4);
    let checked = 0;
    fit.layers[0]?.cards.forEach(({ local: { model, columns }, typical }) => {
      if (model.kind !== 'linear') throw new Error('no line');
      const row = fit.rows[typical] as number;
      const slopes = [(a[row] as number) > 0 ? 2 : 0, (b[row] as number) > 0 ? -3 : 0];
      const found = [0, 0];
      for (const { feature, coefficient } of model.terms) found[columns[feature] as number] = coefficient;
      expect(found[0]).toBeCloseTo(slopes[0] as number, 3);
      expect(found[1]).toBeCloseTo(slopes[1] as number, 3);
      checked++;
    });
    expect(checked).toBe(4);
  });
});

describe('lice', () => {
  it('clusters classes apart and pairs them', async () => {
    const fit = await method.fit(method.spec.parse({ mode: 'class-split', clusters: 2, repeats: 2 }), inputs, contextHere(1));
    for (const { cards } of fit.layers) for (const { yesShare } of cards) expect([0, 1]).toContain(yesShare);
    expect(fit.layers[0]?.pairs).toHaveLength(2);
  });

  it('nests: every cluster lies inside one of the layer before', async () => {
    const fit = await method.fit(method.spec.parse({ mode: 'nested', clusters: 2, repeats: 2 }), inputs, contextHere(1));
    const flow = fit.layers[1]?.flow ?? [];
    for (let to = 0; to < (fit.layers[1]?.count ?? 0); to++) expect(flow.filter((counts) => (counts[to] ?? 0) > 0)).toHaveLength(1);
  });

  it('teaches a network where there are no layers, and says so', async () => {
    const line: LinearModel = {
      kind: 'linear',
      features,
      link: 'identity',
      intercept: 0,
      terms: [{ feature: 0, coefficient: 2, fill: 0 }],
    };
    const spec = method.spec.parse({ clusters: 2, repeats: 2, rows: 2000 });
    const fit = await method.fit(spec, { sources: [{ name: 'data', values: { frame, model: line } }] }, contextHere(1));
    expect(fit.facts.fidelity?.value).toBeGreaterThan(0.9);
    expect(method.summarize(fit, spec).notes.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['lice/stand-in', 'lice/sampled-rows']),
    );
  });

  it.each([
    [{ row: 9999 }, 'option/invalid'],
    [{ rows: 60 }, 'data/too-few-rows'],
  ])('refuses %o', (options, code) => {
    expect(method.validate(method.spec.parse(options), inputs).map((problem) => problem.code)).toContain(code);
  });

  it('refuses a threshold that no probability crosses, and answers that do not differ', async () => {
    const far = method.spec.parse({ threshold: 2 });
    await expect(method.fit(far, inputs, contextHere(1))).rejects.toMatchObject({ problem: { code: 'option/invalid' } });
    const flat: TreeModel | LinearModel = { kind: 'linear', features, link: 'identity', intercept: 3, terms: [] };
    const same = { sources: [{ name: 'data', values: { frame, model: flat } }] };
    await expect(method.fit(method.spec.parse({}), same, contextHere(1))).rejects.toMatchObject({ problem: { code: 'data/constant' } });
  });
});
