import abTest from '../../../core/methods/ab-test/method.ts';
import { answerOf, type Design, fitOn, flip, tableOf } from '../design.ts';

/** A test drawn by lot; half of the rows are treated. */
const numbers: Design = {
  method: 'ab-test',
  data: '400 rows by lot; normal, skewed, yes/no and ratio metrics',
  effect: 0.3,
  sample: (rng, effect) =>
    tableOf(400, () => {
      const [arm, before, visits] = [flip(rng, 0.5), rng.normal(), 1 + rng.below(5)];
      let spend = 0;
      for (let visit = 0; visit < visits; visit++) spend += 1 + rng.normal() + effect * arm;
      return {
        arm,
        before,
        y: effect * arm + 0.8 * before + rng.normal(),
        skewed: effect * arm - Math.log(1 - rng.next()),
        bought: flip(rng, 0.3 + 0.5 * effect * arm),
        visits,
        spend,
      };
    }),
  ask: async (frame, effect, context) => {
    const plain = await fitOn(
      abTest,
      frame,
      {
        treatment: 'arm',
        outcome: ['y', 'skewed', 'bought'],
        ratios: [{ numerator: 'spend', denominator: 'visits' }],
        covariates: [],
        adjust: 'none',
      },
      context,
    );
    const cuped = await fitOn(
      abTest,
      frame,
      { treatment: 'arm', outcome: ['y'], prePeriod: ['before'], covariates: [], adjust: 'none' },
      context,
    );
    const truths = [effect, effect, 0.5 * effect, effect];
    return [
      ...plain.metrics.map(({ contrasts }, at) =>
        answerOf(['mean, Welch', 'skewed mean, Welch', 'share, Newcombe', 'ratio, delta method'][at] ?? '', truths[at] ?? 0, contrasts[0]),
      ),
      answerOf('mean, CUPED', effect, cuped.metrics[0]?.contrasts[0]),
    ];
  },
};

/** Whole clusters are drawn. */
const clusters: Design = {
  method: 'ab-test',
  data: '60 clusters of 4 to 12 rows, drawn whole, share of variance between them 0.2',
  effect: 0.3,
  sample: (rng, effect) => {
    let [cluster, left, level, arm] = [-1, 0, 0, 0];
    const sizes = Array.from({ length: 60 }, () => 4 + rng.below(9));
    return tableOf(
      sizes.reduce((sum, size) => sum + size, 0),
      () => {
        if (left === 0) [cluster, left, level, arm] = [cluster + 1, sizes[cluster + 1] ?? 1, 0.5 * rng.normal(), (cluster + 1) % 2];
        left--;
        return { arm, cluster, y: effect * arm + level + rng.normal() };
      },
    );
  },
  ask: async (frame, effect, context) => {
    const { metrics } = await fitOn(
      abTest,
      frame,
      { treatment: 'arm', outcome: ['y'], cluster: 'cluster', covariates: [], adjust: 'none' },
      context,
    );
    return [answerOf('mean, by cluster', effect, metrics[0]?.contrasts[0])];
  },
};

export const designs: readonly Design[] = [numbers, clusters];
