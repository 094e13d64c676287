import type { StopSignal } from '../base/work.ts';

/** Counts, means and centered cross products of several columns within groups. Matrices are row-major. */
export interface GroupMoments {
  readonly groupCount: number;
  /** Number of columns. */
  readonly width: number;
  /** Rows in each group that have a value in every column. */
  readonly count: Float64Array;
  /** groupCount × width. */
  readonly mean: Float64Array;
  /** groupCount × width × width: Σ (v − mean)(v − mean)ᵀ. */
  readonly products: Float64Array;
}

/** Rows between two looks at the stop signal. */
const ROWS_PER_LOOK = 65_536;

/**
 * Means and centered cross products by group, in one pass, right also for values near 1e9 (Welford 1962).
 * Rows without a group or without a value in some column are left out.
 *
 * @param codes   n group numbers; −1 is no group
 * @param columns `width` columns of n values; NaN is missing
 * Cost: O(n · width²) time; one division a row.
 */
export function groupMoments(codes: Int32Array, groupCount: number, columns: readonly Float64Array[], signal: StopSignal): GroupMoments {
  const width = columns.length;
  const moments: GroupMoments = {
    groupCount,
    width,
    count: new Float64Array(groupCount),
    mean: new Float64Array(groupCount * width),
    products: new Float64Array(groupCount * width * width),
  };
  const [only] = columns;
  for (let from = 0; from < codes.length; from += ROWS_PER_LOOK) {
    signal.throwIfAborted();
    const to = Math.min(codes.length, from + ROWS_PER_LOOK);
    if (width === 1 && only !== undefined) addColumn(moments, codes, only, [from, to]);
    else addColumns(moments, codes, columns, [from, to]);
  }
  for (let group = 0; group < groupCount; group++) mirror(moments.products, group * width * width, width);
  return moments;
}

function addColumn(
  { count, mean, products }: GroupMoments,
  codes: Int32Array,
  values: Float64Array,
  rows: readonly [number, number],
): void {
  for (let row = rows[0]; row < rows[1]; row++) {
    const group = codes[row] as number;
    const value = values[row] as number;
    if (group < 0 || Number.isNaN(value)) continue;
    const counted = (count[group] as number) + 1;
    const step = value - (mean[group] as number);
    const center = (mean[group] as number) + step / counted;
    count[group] = counted;
    mean[group] = center;
    products[group] = (products[group] as number) + step * (value - center);
  }
}

function addColumns(
  { count, mean, products, width }: GroupMoments,
  codes: Int32Array,
  columns: readonly Float64Array[],
  rows: readonly [number, number],
): void {
  const step = new Float64Array(width);
  for (let row = rows[0]; row < rows[1]; row++) {
    const group = codes[row] as number;
    if (group < 0) continue;
    const at = group * width;
    let isComplete = true;
    for (let j = 0; j < width; j++) {
      step[j] = ((columns[j] as Float64Array)[row] as number) - (mean[at + j] as number);
      if (Number.isNaN(step[j])) isComplete = false;
    }
    if (!isComplete) continue;
    const counted = (count[group] as number) + 1;
    count[group] = counted;
    const keep = (counted - 1) / counted;
    for (let j = 0; j < width; j++) {
      const scaled = keep * (step[j] as number);
      const line = (at + j) * width;
      for (let k = 0; k <= j; k++) products[line + k] = (products[line + k] as number) + scaled * (step[k] as number);
      mean[at + j] = (mean[at + j] as number) + (step[j] as number) / counted;
    }
  }
}

/** Copies the lower triangle to the upper, so that readers need not know which half was kept. */
function mirror(products: Float64Array, at: number, width: number): void {
  for (let j = 1; j < width; j++) for (let k = 0; k < j; k++) products[at + k * width + j] = products[at + j * width + k] as number;
}

/**
 * The moments of all groups taken together, as one group.
 *
 * @see Chan, Golub & LeVeque (1979), eq. 2.1: combining two sets
 */
export function pooledMoments(moments: GroupMoments): GroupMoments {
  const { width } = moments;
  const mean = new Float64Array(width);
  const products = new Float64Array(width * width);
  const apart = new Float64Array(width);
  let total = 0;
  for (let group = 0; group < moments.groupCount; group++) {
    const added = moments.count[group] as number;
    if (added === 0) continue;
    const weight = (total * added) / (total + added);
    for (let j = 0; j < width; j++) apart[j] = (moments.mean[group * width + j] as number) - (mean[j] as number);
    for (let j = 0; j < width; j++) {
      for (let k = 0; k < width; k++) {
        const own = moments.products[(group * width + j) * width + k] as number;
        products[j * width + k] = (products[j * width + k] as number) + own + weight * ((apart[j] as number) * (apart[k] as number));
      }
      mean[j] = (mean[j] as number) + ((apart[j] as number) * added) / (total + added);
    }
    total += added;
  }
  return { groupCount: 1, width, count: Float64Array.of(total), mean, products };
}
