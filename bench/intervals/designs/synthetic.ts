import type { Rng } from '../../../core/base/rng.ts';
import { categoryColumn, type Frame, makeFrame, numberColumn } from '../../../core/frame/frame.ts';
import syntheticControl from '../../../core/methods/synthetic-control/method.ts';
import syntheticDid from '../../../core/methods/synthetic-did/method.ts';
import { answer, answerOf, type Design, fitOn } from '../design.ts';

/** Units on two factors with loadings at random over 18 periods; the first ones are treated from the thirteenth on. */
function panel(
  rng: Rng,
  effect: number,
  { units, treated, level }: { readonly units: number; readonly treated: number; readonly level: number },
): Frame {
  const factors = Array.from({ length: 18 }, (_, t) => [t / 6 + 0.2 * rng.normal(), Math.sin(t / 3)] as const);
  const cells = Array.from({ length: units }, (_, u) => {
    const [own, a, b] = [level * rng.normal(), rng.next(), rng.next()];
    let error = rng.normal();
    return factors.map(([f, g], t) => {
      error = 0.3 * error + rng.normal();
      const on = Number(u < treated && t >= 12);
      return { unit: `u${u}`, t, on, y: own + a * f + b * g + effect * on + error };
    });
  }).flat();
  return makeFrame([
    ['unit', categoryColumn(cells.map(({ unit }) => unit))],
    ...(['t', 'on', 'y'] as const).map((name) => [name, numberColumn(cells.map((cell) => cell[name]))] as const),
  ]);
}

const roles = { outcome: 'y', unit: 'unit', time: 't', treatment: 'on' };

function synthesized(standardErrors: string, treated: number, draws: number): Design {
  return {
    method: 'synthetic-did',
    data: `40 units × 18 periods on two factors, ${treated} treated, ${standardErrors}`,
    effect: 2,
    draws,
    sample: (rng, effect) => panel(rng, effect, { units: 40, treated, level: 5 }),
    ask: async (frame, effect, context) => {
      const { effect: value, interval } = await fitOn(syntheticDid, frame, { ...roles, standardErrors, replications: 100 }, context);
      return [answerOf(standardErrors, effect, { value, interval })];
    },
  };
}

/** The rank of one unit among 40 has steps of 2.5 %. */
const control: Design = {
  method: 'synthetic-control',
  data: '40 units × 18 periods on two factors, one treated',
  effect: 2,
  draws: 1000,
  sample: (rng, effect) => panel(rng, effect, { units: 40, treated: 1, level: 0.5 }),
  ask: async (frame, effect, context) => {
    const { own, interval, pValue } = await fitOn(syntheticControl, frame, { ...roles, importance: 'equal' }, context);
    // Where nearly no placebo fits as well as the treated there is no interval.
    if (interval === null) return [];
    // A rank of 2 among 40 is exactly 0.05 and counts as found.
    const found = { value: own.effect, low: interval[0], high: interval[1], pValue: pValue - 1e-9 };
    return [answer('placebo quantiles; rank of the RMSPE ratio', effect, found)];
  },
};

export const designs: readonly Design[] = [
  synthesized('placebo', 1, 400),
  synthesized('placebo', 5, 400),
  synthesized('jackknife', 12, 1000),
  synthesized('bootstrap', 12, 400),
  control,
];
