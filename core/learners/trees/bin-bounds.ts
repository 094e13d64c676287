/** How the numbers of one feature fall into bins: bin 1 + (bounds below x); bin 0 is missing. */
export interface NumberBins {
  readonly kind: 'number';
  /** Ascending; value bins number one more than bounds, none at all when every value is missing. */
  readonly bounds: Float64Array;
  readonly binCount: number;
}

/**
 * Upper bounds of bins over sorted values, after LightGBM's greedy rule: a value that is alone worth a bin gets
 * one, the others are filled up to an even share of what remains. A bound lies midway between two neighbouring
 * distinct values, so that equal values never part.
 *
 * @param sorted ascending, without NaN
 * @param maxBins at least 2
 * Cost: one pass over the values.
 */
export function numberBins(sorted: Float64Array, maxBins: number): NumberBins {
  const { values, counts } = distinct(sorted);
  if (values.length === 0) return { kind: 'number', bounds: new Float64Array(0), binCount: 0 };
  const lasts = values.length <= maxBins ? [...values.keys()].slice(0, -1) : evenCuts(counts, sorted.length, maxBins);
  const bounds = Float64Array.from(lasts, (last) => between(values[last] as number, values[last + 1] as number));
  return { kind: 'number', bounds, binCount: bounds.length + 1 };
}

/** The distinct values and how often each occurs; −0 and 0 are one value. */
function distinct(sorted: Float64Array): { readonly values: Float64Array; readonly counts: Int32Array } {
  const values = new Float64Array(sorted.length);
  const counts = new Int32Array(sorted.length);
  if (sorted.length === 0) return { values, counts };
  let size = 0;
  let start = 0;
  for (let i = 1; i <= sorted.length; i++) {
    if (i < sorted.length && sorted[i] === sorted[start]) continue;
    values[size] = sorted[start] as number;
    counts[size++] = i - start;
    start = i;
  }
  return { values: values.subarray(0, size), counts: counts.subarray(0, size) };
}

/** Positions of the last distinct value of every bin but the last one. */
function evenCuts(counts: Int32Array, total: number, maxBins: number): number[] {
  const fair = total / maxBins;
  let leftBins = maxBins;
  let leftRows = total;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] as number;
    if (count < fair) continue;
    leftBins--;
    leftRows -= count;
  }
  let share = leftRows / Math.max(1, leftBins);
  const cuts: number[] = [];
  let filled = 0;
  let next = counts[0] as number;
  for (let i = 0; i < counts.length - 1 && cuts.length < maxBins - 1; i++) {
    const count = next;
    next = counts[i + 1] as number;
    const isBig = count >= fair;
    filled += count;
    if (!isBig) leftRows -= count;
    // Before a value that fills a bin of its own, half a share is enough to close the bin.
    const wanted = next >= fair ? Math.max(1, share / 2) : share;
    if (!isBig && filled < wanted) continue;
    cuts.push(i);
    filled = 0;
    if (isBig) continue;
    leftBins--;
    share = leftRows / Math.max(1, leftBins);
  }
  return cuts;
}

/** A number that is at least `low` and below `high`: their middle wherever floats allow. */
function between(low: number, high: number): number {
  const middle = low / 2 + high / 2;
  return middle >= low && middle < high ? middle : low;
}
