import { rngFromSeed } from '../../../core/base/rng.ts';
import abTest from '../../../core/methods/ab-test/method.ts';
import power from '../../../core/methods/power/method.ts';
import { type Design, fitOn, flip, tableOf } from '../design.ts';

/** The customers that the plan asks for, found once: it hangs on nothing that is drawn. */
async function planned(options: object, context: Parameters<typeof fitOn>[3]): Promise<number> {
  const rng = rngFromSeed(1);
  const frame = tableOf(50, () => ({ y: rng.normal() }));
  const { total } = await fitOn(power, frame, { outcome: 'y', simulations: 0, ...options }, context);
  return total;
}

/** Experiments of the planned size: how often the effect is found that they were planned for. */
function experiments(kind: string, { options, size, draw }: Planned): Design {
  let asked: Promise<number> | undefined;
  return {
    method: 'power',
    data: `experiments of the size planned for 80 % power, ${kind}`,
    effect: 1,
    nominal: 0.8,
    sample: (rng, effect) =>
      tableOf(size, (row) => ({
        arm: row % 2,
        y: draw(
          () => rng.normal(),
          (chance) => flip(rng, chance),
          effect * (row % 2),
        ),
      })),
    ask: async (frame, _, context) => {
      asked ??= planned(options, context);
      if ((await asked) !== size) throw new Error(`The plan asks for ${await asked} customers, not ${size}.`);
      const { metrics } = await fitOn(abTest, frame, { treatment: 'arm', outcome: ['y'], covariates: [], adjust: 'none' }, context);
      const found = metrics[0]?.contrasts[0];
      const rejects = (found?.pValue ?? 1) < 0.05;
      return [
        {
          cell: 'finds the effect',
          error: Number.NaN,
          length: Number.POSITIVE_INFINITY,
          covers: rejects,
          rejects,
        },
      ];
    },
  };
}

interface Planned {
  readonly options: object;
  /** What the plan comes to; draws complain where it no longer does. */
  readonly size: number;
  draw(normal: () => number, flip: (chance: number) => number, effect: number): number;
}

export const designs: readonly Design[] = [
  experiments('means', {
    options: { metric: 'mean', baseline: 5, deviation: 1, effect: 0.3 },
    size: 352,
    draw: (normal, _, effect) => 5 + normal() + 0.3 * effect,
  }),
  experiments('shares', {
    options: { metric: 'share', baseline: 0.2, effect: 0.1 },
    size: 588,
    draw: (_, flipped, effect) => flipped(0.2 + 0.1 * effect),
  }),
];
