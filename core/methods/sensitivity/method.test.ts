import { describe, expect, it } from 'vitest';
import { standardFrame } from '../../../test/contract/standard.ts';
import { goOn } from '../../../test/support/work.ts';
import { fitSensitivity } from './fit.ts';
import { adjusted, partialR2, robustnessValue } from './math.ts';
import method from './method.ts';

const fit = (options: Record<string, unknown>) =>
  fitSensitivity(method.spec.parse({ treatment: 'arm', outcome: 'y', arm: 'mail', ...options }), standardFrame(), goOn).arms[0];

describe('omitted-variable bias', () => {
  it('gives the published Darfur values, to the digits that were printed', () => {
    expect(partialR2(4.18, 783)).toBeCloseTo(0.022, 3);
    expect(robustnessValue(4.18, 783, 1)).toBeCloseTo(0.139, 3);
    expect(robustnessValue(4.18, 783, 1, 0.05)).toBeCloseTo(0.076, 3);
  });

  it('a confounder at the robustness value leaves nothing, and one at that of alpha just the critical t', () => {
    const effect = { estimate: 0.097, standardError: 0.097 / 4.18, df: 783 };
    const value = robustnessValue(4.18, 783, 1);
    expect(adjusted(effect, { withTreatment: value, withOutcome: value }).estimate).toBeCloseTo(0, 12);
    const atAlpha = robustnessValue(4.18, 783, 1, 0.05);
    expect(adjusted(effect, { withTreatment: atAlpha, withOutcome: atAlpha }).t).toBeCloseTo(1.96301, 2);
  });

  it('is exact for a covariate that is left out: its own ties give the estimate of the longer regression', () => {
    const [longer, shorter] = [fit({ covariates: ['x0', 'y_before'] }), fit({ covariates: ['y_before'] })];
    if (longer === undefined || shorter === undefined) throw new Error('There is no fit.');
    // The bias formula with the partial R² of x0, which are read back from the two fits: f² = bias² / (se² df).
    const bias = Math.abs(shorter.estimate - longer.estimate);
    const found = longer.bounds.find(({ covariate, k }) => covariate === 'x0' && k === 1);
    const d = (found?.ties?.withTreatment ?? 0) / (1 + (found?.ties?.withTreatment ?? 0));
    // x0's partial R² with the outcome from the change in residual sums of squares of the two regressions.
    const rest = (each: typeof longer) => each.standardError ** 2 * each.df;
    const y = 1 - (rest(longer) * (1 - d)) / rest(shorter);
    const size = shorter.standardError * Math.sqrt(((y * d) / (1 - d)) * shorter.df);
    expect(Math.abs(size - bias)).toBeLessThan(1e-9);
  });

  it('refuses a benchmark that is no covariate', () => {
    const spec = method.spec.parse({ treatment: 'arm', outcome: 'y', covariates: ['x0'], benchmarks: ['x1'] });
    const inputs = { sources: [{ name: 'data', values: { frame: standardFrame() } }] };
    expect(method.validate(spec, inputs).map(({ code }) => code)).toEqual(['option/invalid']);
  });
});
