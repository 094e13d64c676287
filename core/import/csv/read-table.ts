import { totalmem } from 'node:os';
import type { Column } from '../../frame/column.ts';
import { type ByteReader, openText, type TextSource } from '../byte-reader.ts';
import type { ImportNote, ImportOptions, ImportRun } from '../import-result.ts';
import { chooseEncoding, type EncodingChoice } from '../text-encoding.ts';
import type { ColumnFacts, ColumnPlan } from '../values/column-builder.ts';
import { TableBuilder } from '../values/table-builder.ts';
import { CsvPass, type PassLimits } from './csv-pass.ts';
import { MAX_ROW_BYTES } from './open-sample.ts';
import { passNotes } from './pass-notes.ts';
import { RejectList } from './reject-list.ts';
import type { TableLayout } from './table-layout.ts';

/** Large enough that the calls do not count, small enough that a cancel is seen within some 20 ms. */
const CHUNK_BYTES = 1_048_576;
/** A quoted cell longer than this counts as a quote that was never closed. */
const MAX_QUOTED_BYTES = 1_048_576;
/** Room for more rows than the sample foresees costs nothing until it is written to. */
const SPARE_ROOM = 1.25;
/** How much larger than its gzip a table usually is; only a first guess at the room it needs. */
const USUAL_GZIP_RATIO = 4;

/** How much of the file to read, and in what pieces; the pieces never change the table. */
export interface ReadExtent {
  readonly maxRows: number;
  readonly chunkBytes?: number;
}

export const WHOLE_FILE: ReadExtent = { maxRows: Number.POSITIVE_INFINITY };

export interface FinishedColumn {
  readonly column: Column;
  readonly facts: ColumnFacts;
}

/** The rows of a text as columns. */
export interface ReadTable {
  readonly columns: ReadonlyMap<number, FinishedColumn>;
  readonly rejects: RejectList;
  readonly rowsRead: number;
  readonly notes: readonly ImportNote[];
  /** Whether rows were left because enough had been read. */
  readonly isPartial: boolean;
  /** The first line of a second table under the first, if there is one; then the columns are not to be used. */
  readonly secondTableLine: number;
  /** The encoding that later rows ask for, where the beginning misled; then the columns are not to be used. */
  readonly betterEncoding: EncodingChoice | undefined;
}

interface ReadJob {
  readonly source: TextSource;
  readonly layout: TableLayout;
  readonly options: ImportOptions;
  readonly run: ImportRun;
  readonly extent: ReadExtent;
}

/** Reads the rows, and again those columns whose plan did not hold; each pass sees the same rows. */
export async function readTable(job: ReadJob): Promise<ReadTable> {
  const { layout } = job;
  const columns = new Map<number, FinishedColumn>();
  const limits = limitsOf(job);
  const strict = [...layout.plans.entries()].filter(([, plan]) => plan.isStrict && plan.kind !== 'category');
  let plans: ReadonlyMap<number, ColumnPlan> = new Map(layout.plans.entries());
  let expectedRows = expectRows(job);
  let budgetBytes = job.options.memoryBudgetBytes ?? totalmem() / 2;
  let hasFooter: boolean | undefined;
  for (let round = 1; ; round++) {
    const rejects = new RejectList();
    const table = new TableBuilder(plans, expectedRows, budgetBytes);
    const pass = new CsvPass({ layout, limits, table, rejects, hasFooter });
    await walk(pass, table, job, round === 1 ? 'Reading rows' : 'Reading columns again');
    const found = { rejects, rowsRead: pass.rowsRead, isPartial: pass.isCutShort, secondTableLine: pass.secondTableLine };
    const betterEncoding = rethinkEncoding(pass, job.options);
    if (pass.secondTableLine > 0 || betterEncoding !== undefined) return { ...found, columns, notes: [], betterEncoding };
    for (const [column, finished] of table.finish()) {
      columns.set(column, finished);
      budgetBytes -= finished.column.kind === 'category' ? finished.column.codes.byteLength : finished.column.values.byteLength;
    }
    expectedRows = table.rowCount;
    hasFooter = pass.footerCount > 0;
    if (table.redo.size === 0) return { ...found, columns, notes: passNotes(pass, rejects), betterEncoding };
    // Strict columns come along again: they decide which rows are rejected.
    plans = new Map([...strict, ...table.redo]);
  }
}

/** Rows that are no UTF-8, in a file whose other rows are plain ASCII, are judged by themselves. */
function rethinkEncoding(pass: CsvPass, options: ImportOptions): EncodingChoice | undefined {
  const foreign = options.encoding === undefined ? pass.foreignBytes() : undefined;
  const choice = foreign === undefined ? undefined : chooseEncoding(foreign, true, options);
  return choice?.encoding === 'utf-8' ? undefined : choice;
}

function limitsOf({ options, source, extent }: ReadJob): PassLimits {
  const maxRowBytes = options.maxRowBytes ?? MAX_ROW_BYTES;
  return {
    maxRowBytes,
    maxQuotedBytes: Math.min(MAX_QUOTED_BYTES, maxRowBytes),
    maxRows: extent.maxRows,
    rejectsReplacement: source.encoding !== 'utf-8',
  };
}

function expectRows({ source, layout, extent }: ReadJob): number {
  const bytes = source.file.sizeBytes * (source.isGzip ? USUAL_GZIP_RATIO : 1);
  return Math.min(extent.maxRows, Math.ceil((bytes / layout.meanRowBytes) * SPARE_ROOM));
}

/** Pulls the text through a pass, chunk by chunk. */
async function walk(pass: CsvPass, table: TableBuilder, job: ReadJob, what: string): Promise<void> {
  const reader = await openText(job.source);
  try {
    await skip(reader, job.layout.dataByte);
    let buffer = new Uint8Array(job.extent.chunkBytes ?? CHUNK_BYTES);
    let filled = 0;
    for (let atEnd = false; !atEnd && !pass.isDone; ) {
      job.run.signal.throwIfAborted();
      const got = await reader.read(buffer, filled, buffer.length - filled);
      filled += got;
      atEnd = got === 0;
      const used = pass.consume(buffer, filled, atEnd);
      buffer.copyWithin(0, used, filled);
      filled -= used;
      if (filled === buffer.length) buffer = doubled(buffer);
      table.checkBudget();
      job.run.progress(reader.share(), what);
    }
    pass.finish();
  } finally {
    await reader.close();
  }
}

function doubled(buffer: Uint8Array): Uint8Array<ArrayBuffer> {
  const wider = new Uint8Array(buffer.length * 2);
  wider.set(buffer);
  return wider;
}

async function skip(reader: ByteReader, count: number): Promise<void> {
  const bin = new Uint8Array(Math.min(count, CHUNK_BYTES));
  for (let left = count; left > 0; ) {
    const got = await reader.read(bin, 0, Math.min(left, bin.length));
    if (got === 0) return;
    left -= got;
  }
}
