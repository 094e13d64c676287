import type { Rng } from '../../base/rng.ts';
import type { StopSignal } from '../../base/work.ts';
import { normalQuantile, normalUpperQuantile } from '../../numeric/normal.ts';
import { quantileOfSorted } from '../../numeric/quantiles.ts';

/** Sums influences within clusters, so that what follows treats each as one draw. */
export function clusterSums(influence: Float64Array, cluster: Int32Array | undefined, count: number): Float64Array {
  if (cluster === undefined) return influence;
  const sums = new Float64Array(count);
  for (let unit = 0; unit < influence.length; unit++)
    sums[cluster[unit] as number] = (sums[cluster[unit] as number] as number) + (influence[unit] as number);
  return sums;
}

/** √(Σ influence²)/n over clusters. */
export function standardErrorOf(sums: Float64Array, n: number): number {
  return Math.sqrt(sums.reduce((sum, value) => sum + value * value, 0)) / n;
}

/**
 * The factor on standard errors that holds all estimates at once, by the multiplier bootstrap of the largest |t|.
 *
 * @param columns influences (or their sums by cluster), one column per estimate
 * @returns never below the normal quantile: the band cannot be narrower than the intervals
 * @see Callaway & Sant'Anna (2021), algorithm 1; Mammen (1993), Annals of Statistics 21
 * Cost: O(draws · estimates · n).
 */
export function bandFactor(
  columns: readonly Float64Array[],
  options: { readonly draws: number; readonly multiplier: 'mammen' | 'rademacher'; readonly alpha: number; readonly rng: Rng },
  signal: StopSignal,
): number {
  const { draws, alpha, rng } = options;
  const pointwise = normalUpperQuantile(alpha / 2);
  const usable = columns.filter((column) => column.some((value) => value !== 0));
  if (draws === 0 || usable.length === 0) return pointwise;
  const size = usable[0]?.length ?? 0;
  const sums = usable.map(() => new Float64Array(draws));
  const factors = new Float64Array(size);
  const golden = (Math.sqrt(5) + 1) / 2;
  for (let draw = 0; draw < draws; draw++) {
    signal.throwIfAborted();
    for (let i = 0; i < size; i++) {
      if (options.multiplier === 'rademacher') factors[i] = rng.next() < 0.5 ? -1 : 1;
      else factors[i] = rng.next() < golden / Math.sqrt(5) ? 1 - golden : golden;
    }
    usable.forEach((column, k) => {
      let sum = 0;
      for (let i = 0; i < size; i++) sum += (factors[i] as number) * (column[i] as number);
      (sums[k] as Float64Array)[draw] = sum;
    });
  }
  const spread = normalQuantile(0.75) - normalQuantile(0.25);
  const scale = sums.map((values) => {
    const sorted = values.slice().sort();
    return (quantileOfSorted(sorted, 0.75) - quantileOfSorted(sorted, 0.25)) / spread;
  });
  const largest = Float64Array.from({ length: draws }, (_, draw) =>
    sums.reduce(
      (most, values, k) => Math.max(most, (scale[k] as number) > 0 ? Math.abs(values[draw] as number) / (scale[k] as number) : 0),
      0,
    ),
  ).sort();
  return Math.max(pointwise, largest[Math.min(draws - 1, Math.ceil((1 - alpha) * draws) - 1)] as number);
}
