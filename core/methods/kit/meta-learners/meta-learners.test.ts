import { describe, expect, it } from 'vitest';
import { contextHere, stopped } from '../../../../test/support/work.ts';
import { type Rng, rngFromSeed } from '../../../base/rng.ts';
import { categoryColumn, type Frame, makeFrame, numberColumn, numbersOf, takeRows, withColumns } from '../../../frame/frame.ts';
import drLearner from '../../dr-learner/method.ts';
import rLearner from '../../r-learner/method.ts';
import sLearner from '../../s-learner/method.ts';
import tLearner from '../../t-learner/method.ts';
import xLearner from '../../x-learner/method.ts';
import type { MetaFit } from './fit.ts';

const METHODS = [tLearner, xLearner];
const COVARIATES = ['x0', 'x1', 'x2'];

interface World {
  readonly rows: number;
  readonly treatedShare: number;
  effect(x: readonly number[]): number;
  baseline(x: readonly number[]): number;
  readonly isBinary?: boolean;
}

/** A simulated test with three covariates, a control and an arm "offer", and the true effect of every row. */
function simulate(world: World, seed: number): { frame: Frame; truth: Float64Array } {
  const rng = rngFromSeed(seed);
  const x = COVARIATES.map(() => Float64Array.from({ length: world.rows }, () => 2 * rng.next() - 1));
  const at = (row: number): number[] => x.map((column) => column[row] ?? 0);
  const truth = Float64Array.from({ length: world.rows }, (_, row) => world.effect(at(row)));
  const isTreated = Array.from({ length: world.rows }, () => rng.next() < world.treatedShare);
  const outcome = Float64Array.from({ length: world.rows }, (_, row) =>
    draw(world.baseline(at(row)) + (isTreated[row] ? (truth[row] ?? 0) : 0), world, rng),
  );
  const frame = makeFrame([
    ...COVARIATES.map((name, j) => [name, numberColumn(x[j] ?? [])] as const),
    ['arm', categoryColumn(isTreated.map((treated) => (treated ? 'offer' : 'none')))],
    ['y', numberColumn(outcome)],
  ]);
  return { frame, truth };
}

function draw(mean: number, world: World, rng: Rng): number {
  return world.isBinary === true ? Number(rng.next() < mean) : mean + rng.normal();
}

const plain: World = { rows: 2000, treatedShare: 0.5, effect: ([a = 0]) => 1 + 2 * a, baseline: ([, b = 0]) => Math.sin(3 * b) };

function inputsOf(frame: Frame) {
  return { sources: [{ name: 'data', values: { frame } }] };
}

async function fitOn(method: typeof tLearner, frame: Frame, options: Record<string, unknown> = {}, seed = 1): Promise<MetaFit> {
  const spec = method.spec.parse({ treatment: 'arm', outcome: 'y', covariates: COVARIATES, ...options });
  return method.fit(spec, inputsOf(frame), contextHere(seed));
}

function notesFor(method: typeof tLearner, fit: MetaFit): string[] {
  return method.summarize(fit, method.spec.parse({})).notes.map((note) => note.code);
}

/** Precision in estimating heterogeneous effects: the root mean square error of single effects (Hill 2011). */
function pehe(fit: MetaFit, truth: Float64Array): number {
  return Math.sqrt(truth.reduce((sum, effect, row) => sum + ((fit.value[row] ?? 0) - effect) ** 2, 0) / truth.length);
}

