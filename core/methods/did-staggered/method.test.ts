import { describe, expect, it } from 'vitest';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { type Frame, makeFrame, numberColumn, takeRows } from '../../frame/frame.ts';
import { solveDefinite } from '../../numeric/linear-algebra.ts';
import method from './method.ts';

/** 150 units over 8 periods, cohorts 4, 6 and never; the effect grows by 1 a period. */
function panel({ drift = 0, hasNever = true } = {}): Frame {
  const rng = rngFromSeed(9);
  const cells = Array.from({ length: 150 }, (_, u) => {
    const first = [4, 6, hasNever ? 0 : 8][u % 3] ?? 0;
    const [level, x] = [rng.normal(), rng.normal()];
    return Array.from({ length: 8 }, (__, at) => {
      const t = at + 1;
      const effect = first > 0 && t >= first ? 1 + t - first : 0;
      const y = level + t + 0.3 * x * t + effect + (first === 4 ? drift * t : 0) + 0.3 * rng.normal();
      return { u, t, first, x, y, still: 1 };
    });
  }).flat();
  return makeFrame(
    (['u', 't', 'first', 'x', 'y', 'still'] as const).map((name) => [name, numberColumn(cells.map((cell) => cell[name]))] as const),
  );
}

const sources = (frame: Frame) => ({ sources: [{ name: 'data', values: { frame } }] });
const specOf = (more: object = {}) => method.spec.parse({ outcome: 'y', unit: 'u', time: 't', firstTreated: 'first', draws: 300, ...more });
const codes = (frame: Frame, more: object = {}) => method.validate(specOf(more), sources(frame)).map(({ code }) => code);

async function run(frame: Frame, more: object = {}) {
  const fit = await method.fit(specOf(more), sources(frame), contextHere());
  return { fit, notes: method.summarize(fit, specOf(more)).notes.map(({ severity, code }) => `${severity} ${code}`) };
}

describe('did-staggered', () => {
  it.each([
    ['never', true],
    ['not-yet', true],
    ['not-yet', false],
  ] as const)('recovers effects that grow by 1 a period (controls %s, never-treated %s)', async (controls, hasNever) => {
    const { fit, notes } = await run(panel({ hasNever }), { controls, covariates: ['x'] });
    for (const { at, value, standardError } of fit.dynamic.parts)
      expect(Math.abs(value - Math.max(0, at + 1)), `lag ${at}`).toBeLessThan(4 * standardError);
    expect(notes).toEqual([]);
  });

  it('withholds the tick when a cohort drifts before its start', async () => {
    expect((await run(panel({ drift: 0.5 }))).notes).toContain('stop did-staggered/pre-trend');
  });

  it('bands hold the intervals, and the seed settles them', async () => {
    const [one, two] = [await run(panel()), await run(panel())];
    for (const { low, high, bandLow, bandHigh } of one.fit.dynamic.parts) {
      expect(bandLow).toBeLessThanOrEqual(low);
      expect(bandHigh).toBeGreaterThanOrEqual(high);
    }
    expect(two.fit).toEqual(one.fit);
  });

  it('clusters of one unit change nothing; a universal base puts 0 before the start', async () => {
    const [plain, clustered] = [await run(panel()), await run(panel(), { cluster: 'u' })];
    expect(clustered.fit.simple.standardError).toBeCloseTo(plain.fit.simple.standardError, 12);
    const { fit } = await run(panel(), { base: 'universal' });
    expect(fit.dynamic.parts.find(({ at }) => at === -1)?.value).toBe(0);
    expect(fit.simple.value).toBeCloseTo(plain.fit.simple.value, 12);
  });

  it('names what is wrong', () => {
    const frame = panel();
    const all = Int32Array.from({ length: 1200 }, (_, i) => i);
    expect(codes(takeRows(frame, all.subarray(1)))).toEqual(['data/missing-values']);
    expect(codes(takeRows(frame, Int32Array.of(...all, 0)))).toEqual(['data/duplicate']);
    expect(
      codes(
        takeRows(
          frame,
          all.filter((i) => i % 8 === 2),
        ),
      ),
    ).toEqual(['data/constant']);
    expect(codes(frame, { firstTreated: undefined })).toEqual(['option/invalid']);
    expect(codes(frame, { firstTreated: 't' })).toEqual(['data/ambiguous']);
    expect(codes(panel({ hasNever: false }))).toEqual(['data/one-arm']);
    expect(
      codes(
        takeRows(
          frame,
          all.filter((i) => Math.floor(i / 8) % 3 === 0),
        ),
        { controls: 'not-yet' },
      ),
    ).toEqual(['data/one-arm']);
    expect(codes(frame, { anticipation: 20 })).toEqual(['data/too-few-rows']);
  });

  it('gives up with a way out when a covariate tells the treated apart', async () => {
    await expect(run(panel(), { covariates: ['first'] })).rejects.toMatchObject({ problem: { code: 'numeric/separated' } });
  });
});

