import type { Model } from '../model.ts';

/** How much of a tree model's loss reduction each feature brought. */
export interface GainShare {
  readonly feature: string;
  /** Share of the total gain; all shares add up to 1. */
  readonly share: number;
  readonly splits: number;
}

/**
 * Gain per feature over all splits of a tree model, largest first; empty for other models and for stumps
 * without a split. Gain favours features with many values; permutation importance does not.
 *
 * @see Breiman et al. (1984), Classification and Regression Trees, section 5.3.4
 * Cost: one pass over the nodes.
 */
export function gainShares(model: Model): GainShare[] {
  if (model.kind !== 'trees') return [];
  const gains = new Float64Array(model.features.length);
  const splits = new Int32Array(model.features.length);
  let total = 0;
  model.feature.forEach((feature, node) => {
    if (feature < 0) return;
    const gain = model.gain[node] as number;
    gains[feature] = (gains[feature] as number) + gain;
    splits[feature] = (splits[feature] as number) + 1;
    total += gain;
  });
  if (total === 0) return [];
  const rows = model.features.map(({ name }, index) => ({
    feature: name,
    share: (gains[index] as number) / total,
    splits: splits[index] as number,
  }));
  return rows.sort((left, right) => right.share - left.share);
}
