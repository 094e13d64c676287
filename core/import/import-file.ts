import { INFLATE_BUDGET_BYTES } from './byte-reader.ts';
import { readCsv, type TextInput } from './csv/read-csv.ts';
import { inspectFile } from './file-source.ts';
import type { ImportOptions, ImportResult, ImportRun } from './import-result.ts';

/**
 * Reads a data file into a frame: csv and tsv (also gzipped).
 *
 * @throws data/file-missing, data/not-a-file, data/unreadable, data/empty, data/not-text, data/ambiguous,
 *   data/file-changed, data/too-large, resource/memory, cancelled/by-user
 */
export async function importFile(path: string, options: ImportOptions, run: ImportRun): Promise<ImportResult> {
  const file = await inspectFile(path);
  const isGzip = file.head[0] === 0x1f && file.head[1] === 0x8b;
  const input: TextInput = { file, isGzip, inflateBudgetBytes: options.inflateBudgetBytes ?? INFLATE_BUDGET_BYTES, decisions: [] };
  return readCsv(input, options, run);
}
