import { totalmem } from 'node:os';
import { refuse } from '../../base/problem.ts';
import type { Column } from '../../frame/column.ts';
import { makeFrame } from '../../frame/frame.ts';
import { type ByteReader, openRaw, openText, readUpTo, type TextSource } from '../byte-reader.ts';
import { reportColumn } from '../column-report.ts';
import { guessNotes, questionsAmong, refuseRisks } from '../decisions.ts';
import { assertUnchanged, type SourceFile } from '../file-source.ts';
import type { Decision, ImportNote, ImportOptions, ImportResult, ImportRun } from '../import-result.ts';
import { chooseEncoding } from '../text-encoding.ts';
import type { ColumnFacts, ColumnPlan } from '../values/column-builder.ts';
import { TableBuilder } from '../values/table-builder.ts';
import { chooseLayout } from './choose-layout.ts';
import { CsvPass, type PassLimits } from './csv-pass.ts';
import { passNotes } from './pass-notes.ts';
import { RejectList } from './reject-list.ts';
import type { SampleText } from './sample-rows.ts';
import type { TableLayout } from './table-layout.ts';

/** What is read before anything is decided. */
export const SAMPLE_BYTES = 262_144;
/** Large enough that the calls do not count, small enough that a cancel is seen within some 20 ms. */
const CHUNK_BYTES = 1_048_576;
const MAX_ROW_BYTES = 8_388_608;
const MAX_QUOTED_BYTES = 1_048_576;
/** Room for more rows than the sample foresees costs nothing until it is written to. */
const SPARE_ROOM = 1.25;
/** How much larger than its gzip a table usually is; only a first guess at the room it needs. */
const USUAL_GZIP_RATIO = 4;

/** Which file, how it is packed, and what has been decided about it so far. */
export interface TextInput {
  readonly file: SourceFile;
  readonly isGzip: boolean;
  readonly inflateBudgetBytes: number;
  readonly decisions: readonly Decision[];
}

/** How much of the file to read, and in what pieces. */
export interface ReadExtent {
  readonly maxRows: number;
  readonly chunkBytes?: number;
}

/** Reads a text table into typed columns. */
export async function readCsv(
  input: TextInput,
  options: ImportOptions,
  run: ImportRun,
  extent: ReadExtent = { maxRows: Number.POSITIVE_INFINITY },
): Promise<ImportResult> {
  const { source, sample, encodingDecision } = await openSample(input, options);
  const layout = chooseLayout(sample, options, input.file.name);
  const early = [...input.decisions, encodingDecision, ...layout.decisions];
  refuseRisks(early, options, input.file.name);
  const read = await readTable(source, layout, options, run, extent);
  await assertUnchanged(input.file);
  const columns: [string, Column][] = [];
  const notes: ImportNote[] = [...layout.notes, ...read.notes];
  const decisions: Decision[] = [...early];
  for (const [index, name] of layout.names.entries()) {
    const finished = read.columns.get(index);
    if (finished === undefined) continue;
    columns.push([name, finished.column]);
    const report = reportColumn(name, finished.column, finished.facts);
    decisions.push(report.decision);
    notes.push(...report.notes);
  }
  refuseRisks(decisions, options, input.file.name);
  return {
    frame: makeFrame(columns),
    rejects: read.rejects.list(),
    rejectCount: read.rejects.count,
    rowsRead: read.rowsRead,
    format: 'csv',
    decisions,
    questions: questionsAmong(decisions),
    notes: [...notes, ...guessNotes(decisions)],
  };
}

interface FinishedColumn {
  readonly column: Column;
  readonly facts: ColumnFacts;
}

interface ReadTable {
  readonly columns: ReadonlyMap<number, FinishedColumn>;
  readonly rejects: RejectList;
  readonly rowsRead: number;
  readonly notes: readonly ImportNote[];
}

/** Reads the first bytes, finds the encoding, and has them as UTF-8. */
async function openSample(
  input: TextInput,
  options: ImportOptions,
): Promise<{ readonly source: TextSource; readonly sample: SampleText; readonly encodingDecision: Decision }> {
  const raw = await peek(await openRaw(input), SAMPLE_BYTES);
  const choice = chooseEncoding(raw.bytes, raw.isWhole, options);
  const source: TextSource = { ...input, encoding: choice.encoding };
  let length = SAMPLE_BYTES;
  let text = await peek(await openText(source), length);
  // A header of fifty thousand names is longer than the sample; rows up to the row limit are looked for.
  while (!text.isWhole && countLineEnds(text.bytes) < 3 && length < 2 * (options.maxRowBytes ?? MAX_ROW_BYTES)) {
    length *= 4;
    text = await peek(await openText(source), length);
  }
  const hasMark = text.bytes[0] === 0xef && text.bytes[1] === 0xbb && text.bytes[2] === 0xbf;
  const start = lineStart(text.bytes, hasMark ? 3 : 0, options.firstLine ?? 1);
  if (text.bytes.length === (hasMark ? 3 : 0) || start === undefined) {
    refuse('data/empty', `"${input.file.name}" holds no text.`, 'Export the data again.', { file: input.file.path });
  }
  const fromLine = options.firstLine ?? 1;
  const lastLine = options.lastLine ?? Number.POSITIVE_INFINITY;
  return { source, sample: { ...text, fromByte: start, fromLine, lastLine }, encodingDecision: choice.decision };
}

