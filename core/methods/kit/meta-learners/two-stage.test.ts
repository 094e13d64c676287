import { describe, expect, it } from 'vitest';
import { contextHere } from '../../../../test/support/work.ts';
import { categoryColumn, numberColumn, numbersOf, withColumns } from '../../../frame/frame.ts';
import drLearner from '../../dr-learner/method.ts';
import rLearner from '../../r-learner/method.ts';
import sLearner from '../../s-learner/method.ts';
import { COVARIATES, inputsOf, pehe, plain, simulate } from './world.fixture.ts';

describe('learners with one model, or with a last stage of their own', () => {
  it('s-, r- and dr-learner with boosted trees miss less than a half of what the average misses', async () => {
    const { frame, truth } = simulate(plain, 1);
    const mean = truth.reduce((sum, effect) => sum + effect, 0) / truth.length;
    const spread = Math.sqrt(truth.reduce((sum, effect) => sum + (effect - mean) ** 2, 0) / truth.length);
    const options = { treatment: 'arm', outcome: 'y', covariates: COVARIATES };
    const [inputs, context] = [inputsOf(frame), contextHere()];
    const fits = [
      await sLearner.fit(sLearner.spec.parse(options), inputs, context),
      await rLearner.fit(rLearner.spec.parse(options), inputs, context),
      await drLearner.fit(drLearner.spec.parse(options), inputs, context),
    ];
    for (const fit of fits) expect(pehe(fit, truth), fit.method).toBeLessThan(spread / 2);
  });

  it('a line’s 95 % intervals of single effects hold the truth where the truth is a line', async () => {
    let held = 0;
    let count = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const { frame, truth } = simulate({ ...plain, rows: 800 }, seed);
      const spec = drLearner.spec.parse({
        ...{ treatment: 'arm', outcome: 'y', covariates: COVARIATES, learner: 'linear', effectLearner: 'linear', finalStage: 'once' },
      });
      const fit = await drLearner.fit(spec, inputsOf(frame), contextHere(seed));
      for (let row = 0; row < 20; row++) {
        count++;
        const gap = Math.abs((fit.value[row] ?? 0) - (truth[row] ?? 0));
        if (gap < 1.96 * (fit.standardError?.[row] ?? 0)) held++;
      }
    }
    // Rows of one draw move together: 40 draws put two standard errors of the share at about 0.05.
    expect(held / count).toBeGreaterThan(0.89);
    expect(held / count).toBeLessThan(0.995);
  });

  it('two arms against one control: each arm has its own effects', async () => {
    const { frame } = simulate(plain, 3);
    const { frame: other } = simulate({ ...plain, effect: () => -1 }, 3);
    const arms = Array.from({ length: frame.rowCount }, (_, row) => ['none', 'call', 'mail'][row % 3] as string);
    const base = numbersOf(simulate({ ...plain, treatedShare: 0 }, 3).frame, 'y');
    const called = numbersOf(simulate({ ...plain, treatedShare: 1 }, 3).frame, 'y');
    const mailed = numbersOf(simulate({ ...plain, treatedShare: 1, effect: () => -1 }, 3).frame, 'y');
    const y = arms.map((arm, row) => (arm === 'none' ? base : arm === 'call' ? called : mailed)[row] ?? 0);
    const three = withColumns(other, [
      ['arm', categoryColumn(arms)],
      ['y', numberColumn(y)],
    ]);
    for (const method of [rLearner, drLearner]) {
      const spec = method.spec.parse({ treatment: 'arm', control: 'none', outcome: 'y', covariates: COVARIATES });
      const fit = await method.fit(spec, inputsOf(three), contextHere(3));
      expect(fit.arms).toEqual(['call', 'mail']);
      expect(fit.summaries[0]?.average.value).toBeCloseTo(1, 0);
      expect(fit.summaries[1]?.average.value).toBeCloseTo(-1, 0);
    }
  });

  it('a covariate that is the arm itself stops every learner, however arms are said to be assigned', async () => {
    const { frame } = simulate({ ...plain, rows: 600 }, 5);
    const arm = frame.columns.get('arm');
    const leak = arm?.kind === 'category' ? Float64Array.from(arm.codes, (code) => 3 * code) : new Float64Array(600);
    const leaky = withColumns(frame, [['leak', numberColumn(leak)]]);
    for (const propensity of ['shares', 'estimated']) {
      const options = { treatment: 'arm', outcome: 'y', covariates: [...COVARIATES, 'leak'], propensity, folds: 2 };
      const fits = [
        await sLearner.fit(sLearner.spec.parse(options), inputsOf(leaky), contextHere()),
        await rLearner.fit(rLearner.spec.parse(options), inputsOf(leaky), contextHere()),
        await drLearner.fit(drLearner.spec.parse(options), inputsOf(leaky), contextHere()),
      ];
      for (const fit of fits) {
        const stops = sLearner.summarize(fit, sLearner.spec.parse({})).notes.filter(({ severity }) => severity === 'stop');
        expect(stops.map(({ code }) => code)).toContain(`${fit.method}/arm-given-away`);
      }
    }
  });

  it('an honest test raises no suspicion', async () => {
    const { frame } = simulate(plain, 6);
    const spec = sLearner.spec.parse({ treatment: 'arm', outcome: 'y', covariates: COVARIATES, folds: 2 });
    expect((await sLearner.fit(spec, inputsOf(frame), contextHere())).telltales).toEqual([]);
  });
});
