import { describe, expect, it } from 'vitest';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import type { Column } from '../../frame/column.ts';
import { categoryColumn, type Frame, makeFrame, numberColumn, withColumns } from '../../frame/frame.ts';
import method from './method.ts';
import { robustRegression } from './robust-regression.ts';

interface Plant {
  readonly rows: number;
  readonly arms?: readonly string[];
  readonly effect: (arm: string, x: number) => number;
  /** Extra columns by row and drawn arm. */
  readonly covariates?: number;
}

function draw({ rows, arms = ['none', 'mail'], effect, covariates = 3 }: Plant, seed = 1): Frame {
  const rng = rngFromSeed(seed);
  const cells = Array.from({ length: covariates }, () => Float64Array.from({ length: rows }, () => rng.normal()));
  const arm = Array.from({ length: rows }, () => arms[rng.below(arms.length)] ?? '');
  const y = arm.map((name, row) => (cells[0]?.[row] ?? 0) + (name === arms[0] ? 0 : effect(name, cells[0]?.[row] ?? 0)) + rng.normal());
  return makeFrame([
    ...cells.map((values, at) => [`x${at}`, numberColumn(values)] as const),
    ['arm', categoryColumn(arm)],
    ['y', numberColumn(Float64Array.from(y))],
  ]);
}

const X = ['x0', 'x1', 'x2'];
const quick = { treatment: 'arm', outcome: 'y', covariates: X, trees: 200, folds: 3, learner: { learner: 'linear' } };
const inputsOf = (frame: Frame) => ({ sources: [{ name: 'data', values: { frame } }] });
const fitOn = (frame: Frame, options: object = {}) =>
  method.fit(method.spec.parse({ ...quick, ...options }), inputsOf(frame), contextHere());

async function reportOn(frame: Frame, options: object = {}) {
  const spec = method.spec.parse({ ...quick, ...options });
  const fit = await method.fit(spec, inputsOf(frame), contextHere());
  const report = method.summarize(fit, spec);
  expect(fit.value.every(Number.isFinite)).toBe(true);
  expect(fit.standardError.every(Number.isFinite)).toBe(true);
  expect(JSON.stringify(report)).not.toMatch(/NaN|Infinity/);
  return { fit, report, notes: report.notes.map(({ code }) => code), stops: report.notes.filter(({ severity }) => severity === 'stop') };
}

const codesOf = (frame: Frame, options: object = {}): string[] =>
  method.validate(method.spec.parse({ ...quick, ...options }), inputsOf(frame)).map(({ code }) => code);

