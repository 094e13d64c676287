import type { StopSignal } from '../../../base/work.ts';
import type { Clusters } from './terms.ts';

/** Rows between two looks at the signal. */
const STRIDE = 16_384;

/**
 * Σ xᵢxᵢᵀ·aᵢ·bᵢ over rows, or with clusters Σ_g (Σ_{i∈g} xᵢaᵢ)(Σ_{i∈g} xᵢbᵢ)ᵀ made symmetric: the middle of a
 * sandwich covariance.
 *
 * @param columns k arrays of n numbers
 * @param a n residuals
 * @param b n residuals; the same array for a variance
 * @returns k × k, row-major
 * Cost: n · k² / 2, with clusters n · k.
 */
export function meatOf(
  columns: readonly Float64Array[],
  [a, b]: readonly [Float64Array, Float64Array],
  clusters: Clusters | undefined,
  signal: StopSignal,
): Float64Array {
  return clusters === undefined ? meatByRow(columns, a, b, signal) : meatByCluster(columns, a, b, clusters, signal);
}

function meatByRow(columns: readonly Float64Array[], a: Float64Array, b: Float64Array, signal: StopSignal): Float64Array {
  const size = columns.length;
  const meat = new Float64Array(size * size);
  const weighted = new Float64Array(STRIDE);
  for (let from = 0; from < a.length; from += STRIDE) {
    signal.throwIfAborted();
    const to = Math.min(a.length, from + STRIDE);
    for (let j = 0; j < size; j++) {
      const own = columns[j] as Float64Array;
      for (let i = from; i < to; i++) weighted[i - from] = (own[i] as number) * (a[i] as number) * (b[i] as number);
      for (let l = 0; l <= j; l++) {
        const other = columns[l] as Float64Array;
        let sum = 0;
        for (let i = from; i < to; i++) sum += (weighted[i - from] as number) * (other[i] as number);
        meat[j * size + l] = (meat[j * size + l] as number) + sum;
      }
    }
  }
  for (let j = 0; j < size; j++) for (let l = 0; l < j; l++) meat[l * size + j] = meat[j * size + l] as number;
  return meat;
}

function meatByCluster(
  columns: readonly Float64Array[],
  a: Float64Array,
  b: Float64Array,
  clusters: Clusters,
  signal: StopSignal,
): Float64Array {
  const left = columns.map((column) => clusterSums(column, a, clusters, signal));
  const right = a === b ? left : columns.map((column) => clusterSums(column, b, clusters, signal));
  const size = columns.length;
  const meat = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    for (let l = 0; l <= j; l++) {
      let sum = 0;
      for (let g = 0; g < clusters.count; g++) {
        const ab = ((left[j] as Float64Array)[g] as number) * ((right[l] as Float64Array)[g] as number);
        const ba = ((right[j] as Float64Array)[g] as number) * ((left[l] as Float64Array)[g] as number);
        sum += (ab + ba) / 2;
      }
      meat[j * size + l] = sum;
      meat[l * size + j] = sum;
    }
  }
  return meat;
}

/** Σ column·residual per cluster. */
export function clusterSums(column: Float64Array, residual: Float64Array, clusters: Clusters, signal: StopSignal): Float64Array {
  signal.throwIfAborted();
  const sums = new Float64Array(clusters.count);
  const { codes } = clusters;
  for (let i = 0; i < residual.length; i++) {
    const code = codes[i] as number;
    sums[code] = (sums[code] as number) + (column[i] as number) * (residual[i] as number);
  }
  return sums;
}
