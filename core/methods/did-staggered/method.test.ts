import { describe, expect, it } from 'vitest';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { type Frame, makeFrame, numberColumn, takeRows } from '../../frame/frame.ts';
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
