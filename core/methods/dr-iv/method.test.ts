import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { tidyCsv } from '../../../test/support/csv.ts';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { categoryColumn, type Frame, makeFrame, numberColumn } from '../../frame/frame.ts';
import method from './method.ts';
import { ratioOf } from './ratio.ts';

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const lines = { learner: 'linear', propensityLearner: 'logistic' };

async function run(frame: Frame, options: object) {
  const spec = method.spec.parse({ outcome: 'y', treatment: 'd', instrument: 'z', ...lines, ...options });
  const fit = await method.fit(spec, { sources: [{ name: 'data', values: { frame } }] }, contextHere());
  return { fit, report: method.summarize(fit, spec) };
}

/** Who is encouraged depends on x; compliers gain 2 in the north and 4 in the south, always-takers 9. */
function planted(seed: number, rows: number, { pull = 0.6, always = 0.2 } = {}): Frame {
  const rng = rngFromSeed(seed);
  const people = Array.from({ length: rows }, () => {
    const x = rng.normal();
    const region = rng.next() < 0.5 ? 'north' : 'south';
    const z = Number(rng.next() < 1 / (1 + Math.exp(-x)));
    const draw = rng.next();
    const kind = draw < always ? 'always' : draw < always + pull ? 'complier' : 'never';
    const d = kind === 'always' ? 1 : kind === 'never' ? 0 : z;
    const gain = kind === 'always' ? 9 : region === 'north' ? 2 : 4;
    return { x, region, z, d, y: 3 * x + d * gain + rng.normal() };
  });
  return makeFrame([
    ['x', numberColumn(people.map(({ x }) => x))],
    ['region', categoryColumn(people.map(({ region }) => region))],
    ['z', numberColumn(people.map(({ z }) => z))],
    ['d', numberColumn(people.map(({ d }) => d))],
    ['y', numberColumn(people.map(({ y }) => y))],
  ]);
}

describe('the interactive instrument model', () => {
  it('equals a closed form in NumPy, 1e-6', async () => {
    const golden = JSON.parse(readFileSync(here('golden/iivm.json'), 'utf8'));
    const { fit } = await run(tidyCsv(here('../kit/instruments/golden/iv_late.csv')), { covariates: ['x1', 'x2'], folds: 1 });
    const same = (found: number, truth: number) => expect(Math.abs(found / truth - 1), `${found} against ${truth}`).toBeLessThan(1e-6);
    same(fit.late.value, golden.late);
    // The record divides by the mean of squares of scores whose mean is 0, as we do.
    same(fit.late.standardError, golden.standardError);
    same(fit.main.compliers.value, golden.compliers);
    same(fit.main.encouragement.value, golden.itt);
  });

  it('finds planted effects by segment, and its intervals hold them', async () => {
    let held = 0;
    const draws = 120;
    for (let seed = 1; seed <= draws; seed++) {
      const { fit } = await run(planted(seed, 800), { covariates: ['x'], folds: 2 });
      if (fit.late.interval[0] <= 3 && 3 <= fit.late.interval[1]) held++;
    }
    // 120 draws: two standard errors of 95 % are 4 points.
    expect(held / draws).toBeGreaterThan(0.9);
    const { fit } = await run(planted(1, 20_000), { covariates: ['x'], groups: 'region' });
    const by = Object.fromEntries(fit.segments.map(({ name, ratio }) => [name, ratio.late]));
    for (const [name, truth] of [
      ['north', 2],
      ['south', 4],
    ] as const) {
      expect(Math.abs((by[name]?.value ?? 0) - truth)).toBeLessThan(4 * (by[name]?.standardError ?? 0));
    }
    expect(fit.main.compliers.value).toBeCloseTo(0.6, 1);
  });

  it('repeats take the median, and its error is not below the middle one', async () => {
    const frame = planted(2, 600);
    const { fit: once } = await run(frame, { covariates: ['x'], folds: 2 });
    const { fit: often } = await run(frame, { covariates: ['x'], folds: 2, repeats: 4 });
    expect(often.late.value).not.toBe(once.late.value);
    expect(Math.abs(often.late.value - once.late.value)).toBeLessThan(2 * once.late.standardError);
  });

  it('without always-takers says so, and refuses data that have some', async () => {
    const { fit } = await run(planted(3, 2000, { always: 0 }), { covariates: ['x'], alwaysTakers: false });
    expect(Math.abs(fit.late.value - 3)).toBeLessThan(4 * fit.late.standardError);
    const spec = method.spec.parse({ outcome: 'y', treatment: 'd', instrument: 'z', covariates: ['x'], alwaysTakers: false });
    const problems = method.validate(spec, { sources: [{ name: 'data', values: { frame: planted(3, 500) } }] });
    expect(problems.map(({ code }) => code)).toEqual(['option/invalid']);
  });

  it('stops where the encouragement moves nobody, and the robust set has no ends', async () => {
    const { fit, report } = await run(planted(4, 600, { pull: 0 }), { covariates: ['x'], folds: 2 });
    expect(report.notes.map(({ code }) => code)).toContain('dr-iv/no-first-stage');
    expect(fit.main.weak.kind).not.toBe('interval');
  });
});

describe('the robust set', () => {
  it('by hand: its ends are not rejected by the test, and points beyond them are', () => {
    const y = Float64Array.from([3, 1, 4, 1, 5, 9, 2, 6]);
    const d = Float64Array.from([1, 0.5, 1.5, 0.2, 1, 2, 1, 1.4]);
    const rows = Int32Array.from(y, (_, i) => i);
    const { weak } = ratioOf(y, d, rows, 0.05);
    if (weak.kind !== 'interval') throw new Error(weak.kind);
    const t = (theta: number) => {
      const u = y.map((value, i) => value - theta * (d[i] ?? 0));
      const mean = u.reduce((sum, value) => sum + value, 0) / 8;
      return Math.abs(mean) / Math.sqrt(u.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 64);
    };
    expect(t(weak.low)).toBeCloseTo(1.959964, 5);
    expect(t(weak.high)).toBeCloseTo(1.959964, 5);
    expect(t(weak.high + 0.5)).toBeGreaterThan(1.96);
  });
});