describe('planted truth is found again', () => {
  // The effects' own standard deviation is 2/√3 = 1.15: what predicting the average for everyone would miss.
  it.each(METHODS)('$id with boosted trees misses less than a half of what the average misses', async (method) => {
    const { frame, truth } = simulate(plain, 11);
    expect(pehe(await fitOn(method, frame), truth)).toBeLessThan(0.55);
  });

  it.each(METHODS)('$id orders yes/no outcomes in the right direction', async (method) => {
    const world: World = {
      ...plain,
      rows: 6000,
      isBinary: true,
      effect: ([a = 0]) => 0.1 + 0.3 * a,
      baseline: ([, b = 0]) => 0.4 + 0.1 * b,
    };
    const { frame, truth } = simulate(world, 5);
    const fit = await fitOn(method, frame);
    expect(fit.isBinary).toBe(true);
    expect(pehe(fit, truth)).toBeLessThan(0.12);
    const [summary] = fit.summaries;
    expect((summary?.deciles.at(-1)?.observed?.value ?? 0) - (summary?.deciles[0]?.observed?.value ?? 0)).toBeGreaterThan(0.2);
  });

  it('with 5 % treated, a bumpy baseline and a smooth effect, the X-learner beats the T-learner every time', async () => {
    const world: World = {
      rows: 3000,
      treatedShare: 0.05,
      effect: ([a = 0]) => 1 + a,
      baseline: ([, b = 0, c = 0]) => 3 * Math.sin(4 * b) * Math.cos(3 * c),
    };
    for (const seed of [1, 2, 3]) {
      const { frame, truth } = simulate(world, seed);
      const [t, x] = [await fitOn(tLearner, frame), await fitOn(xLearner, frame)];
      expect(pehe(x, truth)).toBeLessThan(0.8 * pehe(t, truth));
    }
  });

  it('the interval of the average effect covers it in about 95 % of simulated tests', async () => {
    let covered = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const { frame } = simulate({ ...plain, rows: 300 }, seed);
      const fit = await fitOn(tLearner, frame, { learner: 'linear', folds: 2 });
      const [low, high] = fit.summaries[0]?.average.interval ?? [0, 0];
      if (low <= 1 && high >= 1) covered++;
    }
    // A binomial count at 95 % leaves 178 … 199 about once in a thousand; seeds are fixed.
    expect(covered).toBeGreaterThanOrEqual(178);
  });

  it('an effect that is the same for everyone is reported as not shown to differ', async () => {
    const { frame } = simulate({ ...plain, effect: () => 1 }, 3);
    expect(notesFor(xLearner, await fitOn(xLearner, frame))).toEqual(['x-learner/differences-not-shown']);
  });
});

describe('learners with one model, or with a last stage of their own', () => {
  it('s-, r- and dr-learner with boosted trees miss less than a half of what the average misses', async () => {
    const { frame, truth } = simulate(plain, 1);
    const mean = truth.reduce((sum, effect) => sum + effect, 0) / truth.length;
    const spread = Math.sqrt(truth.reduce((sum, effect) => sum + (effect - mean) ** 2, 0) / truth.length);
    const at = (method: typeof tLearner) => method as unknown as typeof tLearner;
    for (const method of [sLearner, at(rLearner as never), at(drLearner as never)]) {
      expect(pehe(await fitOn(method, frame), truth), method.id).toBeLessThan(spread / 2);
    }
  });

  it('a line’s 95 % intervals of single effects hold the truth where the truth is a line', async () => {
    let held = 0;
    let count = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const { frame, truth } = simulate({ ...plain, rows: 800 }, seed);
      const spec = drLearner.spec.parse({
        ...{ treatment: 'arm', outcome: 'y', covariates: COVARIATES, learner: 'linear', effectLearner: 'linear', finalStage: 'once' },
      });
      const fit = await drLearner.fit(spec, inputsOf(frame), contextHere(seed));
      for (let row = 0; row < 20; row++) {
        count++;
        const gap = Math.abs((fit.value[row] ?? 0) - (truth[row] ?? 0));
        if (gap < 1.96 * (fit.standardError?.[row] ?? 0)) held++;
      }
    }
    // Rows of one draw move together: 40 draws put two standard errors of the share at about 0.05.
    expect(held / count).toBeGreaterThan(0.89);
    expect(held / count).toBeLessThan(0.995);
  });

  it('two arms against one control: each arm has its own effects', async () => {
    const { frame } = simulate(plain, 3);
    const { frame: other } = simulate({ ...plain, effect: () => -1 }, 3);
    const arms = Array.from({ length: frame.rowCount }, (_, row) => ['none', 'call', 'mail'][row % 3] as string);
    const base = numbersOf(simulate({ ...plain, treatedShare: 0 }, 3).frame, 'y');
    const called = numbersOf(simulate({ ...plain, treatedShare: 1 }, 3).frame, 'y');
    const mailed = numbersOf(simulate({ ...plain, treatedShare: 1, effect: () => -1 }, 3).frame, 'y');
    const y = arms.map((arm, row) => (arm === 'none' ? base : arm === 'call' ? called : mailed)[row] ?? 0);
    const three = withColumns(other, [
      ['arm', categoryColumn(arms)],
      ['y', numberColumn(y)],
    ]);
    for (const method of [rLearner, drLearner]) {
      const spec = method.spec.parse({ treatment: 'arm', control: 'none', outcome: 'y', covariates: COVARIATES });
      const fit = await method.fit(spec, inputsOf(three), contextHere(3));
      expect(fit.arms).toEqual(['call', 'mail']);
      expect(fit.summaries[0]?.average.value).toBeCloseTo(1, 0);
      expect(fit.summaries[1]?.average.value).toBeCloseTo(-1, 0);
    }
  });
});

