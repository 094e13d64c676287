import { looksLikeTotal } from './footer-watch.ts';
import { looksLikeData, planOfCells, sameCells } from './header-detection.ts';
import { cellString, type SampleRow } from './sample-rows.ts';

/**
 * The rows that kinds are guessed from: without a header that comes again, a footer of totals, or a second table under
 * the first. What is left out here is judged again, and finally, when the whole file is read.
 */
export function sampleBody(rows: readonly SampleRow[], headerRows: readonly SampleRow[]): readonly SampleRow[] {
  const [header] = headerRows;
  const isHeader = (row: SampleRow): boolean => header !== undefined && headerRows.length === 1 && sameCells(row, header);
  const body = rows.slice(0, secondTableAt(rows)).filter((row) => !row.isBlank && !isHeader(row));
  let end = body.length;
  while (end > 1 && isTotal(body[end - 1])) end--;
  return body.slice(0, end);
}

function isTotal(row: SampleRow | undefined): boolean {
  const first = row?.cells[0];
  return first !== undefined && looksLikeTotal(first, 0, first.length);
}

/** Where words stand over columns of numbers once more, after a blank line; the length when nowhere. */
function secondTableAt(rows: readonly SampleRow[]): number {
  for (const [at, row] of rows.entries()) {
    if (at < 2 || rows[at - 1]?.isBlank !== true || row.isBlank) continue;
    if (!row.cells.every((cell) => cell.length > 0 && !looksLikeData(cellString(cell)))) continue;
    const above = rows.slice(0, at).filter((other) => other.cells.length === row.cells.length);
    const typed = row.cells.filter((_, column) => planOfCells(above.flatMap((other) => other.cells[column] ?? [])).kind !== 'category');
    if (typed.length >= 2) return at;
  }
  return rows.length;
}