async function peek(reader: ByteReader, length: number): Promise<{ readonly bytes: Uint8Array; readonly isWhole: boolean }> {
  try {
    return await readUpTo(reader, length);
  } finally {
    await reader.close();
  }
}

function countLineEnds(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if (byte === 0x0a || byte === 0x0d) count++;
  return count;
}

/** The first byte of a line; undefined when the sample ends before it. */
function lineStart(bytes: Uint8Array, from: number, line: number): number | undefined {
  let at = from;
  for (let passed = 1; passed < line; passed++) {
    while (at < bytes.length && bytes[at] !== 0x0a && bytes[at] !== 0x0d) at++;
    if (at >= bytes.length) return undefined;
    at += bytes[at] === 0x0d && bytes[at + 1] === 0x0a ? 2 : 1;
  }
  return at;
}

/** Reads the rows, and again those columns whose plan did not hold; each pass sees the same rows. */
async function readTable(
  source: TextSource,
  layout: TableLayout,
  options: ImportOptions,
  run: ImportRun,
  extent: ReadExtent,
): Promise<ReadTable> {
  const columns = new Map<number, FinishedColumn>();
  const limits: PassLimits = {
    maxRowBytes: options.maxRowBytes ?? MAX_ROW_BYTES,
    maxQuotedBytes: Math.min(MAX_QUOTED_BYTES, options.maxRowBytes ?? MAX_ROW_BYTES),
    maxRows: extent.maxRows,
    rejectsReplacement: source.encoding !== 'utf-8',
  };
  const budgetBytes = options.memoryBudgetBytes ?? totalmem() / 2;
  const isStrict = (plan: ColumnPlan): boolean => plan.isStrict && plan.kind !== 'category';
  const strict = [...layout.plans.entries()].filter(([, plan]) => isStrict(plan));
  let plans: ReadonlyMap<number, ColumnPlan> = new Map(layout.plans.entries());
  let expectedRows = expectRows(source, layout, extent.maxRows);
  let held = 0;
  for (let round = 1; ; round++) {
    const rejects = new RejectList();
    const table = new TableBuilder(plans, expectedRows, budgetBytes - held);
    const pass = new CsvPass(layout, limits, { table, rejects });
    await walk(source, pass, table, { run, layout, what: round === 1 ? 'Reading rows' : 'Reading columns again', extent });
    for (const [column, finished] of table.finish()) {
      columns.set(column, finished);
      held += finished.column.kind === 'category' ? finished.column.codes.byteLength : finished.column.values.byteLength;
    }
    expectedRows = table.rowCount;
    if (table.redo.size === 0) return { columns, rejects, rowsRead: pass.rowsRead, notes: passNotes(pass, rejects) };
    // Strict columns come along again: they decide which rows are rejected.
    plans = new Map([...strict, ...table.redo]);
  }
}

function expectRows(source: TextSource, layout: TableLayout, maxRows: number): number {
  const bytes = source.file.sizeBytes * (source.isGzip ? USUAL_GZIP_RATIO : 1);
  return Math.min(maxRows, Math.ceil((bytes / layout.meanRowBytes) * SPARE_ROOM));
}

interface Walk {
  readonly run: ImportRun;
  readonly layout: TableLayout;
  readonly what: string;
  readonly extent: ReadExtent;
}

/** Pulls the text through a pass, chunk by chunk. */
async function walk(source: TextSource, pass: CsvPass, table: TableBuilder, how: Walk): Promise<void> {
  const reader = await openText(source);
  try {
    await skip(reader, how.layout.dataByte);
    let buffer = new Uint8Array(how.extent.chunkBytes ?? CHUNK_BYTES);
    let filled = 0;
    for (let atEnd = false; !atEnd && !pass.isDone; ) {
      how.run.signal.throwIfAborted();
      const got = await reader.read(buffer, filled, buffer.length - filled);
      filled += got;
      atEnd = got === 0;
      const used = pass.consume(buffer, filled, atEnd);
      buffer.copyWithin(0, used, filled);
      filled -= used;
      if (filled === buffer.length) buffer = doubled(buffer);
      table.checkBudget();
      how.run.progress(reader.share(), how.what);
    }
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
