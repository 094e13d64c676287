import type { StopSignal } from '../../base/work.ts';
import type { Points } from './k-means.ts';

/**
 * The mean silhouette of several groupings of the same points: how much nearer a point is to its own group than to the next
 * one, from −1 to 1. A point alone in its group counts 0.
 *
 * @param groupings each n labels from 0
 * @see Rousseeuw (1987), Journal of Computational and Applied Mathematics 20, 53–65
 * Cost: O(n² · width), once for all groupings.
 */
export function meanSilhouettes({ values, width }: Points, groupings: readonly Int32Array[], signal: StopSignal): number[] {
  const n = values.length / width;
  const sizes = groupings.map((labels) => groupSizes(labels));
  const sums = sizes.map((own) => new Float64Array(own.length));
  const totals = groupings.map(() => 0);
  for (let i = 0; i < n; i++) {
    if (i % 256 === 0) signal.throwIfAborted();
    for (const sum of sums) sum.fill(0);
    for (let other = 0; other < n; other++) {
      let square = 0;
      for (let j = 0, a = i * width, b = other * width; j < width; j++, a++, b++)
        square += ((values[a] as number) - (values[b] as number)) ** 2;
      const distance = Math.sqrt(square);
      for (let g = 0; g < groupings.length; g++) {
        const label = (groupings[g] as Int32Array)[other] as number;
        const sum = sums[g] as Float64Array;
        sum[label] = (sum[label] as number) + distance;
      }
    }
    groupings.forEach((labels, g) => {
      totals[g] = (totals[g] as number) + widthOf(labels[i] as number, sums[g] as Float64Array, sizes[g] as Int32Array);
    });
  }
  return totals.map((total) => total / n);
}

function groupSizes(labels: Int32Array): Int32Array {
  const sizes = new Int32Array(labels.reduce((most, label) => Math.max(most, label + 1), 0));
  for (const label of labels) sizes[label] = (sizes[label] as number) + 1;
  return sizes;
}

function widthOf(own: number, sums: Float64Array, sizes: Int32Array): number {
  if ((sizes[own] as number) < 2) return 0;
  const inside = (sums[own] as number) / ((sizes[own] as number) - 1);
  let next = Number.POSITIVE_INFINITY;
  for (let group = 0; group < sizes.length; group++)
    if (group !== own && (sizes[group] as number) > 0) next = Math.min(next, (sums[group] as number) / (sizes[group] as number));
  if (next === Number.POSITIVE_INFINITY) return 0;
  const most = Math.max(inside, next);
  return most === 0 ? 0 : (next - inside) / most;
}
