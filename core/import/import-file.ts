import { INFLATE_BUDGET_BYTES } from './byte-reader.ts';
import type { TextInput } from './csv/open-sample.ts';
import { previewCsv, readCsv } from './csv/read-csv.ts';
import { inspectFile } from './file-source.ts';
import type { ImportOptions, ImportPreview, ImportResult, ImportRun } from './import-result.ts';
import { sniffFormat } from './sniff-format.ts';

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
  return readCsv(input, options, run);
}

/**
 * Reads the beginning of a file with the same rules, for a preview: never refuses for doubt, shows every guess.
 *
 * @throws as `importFile`, but never data/ambiguous
 */
export async function previewFile(path: string, options: ImportOptions, run: ImportRun): Promise<ImportPreview> {
  const input = await openInput(path, options);
  return previewCsv(input, options, run);
}

async function openInput(path: string, options: ImportOptions): Promise<TextInput> {
  const file = await inspectFile(path);
  const inflateBudgetBytes = options.inflateBudgetBytes ?? INFLATE_BUDGET_BYTES;
  const { isGzip, decisions } = await sniffFormat(file, options, inflateBudgetBytes);
  return { file, isGzip, inflateBudgetBytes, decisions };
}
