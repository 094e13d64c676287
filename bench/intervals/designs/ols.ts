import type { Frame } from '../../../core/frame/frame.ts';
import type { FitContext } from '../../../core/methods/contract.ts';
import ols from '../../../core/methods/ols/method.ts';
import { type Answer, answer, type Design, fitOn, flip, logistic, tableOf } from '../design.ts';

async function effectOf(cell: string, frame: Frame, effect: number, [options, context]: readonly [object, FitContext]): Promise<Answer> {
  const { effects } = await fitOn(ols, frame, { treatment: 'd', outcome: 'y', covariates: ['x'], ...options }, context);
  if (effects[0] === undefined) throw new Error('The regression has no treatment.');
  return answer(cell, effect, effects[0]);
}

/** The treatment hangs on x, and so does the spread of the outcome. */
const uneven: Design = {
  method: 'ols',
  data: '300 rows, treatment by x, spread grows with x',
  effect: 0.5,
  sample: (rng, effect) =>
    tableOf(300, () => {
      const x = rng.normal();
      const d = flip(rng, logistic(0.7 * x));
      return { x, d, y: effect * d + x + Math.exp(0.4 * x) * rng.normal() };
    }),
  ask: (frame, effect, context) =>
    Promise.all(
      (['HC0', 'HC1', 'HC2', 'HC3'] as const).map((covariance) => effectOf(covariance, frame, effect, [{ covariance }, context])),
    ),
};

const even: Design = {
  method: 'ols',
  data: '100 rows, treatment by x, equal spread',
  effect: 0.5,
  sample: (rng, effect) =>
    tableOf(100, () => {
      const x = rng.normal();
      const d = flip(rng, logistic(0.7 * x));
      return { x, d, y: effect * d + x + rng.normal() };
    }),
  ask: async (frame, effect, context) => [await effectOf('classical', frame, effect, [{ covariance: 'classical' }, context])],
};

/** 50 shops by 20 weeks, with shocks of both; the treatment varies within both. */
const crossed: Design = {
  method: 'ols',
  data: '50 shops × 20 weeks, shocks of shops and weeks in treatment and outcome',
  effect: 0.5,
  sample: (rng, effect) => {
    const shops = Array.from({ length: 50 }, () => [rng.normal(), rng.normal()] as const);
    const weeks = Array.from({ length: 20 }, () => [rng.normal(), rng.normal()] as const);
    return tableOf(1000, (row) => {
      const [shop, week] = [row % 50, Math.floor(row / 50)];
      const [[dShop = 0, yShop = 0] = [], [dWeek = 0, yWeek = 0] = []] = [shops[shop], weeks[week]];
      const [x, d] = [rng.normal(), dShop + 0.3 * dWeek + rng.normal()];
      return { shop, week, x, d, y: effect * d + x + 0.7 * yShop + 0.3 * yWeek + rng.normal() };
    });
  },
  ask: (frame, effect, context) =>
    Promise.all([
      effectOf('by shop and week', frame, effect, [{ covariance: 'cluster', cluster: ['shop', 'week'] }, context]),
      effectOf('shops and weeks taken out, by shop', frame, effect, [
        { covariance: 'cluster', cluster: ['shop'], fixedEffects: ['shop', 'week'] },
        context,
      ]),
    ]),
};

/** Shops only: what one-way clusters are made for. */
const nested: Design = {
  method: 'ols',
  data: '40 shops of 15 rows, shocks of shops in treatment and outcome',
  effect: 0.5,
  sample: (rng, effect) => {
    let [dShop, yShop] = [0, 0];
    return tableOf(600, (row) => {
      if (row % 15 === 0) [dShop, yShop] = [rng.normal(), rng.normal()];
      const [x, d] = [rng.normal(), dShop + rng.normal()];
      return { shop: Math.floor(row / 15), x, d, y: effect * d + x + 0.7 * yShop + rng.normal() };
    });
  },
  ask: async (frame, effect, context) => [
    await effectOf('by shop', frame, effect, [{ covariance: 'cluster', cluster: ['shop'] }, context]),
  ],
};

export const designs: readonly Design[] = [uneven, even, nested, crossed];
