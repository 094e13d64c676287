import type { TableCell, TableData } from './blocks.ts';

/** Cells that a spreadsheet would take for a formula: full-width forms count, for Excel folds them. */
const FORMULA_START = /^[=+\-@\t\r\n\0＝＋－＠]/;

/**
 * Writes a table as CSV (RFC 4180, UTF-8, CRLF). Text that a spreadsheet could run as a formula gets a
 * leading apostrophe (OWASP ASVS 5, 1.2.10); numbers are never touched, so −5 stays a number.
 *
 * @param isRaw keeps such text as it is, for programs that read the file back
 */
export function tableToCsv(table: TableData, isRaw = false): string {
  const lines = [
    table.columns.map((column) => csvCell(column.name, isRaw)),
    ...table.rows.map((row) => row.map((cell) => csvCell(cell, isRaw))),
  ];
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('');
}

/** One cell as CSV text. */
export function csvCell(cell: TableCell, isRaw = false): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  if (typeof cell === 'boolean') return String(cell);
  const words = !isRaw && FORMULA_START.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(words) || words !== words.trim() ? `"${words.replaceAll('"', '""')}"` : words;
}
