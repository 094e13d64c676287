import type { CustomerPlace, CustomerView } from '../../../core/api/review-types.ts';
import type { CellView, ColumnInfo } from '../../../core/api/types.ts';

/** The answer in a few words: what the data say first, then what was decided. */
export interface CustomerSummary {
  readonly isKnown: boolean;
  readonly arms: readonly Fact[];
  readonly outcomes: readonly Fact[];
  readonly segments: readonly { readonly source: string; readonly isInside: boolean }[];
  readonly choices: readonly { readonly source: string; readonly option: string }[];
}

export interface Fact {
  readonly column: string;
  readonly value: CellView;
}

/** Picks what a reader asks first out of everything that is known of a customer. */
export function summaryOf({ places }: CustomerView): CustomerSummary {
  const tables = places.filter(({ kind, row }) => kind === null && row !== null);
  const withRole = (role: ColumnInfo['role']): readonly Fact[] => tables.flatMap((place) => factsOf(place, role));
  return {
    isKnown: places.some(({ row }) => row !== null),
    arms: withRole('treatment'),
    outcomes: withRole('outcome'),
    segments: places
      .filter(({ kind, problem }) => kind === 'segment' && problem === null)
      .map(({ source, row }) => ({ source, isInside: row !== null })),
    choices: places.flatMap(({ source, chosen }) => (chosen === null ? [] : [{ source, option: chosen.option }])),
  };
}

function factsOf({ columns, cells }: CustomerPlace, role: ColumnInfo['role']): readonly Fact[] {
  return columns.flatMap((column, at) => (column.role === role ? [{ column: column.name, value: cells[at] ?? null }] : []));
}

/** Whether a place holds the customer and has nothing to add, as a step that only measures the table. */
export function isSilent({ row, matches, columns, effects, chosen }: CustomerPlace): boolean {
  return row !== null && matches === 1 && columns.length === 0 && effects === null && chosen === null;
}

/** The columns that say most: those with a role, in the table's order; all of them where none has one. */
export function tellingColumns(columns: readonly ColumnInfo[]): readonly number[] {
  const withRole = columns.flatMap(({ role }, at) => (role === null || role === 'covariate' ? [] : [at]));
  return withRole.length > 0 ? withRole : columns.map((_, at) => at).slice(0, MOST_TOLD);
}

/** More than this belongs into the folded list. */
const MOST_TOLD = 12;
