import type { StopSignal } from '../../../base/work.ts';
import type { Basis } from '../../../numeric/basis.ts';
import type { Groups } from './clusters.ts';

/**
 * Σ_g s_g·s_gᵀ with s_g the sum of x_i·u_i over the rows of cluster g. Rows are visited cluster by cluster, so that
 * one sum is held at a time, however many clusters there are.
 *
 * @see Liang & Zeger (1986), Biometrika 73, 13–22
 * Cost: O(n·k + G·k²) time, O(n + k²) memory.
 */
export function clusterMeat(
  { basis, rows, loads }: { readonly basis: Basis; readonly rows: Int32Array; readonly loads: Float64Array },
  groups: Groups,
  signal: StopSignal,
): Float64Array {
  const { size } = basis;
  const { order, starts } = orderByGroup(groups);
  const meat = new Float64Array(size * size);
  const sum = new Float64Array(size);
  for (let group = 0; group < groups.count; group++) {
    if ((group & 0xfff) === 0) signal.throwIfAborted();
    sum.fill(0);
    for (let at = starts[group] as number; at < (starts[group + 1] as number); at++) {
      const i = order[at] as number;
      addScore(sum, basis, rows[i] as number, loads[i] as number);
    }
    for (let a = 0; a < size; a++) {
      const value = sum[a] as number;
      if (value === 0) continue;
      for (let b = 0; b < size; b++) meat[a * size + b] = (meat[a * size + b] as number) + value * (sum[b] as number);
    }
  }
  return meat;
}

function addScore(sum: Float64Array, basis: Basis, row: number, load: number): void {
  sum[0] = (sum[0] as number) + load;
  for (let j = 0; j < basis.numbers.length; j++) {
    const { values, shift, scale } = basis.numbers[j] as Basis['numbers'][number];
    sum[j + 1] = (sum[j + 1] as number) + load * ((values[row] as number) - shift) * scale;
  }
  for (let c = 0; c < basis.categories.length; c++) {
    const { codes, positions } = basis.categories[c] as Basis['categories'][number];
    const position = positions[codes[row] as number] as number;
    if (position >= 0) sum[position] = (sum[position] as number) + load;
  }
}

/** Counting sort: entries of the same group side by side, each group in row order. */
function orderByGroup({ codes, count }: Groups): { order: Int32Array; starts: Int32Array } {
  const starts = new Int32Array(count + 1);
  for (let i = 0; i < codes.length; i++) starts[(codes[i] as number) + 1] = (starts[(codes[i] as number) + 1] as number) + 1;
  for (let group = 0; group < count; group++) starts[group + 1] = (starts[group + 1] as number) + (starts[group] as number);
  const next = starts.slice();
  const order = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    const group = codes[i] as number;
    order[next[group] as number] = i;
    next[group] = (next[group] as number) + 1;
  }
  return { order, starts };
}
