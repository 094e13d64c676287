import logit from '../../../core/methods/logit/method.ts';
import { answer, type Design, fitOn, flip, logistic, normalMean, tableOf } from '../design.ts';

/** Yes/no outcome with a straight line of log odds; margins are averages over the population of x. */
const lines: Design = {
  method: 'logit',
  data: '500 rows, treatment by x, log odds linear',
  effect: 0.8,
  sample: (rng, effect) =>
    tableOf(500, () => {
      const x = rng.normal();
      const d = flip(rng, logistic(0.5 * x));
      return { x, d, bought: flip(rng, logistic(-0.5 + effect * d + 0.7 * x)) };
    }),
  ask: async (frame, effect, context) => {
    const options = { treatment: 'd', outcome: 'bought', covariates: ['x'], positive: 1, marginal: 'difference' };
    const classical = await fitOn(logit, frame, options, context);
    const robust = await fitOn(logit, frame, { ...options, covariance: 'HC1' }, context);
    const difference = normalMean((x) => logistic(-0.5 + effect + 0.7 * x) - logistic(-0.5 + 0.7 * x));
    return [
      ...[classical, robust].map(({ coefficients }, at) => {
        const own = coefficients.find(({ column }) => column === 'd');
        if (own === undefined) throw new Error('The regression has no treatment.');
        return answer(at === 0 ? 'log odds' : 'log odds, HC1', effect, own);
      }),
      ...classical.effects.map((own) => answer('average difference in probability', difference, own)),
    ];
  },
};

export const designs: readonly Design[] = [lines];
