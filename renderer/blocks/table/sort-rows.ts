import type { TableCell } from '../../../core/report/blocks.ts';

export interface Sorting {
  readonly column: number;
  readonly isDescending: boolean;
}

/** The places of rows in sorted order; equal rows keep theirs, and empty cells always come last. */
export function sortedPlaces(rows: readonly (readonly TableCell[])[], sorting: Sorting | null, language: string): readonly number[] {
  const places = rows.map((_, index) => index);
  if (sorting === null) return places;
  const { column, isDescending } = sorting;
  const words = new Intl.Collator(language, { numeric: true });
  const compare = (left: TableCell, right: TableCell): number => {
    if (typeof left === 'number' && typeof right === 'number') return left - right;
    return words.compare(String(left), String(right));
  };
  return places.sort((first, second) => {
    const left = rows[first]?.[column] ?? null;
    const right = rows[second]?.[column] ?? null;
    if (isEmpty(left) || isEmpty(right)) return Number(isEmpty(left)) - Number(isEmpty(right));
    return isDescending ? compare(right, left) : compare(left, right);
  });
}

function isEmpty(cell: TableCell): boolean {
  return cell === null || (typeof cell === 'number' && Number.isNaN(cell));
}
