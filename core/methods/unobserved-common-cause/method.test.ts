import { describe, expect, it } from 'vitest';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { booleanColumn, type Frame, makeFrame, numberColumn } from '../../frame/frame.ts';
import ols from '../ols/method.ts';
import unobserved from './method.ts';

/** Effect `effect` of a treatment that leans on x. */
function table(effect: number, pull: number): Frame {
  const rng = rngFromSeed(17);
  const rows = Array.from({ length: 400 }, () => {
    const x = rng.normal();
    const d = pull * x + rng.normal() > 0;
    return { x, d, y: (d ? effect : 0) + x + rng.normal() };
  });
  return makeFrame([
    ['d', booleanColumn(rows.map(({ d }) => d))],
    ['x', numberColumn(rows.map(({ x }) => x))],
    ['y', numberColumn(rows.map(({ y }) => y))],
  ]);
}

const inputs = (frame: Frame) => ({ sources: [{ name: 'data', values: { frame } }] });
const spec = unobserved.spec.parse({
  treatment: 'd',
  outcome: 'y',
  covariates: ['x'],
  spec: { covariance: 'classical' },
  withTreatment: [0, 0.1, 0.3],
  withOutcome: [0, 0.2],
});

describe('a simulated confounder', () => {
  it('moves least squares by exactly what Cinelli & Hazlett (2020, equations 10 and 11) give', async () => {
    const frame = table(0.6, 0.5);
    const { arms } = await unobserved.fit(spec, inputs(frame), contextHere());
    const plain = ols.spec.parse({ treatment: 'd', outcome: 'y', covariates: ['x'], covariance: 'classical' });
    const report = ols.summarize(await ols.fit(plain, inputs(frame), contextHere()), plain);
    const effects = report.blocks.flatMap((block) => (block.kind === 'estimates' ? block.rows : []));
    const { value, standardError = Number.NaN } = effects[0] ?? { value: Number.NaN };
    const df = 400 - 3;
    expect(arms[0]?.cells).toHaveLength(6);
    for (const { withTreatment, withOutcome, value: left, interval } of arms[0]?.cells ?? []) {
      const bias = standardError * Math.sqrt(df) * Math.sqrt((withOutcome * withTreatment) / (1 - withTreatment));
      expect(left).toBeCloseTo(value - Math.sign(value) * bias, 9);
      const error = standardError * Math.sqrt((1 - withOutcome) / (1 - withTreatment)) * Math.sqrt(df / (df - 1));
      expect(((interval?.[1] ?? 0) - (interval?.[0] ?? 0)) / error / 2).toBeCloseTo(1.966, 2);
    }
  });

  it('lets a strong effect stand and doubts a weak one', async () => {
    const codes = async (frame: Frame): Promise<string[]> =>
      unobserved.summarize(await unobserved.fit(spec, inputs(frame), contextHere()), spec).notes.map(({ code }) => code);
    expect(await codes(table(6, 0.5))).toEqual([]);
    expect(await codes(table(0.3, 1))).toEqual(['unobserved-common-cause/refuted']);
  });
});
