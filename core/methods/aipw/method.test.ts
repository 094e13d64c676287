import { describe, expect, it } from 'vitest';
import { confounded, expectClose, type GoldenStudy, inputsOf, lalonde } from '../../../test/support/assignment-studies.ts';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { categoryColumn, type Frame, makeFrame, numberColumn } from '../../frame/frame.ts';
import { foldsFor } from '../kit/propensity/spec.ts';
import { readAssignment } from '../kit/propensity/study.ts';
import type { AipwContrast, AipwFit } from './fit.ts';
import method from './method.ts';
import { learnNuisances } from './nuisances.ts';
import { averageScores, robustScores } from './scores.ts';

async function run({ frame, options }: Pick<GoldenStudy, 'frame' | 'options'>, more: object = {}): Promise<AipwFit> {
  return method.fit(method.spec.parse({ ...options, ...more }), inputsOf(frame), contextHere());
}

function first(fit: AipwFit): AipwContrast {
  const [contrast] = fit.contrasts;
  if (contrast === undefined) throw new Error('The fit has no contrast.');
  return contrast;
}

const obs = confounded();
const training = lalonde('ps_lalonde');

function closedForms(study: () => GoldenStudy): void {
  it.each(['ate', 'att'] as const)('%s: estimate, error and interval', async (estimand) => {
    const found = first(await run(study(), { estimand }));
    const truth = study().results[`aipw_${estimand}`];
    expectClose(found.value, truth?.['est']);
    expectClose(found.standardError, truth?.['se']);
    // The reference rounds the normal quantile to 1.96.
    expectClose(found.interval?.[0], truth?.['ci']?.[0 as never] as unknown as number, 1e-3);
  });

  it('single scores', async () => {
    const spec = method.spec.parse(study().options);
    const read = readAssignment(study().frame, spec);
    const nuisances = await learnNuisances(read, spec, foldsFor(1), contextHere());
    const { score } = robustScores(read, nuisances, 1, 'ate');
    const truths = study().results['aipw_ate']?.['psi_first10'] as unknown as readonly number[];
    for (const [row, truth] of truths.entries()) expectClose(score[row], truth, 1e-5);
  });
}

describe('closed forms on a simulated confounded study', () => closedForms(() => obs));

describe.skipIf(training === undefined)('closed forms on the job-training study', () => closedForms(() => training as GoldenStudy));

describe('statsmodels 0.15.0', () => {
  it('gives the same estimate; its stacked error differs by other finite-sample terms', async () => {
    const found = first(await run(obs));
    expectClose(found.value, obs.results['sm_aipw']?.['est']);
    expectClose(found.standardError, obs.results['sm_aipw']?.['se'], 0.01);
  });
});

/** y = 1 + d + x² and log odds of d = x² − 1: the square column makes a model right, the plain column leaves it wrong. */
function curvedStudy(seed: number): Frame {
  const rng = rngFromSeed(seed);
  const x = Float64Array.from({ length: 500 }, () => rng.normal());
  const d = x.map((value) => Number(rng.next() < 1 / (1 + Math.exp(1 - value * value))));
  return makeFrame([
    ['x', numberColumn(x)],
    ['square', numberColumn(x.map((value) => value * value))],
    ['d', numberColumn(d)],
    ['y', numberColumn(x.map((value, row) => 1 + (d[row] as number) + value * value + rng.normal()))],
  ]);
}

describe('double robustness, by simulation', () => {
  it('is unbiased when either model is wrong, and biased when both are', async () => {
    const totals = { both: 0, outcomeWrong: 0, scoresWrong: 0, allWrong: 0 };
    let covered = 0;
    const draws = 200;
    for (let draw = 0; draw < draws; draw++) {
      const frame = curvedStudy(draw);
      const estimate = async (outcome: string, scores: string) => {
        const read = (name: string) => {
          const spec = method.spec.parse({ treatment: 'd', outcome: 'y', covariates: [name] });
          const study = readAssignment(frame, spec);
          return learnNuisances(study, spec, 1, contextHere()).then((nuisances) => ({ study, nuisances }));
        };
        const [first, second] = [await read(outcome), await read(scores)];
        return averageScores(robustScores(first.study, { ...first.nuisances, against: second.nuisances.against }, 1, 'ate'));
      };
      const both = await estimate('square', 'square');
      totals.both += both.value / draws;
      covered += Number(Math.abs(both.value - 1) < 1.96 * both.standardError);
      totals.outcomeWrong += (await estimate('x', 'square')).value / draws;
      totals.scoresWrong += (await estimate('square', 'x')).value / draws;
      totals.allWrong += (await estimate('x', 'x')).value / draws;
    }
    // The mean of 200 draws has an error near 0.01; a wrong outcome model with weights is a little noisier.
    expect(Math.abs(totals.both - 1)).toBeLessThan(0.03);
    expect(Math.abs(totals.outcomeWrong - 1)).toBeLessThan(0.06);
    expect(Math.abs(totals.scoresWrong - 1)).toBeLessThan(0.03);
    expect(totals.allWrong - 1).toBeGreaterThan(0.3);
    expect(covered / draws).toBeGreaterThan(0.9);
  });
});

