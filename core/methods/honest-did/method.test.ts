import { describe, expect, it } from 'vitest';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { type Frame, makeFrame, numberColumn } from '../../frame/frame.ts';
import { quadraticForm } from '../../numeric/linear-algebra.ts';
import { normalUpperQuantile } from '../../numeric/normal.ts';
import { arrange, type Events } from './events.ts';
import { boundByMagnitude } from './magnitudes.ts';
import method from './method.ts';
import { boundBySmoothness, foldedQuantile, traceFrontier } from './smoothness.ts';

/** 300 units over 8 periods, half of them treated from period 6 on by 2; the treated may drift before. */
function panel(drift: number, effect = 2): Frame {
  const rng = rngFromSeed(4);
  const cells = Array.from({ length: 300 }, (_, u) => {
    const level = rng.normal();
    return Array.from({ length: 8 }, (__, at) => {
      const [t, on] = [at + 1, u % 2 === 0];
      return {
        u,
        t,
        first: on ? 6 : 0,
        d: Number(on && t >= 6),
        y: level + t + (on ? drift * t + (t >= 6 ? effect : 0) : 0) + 0.5 * rng.normal(),
      };
    });
  }).flat();
  return makeFrame((['u', 't', 'first', 'd', 'y'] as const).map((name) => [name, numberColumn(cells.map((cell) => cell[name]))] as const));
}

const sources = (frame: Frame) => ({ sources: [{ name: 'data', values: { frame } }] });
const inner = { outcome: 'y', unit: 'u', time: 't', firstTreated: 'first' };
async function run(frame: Frame, more: object = {}) {
  const spec = method.spec.parse({ spec: inner, ...more });
  const fit = await method.fit(spec, sources(frame), contextHere());
  return { fit, notes: method.summarize(fit, spec).notes.map(({ severity, code }) => `${severity} ${code}`) };
}

/** An event study with correlated errors. */
function events(before: number, after: number, seed: number): Events {
  const rng = rngFromSeed(seed);
  const size = before + after;
  const factors = Array.from({ length: size }, () => Float64Array.from({ length: size + 2 }, () => rng.normal()));
  const covariance = Float64Array.from(
    factors.flatMap((left, i) =>
      factors.map((right, j) => 0.01 * (left.reduce((sum, value, k) => sum + value * (right[k] ?? 0), 0) / size + Number(i === j))),
    ),
  );
  const lags = Array.from({ length: size + 1 }, (_, k) => k - before - 1).filter((lag) => lag !== -1);
  return arrange({ lags, values: Float64Array.from({ length: size }, () => 0.1 * rng.normal()), covariance }, undefined);
}

describe('honest-did', () => {
  it.each(['did', 'did-staggered'] as const)('passes a clean study by %s and catches one whose groups drift', async (estimator) => {
    const clean = await run(panel(0), { estimator });
    expect(clean.notes).toEqual([]);
    expect(clean.fit.breakdownMagnitude ?? 20).toBeGreaterThan(1);
    expect(clean.fit.original.low).toBeLessThan(2);
    expect(clean.fit.original.high).toBeGreaterThan(2);
    const drifting = await run(panel(0.5, 0), { estimator });
    expect(drifting.notes).toEqual(['stop honest-did/not-robust']);
  });

  it('takes a straight drift out: smoothness 0 finds no effect where there is only drift', async () => {
    const { fit } = await run(panel(0.5, 0));
    expect(fit.original.low).toBeGreaterThan(0);
    expect(fit.smoothness[0]?.low).toBeLessThan(0);
    expect(fit.smoothness[0]?.high).toBeGreaterThan(0);
  });

  it('names what is wrong', async () => {
    const codes = (more: object) => method.validate(method.spec.parse({ spec: inner, ...more }), sources(panel(0))).map(({ code }) => code);
    expect(codes({ spec: { ...inner, unit: 'nobody' } })).toEqual(['data/unknown-column']);
    await expect(run(panel(0), { lag: 9 })).rejects.toMatchObject({ problem: { code: 'option/invalid' } });
    await expect(
      run(panel(0), { spec: { ...inner, firstTreated: undefined, treatment: 'd', unit: undefined, post: 'd' } }),
    ).rejects.toMatchObject({ problem: { kind: 'input' } });
  });
});

