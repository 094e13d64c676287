import type { Rng } from '../../../core/base/rng.ts';
import type { Frame } from '../../../core/frame/frame.ts';
import aipw from '../../../core/methods/aipw/method.ts';
import ipw from '../../../core/methods/ipw/method.ts';
import tLearner from '../../../core/methods/t-learner/method.ts';
import xLearner from '../../../core/methods/x-learner/method.ts';
import { answerOf, type Design, fitOn, flip, logistic, normalMean, tableOf } from '../design.ts';

const chance = (x: number): number => logistic(-0.3 + 0.7 * x);

/** Rows choose the treatment by x; it gains them effect · (1 + x/2). */
function sample(rng: Rng, effect: number): Frame {
  return tableOf(500, () => {
    const [x, z] = [rng.normal(), rng.normal()];
    const d = flip(rng, chance(x));
    return { x, z, d, y: effect * (1 + 0.5 * x) * d + x + 0.5 * z + rng.normal() };
  });
}

/** The average effect over those whom a weight picks. */
function effectOver(effect: number, weight: (x: number) => number): number {
  return (effect * normalMean((x) => weight(x) * (1 + 0.5 * x))) / normalMean(weight);
}

const truths = {
  ate: (effect: number) => effect,
  att: (effect: number) => effectOver(effect, chance),
  atc: (effect: number) => effectOver(effect, (x) => 1 - chance(x)),
  overlap: (effect: number) => effectOver(effect, (x) => chance(x) * (1 - chance(x))),
};

const roles = { treatment: 'd', outcome: 'y', covariates: ['x', 'z'] };
const data = '500 rows, treatment by x, effect grows with x';

const weighted: Design = {
  method: 'ipw',
  data,
  effect: 1,
  sample,
  ask: async (frame, effect, context) => {
    const answers = [];
    for (const estimand of ['ate', 'att', 'atc', 'overlap'] as const) {
      const { contrasts } = await fitOn(ipw, frame, { ...roles, estimand }, context);
      answers.push(answerOf(`${estimand}, Hájek`, truths[estimand](effect), contrasts[0]));
    }
    const { contrasts } = await fitOn(ipw, frame, { ...roles, normalization: 'horvitz-thompson' }, context);
    return [...answers, answerOf('ate, Horvitz–Thompson', effect, contrasts[0])];
  },
};

const doubly: Design = {
  method: 'aipw',
  data,
  effect: 1,
  sample,
  ask: async (frame, effect, context) => {
    const answers = [];
    for (const [estimand, folds] of [
      ['ate', 1],
      ['att', 1],
      ['ate', 5],
      ['att', 5],
    ] as const) {
      const { contrasts } = await fitOn(aipw, frame, { ...roles, estimand, folds }, context);
      answers.push(answerOf(`${estimand}, ${folds === 1 ? 'no folds' : `${folds} folds`}`, truths[estimand](effect), contrasts[0]));
    }
    return answers;
  },
};

const forests: Design = {
  method: 'aipw',
  data: '1,000 rows by lot, outcome and effect bent, boosted outcome models',
  effect: 1,
  draws: 500,
  sample: (rng, effect) =>
    tableOf(1000, () => {
      const [x, z, d] = [rng.normal(), rng.normal(), flip(rng, 0.5)];
      return { x, z, d, y: effect * Number(x > 0) * 2 * d + Math.abs(z) + Math.sin(2 * x) + rng.normal() };
    }),
  ask: async (frame, effect, context) => {
    const learner = { learner: 'gbdt', trees: 50, leaves: 4 };
    const { contrasts } = await fitOn(aipw, frame, { ...roles, learner, folds: 5 }, context);
    return [answerOf('ate, boosted, 5 folds', effect, contrasts[0])];
  },
};

const metaLearners: readonly Design[] = [tLearner, xLearner].map((method) => ({
  method: method.id,
  data: '500 rows by lot, effect grows with x',
  effect: 1,
  sample: (rng, effect) =>
    tableOf(500, () => {
      const [x, z, d] = [rng.normal(), rng.normal(), flip(rng, 0.5)];
      return { x, z, d, y: effect * (1 + 0.5 * x) * d + x + 0.5 * z + rng.normal() };
    }),
  ask: async (frame, effect, context) => {
    const { summaries } = await fitOn(method, frame, { ...roles, learner: { learner: 'linear' } }, context);
    return [answerOf('average effect, straight lines, 5 folds', effect, summaries[0]?.average)];
  },
}));

export const designs: readonly Design[] = [weighted, doubly, forests, ...metaLearners];
