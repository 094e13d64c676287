import { describe, expect, it } from 'vitest';
import { tidyCsv } from '../../../test/support/csv.ts';
import { readSharedJson, SHARED, sharedFile } from '../../../test/support/reference.ts';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { categoryColumn, type Frame, makeFrame, numberColumn } from '../../frame/frame.ts';
import { effectOf, ruleOf, weighPanel } from './estimate.ts';
import method from './method.ts';
import { balance } from './weights.ts';

/** 40 units over 24 periods on two factors; some are treated from period 16 on by 5. */
function panel({ treated = 3, drift = 0, seed = 3 } = {}): Frame {
  const rng = rngFromSeed(seed);
  const factors = Array.from({ length: 24 }, (_, t) => [t / 4 + 0.3 * rng.normal(), Math.sin(t / 3)] as const);
  const cells = Array.from({ length: 40 }, (_, u) => {
    const [level, a, b] = [10 * rng.normal(), rng.next(), rng.next()];
    return factors.map(([f, g], t) => ({
      unit: `u${u}`,
      t,
      on: Number(u < treated && t >= 16),
      y: level + a * f + 2 * b * g + (u < treated ? drift * t + (t >= 16 ? 5 : 0) : 0) + 0.5 * rng.normal(),
    }));
  }).flat();
  return makeFrame([
    ['unit', categoryColumn(cells.map(({ unit }) => unit))],
    ...(['t', 'on', 'y'] as const).map((name) => [name, numberColumn(cells.map((cell) => cell[name]))] as const),
  ]);
}

const sources = (frame: Frame) => ({ sources: [{ name: 'data', values: { frame } }] });
const specOf = (more: object = {}) => method.spec.parse({ outcome: 'y', unit: 'unit', time: 't', treatment: 'on', ...more });
const codes = (frame: Frame, more: object = {}) => method.validate(specOf(more), sources(frame)).map(({ code }) => code);

async function run(frame: Frame, more: object = {}) {
  const fit = await method.fit(specOf(more), sources(frame), contextHere());
  return { fit, notes: method.summarize(fit, specOf(more)).notes.map(({ severity, code }) => `${severity} ${code}`) };
}

describe('synthetic-did', () => {
  it.each([
    ['placebo', 3],
    ['jackknife', 12],
    ['bootstrap', 12],
  ] as const)('finds a planted effect with %s errors', async (standardErrors, treated) => {
    const { fit, notes } = await run(panel({ treated }), { standardErrors, replications: 60 });
    expect(Math.abs(fit.effect - 5)).toBeLessThan(3 * fit.standardError);
    expect(fit.standardError).toBeLessThan(0.5);
    expect(notes.filter((note) => !note.startsWith('info'))).toEqual([]);
  });

  it('withholds the tick where the gap was opening already', async () => {
    const far = makeFrame([...panel({ treated: 1, drift: 2 }).columns]);
    expect((await run(far, { estimator: 'did', replications: 50 })).notes).toContain('stop synthetic-did/drift');
  });

  it('levels of units do not matter, units of the outcome scale everything', async () => {
    const frame = panel();
    const y = frame.columns.get('y');
    const values = y?.kind === 'number' ? y.values : new Float64Array(0);
    const other = makeFrame(
      [...frame.columns].map(
        ([name, column]) =>
          [name, name === 'y' ? numberColumn(values.map((value, row) => 10 * (value + 100 * Math.floor(row / 24)))) : column] as const,
      ),
    );
    const [plain, moved] = [await run(frame, { replications: 20 }), await run(other, { replications: 20 })];
    expect(moved.fit.effect / plain.fit.effect / 10).toBeCloseTo(1, 5);
    expect(moved.fit.standardError / plain.fit.standardError / 10).toBeCloseTo(1, 4);
  });

  it('names what is wrong', () => {
    const frame = panel({ treated: 1 });
    expect(codes(frame, { standardErrors: 'jackknife' })).toEqual(['option/invalid']);
    expect(codes(panel({ treated: 25 }), { standardErrors: 'placebo' })).toEqual(['data/too-few-rows']);
    expect(codes(frame, { treatment: undefined, treatedUnits: ['nobody'], start: 16 })).toEqual(['option/invalid']);
    expect(codes(frame, { treatment: undefined, treatedUnits: ['u0'], start: 1 })).toEqual(['data/too-few-rows']);
  });

  it('equal weights are the plain difference in differences, by hand', () => {
    const rows = [Float64Array.of(1, 1, 2), Float64Array.of(3, 3, 4), Float64Array.of(5, 5, 9)];
    const block = { rows, donors: 2, before: 2 };
    const signal = { aborted: false, throwIfAborted: () => undefined };
    const weights = weighPanel(block, { estimator: 'did', solver: 'exact', zetaUnits: 1, zetaTimes: 1, enough: 1 }, { signal });
    expect(effectOf(block, weights).effect).toBeCloseTo(3, 12);
  });

  it('the exact solver is never worse than the iterative one', () => {
    const rng = rngFromSeed(8);
    const columns = Array.from({ length: 12 }, () => Float64Array.from({ length: 20 }, () => rng.normal()));
    const target = Float64Array.from({ length: 20 }, () => rng.normal());
    const signal = { aborted: false, throwIfAborted: () => undefined };
    const loss = (solver: 'exact' | 'frank-wolfe') => {
      const weights = balance(columns, target, { solver, zeta: 0.3, hasIntercept: false, enough: 1e-5 }, { signal });
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
      const error = target.map((value, r) => value - columns.reduce((sum, column, j) => sum + (weights[j] ?? 0) * (column[r] ?? 0), 0));
      return error.reduce((sum, value) => sum + value * value, 0) / 20 + 0.09 * weights.reduce((sum, weight) => sum + weight * weight, 0);
    };
    expect(loss('exact')).toBeLessThanOrEqual(loss('frank-wolfe') + 1e-12);
  });
});