describe('relative magnitudes', () => {
  it('by hand: one period before and one after, β = (0.1, 1), independent errors of 0.1', () => {
    const study = arrange({ lags: [-2, 0], values: Float64Array.of(0.1, 1), covariance: Float64Array.of(0.01, 0, 0, 0.01) }, undefined);
    const [low, high] = boundByMagnitude(study, 2, 0.05);
    const half = normalUpperQuantile(0.025) * Math.sqrt(0.01 + 4 * 0.01);
    expect(low).toBeCloseTo(1 - 0.2 - half, 12);
    expect(high).toBeCloseTo(1 + 0.2 + half, 12);
  });

  it('intervals nest, and with 0 are those of parallel trends', () => {
    const study = events(4, 3, 2);
    const bounds = [0, 0.3, 1, 2].map((bound) => boundByMagnitude(study, bound, 0.05));
    for (let k = 1; k < bounds.length; k++) {
      expect(bounds[k]?.[0]).toBeLessThanOrEqual(bounds[k - 1]?.[0] ?? 0);
      expect(bounds[k]?.[1]).toBeGreaterThanOrEqual(bounds[k - 1]?.[1] ?? 0);
    }
  });

  it('holds its level over 4,000 draws at the worst trend, and no more than needed', () => {
    const rng = rngFromSeed(12);
    // One step of 0.5 before, and as large ones after: θ = 0 lies at the end of the identified set.
    const [truth, error] = [[-0.5, 0.5, 1], 0.1];
    let misses = 0;
    for (let draw = 0; draw < 4000; draw++) {
      const values = Float64Array.from(truth, (value) => value + error * rng.normal());
      const covariance = Float64Array.from({ length: 9 }, (_, at) => (at % 4 === 0 ? error * error : 0));
      const study = { ...events(1, 2, 1), values, covariance };
      const [low, high] = boundByMagnitude(study, 1, 0.05);
      misses += Number(low > 0 || high < 0);
    }
    // Only one end can fail, at half of alpha; three binomial standard deviations are 0.7 points.
    expect(Math.abs(misses / 4000 - 0.025)).toBeLessThan(0.0075);
  });
});

describe('smoothness', () => {
  it('by hand: one period before and one after leave no choice of weights', () => {
    const study = arrange({ lags: [-2, 0], values: Float64Array.of(0.1, 1), covariance: Float64Array.of(0.01, 0, 0, 0.03) }, undefined);
    const { interval, bias, error } = boundBySmoothness(traceFrontier(study), 0.5, 0.05);
    expect(bias).toBeCloseTo(0.5, 12);
    expect(error).toBeCloseTo(0.2, 12);
    expect((interval[0] + interval[1]) / 2).toBeCloseTo(1.1, 12);
    expect((interval[1] - interval[0]) / 2).toBeCloseTo(0.2 * foldedQuantile(2.5, 0.05), 12);
  });

  it('the folded quantile: 1.96 without shift, one-sided far out', () => {
    expect(foldedQuantile(0, 0.05)).toBeCloseTo(1.959963984540054, 10);
    expect(foldedQuantile(12, 0.05)).toBeCloseTo(12 + 1.6448536269514722, 10);
    expect(foldedQuantile(9.99, 0.05)).toBeCloseTo(9.99 + 1.6448536269514722, 10);
  });

  it.each([0, 0.02, 0.2])('M = %f: the bias is that of the worst of all corner trends, and no other weights are shorter', (bound) => {
    const study = events(4, 3, 7);
    const { loads, bias, error, interval } = boundBySmoothness(traceFrontier(study), bound, 0.05);
    const half = (interval[1] - interval[0]) / 2;
    expect(worstBias(study, loads, bound)).toBeCloseTo(bias, 9);
    expect(Math.sqrt(quadraticForm(study.covariance, loads))).toBeCloseTo(error, 12);
    const rng = rngFromSeed(3);
    for (let trial = 0; trial < 300; trial++) {
      const other = Float64Array.from(loads);
      const size = 10 ** (-4 + 3.5 * rng.next());
      for (let i = 0; i < study.before; i++) other[i] = (other[i] ?? 0) + size * rng.normal();
      // Put the straight line back to 0 through the last period before.
      const slope = other.reduce((sum, load, i) => sum + load * (i < study.before ? i - study.before : i - study.before + 1), 0);
      other[study.before - 1] = (other[study.before - 1] ?? 0) + slope;
      const own = Math.sqrt(quadraticForm(study.covariance, other));
      expect(own * foldedQuantile(worstBias(study, other, bound) / own, 0.05)).toBeGreaterThan(half * (1 - 1e-5));
    }
  });
});

/** Walks every trend whose changes of slope are all ±M, from the reference outwards. */
function worstBias({ before, after }: Events, loads: Float64Array, bound: number): number {
  const turns = before + after - 1;
  let worst = 0;
  for (let corner = 0; corner < 2 ** turns; corner++) {
    const turn = (k: number): number => ((corner >> k) & 1 ? bound : -bound);
    const trend = new Map([
      [0, 0],
      [1, 0],
    ]);
    const at = (t: number): number => trend.get(t) ?? 0;
    for (let t = 2; t <= after; t++) trend.set(t, 2 * at(t - 1) - at(t - 2) + turn(t - 2));
    for (let t = -1; t >= -before; t--) trend.set(t, 2 * at(t + 1) - at(t + 2) + turn(after - 2 - t));
    worst = Math.max(worst, Math.abs(loads.reduce((sum, load, i) => sum + load * at(i < before ? i - before : i - before + 1), 0)));
  }
  return worst;
}