describe('arms, groups and folds', () => {
  const rng = rngFromSeed(9);
  const n = 6000;
  const x = Float64Array.from({ length: n }, () => rng.normal());
  const arm = Array.from(x, (value) => {
    const [mail, call] = [Math.exp(0.6 * value), Math.exp(-0.5 * value)];
    const drawn = rng.next() * (1 + mail + call);
    return drawn < 1 ? 'none' : drawn < 1 + mail ? 'mail' : 'call';
  });
  const region = Array.from(x, (value) => (value > 0 ? 'north' : 'south'));
  const effect = (row: number) => (arm[row] === 'mail' ? (region[row] === 'north' ? 3 : 1) : arm[row] === 'call' ? -1 : 0);
  const frame = makeFrame([
    ['x', numberColumn(x)],
    ['arm', categoryColumn(arm)],
    ['region', categoryColumn(region)],
    ['y', numberColumn(x.map((value, row) => 2 * value + effect(row) + rng.normal()))],
  ]);
  const study = { frame, options: { treatment: 'arm', outcome: 'y', covariates: ['x', 'region'] } };

  it('recovers the planted effects of two arms and of two groups', async () => {
    const fit = await run(study, { group: 'region' });
    const of = (name: string) => fit.contrasts.find((contrast) => contrast.arm === name);
    expect(Math.abs((of('mail')?.value ?? 0) - 2)).toBeLessThan(0.2);
    expect(Math.abs((of('call')?.value ?? 0) + 1)).toBeLessThan(0.2);
    const group = (name: string) => of('mail')?.groups.find((each) => each.group === name);
    expect(Math.abs((group('north')?.value ?? 0) - 3)).toBeLessThan(0.25);
    expect(Math.abs((group('south')?.value ?? 0) - 1)).toBeLessThan(0.25);
  });

  it('groups average to the whole', async () => {
    for (const estimand of ['ate', 'att'] as const) {
      for (const contrast of (await run(study, { group: 'region', estimand })).contrasts) {
        const total = contrast.groups.reduce((sum, { value, n: size }) => sum + value * size, 0);
        expectClose(total / contrast.n, contrast.value, 1e-9);
      }
    }
  });

  it('cross-fits boosted trees by default and stays near the truth', async () => {
    const trees = { learner: 'gbdt', trees: 60, leaves: 8 };
    const fit = await run(study, { arm: 'mail', learner: trees, propensityLearner: trees, estimand: 'att' });
    expect(fit.folds).toBe(5);
    const truth =
      x.reduce((sum, _, row) => sum + (arm[row] === 'mail' ? effect(row) : 0), 0) / arm.filter((each) => each === 'mail').length;
    expect(Math.abs(first(fit).value - truth)).toBeLessThan(0.25);
  });

  it('warns when trees answer about their own rows', async () => {
    const options = { ...study.options, learner: 'gbdt', folds: 1, arm: 'mail' };
    const spec = method.spec.parse(options);
    const report = method.summarize(await method.fit(spec, inputsOf(frame), contextHere()), spec);
    expect(report.notes).toContainEqual(expect.objectContaining({ code: 'aipw/in-sample' }));
  });

  it('refuses too many folds and an unknown group', () => {
    const problems = (more: object) => method.validate(method.spec.parse({ ...study.options, ...more }), inputsOf(frame));
    expect(problems({ group: 'nope' })).toMatchObject([{ code: 'data/unknown-column' }]);
    const few = makeFrame([
      ['d', numberColumn([0, 0, 0, 1, 1, 1])],
      ['x', numberColumn([1, 2, 3, 4, 5, 6])],
      ['y', numberColumn([1, 2, 3, 4, 5, 7])],
    ]);
    const spec = method.spec.parse({ treatment: 'd', outcome: 'y', covariates: ['x'], folds: 5 });
    expect(method.validate(spec, inputsOf(few))).toMatchObject([{ code: 'data/arm-too-small' }]);
  });
});