describe('planted effects are found', () => {
  it('of two arms, each with its own', async () => {
    const effect = (arm: string, x: number): number => (arm === 'mail' ? 1 : 2 * Number(x > 0));
    const { fit } = await reportOn(draw({ rows: 3000, arms: ['none', 'mail', 'call'], effect }));
    expect(fit.arms).toEqual(['call', 'mail']);
    for (const { arm, averages } of fit.findings) {
      const [low, high] = averages[0]?.estimate.interval ?? [9, 9];
      expect(low, arm).toBeLessThan(1);
      expect(high, arm).toBeGreaterThan(1);
      expect(averages.map(({ target }) => target)).toEqual(['all', 'treated', 'overlap']);
    }
    const spreads = fit.findings.map(({ sorted }) => sorted.spread?.value ?? 0);
    expect(spreads[0]).toBeGreaterThan(1.2);
    expect(Math.abs(spreads[1] ?? 9)).toBeLessThan(0.6);
  });

  it('of an amount: one unit more', async () => {
    const rng = rngFromSeed(5);
    const base = draw({ rows: 1500, effect: () => 0 });
    const x = (base.columns.get('x0') as { values: Float64Array }).values;
    const dose = x.map((value) => 2 + 0.5 * value + rng.normal());
    const y = dose.map((amount, row) => 0.7 * amount + (x[row] ?? 0) + rng.normal());
    const frame = withColumns(base, [
      ['dose', numberColumn(dose)],
      ['y', numberColumn(y)],
    ]);
    const { fit, report } = await reportOn(frame, { treatment: 'dose', treatmentAs: 'number', propensity: 'estimated' });
    const average = fit.findings[0]?.averages[0]?.estimate;
    expect(Math.abs((average?.value ?? 0) - 0.7)).toBeLessThan(3 * (average?.standardError ?? 0));
    expect(fit.baseline).toBeUndefined();
    expect(JSON.stringify(report.blocks[0])).toContain('one unit more of dose');
  });

  it('clusters widen standard errors when rows of one are alike', async () => {
    const plain = draw({ rows: 1200, effect: () => 1 });
    const branch = Array.from({ length: 1200 }, (_, row) => row % 60);
    const rng = rngFromSeed(3);
    const shocks = Array.from({ length: 60 }, () => 2 * rng.normal());
    const arm = categoryColumn(branch.map((own) => (own % 2 === 0 ? 'none' : 'mail')));
    const y = numberColumn(Float64Array.from(branch, (own) => (own % 2) + (shocks[own] ?? 0) + rng.normal()));
    const frame = withColumns(plain, [
      ['arm', arm],
      ['y', y],
      ['branch', categoryColumn(branch.map((own) => `b${own}`))],
    ]);
    const error = async (options: object) => (await fitOn(frame, options)).findings[0]?.averages[0]?.estimate.standardError ?? 0;
    expect(await error({ cluster: 'branch' })).toBeGreaterThan(2 * (await error({})));
    expect(codesOf(frame, { cluster: 'arm' })).toEqual(['data/too-few-rows']);
  });

  it('tuning keeps one of the settings it tried', async () => {
    const { fit } = await reportOn(draw({ rows: 400, effect: (_, x) => x }), { tune: true, trees: 100 });
    expect(fit.settings.trees).toBe(100);
    expect(fit.settings.sampleShare).toBeLessThanOrEqual(0.5);
  });

  it('hands on effects with standard errors, a baseline, and a column per arm', async () => {
    const frame = draw({ rows: 500, effect: () => 1 });
    const spec = method.spec.parse(quick);
    const fit = await method.fit(spec, inputsOf(frame), contextHere());
    const effects = method.effects?.(fit, spec, inputsOf(frame));
    expect(effects).toMatchObject({ control: 'none', arms: ['mail'], outcome: 'y', treatment: 'arm', rowCount: 500, isCrossFitted: true });
    expect(effects?.standardError?.length).toBe(500);
    expect(effects?.baseline?.length).toBe(500);
    expect([...(method.apply?.(fit, spec, inputsOf(frame)).columns.keys() ?? [])]).toContain('effect:mail');
  });
});