describe('the memory asked for', () => {
  const asked = (method: typeof tLearner, rows: number, options: Record<string, unknown> = {}): number => {
    const { frame } = simulate({ ...plain, rows }, 1);
    const spec = method.spec.parse({ treatment: 'arm', outcome: 'y', covariates: COVARIATES, ...options });
    return method.memory?.(spec, inputsOf(frame)) ?? 0;
  };

  it('grows with rows, folds, imputed effects and what deep trees hold', () => {
    for (const method of METHODS) {
      // What trees take does not depend on rows, so twice the rows is a little less than twice the memory.
      expect(asked(method, 40_000) / asked(method, 20_000)).toBeGreaterThan(1.9);
      expect(asked(method, 2000, { folds: 10 })).toBeGreaterThan(asked(method, 2000));
      expect(asked(method, 2000, { learner: 'random-forest' })).toBeGreaterThan(2 * asked(method, 2000));
      // At least effects, outcomes and shares; at most what a machine of a classroom has for a million rows.
      expect(asked(method, 2000)).toBeGreaterThan(2000 * 8 * 6);
      expect(asked(method, 2000)).toBeLessThan(2000 * 4000);
    }
    expect(asked(xLearner, 2000)).toBeGreaterThan(asked(tLearner, 2000));
  });

  it('is nothing while there is no table', () => {
    expect(tLearner.memory?.(tLearner.spec.parse({}), { sources: [] })).toBe(0);
  });
});

describe('what every run keeps', () => {
  it.each(METHODS)('$id: the same seed gives the same bytes, another seed another split', async (method) => {
    const { frame } = simulate({ ...plain, rows: 400 }, 1);
    const [first, again, other] = [await fitOn(method, frame), await fitOn(method, frame), await fitOn(method, frame, {}, 2)];
    expect(again).toEqual(first);
    expect(other.value).not.toEqual(first.value);
    expect(structuredClone(first)).toEqual(first);
  });

  it('swapping control and arm turns every sign', async () => {
    const { frame } = simulate({ ...plain, rows: 400 }, 1);
    const [there, back] = [
      await fitOn(tLearner, frame, { learner: 'linear', folds: 1 }),
      await fitOn(tLearner, frame, { learner: 'linear', folds: 1, control: 'offer' }),
    ];
    there.value.forEach((effect, row) => {
      expect(effect + (back.value[row] ?? 0)).toBeCloseTo(0, 12);
    });
  });

  it('hands on effects, baseline and one column per arm, aligned with the table', async () => {
    const { frame } = simulate({ ...plain, rows: 400 }, 1);
    const three = withColumns(frame, [
      ['arm', categoryColumn(Array.from({ length: 400 }, (_, row) => ['none', 'call', 'mail'][row % 3] ?? null))],
    ]);
    const spec = xLearner.spec.parse({ treatment: 'arm', outcome: 'y', covariates: COVARIATES, learner: 'linear' });
    const fit = await xLearner.fit(spec, inputsOf(three), contextHere());
    const effects = xLearner.effects?.(fit, spec, inputsOf(three));
    expect(effects).toMatchObject({ control: 'none', arms: ['call', 'mail'], outcome: 'y', treatment: 'arm', rowCount: 400 });
    expect(effects?.value.length).toBe(800);
    expect(effects?.value.every(Number.isFinite)).toBe(true);
    const out = xLearner.apply?.(fit, spec, inputsOf(three)) ?? three;
    expect([...out.columns.keys()]).toEqual(['x0', 'x1', 'x2', 'arm', 'y', 'effect:call', 'effect:mail']);
    expect(numbersOf(out, 'effect:mail')[7]).toBe(effects?.value[15]);
  });

  it('stops when it is told to', async () => {
    const { frame } = simulate({ ...plain, rows: 400 }, 1);
    const spec = tLearner.spec.parse({ treatment: 'arm', outcome: 'y', covariates: COVARIATES });
    await expect(Promise.resolve().then(() => tLearner.fit(spec, inputsOf(frame), contextHere(1, stopped)))).rejects.toThrow('Stopped.');
  });

  it('rows without an outcome get effects but teach nothing', async () => {
    const { frame } = simulate({ ...plain, rows: 400 }, 1);
    const values = numbersOf(frame, 'y').map((value, row) => (row % 8 === 0 ? Number.NaN : value));
    const fit = await fitOn(tLearner, withColumns(frame, [['y', numberColumn(values)]]), { learner: 'linear' });
    expect(fit.value.every(Number.isFinite)).toBe(true);
    expect(fit.counts.reduce((sum, count) => sum + count, 0)).toBe(350);
    expect(notesFor(tLearner, fit)).toContain('t-learner/rows-not-learned');
  });
});