interface Golden {
  readonly att: number;
  readonly omega: Readonly<Record<string, number>>;
  readonly lambda: Readonly<Record<string, number>>;
  readonly se_placebo_seed1: number;
  readonly zeta_omega: number;
}
const isHere = sharedFile('peers-data/prop99.csv') !== undefined && sharedFile('reference/synthdid_prop99.json') !== undefined;

describe.skipIf(!isHere)('the R package synthdid 0.0.9 on Proposition 99', () => {
  it.each(['sdid', 'sc', 'did'] as const)('%s: weights, effect, and a placebo error from other draws', async (estimator) => {
    const { results } = readSharedJson('reference/synthdid_prop99.json') as { results: Record<string, Golden> };
    const theirs = results[estimator === 'sdid' ? 'synthdid_estimate' : `${estimator}_estimate`] as Golden;
    const frame = tidyCsv(`${SHARED}/peers-data/prop99.csv`);
    const options = {
      outcome: 'PacksPerCapita',
      unit: 'State',
      time: 'Year',
      treatment: undefined,
      treatedUnits: ['California'],
      start: 1989,
      estimator,
    };
    const { fit, notes } = await run(frame, options);
    expect(Math.abs(fit.effect / theirs.att - 1)).toBeLessThan(1e-8);
    fit.study.donorNames.forEach((name, at) => {
      expect(Math.abs((fit.weights.units[at] ?? 0) - (theirs.omega[name] ?? 0)), name).toBeLessThan(1e-8);
    });
    fit.weights.times.forEach((weight, at) => {
      expect(Math.abs(weight - (theirs.lambda[fit.study.timeLabels[at] ?? ''] ?? 0))).toBeLessThan(1e-8);
    });
    // 200 draws each: the standard deviation of a standard deviation is 5 % on either side; tails are heavy here.
    expect(Math.abs(fit.standardError / theirs.se_placebo_seed1 - 1)).toBeLessThan(0.25);
    if (estimator === 'sdid') {
      expect(fit.zeta / theirs.zeta_omega).toBeCloseTo(1, 9);
      expect(notes).toEqual(['info synthetic-did/equal-noise']);
    }
  });

  it('the rule of the penalty', () => {
    const rows = [Float64Array.of(0, 1, 0), Float64Array.of(0, -1, 0), Float64Array.of(0, 0, 0)];
    const rule = ruleOf({ rows, donors: 2, before: 2 }, { estimator: 'sdid', solver: 'exact' });
    expect(rule.zetaUnits).toBeCloseTo(Math.SQRT2, 12);
  });
});