describe('imputation', () => {
  it.each([true, false])('recovers effects that grow by 1 a period, with no trend before (never-treated %s)', async (hasNever) => {
    const { fit } = await run(panel({ hasNever }), { estimator: 'imputation', covariates: ['x'] });
    for (const { at, value, standardError } of fit.dynamic.parts)
      expect(Math.abs(value - Math.max(0, at + 1)), `lag ${at}`).toBeLessThan(4 * standardError);
    expect(fit.dynamic.parts.map(({ at }) => at)).toContain(-2);
    expect(fit.preTrend?.pValue).toBeGreaterThan(0.01);
  });

  it('withholds the tick when a cohort drifts before its start', async () => {
    expect((await run(panel({ drift: 0.5 }), { estimator: 'imputation' })).notes).toContain('stop did-staggered/pre-trend');
  });

  it('is the dense computation from its definition: effects, and errors by unit', async () => {
    const frame = panel();
    const { fit } = await run(frame, { estimator: 'imputation' });
    const values = (name: string): Float64Array => {
      const column = frame.columns.get(name);
      return column?.kind === 'number' ? column.values : new Float64Array(0);
    };
    const [u, t, first, y] = ['u', 't', 'first', 'y'].map(values) as [Float64Array, Float64Array, Float64Array, Float64Array];
    const width = 150 + 7;
    const rowOf = (i: number): Float64Array =>
      Float64Array.from({ length: width }, (_, j) => Number(j < 150 ? u[i] === j : t[i] === j - 150 + 2));
    const all = [...y.keys()];
    const isTreated = (i: number): boolean => (first[i] ?? 0) > 0 && (t[i] ?? 0) >= (first[i] ?? 0);
    const untreated = all.filter((i) => !isTreated(i));
    const gram = new Float64Array(width * width);
    const load = new Float64Array(width);
    for (const i of untreated) {
      const row = rowOf(i);
      row.forEach((a, j) => {
        if (a === 0) return;
        load[j] = (load[j] ?? 0) + a * (y[i] ?? 0);
        row.forEach((b, k) => {
          gram[j * width + k] = (gram[j * width + k] ?? 0) + a * b;
        });
      });
    }
    const beta = solveDefinite(gram, load);
    const left = (i: number): number => rowOf(i).reduce((sum, value, j) => sum - value * (beta[j] ?? 0), y[i] ?? 0);
    const cell = all.filter((i) => first[i] === 4 && t[i] === 6);
    const effect = cell.reduce((sum, i) => sum + left(i) / cell.length, 0);
    const weights = new Float64Array(width);
    for (const i of cell)
      rowOf(i).forEach((value, j) => {
        weights[j] = (weights[j] ?? 0) + value / cell.length;
      });
    const dual = solveDefinite(gram, weights);
    const sums = new Float64Array(150);
    for (const i of untreated)
      sums[u[i] ?? 0] = (sums[u[i] ?? 0] ?? 0) - left(i) * rowOf(i).reduce((sum, value, j) => sum + value * (dual[j] ?? 0), 0);
    for (const i of cell) sums[u[i] ?? 0] = (sums[u[i] ?? 0] ?? 0) + (left(i) - effect) / cell.length;
    const error = Math.sqrt(sums.reduce((sum, value) => sum + value * value, 0));
    const ours = fit.cells.find(({ cohort, at }) => cohort === 3 && at === 5);
    expect(ours?.value).toBeCloseTo(effect, 9);
    expect(ours?.standardError).toBeCloseTo(error, 9);
  });
});

describe('the two-way regression beside it', () => {
  it('is Σ weight · estimate over all comparisons, and says how much of it looks backwards', async () => {
    const { fit, notes } = await run(panel());
    const { estimate, kinds } = fit.twoWay ?? { estimate: Number.NaN, kinds: [] };
    expect(kinds.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(kinds.reduce((sum, { weight, estimate: own }) => sum + weight * own, 0)).toBeCloseTo(estimate, 12);
    // Effects grow, so comparisons with units already treated pull the regression below the truth.
    expect(estimate).toBeLessThan(fit.simple.value);
    expect(notes).toContain('info did-staggered/two-way');
  });
});