describe('thin or broken data get an honest answer', () => {
  const { frame } = simulate({ ...plain, rows: 400 }, 1);
  const codes = (data: Frame, options: Record<string, unknown>): string[] =>
    tLearner
      .validate(tLearner.spec.parse({ treatment: 'arm', outcome: 'y', covariates: COVARIATES, ...options }), inputsOf(data))
      .map((problem) => problem.code);

  it('treatment or outcome among the covariates, no covariates, a constant outcome', () => {
    expect(codes(frame, { covariates: ['x0', 'arm'] })).toEqual(['option/invalid']);
    expect(codes(frame, { covariates: ['x0', 'y'] })).toEqual(['option/invalid']);
    expect(codes(frame, { covariates: [] })).toEqual(['option/invalid']);
    expect(codes(withColumns(frame, [['y', numberColumn(new Float64Array(400).fill(3))]]), {})).toEqual(['data/constant']);
    expect(codes(withColumns(frame, [['arm', categoryColumn(Array.from({ length: 400 }, () => 'none'))]]), {})).toEqual(['data/one-arm']);
    expect(codes(takeRows(frame, new Int32Array(0)), {})).toEqual(['data/empty']);
  });

  it('an arm of 12 rows is learned and flagged; of 5 rows it is refused', async () => {
    const armOf = (size: number) =>
      withColumns(frame, [['arm', categoryColumn(Array.from({ length: 400 }, (_, row) => (row < size ? 'offer' : 'none')))]]);
    expect(codes(armOf(5), {})).toEqual(['data/arm-too-small']);
    for (const method of METHODS) {
      const fit = await fitOn(method, armOf(12));
      expect(fit.value.every(Number.isFinite)).toBe(true);
      expect(notesFor(method, fit)).toContain(`${method.id}/small-arm`);
    }
  });

  it('one covariate, and one that never varies, are enough to run', async () => {
    const flat = withColumns(frame, [['flat', numberColumn(new Float64Array(400).fill(1))]]);
    for (const covariates of [['x0'], ['flat']]) {
      for (const method of METHODS) {
        const fit = await fitOn(method, flat, { covariates });
        expect(fit.value.every(Number.isFinite)).toBe(true);
        expect(() => JSON.stringify(method.summarize(fit, method.spec.parse({})))).not.toThrow();
      }
    }
  });

  it('an arm where nobody ever says yes', async () => {
    const arms = frame.columns.get('arm') as { codes: Int32Array; dictionary: readonly string[] };
    const offer = arms.dictionary.indexOf('offer');
    const answers = numberColumn(Float64Array.from(arms.codes, (code, row) => (code === offer ? Number(row % 3 === 0) : 0)));
    for (const learner of ['gbdt', 'linear', 'logistic']) {
      const fit = await fitOn(xLearner, withColumns(frame, [['y', answers]]), { learner });
      expect(fit.value.every(Number.isFinite)).toBe(true);
    }
  });

  it('one fold says that it is in-sample', async () => {
    expect(notesFor(tLearner, await fitOn(tLearner, frame, { folds: 1, learner: 'linear' }))).toContain('t-learner/in-sample');
  });
});
