import { countBelow, quantileOfSorted } from './quantiles.ts';

/** Counts between edges: bin i holds edges[i] ≤ x < edges[i+1], the last one its upper edge too. */
export interface Histogram {
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

/**
 * Bins values into equal widths by the rule of Freedman and Diaconis, width = 2 · IQR / n^(1/3), with a cap. Where the
 * middle half of the values is one single value the rule has no width, and Sturges' number of bins is taken.
 *
 * @param sorted  n finite values, ascending
 * @param maxBins the most bins; charts get unreadable beyond 40 or so
 * @returns no bins for no values; one bin of width 0 when all values are equal
 * @see Freedman & Diaconis (1981), Zeitschrift für Wahrscheinlichkeitstheorie 57, p. 453; Sturges (1926), JASA 21(153)
 * Cost: O(bins · log n).
 */
export function histogramOfSorted(sorted: Float64Array, maxBins = 40): Histogram {
  const [low, high] = [sorted[0], sorted[sorted.length - 1]];
  if (low === undefined || high === undefined) return { edges: [], counts: [] };
  if (low === high) return { edges: [low, high], counts: [sorted.length] };
  const bins = binCount(sorted, maxBins);
  // Weighted ends instead of low + i · width: exact at both ends, and the range itself may overflow.
  const edges = Array.from({ length: bins + 1 }, (_, i) => low * (1 - i / bins) + high * (i / bins));
  const below = edges.map((edge, i) => (i === bins ? sorted.length : countBelow(sorted, edge)));
  return { edges, counts: below.slice(1).map((count, i) => count - (below[i] ?? 0)) };
}

function binCount(sorted: Float64Array, maxBins: number): number {
  const [low, high] = [sorted[0] as number, sorted[sorted.length - 1] as number];
  const middleHalf = quantileOfSorted(sorted, 0.75) - quantileOfSorted(sorted, 0.25);
  const width = (2 * middleHalf) / Math.cbrt(sorted.length);
  const wanted = width > 0 ? Math.ceil((high - low) / width) : Math.ceil(Math.log2(sorted.length)) + 1;
  return Math.max(1, Math.min(maxBins, Number.isNaN(wanted) ? maxBins : wanted));
}
