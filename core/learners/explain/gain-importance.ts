import type { Model } from '../model.ts';

/**
 * How much each feature lowered the training loss, as a share of all features' sum: the sum of the gains of the
 * splits on it. Known for trees only; a blend of trees sums its parts by the size of their weights.
 *
 * @returns F shares, or undefined when the model keeps no gains
 * @see Breiman et al. (1984), Classification and Regression Trees, section 5.3
 */
export function gainImportance(model: Model): Float64Array | undefined {
  const gains = gainSums(model);
  if (gains === undefined) return undefined;
  const total = gains.reduce((sum, gain) => sum + gain, 0);
  return total > 0 ? gains.map((gain) => gain / total) : undefined;
}

/** The sums of gains themselves, in the trainer's unit. */
export function gainSums(model: Model): Float64Array | undefined {
  const sums = new Float64Array(model.features.length);
  if (model.kind === 'linear' || model.kind === 'network') return undefined;
  if (model.kind === 'trees') {
    for (let node = 0; node < model.feature.length; node++) {
      const feature = model.feature[node] as number;
      if (feature >= 0) sums[feature] = (sums[feature] as number) + (model.gain[node] as number);
    }
    return sums;
  }
  for (const { model: part, weight } of model.parts) {
    const own = gainSums(part);
    if (own === undefined) return undefined;
    for (let f = 0; f < sums.length; f++) sums[f] = (sums[f] as number) + Math.abs(weight) * (own[f] as number);
  }
  return sums;
}
