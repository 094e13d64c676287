import psm from '../../../core/methods/psm/method.ts';
import { answerOf, type Design, fitOn, flip, logistic, normalMean, tableOf } from '../design.ts';

const chance = (x: number): number => logistic(-1.2 + 0.5 * x);

const KINDS = [
  ['att, one partner with replacement', { replacement: true }],
  ['att, three partners with replacement', { replacement: true, ratio: 3 }],
  ['ate, one partner with replacement', { replacement: true, estimand: 'ate' }],
  ['att, Mahalanobis with replacement', { replacement: true, distance: 'mahalanobis' }],
  ['att, without replacement, caliper 0.2', { distance: 'logit', caliper: 0.2 }],
  ['att, optimal, caliper 0.2', { matching: 'optimal', distance: 'logit', caliper: 0.2 }],
] as const;

/** Equal effects, so that rows without partners may leave the comparison. */
const chosen: Design = {
  method: 'psm',
  data: '600 rows, a quarter treated by x, equal effects',
  effect: 1,
  sample: (rng, effect) =>
    tableOf(600, () => {
      const x = rng.normal();
      const d = flip(rng, chance(x));
      return { x, d, y: effect * d + x + rng.normal() };
    }),
  ask: async (frame, effect, context) => {
    const answers = [];
    for (const [cell, options] of KINDS) {
      const { contrasts } = await fitOn(psm, frame, { treatment: 'd', outcome: 'y', covariates: ['x'], ...options }, context);
      answers.push(answerOf(cell, effect, contrasts[0]));
    }
    return answers;
  },
};

const uneven: Design = {
  method: 'psm',
  data: '600 rows, a quarter treated by x, effect grows with x',
  effect: 1,
  sample: (rng, effect) =>
    tableOf(600, () => {
      const x = rng.normal();
      const d = flip(rng, chance(x));
      return { x, d, y: effect * (1 + 0.5 * x) * d + x + rng.normal() };
    }),
  ask: async (frame, effect, context) => {
    const over = (weight: (x: number) => number): number => (effect * normalMean((x) => weight(x) * (1 + 0.5 * x))) / normalMean(weight);
    const truths = { att: over(chance), atc: over((x) => 1 - chance(x)), ate: effect };
    const answers = [];
    for (const estimand of ['att', 'atc', 'ate'] as const) {
      const options = { treatment: 'd', outcome: 'y', covariates: ['x'], replacement: true, estimand };
      const { contrasts } = await fitOn(psm, frame, options, context);
      answers.push(answerOf(`${estimand}, one partner with replacement`, truths[estimand], contrasts[0]));
    }
    return answers;
  },
};

export const designs: readonly Design[] = [chosen, uneven];
