import { describe, expect, it } from 'vitest';
import { contextHere, stopped } from '../../../../test/support/work.ts';
import { categoryColumn, type Frame, numberColumn, numbersOf, takeRows, withColumns } from '../../../frame/frame.ts';
import tLearner from '../../t-learner/method.ts';
import xLearner from '../../x-learner/method.ts';
import type { MetaFit } from './fit.ts';
import { COVARIATES, inputsOf, pehe, plain, simulate, type World } from './world.fixture.ts';

const METHODS = [tLearner, xLearner];

async function fitOn(method: typeof tLearner, frame: Frame, options: Record<string, unknown> = {}, seed = 1): Promise<MetaFit> {
  const spec = method.spec.parse({ treatment: 'arm', outcome: 'y', covariates: COVARIATES, ...options });
  return method.fit(spec, inputsOf(frame), contextHere(seed));
}

function notesFor(method: typeof tLearner, fit: MetaFit): string[] {
  return method.summarize(fit, method.spec.parse({})).notes.map((note) => note.code);
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
