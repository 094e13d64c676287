import type { CellView } from '../../../core/api/types.ts';

/** More letters than any cell has room for only slow the page down. */
const MOST_LETTERS = 400;

/** A cell as the grid writes it: numbers as they are, dates without an empty time of day, line breaks made visible. */
export function writtenCell(cell: CellView, words: { readonly yes: string; readonly no: string }): string {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return cell ? words.yes : words.no;
  if (typeof cell === 'number') return String(Number(cell.toPrecision(12)));
  const short = cell.length > MOST_LETTERS ? `${cell.slice(0, MOST_LETTERS)}…` : cell;
  return short.replace(/T00:00:00(\.000)?Z?$/, '').replaceAll(/\r\n|[\r\n]/g, ' ⏎ ');
}

/** Rows as spreadsheets take them from the clipboard: tabs between cells, quotes where a cell would break the table. */
export function tabSeparated(header: readonly string[], rows: readonly (readonly CellView[])[]): string {
  return [header, ...rows].map((row) => row.map(pastedCell).join('\t')).join('\n');
}

function pastedCell(cell: CellView): string {
  if (cell === null) return '';
  const words = String(cell);
  return /["\t\r\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
}
