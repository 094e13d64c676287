import { type Column, cellOf } from '../frame/column.ts';
import { INFLATE_BUDGET_BYTES } from './byte-reader.ts';
import type { TextInput } from './csv/open-sample.ts';
import { previewCsv, readCsv } from './csv/read-csv.ts';
import { inspectFile } from './file-source.ts';
import type { ImportFormat, ImportOptions, ImportPreview, ImportResult, ImportRun } from './import-result.ts';
import { readJsonl } from './json/read-jsonl.ts';
import { readParquet } from './parquet/read-parquet.ts';
import { sniffFormat } from './sniff-format.ts';
import { readXlsx } from './xlsx/read-xlsx.ts';

/** Rows that a preview reads and shows. */
const PREVIEW_ROWS = 1000;

/**
 * Reads a data file into a frame: csv and tsv (also gzipped), JSON lines, Parquet, XLSX. What the options leave open is
 * read from the content and comes back as decisions with their evidence; rows that cannot be read come back as rejects.
 * Rows read = rows of the frame + rejected rows, always.
 *
 * @throws data/file-missing, data/not-a-file, data/unreadable, data/empty, data/not-text, data/ambiguous,
 *   data/file-changed, data/too-large, option/invalid, resource/memory, cancelled/by-user
 */
export async function importFile(path: string, options: ImportOptions, run: ImportRun): Promise<ImportResult> {
  const input = await openInput(path, options);
  return input.format === 'csv' ? readCsv(input, options, run) : readTyped(input, options, run, Number.POSITIVE_INFINITY);
}

/**
 * Reads the beginning of a file with the same rules, for a preview: never refuses for doubt, shows every guess.
 *
 * @throws as `importFile`, but never data/ambiguous
 */
export async function previewFile(path: string, options: ImportOptions, run: ImportRun): Promise<ImportPreview> {
  const input = await openInput(path, options);
  if (input.format === 'csv') return previewCsv(input, options, run);
  const result = await readTyped(input, { ...options, acceptGuesses: false }, run, PREVIEW_ROWS);
  const columns = [...result.frame.columns.values()];
  const sampleRows = Array.from({ length: result.frame.rowCount }, (_, row) => columns.map((column) => cellWords(column, row)));
  return { ...result, sampleRows, isPartial: result.rowsRead >= PREVIEW_ROWS };
}

interface OpenedInput extends TextInput {
  readonly format: ImportFormat;
}

async function openInput(path: string, options: ImportOptions): Promise<OpenedInput> {
  const file = await inspectFile(path);
  const inflateBudgetBytes = options.inflateBudgetBytes ?? INFLATE_BUDGET_BYTES;
  const { format, isGzip, decisions } = await sniffFormat(file, options, inflateBudgetBytes);
  return { file, isGzip, inflateBudgetBytes, decisions, format };
}

/** Reads the formats whose cells have types of their own. */
async function readTyped(input: OpenedInput, options: ImportOptions, run: ImportRun, maxRows: number): Promise<ImportResult> {
  const { file, decisions, inflateBudgetBytes } = input;
  switch (input.format) {
    case 'parquet':
      return readParquet(file, decisions, options, { run, maxRows, inflateBudgetBytes });
    case 'xlsx':
      return readXlsx(file, decisions, options, { run, maxRows, inflateBudgetBytes });
    default:
      return readJsonl(input, options, run, maxRows);
  }
}

function cellWords(column: Column, row: number): string | null {
  const cell = cellOf(column, row);
  return cell === null ? null : String(cell);
}
