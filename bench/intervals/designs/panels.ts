import type { Rng } from '../../../core/base/rng.ts';
import type { Frame } from '../../../core/frame/frame.ts';
import did from '../../../core/methods/did/method.ts';
import didStaggered from '../../../core/methods/did-staggered/method.ts';
import honestDid from '../../../core/methods/honest-did/method.ts';
import { answer, columnsOf, type Design, fitOn } from '../design.ts';

/** Units over periods with levels of their own and errors that hang together; `first` 0 is never treated. */
function panel(rng: Rng, effect: number, { units, periods, starts, drift = 0 }: PanelShape): Frame {
  const cells = Array.from({ length: units }, (_, unit) => {
    const [first = 0, level, x] = [starts[rng.below(starts.length)], rng.normal(), rng.normal()];
    let error = rng.normal();
    return Array.from({ length: periods }, (__, at) => {
      error = 0.5 * error + rng.normal();
      const isOn = first > 0 && at + 1 >= first;
      const own = 0.5 * at + (first > 0 ? drift * at : 0);
      return {
        unit,
        time: at + 1,
        first,
        group: Number(first > 0),
        post: Number(at + 1 >= 3),
        x,
        y: level + own + 0.2 * x * at + (isOn ? effect : 0) + error,
      };
    });
  });
  return columnsOf(cells.flat());
}

interface PanelShape {
  readonly units: number;
  readonly periods: number;
  readonly starts: readonly number[];
  /** How much more the treated rise per period, treated or not. */
  readonly drift?: number;
}

const twoByTwo: Design = {
  method: 'did',
  data: '100 units × 4 periods, half treated from the third, errors hang together',
  effect: 1,
  sample: (rng, effect) => panel(rng, effect, { units: 100, periods: 4, starts: [0, 3] }),
  ask: async (frame, effect, context) => {
    const { effect: pooled } = await fitOn(did, frame, { outcome: 'y', treatment: 'group', post: 'post', cluster: 'unit' }, context);
    const { effect: own } = await fitOn(did, frame, { outcome: 'y', firstTreated: 'first', unit: 'unit', time: 'time' }, context);
    return [answer('2 × 2, by unit', effect, pooled), answer('two-way, by unit', effect, own)];
  },
};

const roles = { outcome: 'y', unit: 'unit', time: 'time', firstTreated: 'first' };

const staggered: Design = {
  method: 'did-staggered',
  data: '200 units × 6 periods, starts 3, 5 or never, errors hang together',
  effect: 1,
  sample: (rng, effect) => panel(rng, effect, { units: 200, periods: 6, starts: [3, 5, 0] }),
  ask: async (frame, effect, context) => {
    const answers = [];
    for (const estimator of ['dr', 'reg', 'ipw', 'imputation'] as const) {
      const { simple, dynamic } = await fitOn(didStaggered, frame, { ...roles, covariates: ['x'], draws: 0, estimator }, context);
      answers.push(answer(`${estimator}, simple`, effect, simple), answer(`${estimator}, dynamic`, effect, dynamic.overall));
    }
    return answers;
  },
};

/** Simultaneous bands are to hold all lags at once. */
const bands: Design = {
  method: 'did-staggered',
  data: '200 units × 6 periods, the same; all lags in one band',
  effect: 1,
  draws: 500,
  sample: (rng, effect) => panel(rng, effect, { units: 200, periods: 6, starts: [3, 5, 0] }),
  ask: async (frame, effect, context) => {
    const { dynamic } = await fitOn(didStaggered, frame, { ...roles, covariates: ['x'], draws: 500 }, context);
    const parts = dynamic.parts.filter(({ bandLow, bandHigh }) => bandHigh > bandLow);
    const holds = (truth: number): boolean =>
      parts.every(({ at, bandLow, bandHigh }) => bandLow <= (at < 0 ? 0 : truth) && (at < 0 ? 0 : truth) <= bandHigh);
    const first = parts.find(({ at }) => at === 0);
    return [
      {
        cell: 'dr, simultaneous band',
        error: (first?.value ?? Number.NaN) - effect,
        length: first === undefined ? Number.POSITIVE_INFINITY : first.bandHigh - first.bandLow,
        covers: holds(effect),
        rejects: !holds(0),
      },
    ];
  },
};

/** Both groups follow one trend: the bound of 0 is the event study itself. */
const honest: Design = {
  method: 'honest-did',
  data: '200 units × 6 periods, half treated from the fifth, trends alike',
  effect: 1,
  sample: (rng, effect) => panel(rng, effect, { units: 200, periods: 6, starts: [0, 5] }),
  ask: async (frame, effect, context) => {
    const fit = await fitOn(honestDid, frame, { spec: roles, magnitudes: [0] }, context);
    return [answer('parallel trends', effect, { value: fit.estimate, ...fit.original })];
  },
};

/** The treated drift along a straight line, which smoothness 0 allows for. */
const drifting: Design = {
  method: 'honest-did',
  data: '200 units × 6 periods, the same, the treated drift by 0.3 a period',
  effect: 1,
  sample: (rng, effect) => panel(rng, effect, { units: 200, periods: 6, starts: [0, 5], drift: 0.3 }),
  ask: async (frame, effect, context) => {
    const fit = await fitOn(honestDid, frame, { spec: roles, magnitudes: [0], smoothness: [0] }, context);
    const [bounds] = fit.smoothness;
    if (bounds === undefined) throw new Error('There are no bounds.');
    return [answer('smoothness 0', effect, { value: (bounds.low + bounds.high) / 2, ...bounds })];
  },
};

export const designs: readonly Design[] = [twoByTwo, staggered, bands, honest, drifting];
