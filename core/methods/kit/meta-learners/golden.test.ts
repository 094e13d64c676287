import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { tidyCsv } from '../../../../test/support/csv.ts';
import { contextHere, goOn, workHere } from '../../../../test/support/work.ts';
import { doublyRobust } from '../../dr-learner/math.ts';
import drLearner from '../../dr-learner/method.ts';
import { residualised } from '../../r-learner/math.ts';
import rLearner from '../../r-learner/method.ts';
import sLearner from '../../s-learner/method.ts';
import { differences } from '../../t-learner/math.ts';
import tLearner from '../../t-learner/method.ts';
import xLearner from '../../x-learner/method.ts';
import { averageEffects } from './average.ts';
import { crossFit } from './cross-fit.ts';
import { readMetaStudy } from './study.ts';

const here = (name: string) => fileURLToPath(new URL(`golden/${name}`, import.meta.url));
const golden = JSON.parse(readFileSync(here('golden.json'), 'utf8'));
const twoStage = JSON.parse(readFileSync(here('two-stage.json'), 'utf8'));
const frame = tidyCsv(here('obs.csv'));
const inputs = { sources: [{ name: 'data', values: { frame } }] };
const options = {
  treatment: 'd',
  outcome: 'y',
  covariates: ['x0', 'x1', 'x2', 'x3', 'x4', 'x5', 'plan'],
  learner: 'linear',
  propensity: 'estimated',
};

/** Fold f holds out the rows f, f + 5, f + 10 …, as the records have it. */
const folds = Array.from({ length: 5 }, (_, fold) => {
  const all = Int32Array.from({ length: frame.rowCount }, (_row, row) => row);
  return { train: all.filter((row) => row % 5 !== fold), heldOut: all.filter((row) => row % 5 === fold) };
});

describe('straight lines agree with econml', () => {
  for (const [method, key] of [
    [tLearner, 't_learner_ols'],
    [xLearner, 'x_learner_ols'],
  ] as const) {
    it(`${method.id}: single effects and their mean`, async () => {
      const fit = await method.fit(method.spec.parse({ ...options, folds: 1 }), inputs, contextHere());
      // Least squares by two routes: both lose about half of the digits of a double.
      golden[key].first10.forEach((effect: number, row: number) => {
        expect(fit.value[row]).toBeCloseTo(effect, 9);
      });
      expect(fit.summaries[0]?.meanEffect).toBeCloseTo(golden[key].ate, 9);
    });
  }
});

describe('the average with its error', () => {
  it('is the cross-fitted doubly robust one, given the same folds', async () => {
    const spec = tLearner.spec.parse(options);
    const study = readMetaStudy(frame, spec);
    const fit = await crossFit({ study, spec, folds }, workHere(), differences);
    const [summary] = averageEffects(study, fit, 0.05, goOn);
    expect(fit.clipped).toBe(0);
    // The logit stops iterating at about 1e-8 on either side.
    expect(summary?.average.value).toBeCloseTo(golden.crossfit_aipw_closed_form.ate, 7);
    // The peer divides by n, we divide by n − 1.
    expect(summary?.average.standardError).toBeCloseTo(golden.crossfit_aipw_closed_form.se * Math.sqrt(3000 / 2999), 7);
  });
});

describe('a straight line as the last stage', () => {
  for (const [method, learnerOf, key] of [
    [rLearner, residualised, 'r'],
    [drLearner, doublyRobust, 'dr'],
  ] as const) {
    it(`${method.id}: effects and their errors are those of the closed form`, async () => {
      const spec = method.spec.parse({ ...options, effectLearner: 'linear', finalStage: 'once' });
      const study = readMetaStudy(frame, spec);
      const fit = await crossFit({ study, spec, folds }, workHere(), learnerOf(spec));
      twoStage[key].effects.forEach((effect: number, row: number) => {
        expect(Math.abs((fit.effects[row] ?? 0) - effect)).toBeLessThan(1e-6);
        expect(Math.abs((fit.errors?.[row] ?? 0) - twoStage[key].errors[row])).toBeLessThan(1e-6);
      });
      const mean = fit.effects.reduce((sum, effect) => sum + effect, 0) / fit.effects.length;
      expect(Math.abs(mean - twoStage[key].mean)).toBeLessThan(1e-6);
    });
  }

  it('s-learner: a line gives every row the same effect, that of econml', async () => {
    const fit = await sLearner.fit(sLearner.spec.parse({ ...options, folds: 1 }), inputs, contextHere());
    expect(Math.max(...fit.value) - Math.min(...fit.value)).toBeLessThan(1e-12);
    expect(fit.value[0]).toBeCloseTo(twoStage.s.effect, 9);
  });
});