describe('a design that fails is said to fail', () => {
  const frame = draw({ rows: 600, effect: (_, x) => x });
  const isMail = ({ codes, dictionary }: { readonly codes: Int32Array; readonly dictionary: readonly string[] }) =>
    codes.map((code) => Number(dictionary[code] === 'mail'));
  const mailed = isMail(frame.columns.get('arm') as Column & { codes: Int32Array; dictionary: readonly string[] });

  it('a column that decides the treatment stops the step, whether or not chance was claimed', async () => {
    const leaky = withColumns(frame, [['x0', numberColumn(Float64Array.from(mailed))]]);
    for (const propensity of ['shares', 'estimated']) {
      const { stops } = await reportOn(leaky, { propensity, learner: { learner: 'gbdt', trees: 30 } });
      expect(stops.map(({ code }) => code)).toContain('causal-forest/treatment-explained');
      expect(stops[0]?.message.en).toContain('"x0"');
    }
  });

  it('a column that leans on the treatment is pointed out where chance was claimed', async () => {
    const leaning = withColumns(frame, [['x0', numberColumn(Float64Array.from(mailed, (flag, row) => flag + (row % 7) / 3))]]);
    expect((await reportOn(leaning)).notes).toContain('causal-forest/not-by-chance');
  });

  it('an arm of 12 rows cannot be told apart, and is flagged; of 5 rows it is refused', async () => {
    const thin = (size: number) =>
      withColumns(frame, [['arm', categoryColumn(Array.from({ length: 600 }, (_, row) => (row < size ? 'mail' : 'none')))]]);
    const { notes } = await reportOn(thin(12));
    expect(notes).toContain('causal-forest/small-arm');
    expect(notes).toContain('causal-forest/hardly-split');
    expect(codesOf(thin(5))).toEqual(['data/arm-too-small']);
  });

  it('an arm that never converts has an honest effect', async () => {
    const sold = withColumns(frame, [['y', numberColumn(Float64Array.from(mailed, (flag, row) => (flag === 1 && row % 3 === 0 ? 1 : 0)))]]);
    const { fit } = await reportOn(sold, { learner: { learner: 'gbdt', trees: 30 } });
    expect(fit.findings[0]?.averages[0]?.estimate.value).toBeGreaterThan(0.25);
  });

  it('a constant outcome, one arm, no rows, covariates that are not: problems', () => {
    expect(codesOf(withColumns(frame, [['y', numberColumn(new Float64Array(600).fill(3))]]))).toEqual(['data/constant']);
    expect(codesOf(withColumns(frame, [['arm', categoryColumn(new Array(600).fill('none'))]]))).toEqual(['data/one-arm']);
    expect(codesOf(frame, { covariates: ['x0', 'y'] })).toEqual(['option/invalid']);
    expect(codesOf(frame, { projectOn: ['y'] })).toEqual(['option/invalid']);
    expect(codesOf(frame, { instrument: 'x0' })).toEqual(['option/invalid']);
    expect(codesOf(frame, { instrument: 'nowhere' })).toEqual(['data/unknown-column']);
    expect(codesOf(frame, { instrument: 'x0', covariates: ['x1'], tune: true })).toEqual(['option/invalid']);
  });

  it('one covariate, one that never varies, and 500 of them', async () => {
    const flat = withColumns(frame, [['flat', numberColumn(new Float64Array(600).fill(1))]]);
    await reportOn(frame, { covariates: ['x0'] });
    expect((await reportOn(flat, { covariates: ['flat'] })).notes).toContain('causal-forest/hardly-split');
    const wide = draw({ rows: 300, effect: () => 1, covariates: 500 });
    const covariates = Array.from({ length: 500 }, (_, at) => `x${at}`);
    const { fit } = await reportOn(wide, { covariates, trees: 50, learner: { learner: 'gbdt', trees: 10 } });
    expect(fit.findings[0]?.projection).toHaveLength(21);
  });

  it('rows without an outcome, and categories seen nowhere else, get effects but taught nothing', async () => {
    const y = (frame.columns.get('y') as { values: Float64Array }).values.map((value, row) => (row < 50 ? Number.NaN : value));
    const kind = categoryColumn(Array.from({ length: 600 }, (_, row) => (row < 50 ? `new-${row}` : (['a', 'b'][row % 2] ?? null))));
    const { notes, fit } = await reportOn(
      withColumns(frame, [
        ['y', numberColumn(y)],
        ['kind', kind],
      ]),
      { covariates: ['x0', 'kind'] },
    );
    expect(notes).toContain('causal-forest/rows-not-learned');
    expect(fit.counts.reduce((sum, count) => sum + count, 0)).toBe(550);
  });

  it('effects that are the same for everyone are not shown to differ; where coverage is short the report says so', async () => {
    const { notes, report } = await reportOn(draw({ rows: 800, effect: () => 1 }, 4));
    expect(notes).toContain('causal-forest/differences-not-shown');
    expect(report.notes.find(({ code }) => code === 'causal-forest/single-intervals')?.message.en).toContain('59');
  });
});

describe('robust regression', () => {
  it('gives HC3 by hand: y = (1, 2, 4) on a constant', () => {
    const [mean] = robustRegression({
      names: ['constant'],
      columns: [Float64Array.from([1, 1, 1])],
      outcome: Float64Array.from([1, 2, 4]),
      clusters: undefined,
      alpha: 0.05,
    });
    // Residuals −4/3, −1/3, 5/3, leverage 1/3 each: Σ(e/(2/3))²/9 = (42/9)(9/4)/9.
    expect(mean?.value).toBeCloseTo(7 / 3, 12);
    expect(mean?.standardError).toBeCloseTo(Math.sqrt(42 / 36), 12);
  });

  it('leaves out what repeats other columns', () => {
    const one = Float64Array.from([1, 1, 1, 1]);
    const found = robustRegression({
      names: ['a', 'b'],
      columns: [one, one],
      outcome: Float64Array.from([1, 2, 3, 4]),
      clusters: undefined,
      alpha: 0.05,
    });
    expect(found.map(({ name }) => name)).toEqual(['a']);
  });
});
