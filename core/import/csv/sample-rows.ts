import type { Dialect } from './dialect.ts';
import { RowScanner } from './row-scanner.ts';

/** One row of the sample. */
export interface SampleRow {
  readonly cells: readonly Uint8Array[];
  /** First line of the row, counted from 1, and its first byte. */
  readonly line: number;
  readonly byte: number;
  /** Line and byte after the row. */
  readonly nextLine: number;
  readonly nextByte: number;
  readonly isBroken: boolean;
  readonly isBlank: boolean;
}

export interface SampleText {
  readonly bytes: Uint8Array;
  /** Whether this is the whole text; otherwise a last row without a line end is left out. */
  readonly isWhole: boolean;
  /** Where the table may begin: after a byte order mark, or at the line that the user named. */
  readonly fromByte: number;
  readonly fromLine: number;
  readonly lastLine: number;
}

/** Reads the first rows of a text with a dialect. */
export function sampleRows(sample: SampleText, dialect: Dialect, maxRows: number): SampleRow[] {
  // Taking out escapes changes bytes; the sample is read many times.
  const bytes = sample.bytes.slice();
  const scanner = new RowScanner(dialect, bytes.length);
  const rows: SampleRow[] = [];
  let at = sample.fromByte;
  let line = sample.fromLine;
  while (at < bytes.length && rows.length < maxRows && line <= sample.lastLine) {
    const status = scanner.scan(bytes, at, bytes.length, sample.isWhole);
    if (status === 'incomplete') break;
    if (scanner.hasEscapes) scanner.unescapeCells(bytes);
    const cells = Array.from({ length: scanner.count }, (_, cell) => bytes.subarray(scanner.starts[cell], scanner.ends[cell]));
    const isBlank = status === 'row' && scanner.starts[0] === at && cells.length === 1 && (cells[0] ?? bytes).every((byte) => byte <= 32);
    const place = { line, byte: at, nextLine: line + scanner.lines, nextByte: scanner.next };
    rows.push({ cells, ...place, isBroken: status !== 'row', isBlank });
    at = scanner.next;
    line += scanner.lines;
  }
  return rows;
}

/** A cell as text. */
export function cellString(cell: Uint8Array | undefined): string {
  return cell === undefined ? '' : new TextDecoder().decode(cell);
}

/** The number of cells that most rows have; of equals, the larger. */
export function usualWidth(rows: readonly SampleRow[]): number {
  const tally = new Map<number, number>();
  for (const row of rows) if (!row.isBlank && !row.isBroken) tally.set(row.cells.length, (tally.get(row.cells.length) ?? 0) + 1);
  let [best, most] = [1, 0];
  for (const [width, count] of tally) if (count > most || (count === most && width > best)) [best, most] = [width, count];
  return best;
}
