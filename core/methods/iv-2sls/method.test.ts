import { describe, expect, it } from 'vitest';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { type Frame, makeFrame, numberColumn } from '../../frame/frame.ts';
import method from './method.ts';

/** Planted effect 2, hidden confounder u, instrument z of the given strength. */
function table(strength: number, n = 2000): Frame {
  const rng = rngFromSeed(5);
  const rows = Array.from({ length: n }, () => {
    const [z, u, x] = [rng.normal(), rng.normal(), rng.normal()];
    const d = strength * z + u + 0.5 * x + rng.normal();
    return { z, x, d, y: 2 * d + 2 * u + x + rng.normal() };
  });
  const column = (pick: (row: (typeof rows)[number]) => number) => numberColumn(rows.map(pick));
  return makeFrame([
    ['y', column(({ y }) => y)],
    ['d', column(({ d }) => d)],
    ['z', column(({ z }) => z)],
    ['twice', column(({ z }) => 2 * z + 1)],
    ['x', column(({ x }) => x)],
    ['still', column(() => 3)],
  ]);
}

const options = { outcome: 'y', treatment: 'd', instrument: ['z'], covariates: ['x'] };
const sources = (frame: Frame) => ({ sources: [{ name: 'data', values: { frame } }] });

async function report(frame: Frame, more: Record<string, unknown> = {}) {
  const spec = method.spec.parse({ ...options, ...more });
  const fit = await method.fit(spec, sources(frame), contextHere());
  return { fit, report: method.summarize(fit, spec) };
}

const codes = (frame: Frame, more: Record<string, unknown>) =>
  method.validate(method.spec.parse({ ...options, ...more }), sources(frame)).map(({ code }) => code);

describe('iv-2sls', () => {
  it('finds the planted effect where plain regression does not', async () => {
    const { fit, report: written } = await report(table(1));
    expect(Math.abs(fit.estimate.value - 2)).toBeLessThan(3 * fit.estimate.standardError);
    expect(fit.ols.interval[0]).toBeGreaterThan(2.3);
    expect(fit.endogeneity.wuHausman?.pValue).toBeLessThan(0.001);
    expect(written.notes).toEqual([]);
  });

  it('withholds the tick when the instrument is weak, and gives an unbounded interval when it says nothing', async () => {
    const { fit, report: written } = await report(table(0));
    expect(written.notes[0]).toMatchObject({ severity: 'stop', code: 'iv-2sls/weak-instrument' });
    expect(fit.andersonRubin.stretches.flat()).toContain(null);
  });

  it('refuses an instrument that is constant, used twice, or among the covariates', () => {
    expect(codes(table(1), { instrument: ['still'] })).toEqual(['data/constant']);
    expect(codes(table(1), { instrument: ['z', 'z'] })).toEqual(['data/duplicate']);
    expect(codes(table(1), { covariates: ['x', 'z'] })).toEqual(['data/duplicate']);
    expect(codes(table(1), { instrument: [] })).toEqual(['option/invalid']);
  });

  it('refuses one cluster, and fewer rows than coefficients', () => {
    expect(codes(table(1), { cluster: 'still' })).toEqual(['data/too-few-rows']);
    expect(codes(table(1, 4), {})).toEqual(['data/too-few-rows']);
  });

  it('names the instrument that repeats another', async () => {
    await expect(report(table(1), { instrument: ['z', 'twice'] })).rejects.toMatchObject({
      problem: { code: 'numeric/singular', where: { column: 'twice' } },
    });
  });
});
