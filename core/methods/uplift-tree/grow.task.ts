import { type Rng, rngFromWords } from '../../base/rng.ts';
import type { Task } from '../../base/work.ts';
import type { UpliftData } from '../../learners/uplift-trees/tree.ts';
import { type PlantOptions, plant, restOf } from './plant.ts';

export interface FoldTree {
  readonly train: Int32Array;
  readonly asked: Int32Array;
  readonly seed: Rng['seed'];
}

/** One tree for a fold; answers the rates by arm for the rows that it never saw: asked × K, row-major. */
export const growFold: Task<{ readonly data: UpliftData; readonly options: PlantOptions }, FoldTree, Float64Array> = {
  id: 'uplift-tree/grow-fold',
  run({ data, options }, { train, asked, seed }, signal) {
    const planted = plant(data, options, train, { rng: rngFromWords(seed), signal });
    const rates = new Float64Array(asked.length * data.arms);
    for (let i = 0; i < asked.length; i++) {
      const from = restOf(planted, data, asked[i] as number) * data.arms;
      rates.set(planted.tree.rates.subarray(from, from + data.arms), i * data.arms);
    }
    return rates;
  },
};
