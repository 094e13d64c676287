import { type Rng, rngFromWords } from '../../base/rng.ts';
import type { Task } from '../../base/work.ts';
import { growUpliftTree, leafOf, type UpliftData, type UpliftSettings } from '../../learners/uplift-trees/tree.ts';

export interface GrowJob {
  readonly data: UpliftData;
  readonly settings: UpliftSettings;
  readonly sampleShare: number;
  readonly isHonest: boolean;
}

/** A few trees of one fold. */
export interface GrowItem {
  readonly train: Int32Array;
  readonly asked: Int32Array;
  readonly seeds: readonly Rng['seed'][];
}

/** Sums over the trees of the rates by arm for every row asked about: asked × K, row-major. */
export const growUplift: Task<GrowJob, GrowItem, Float64Array> = {
  id: 'uplift-forest/grow',
  run({ data, settings, sampleShare, isHonest }, { train, asked, seeds }, signal) {
    const sums = new Float64Array(asked.length * data.arms);
    for (const seed of seeds) {
      signal.throwIfAborted();
      const rng = rngFromWords(seed);
      const drawn = draw(train, Math.max(2, Math.round(sampleShare * train.length)), rng);
      const half = isHonest ? drawn.length >> 1 : 0;
      const rows = isHonest ? { grow: drawn.subarray(0, half), fill: drawn.subarray(half) } : { grow: drawn, fill: drawn };
      const tree = growUpliftTree(data, settings, rows, { rng, signal });
      for (let i = 0; i < asked.length; i++) {
        const from = leafOf(tree, data, asked[i] as number) * data.arms;
        for (let arm = 0; arm < data.arms; arm++) {
          const at = i * data.arms + arm;
          sums[at] = (sums[at] as number) + (tree.rates[from + arm] as number);
        }
      }
    }
    return sums;
  },
};

/** Some of the rows, without replacement, in random order. */
function draw(rows: Int32Array, count: number, rng: Rng): Int32Array {
  const left = rows.slice();
  for (let i = 0; i < count; i++) {
    const j = i + rng.below(left.length - i);
    [left[i], left[j]] = [left[j] as number, left[i] as number];
  }
  return left.slice(0, count);
}
