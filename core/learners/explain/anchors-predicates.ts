import { quantileOfSorted, sortedFinite } from '../../numeric/quantiles.ts';
import type { FeatureTable } from '../model.ts';
import { countRows, type RowBits, rowsWhere } from './row-bits.ts';

/** Something true of the explained row that a rule may ask for. */
export type Predicate =
  | { readonly feature: number; readonly kind: 'above' | 'upTo'; readonly limit: number }
  | { readonly feature: number; readonly kind: 'equals'; readonly value: number }
  | { readonly feature: number; readonly kind: 'missing' };

/** What a rule for one row may be made of, with the rows of the table for which each part holds. */
export interface PredicateList {
  readonly predicates: readonly Predicate[];
  readonly rows: readonly RowBits[];
}

/**
 * All that holds for a row: numbers and dates on their side of each quantile cut, yes/no and categories by their value,
 * missing cells as missing. What holds for every row of the table says nothing and is left out.
 *
 * @param bins quantile bins of a number; bins − 1 cuts
 */
export function predicatesOf(table: FeatureTable, row: number, bins: number): PredicateList {
  const predicates: Predicate[] = [];
  const rows: RowBits[] = [];
  for (let feature = 0; feature < table.features.length; feature++) {
    const column = table.columns[feature] as Float64Array;
    for (const predicate of predicatesOfCell(table, feature, column[row] as number, bins)) {
      const holding = rowsWhere(column, (value) => holdsFor(predicate, value));
      if (countRows(holding) === table.rowCount) continue;
      predicates.push(predicate);
      rows.push(holding);
    }
  }
  return { predicates, rows };
}

/** Whether a cell of the predicate's feature is as it asks. */
export function holdsFor(predicate: Predicate, value: number): boolean {
  switch (predicate.kind) {
    case 'above':
      return value > predicate.limit;
    case 'upTo':
      return value <= predicate.limit;
    case 'equals':
      return value === predicate.value;
    case 'missing':
      return Number.isNaN(value);
  }
}

function predicatesOfCell({ features, columns }: FeatureTable, feature: number, cell: number, bins: number): Predicate[] {
  if (Number.isNaN(cell)) return [{ feature, kind: 'missing' }];
  const kind = features[feature]?.kind;
  if (kind === 'category' || kind === 'boolean') return [{ feature, kind: 'equals', value: cell }];
  const cuts = cutsOf(sortedFinite(columns[feature] as Float64Array), bins);
  return cuts.map((limit) => ({ feature, kind: cell > limit ? 'above' : 'upTo', limit }));
}

/** Different quantiles, all below the greatest value, so that either side of a cut has rows. */
function cutsOf(sorted: Float64Array, bins: number): number[] {
  const last = sorted.at(-1) ?? 0;
  const below = sorted.findLast((value) => value < last);
  if (below === undefined) return [];
  const cuts = new Set<number>();
  for (let bin = 1; bin < bins; bin++) cuts.add(Math.min(quantileOfSorted(sorted, bin / bins), below));
  return [...cuts];
}
