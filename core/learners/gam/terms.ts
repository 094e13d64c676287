import type { Feature, Link } from '../model.ts';
import type { FeatureBins } from '../trees/bin-feature.task.ts';

/**
 * One term of an additive model: a shape over one feature or a surface over two. Along an axis, cell 0 is missing and
 * cells 1 … binCount are its bins; a surface's cells are row-major, the first feature's cell changing slowest.
 */
export interface GamTerm {
  /** Positions of one or two features. */
  readonly features: readonly number[];
  readonly axes: readonly FeatureBins[];
  /** What the term adds on the raw scale, by cell; its mean over the training weight is 0 unless it was edited. */
  readonly values: Float64Array;
  /** Standard deviation of that between bags. */
  readonly spread: Float64Array;
  /** Training weight in each cell. */
  readonly weight: Float64Array;
}

/** raw(x) = base + Σ terms. */
export interface Gam {
  readonly features: readonly Feature[];
  readonly link: Link;
  readonly base: number;
  /** One for each feature, in their order, and after them the pairs. */
  readonly terms: readonly GamTerm[];
}

/** Cells along an axis, the one of missing values included. */
export function cellCount({ binCount }: FeatureBins): number {
  return binCount + 1;
}

/** The cell of a value; categories without a bin of their own share the rare one, or count as missing where there is none. */
export function cellOf(rule: FeatureBins, value: number): number {
  if (Number.isNaN(value) || rule.binCount === 0) return 0;
  if (rule.kind === 'category') {
    const at = rule.codeOfBin.indexOf(value);
    return at >= 0 ? at + 1 : rule.rareBin;
  }
  let [low, high] = [0, rule.bounds.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rule.bounds[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}

/** What a term adds for one row of a table that is bound to the model's features. */
export function termAt(term: GamTerm, columns: readonly Float64Array[], row: number): number {
  let cell = 0;
  term.features.forEach((feature, at) => {
    const rule = term.axes[at] as FeatureBins;
    cell = cell * cellCount(rule) + cellOf(rule, columns[feature]?.[row] as number);
  });
  return term.values[cell] as number;
}

/** Mean size of what a term adds, over the training weight. */
export function termSize({ values, weight }: GamTerm): number {
  let [sum, total] = [0, 0];
  for (let cell = 0; cell < values.length; cell++) {
    sum += (weight[cell] as number) * Math.abs(values[cell] as number);
    total += weight[cell] as number;
  }
  return total > 0 ? sum / total : 0;
}
