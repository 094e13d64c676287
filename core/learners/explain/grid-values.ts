import { refuse } from '../../base/problem.ts';
import type { Feature } from '../model.ts';
import type { GridAxis } from './grid-walker.ts';

export interface GridRule {
  /** Most values of a grid. */
  readonly size: number;
  /** The data's quantiles between which a numeric grid lies, e.g. [0.05, 0.95]. */
  readonly percentiles: readonly [number, number];
}

/**
 * The grid of one feature, by scikit-learn's rule: its different values when there are fewer than `size`,
 * otherwise `size` values spaced evenly between two quantiles of the data. Missing cells are left out. A category
 * feature gets the categories that occur.
 *
 * @param cells the feature's cells
 * @throws data/constant when the feature has a single value, or its quantiles coincide
 */
export function gridOf(feature: Feature, index: number, cells: Float64Array, rule: GridRule): GridAxis {
  const sorted = cells.filter((cell) => !Number.isNaN(cell)).sort();
  const different = sorted.filter((cell, at) => at === 0 || cell !== sorted[at - 1]);
  if (different.length < 2) {
    return refuse(
      'data/constant',
      `Column "${feature.name}" has a single value here; there is nothing to vary.`,
      'Leave it out of features.',
      {
        column: feature.name,
        option: 'features',
      },
    );
  }
  if (feature.kind === 'category' || different.length < rule.size) return { feature: index, values: different };
  const [low, high] = [gridQuantile(sorted, rule.percentiles[0]), gridQuantile(sorted, rule.percentiles[1])];
  if (!(low < high)) {
    return refuse(
      'data/constant',
      `Most of column "${feature.name}" is ${low}: its quantiles ${rule.percentiles.join(' and ')} coincide.`,
      'Widen percentiles, or leave the column out of features.',
      { column: feature.name, option: 'percentiles' },
    );
  }
  return { feature: index, values: evenly(low, high, rule.size) };
}

/**
 * A quantile of sorted numbers by the rule that scikit-learn's grids use (scipy's `mquantiles`, plotting positions
 * (k − 0.4)/(n + 0.2)), which is approximately unbiased for any distribution.
 *
 * @see Cunnane (1978), Journal of Hydrology 37
 */
export function gridQuantile(sorted: Float64Array, share: number): number {
  const n = sorted.length;
  const position = n * share + 0.4 + 0.2 * share;
  const below = Math.floor(Math.min(Math.max(position, 1), n - 1));
  const part = Math.min(Math.max(position - below, 0), 1);
  return (1 - part) * (sorted[below - 1] ?? Number.NaN) + part * (sorted[below] ?? sorted[below - 1] ?? Number.NaN);
}

/** `size` numbers from low to high in equal steps; the last is exactly high. */
function evenly(low: number, high: number, size: number): Float64Array {
  const step = (high - low) / (size - 1);
  return Float64Array.from({ length: size }, (_, index) => (index === size - 1 ? high : low + index * step));
}
