import rdd from '../../../core/methods/rdd/method.ts';
import { answerOf, type Design, fitOn, flip, tableOf } from '../design.ts';

/** A bend on both sides of the cut-off, as in Calonico, Cattaneo & Titiunik (2014), with a milder slope. */
const course = (x: number): number => 0.5 + 0.8 * x - 1.2 * x * x + (x < 0 ? 0.6 * x ** 3 : -0.7 * x ** 3);

const options = { outcome: 'y', runningVariable: 'x', balance: [] };

const sharp: Design = {
  method: 'rdd',
  data: '1,000 rows, bent on both sides, sharp',
  effect: 0.5,
  sample: (rng, effect) =>
    tableOf(1000, () => {
      const x = 2 * rng.next() - 1;
      return { x, y: course(x) + (x >= 0 ? effect : 0) + 0.3 * rng.normal() };
    }),
  ask: async (frame, effect, context) => {
    const mse = await fitOn(rdd, frame, options, context);
    const cer = await fitOn(rdd, frame, { ...options, selector: 'cerrd' }, context);
    return [answerOf('robust, MSE-optimal', effect, mse.estimate.robust), answerOf('robust, CER-optimal', effect, cer.estimate.robust)];
  },
};

const fuzzy: Design = {
  method: 'rdd',
  data: '1,000 rows, bent on both sides, take-up jumps from 0.2 to 0.8',
  effect: 0.5,
  sample: (rng, effect) =>
    tableOf(1000, () => {
      const [x, ease] = [2 * rng.next() - 1, rng.normal()];
      const d = flip(rng, x >= 0 ? 0.8 : 0.2);
      return { x, d, y: course(x) + effect * d + 0.1 * ease + 0.3 * rng.normal() };
    }),
  ask: async (frame, effect, context) => {
    const { estimate } = await fitOn(rdd, frame, { ...options, takeUp: 'd' }, context);
    return [answerOf('fuzzy, robust', effect, estimate.robust)];
  },
};

export const designs: readonly Design[] = [sharp, fuzzy];
