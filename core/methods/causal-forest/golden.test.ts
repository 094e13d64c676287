import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { tidyCsv } from '../../../test/support/csv.ts';
import { SHARED, sharedFile } from '../../../test/support/reference.ts';
import { contextHere } from '../../../test/support/work.ts';
import type { Frame } from '../../frame/frame.ts';
import { numbersOf } from '../../frame/frame.ts';
import { type ForestFit, fitCausalForest } from './fit.ts';
import { causalForestSpec } from './spec.ts';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const golden = JSON.parse(readFileSync(here('golden/grf.json'), 'utf8'));

const fitOn = (frame: Frame, options: object): Promise<ForestFit> =>
  fitCausalForest(causalForestSpec.parse({ outcome: 'y', ...options }), { sources: [{ name: 'data', values: { frame } }] }, contextHere());

/** Within a share of the peer's own standard error: forests differ by their random streams, and centring by its learner. */
function within(found: number | undefined, peer: number, standardError: number, share: number): void {
  expect(Math.abs((found ?? Number.NaN) - peer), `${found} against ${peer}`).toBeLessThan(share * standardError);
}

function correlation(left: ArrayLike<number>, right: ArrayLike<number>): number {
  const n = left.length;
  let [x, y, xx, yy, xy] = [0, 0, 0, 0, 0];
  for (let at = 0; at < n; at++) {
    const [a, b] = [left[at] as number, right[at] as number];
    x += a;
    y += b;
    xx += a * a;
    yy += b * b;
    xy += a * b;
  }
  return (n * xy - x * y) / Math.sqrt((n * xx - x * x) * (n * yy - y * y));
}

describe.skipIf(sharedFile('reference/data/rct_hte.csv') === undefined)('a test with planted effects, against three seeds of grf', () => {
  const covariates = ['x0', 'x1', 'x2', 'x3', 'x4', 'x5', 'x6', 'x7', 'x8', 'region', 'segment', 'is_new'];
  const peers = golden.rct;
  let fit: ForestFit;
  let truth: Float64Array;

  beforeAll(async () => {
    const frame = tidyCsv(`${SHARED}/reference/data/rct_hte.csv`);
    truth = numbersOf(frame, 'tau_true');
    fit = await fitOn(frame, { treatment: 'w', covariates, projectOn: ['x0', 'x1'], propensity: 'estimated' });
  }, 60_000);

  it('averages lie within a quarter of a standard error, and are as sharp', () => {
    const [all, treated, overlap] = fit.findings[0]?.averages ?? [];
    for (const peer of peers) {
      within(all?.estimate.value, peer.ate, peer.ate_se, 0.25);
      within(treated?.estimate.value, peer.att, peer.att_se, 0.25);
      within(overlap?.estimate.value, peer.ato, peer.ato_se, 0.25);
      expect((all?.estimate.standardError ?? 0) / peer.ate_se).toBeLessThan(1.02);
      expect((all?.estimate.standardError ?? 0) / peer.ate_se).toBeGreaterThan(0.9);
    }
  });

  it('single effects are at least as near to the truth, and their intervals hold it at least as often', () => {
    const held = truth.filter((effect, row) => Math.abs(effect - (fit.value[row] ?? 0)) <= 1.96 * (fit.standardError[row] ?? 0)).length;
    const error = Math.sqrt(truth.reduce((sum, effect, row) => sum + (effect - (fit.value[row] ?? 0)) ** 2, 0) / truth.length);
    const variance = fit.standardError.reduce((sum, own) => sum + own * own, 0) / truth.length;
    for (const peer of peers) {
      expect(error).toBeLessThan(peer.cate_rmse_vs_truth);
      expect(correlation(fit.value, truth)).toBeGreaterThan(peer.cate_cor_vs_truth);
      expect(held / truth.length).toBeGreaterThan(peer.cate_ci95_coverage - 0.01);
      // Not sharper by claiming more: the variances are grf's to a tenth.
      expect(Math.abs(variance / peer.mean_var - 1)).toBeLessThan(0.1);
      expect(correlation(fit.value.subarray(0, 10), peer.first10)).toBeGreaterThan(0.98);
    }
  });

  it('projection, calibration and importance agree', () => {
    const { projection, calibration } = fit.findings[0] ?? {};
    for (const peer of peers) {
      projection?.forEach(({ value }, at) => {
        const name = ['(Intercept)', 'x0', 'x1'][at] ?? '';
        within(value, peer.blp.coef[name], peer.blp.se[name], 0.35);
      });
      const { coef, se } = peer.calibration;
      within(calibration?.mean.value, coef['mean.forest.prediction'], se['mean.forest.prediction'], 0.25);
      within(calibration?.differences?.value, coef['differential.forest.prediction'], se['differential.forest.prediction'], 0.5);
      for (const name of ['x0', 'x1']) {
        const own = fit.importance.find((entry) => entry.name === name)?.share;
        expect(Math.abs((own ?? 0) - peer.variable_importance[name])).toBeLessThan(0.05);
      }
    }
  });
});

describe('an encouragement that some follow, against grf', () => {
  it('the average effect on those who follow lies within half a standard error, and so does the truth within two', async () => {
    const frame = tidyCsv(here('../kit/instruments/golden/iv_late.csv'));
    const fit = await fitOn(frame, { treatment: 'd', instrument: 'z', covariates: ['x1', 'x2'], trees: 1000 });
    const average = fit.findings[0]?.averages[0];
    expect(average?.target).toBe('compliers');
    within(average?.estimate.value, golden.instrument.est, golden.instrument.se, 0.5);
    within(average?.estimate.value, golden.truth.late, golden.instrument.se, 2);
    expect(Math.abs((average?.estimate.standardError ?? 0) / golden.instrument.se - 1)).toBeLessThan(0.1);
  }, 30_000);
});
