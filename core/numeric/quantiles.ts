import { sortFloats } from './sort-floats.ts';

/**
 * The finite values of a column, ascending, on memory of their own. NaN (missing) and infinities are left out.
 *
 * Cost: two copies and one radix sort; about 0.06 s for a million values.
 */
export function sortedFinite(values: Float64Array): Float64Array {
  const kept = new Float64Array(values.length);
  let count = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    // Adding 0 turns −0 into 0, which the sort would otherwise keep apart.
    if (Number.isFinite(value)) kept[count++] = value + 0;
  }
  return sortFloats(kept.subarray(0, count));
}

/**
 * The quantile of ascending values by linear interpolation between order statistics, as R and numpy default to.
 *
 * @param sorted n finite values, ascending
 * @param share  0 is the least value, 1 the greatest
 * @returns NaN when there are no values
 * @see Hyndman & Fan (1996), The American Statistician 50(4), definition 7
 */
export function quantileOfSorted(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const position = (sorted.length - 1) * share;
  const below = Math.floor(position);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  const weight = position - below;
  // The plain difference of two values near ±1e308 would overflow.
  return weight === 0 || low === high
    ? low
    : Math.abs(high - low) < Number.POSITIVE_INFINITY
      ? low + (high - low) * weight
      : low * (1 - weight) + high * weight;
}

/** Several quantiles of ascending values; see `quantileOfSorted`. */
export function quantilesOfSorted(sorted: Float64Array, shares: readonly number[]): number[] {
  return shares.map((share) => quantileOfSorted(sorted, share));
}

/** How many different values there are among ascending ones. */
export function distinctOfSorted(sorted: Float64Array): number {
  let count = sorted.length === 0 ? 0 : 1;
  for (let i = 1; i < sorted.length; i++) if (sorted[i] !== sorted[i - 1]) count++;
  return count;
}

/** How many of the ascending values are below a limit; with `orEqual`, at or below it. Binary search. */
export function countBelow(sorted: Float64Array, limit: number, orEqual = false): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = sorted[middle] as number;
    if (value < limit || (orEqual && value === limit)) low = middle + 1;
    else high = middle;
  }
  return low;
}
