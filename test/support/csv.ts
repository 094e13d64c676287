import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { categoryColumn, type Frame, makeFrame, numberColumn } from '../../core/frame/frame.ts';

/**
 * Reads a tidy reference table for a test: commas, a header row, one line a row, empty is missing; a column is
 * numeric when every cell is. Real files go through core/import; this keeps tests of methods independent of it.
 */
export function tidyCsv(path: string): Frame {
  const bytes = readFileSync(path);
  const words = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const [header = '', ...lines] = words.split(/\r?\n/).filter((line) => line !== '');
  const cells = lines.map(cellsOf);
  return makeFrame(
    header.split(',').map((name, at) => {
      const texts = cells.map((row) => row[at] ?? '');
      const isNumeric = texts.every((cell) => cell === '' || Number.isFinite(Number(cell)));
      const column = isNumeric
        ? numberColumn(texts.map((cell) => (cell === '' ? Number.NaN : Number(cell))))
        : categoryColumn(texts.map((cell) => (cell === '' ? null : cell)));
      return [name, column] as const;
    }),
  );
}

/** Cuts a line at its commas; a quoted cell may hold some. */
function cellsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  return Array.from(
    line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g),
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}
