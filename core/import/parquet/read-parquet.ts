import { open } from 'node:fs/promises';
import { type ColumnData, type Compressors, type FileMetaData, parquetMetadataAsync, parquetRead, parquetSchema } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { CausewayError, refuse } from '../../base/problem.ts';
import type { ColumnKind } from '../../frame/column.ts';
import { RejectList } from '../csv/reject-list.ts';
import { assertUnchanged, type SourceFile } from '../file-source.ts';
import type { Decision, ImportOptions, ImportResult, ImportRun } from '../import-result.ts';
import { jsonText } from '../json/json-cells.ts';
import { TypedTable } from '../typed-table.ts';
import { fitsKind, type TypedCell } from '../values/value-column.ts';

/** What hyparquet reads from: a file by byte ranges. */
interface FileRange {
  readonly byteLength: number;
  slice(start: number, end?: number): Promise<ArrayBuffer>;
}

/** No honest footer is larger; a false length must not make us allocate. */
const MOST_FOOTER_BYTES = 67_108_864;

/**
 * Reads a Parquet file, one column of one row group at a time. Nested columns stay as JSON text; whole numbers beyond
 * 2^53 become text.
 *
 * @throws data/unreadable, data/empty, data/file-changed, data/wrong-kind, resource/memory, cancelled/by-user
 */
export async function readParquet(
  file: SourceFile,
  decisions: readonly Decision[],
  options: ImportOptions,
  how: { readonly run: ImportRun; readonly maxRows: number; readonly inflateBudgetBytes: number },
): Promise<ImportResult> {
  const handle = await open(file.path, 'r');
  try {
    const range = rangesOf(handle, file);
    const metadata = await orUnreadable(file, async () => {
      await checkFooter(range);
      return parquetMetadataAsync(range);
    });
    const rowCount = Math.min(how.maxRows, Number(metadata.num_rows));
    const names = parquetSchema(metadata).children.map((child) => child.element.name);
    if (rowCount === 0 || names.length === 0) refuse('data/empty', `"${file.name}" holds no rows.`, 'Export the data again.');
    const table = new TypedTable(options);
    const job: ParquetJob = { range, metadata, table, options, run: how.run, unpack: boundedCompressors(file, how.inflateBudgetBytes) };
    for (const [index, name] of names.entries()) {
      await orUnreadable(file, () => readColumn(job, name, rowCount));
      table.checkBudget();
      how.run.progress((index + 1) / names.length, 'Reading columns');
    }
    table.rowCount = rowCount;
    await assertUnchanged(file);
    return table.finish({ format: 'parquet', decisions, notes: [], rejects: new RejectList(), fileName: file.name });
  } finally {
    await handle.close();
  }
}

function rangesOf(handle: Awaited<ReturnType<typeof open>>, file: SourceFile): FileRange {
  return {
    byteLength: file.sizeBytes,
    slice: async (start, end = file.sizeBytes) => {
      // A false offset in the footer must not make us allocate more than the file has.
      const length = Math.max(0, Math.min(end, file.sizeBytes) - Math.max(0, start));
      const bytes = new Uint8Array(length);
      let filled = 0;
      while (filled < length) {
        const { bytesRead } = await handle.read(bytes, filled, length - filled, start + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return bytes.buffer;
    },
  };
}

async function checkFooter(range: FileRange): Promise<void> {
  const tail = new DataView(await range.slice(range.byteLength - 8, range.byteLength));
  if (tail.byteLength < 8 || tail.getUint32(4, true) !== 0x31524150) throw new Error('its end is missing');
  const length = tail.getUint32(0, true);
  if (length > MOST_FOOTER_BYTES || length > range.byteLength) throw new Error('its footer has a false length');
}

interface ParquetJob {
  readonly range: FileRange;
  readonly metadata: FileMetaData;
  readonly table: TypedTable;
  readonly options: ImportOptions;
  readonly run: ImportRun;
  readonly unpack: Compressors;
}

/** The decompressors, each asked first whether the bytes it was promised still fit the budget. */
function boundedCompressors(file: SourceFile, budgetBytes: number): Compressors {
  let left = budgetBytes;
  const bounded = Object.entries(compressors).map(([codec, unpack]) => [
    codec,
    (packed: Uint8Array, length: number): Uint8Array => {
      left -= length;
      if (left < 0) {
        refuse(
          'data/too-large',
          `"${file.name}" unfolds to more than ${Math.round(budgetBytes / 2 ** 20)} MB.`,
          'If you trust it, raise inflateBudgetBytes, or read fewer columns by writing it again.',
          { file: file.path, option: 'inflateBudgetBytes' },
        );
      }
      return unpack(packed, length);
    },
  ]);
  return Object.fromEntries(bounded);
}

async function readColumn(job: ParquetJob, name: string, rowCount: number): Promise<void> {
  const { range, metadata, table, options, run } = job;
  const told = options.columnKinds;
  const kind = told !== undefined && Object.hasOwn(told, name) ? told[name] : undefined;
  const column = table.columnNamed(name);
  let row = 0;
  const take = (from: number, cells: ColumnData['columnData'], to: number): void => {
    for (let at = from; at < to; at++) {
      const cell = cellOfParquet(cells[at - from]);
      if (kind !== undefined && !fitsKind(cell, kind)) refuseKind(name, kind, at, cell);
      column.set(at, cell);
    }
  };
  for (const group of metadata.row_groups) {
    if (row >= rowCount) return;
    run.signal.throwIfAborted();
    const rowEnd = Math.min(rowCount, row + Number(group.num_rows));
    await parquetRead({
      file: range,
      metadata,
      columns: [name],
      rowStart: row,
      rowEnd,
      compressors: job.unpack,
      onChunk: (chunk) => {
        if (chunk.columnName === name) take(chunk.rowStart, chunk.columnData, Math.min(rowEnd, chunk.rowEnd));
      },
    });
    row = rowEnd;
  }
}

function refuseKind(name: string, kind: ColumnKind, row: number, cell: TypedCell): never {
  refuse(
    'data/wrong-kind',
    `Column "${name}" cannot be read as ${kind}; row ${row + 1} holds "${String(cell)}".`,
    'Choose another kind for it.',
    {
      column: name,
      option: 'columnKinds',
    },
  );
}

function cellOfParquet(value: unknown): TypedCell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint') return value;
  if (value instanceof Date) return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return jsonText(value);
}

/** Whatever the parser says about a broken file, in the product's words. */
async function orUnreadable<Value>(file: SourceFile, read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof CausewayError) throw error;
    if (error instanceof Error && error.name === 'AbortError') throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new CausewayError(
      {
        kind: 'input',
        code: 'data/unreadable',
        message: `"${file.name}" is a damaged or unknown Parquet file: ${reason}.`,
        fix: 'Write it again, or export it as csv.',
        where: { file: file.path },
      },
      { cause: error },
    );
  }
}
