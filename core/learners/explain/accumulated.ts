import type { FeatureTable, Model } from '../model.ts';
import { predict } from '../predict.ts';

/** How a model's mean answer accumulates along one feature. */
export interface Accumulated {
  /** B + 1 edges of the bins, ascending. */
  readonly edges: Float64Array;
  /** Rows in each of B bins. */
  readonly counts: Int32Array;
  /** B + 1 accumulated effects; their mean over the rows is 0. */
  readonly effects: Float64Array;
  /** B + 1 standard errors of the way from the first edge, over rows. */
  readonly standardErrors: Float64Array;
  readonly missing: number;
}

/**
 * First-order accumulated local effects of an ordered feature: within each quantile bin, the mean change of the answer
 * when a row moves from the bin's lower edge to its upper one; summed along the bins and centred. Unlike partial
 * dependence no row goes further than its own bin, so that features which move together lead to no rows that do not exist.
 *
 * @param bins most bins; equal edges fall together
 * @param rows the rows to average over
 * @see Apley & Zhu (2020), JRSS B 82(4), 1059–1086, eqs. 15–16
 * Cost: two predictions a row.
 */
export function accumulate(
  model: Model,
  table: FeatureTable,
  feature: number,
  { bins, rows }: { readonly bins: number; readonly rows: Int32Array },
): Accumulated {
  const column = table.columns[feature] as Float64Array;
  const known = rows.filter((row) => !Number.isNaN(column[row]));
  const edges = edgesOf(Float64Array.from(known, (row) => column[row] as number).sort(), bins);
  const binOf = Int32Array.from(known, (row) => binAt(edges, column[row] as number));
  const [low, high] = [binOf.map((bin) => bin), binOf.map((bin) => bin + 1)].map((places) => {
    const columns = table.columns.map((own, at) =>
      at === feature ? Float64Array.from(places, (place) => edges[place] as number) : Float64Array.from(known, (row) => own[row] as number),
    );
    return predict(model, { rowCount: known.length, features: table.features, columns });
  }) as [Float64Array, Float64Array];
  const count = Math.max(0, edges.length - 1);
  const counts = new Int32Array(count);
  const [means, squares] = [new Float64Array(count), new Float64Array(count)];
  binOf.forEach((bin, i) => {
    const step = (high[i] as number) - (low[i] as number) - (means[bin] as number);
    counts[bin] = (counts[bin] as number) + 1;
    means[bin] = (means[bin] as number) + step / (counts[bin] as number);
    squares[bin] = (squares[bin] as number) + step * ((high[i] as number) - (low[i] as number) - (means[bin] as number));
  });
  return { edges, counts, ...summed(counts, means, squares), missing: rows.length - known.length };
}

/**
 * Quantiles that are values of the data (the inverse of the empirical distribution), the smallest value first. The shares
 * are k · (1 / bins) in floating point, as an evenly spaced grid has them elsewhere, so that edges agree to the row.
 */
function edgesOf(sorted: Float64Array, bins: number): Float64Array {
  const edges: number[] = [];
  for (let k = 0; k <= bins && sorted.length > 0; k++) {
    const value = sorted[Math.max(0, Math.min(sorted.length, Math.ceil(sorted.length * (k * (1 / bins)))) - 1)] as number;
    if (value !== edges.at(-1)) edges.push(value);
  }
  return Float64Array.from(edges);
}

/** The bin (e_k, e_{k+1}] of a value; the smallest value belongs to the first. */
function binAt(edges: Float64Array, value: number): number {
  let [low, high] = [0, edges.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (value <= (edges[middle] as number)) high = middle;
    else low = middle;
  }
  return low;
}

function summed(counts: Int32Array, means: Float64Array, squares: Float64Array): Pick<Accumulated, 'effects' | 'standardErrors'> {
  const effects = new Float64Array(counts.length + 1);
  const variances = new Float64Array(counts.length + 1);
  let [centre, total] = [0, 0];
  counts.forEach((count, bin) => {
    effects[bin + 1] = (effects[bin] as number) + (means[bin] as number);
    variances[bin + 1] = (variances[bin] as number) + (count > 1 ? (squares[bin] as number) / (count - 1) / count : 0);
    centre += (count * ((effects[bin] as number) + (effects[bin + 1] as number))) / 2;
    total += count;
  });
  return { effects: effects.map((effect) => effect - centre / Math.max(1, total)), standardErrors: variances.map(Math.sqrt) };
}
