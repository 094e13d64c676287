import iv from '../../../core/methods/iv-2sls/method.ts';
import late from '../../../core/methods/late/method.ts';
import { type Answer, answerOf, type Design, fitOn, flip, logistic, tableOf } from '../design.ts';

type IvFit = Awaited<ReturnType<typeof iv.fit>>;

/** The region may be empty, bounded, unbounded, or in pieces. */
function andersonRubin({ andersonRubin: { stretches, pValue }, estimate }: IvFit, effect: number): Answer {
  const regions = stretches.map(([low, high]) => [low ?? Number.NEGATIVE_INFINITY, high ?? Number.POSITIVE_INFINITY] as const);
  return {
    cell: 'Anderson–Rubin',
    error: estimate.value - effect,
    length: regions.reduce((sum, [low, high]) => sum + high - low, 0),
    covers: regions.some(([low, high]) => low <= effect && effect <= high),
    rejects: pValue < 0.05,
  };
}

/** Two instruments; treatment and outcome share a hidden cause, and the spread hangs on the first instrument. */
function instrumented(strength: number, data: string): Design {
  return {
    method: 'iv-2sls',
    data,
    effect: 1,
    sample: (rng, effect) =>
      tableOf(500, () => {
        const [z1, z2, x, hidden] = [rng.normal(), rng.normal(), rng.normal(), rng.normal()];
        const d = strength * (z1 + 0.5 * z2) + 0.5 * x + hidden + rng.normal();
        return { z1, z2, x, d, y: effect * d + x + hidden + Math.exp(0.3 * z1) * rng.normal() };
      }),
    ask: async (frame, effect, context) => {
      const options = { treatment: 'd', outcome: 'y', instrument: ['z1', 'z2'], covariates: ['x'] };
      const robust = await fitOn(iv, frame, options, context);
      // Where instruments are weak only the region that allows for it can hold its level.
      if (strength < 0.2) return [andersonRubin(robust, effect)];
      const liml = await fitOn(iv, frame, { ...options, estimator: 'liml' }, context);
      return [
        answerOf('2SLS, robust', effect, robust.estimate),
        answerOf('LIML, robust', effect, liml.estimate),
        andersonRubin(robust, effect),
      ];
    },
  };
}

/** Encouragement by x; compliers are half, always-takers a fifth; only compliers gain. */
const encouraged: Design = {
  method: 'late',
  data: '800 rows, encouragement by x, half comply',
  effect: 1,
  sample: (rng, effect) =>
    tableOf(800, () => {
      const [x, kind] = [rng.normal(), rng.next()];
      const z = flip(rng, logistic(0.5 * x));
      const d = kind < 0.2 ? 1 : kind < 0.7 ? z : 0;
      const gain = kind < 0.2 ? 2 * effect : effect;
      return { x, z, d, y: gain * d + x + (kind < 0.2 ? 0.5 : 0) + rng.normal() };
    }),
  ask: async (frame, effect, context) => {
    const { result } = await fitOn(late, frame, { treatment: 'd', outcome: 'y', instrument: 'z', covariates: ['x'] }, context);
    return [answerOf('with covariates, robust', effect, result.estimate), andersonRubin(result, effect)];
  },
};

const lot: Design = {
  method: 'late',
  data: '800 rows, encouragement by lot, half comply',
  effect: 1,
  sample: (rng, effect) =>
    tableOf(800, () => {
      const [z, kind] = [flip(rng, 0.5), rng.next()];
      const d = kind < 0.5 ? z : 0;
      return { z, d, y: effect * d + (kind < 0.5 ? 0.5 : 0) + rng.normal() };
    }),
  ask: async (frame, effect, context) => {
    const { wald } = await fitOn(late, frame, { treatment: 'd', outcome: 'y', instrument: 'z', covariates: [] }, context);
    return [answerOf('Wald', effect, wald.ratio)];
  },
};

export const designs: readonly Design[] = [
  instrumented(0.5, '500 rows, two instruments, hidden cause, uneven spread'),
  instrumented(0.1, '500 rows, two weak instruments (first-stage F about 3)'),
  encouraged,
  lot,
];
