import { isUtf8 } from 'node:buffer';
import { refuse } from '../../base/problem.ts';
import { type ByteReader, openText, type TextSource } from '../byte-reader.ts';
import { MAX_ROW_BYTES, type TextInput } from '../csv/open-sample.ts';
import { RejectList } from '../csv/reject-list.ts';
import { remark } from '../decisions.ts';
import { assertUnchanged } from '../file-source.ts';
import type { ImportNote, ImportOptions, ImportResult, ImportRun } from '../import-result.ts';
import { chooseEncoding } from '../text-encoding.ts';
import { TypedTable } from '../typed-table.ts';
import { cellOfJson, parseJson } from './json-cells.ts';

const CHUNK_BYTES = 1_048_576;
/** An array must be parsed in one piece; larger ones belong on lines. */
const MOST_ARRAY_BYTES = 268_435_456;

/**
 * Reads JSON lines (one object a line), or a JSON array of objects if it is small.
 *
 * @throws data/empty, data/too-large, data/unreadable, data/file-changed, resource/memory, cancelled/by-user
 */
export async function readJsonl(input: TextInput, options: ImportOptions, run: ImportRun, maxRows: number): Promise<ImportResult> {
  const encoding = chooseEncoding(
    input.file.head,
    input.file.sizeBytes <= input.file.head.length,
    input.isGzip ? { encoding: 'utf-8' } : options,
  );
  const source: TextSource = { ...input, encoding: encoding.encoding };
  const sink = new JsonRows(options, options.maxRowBytes ?? MAX_ROW_BYTES, maxRows);
  const reader = await openText(source);
  try {
    await pull(reader, sink, run);
  } finally {
    await reader.close();
  }
  await assertUnchanged(input.file);
  if (sink.table.rowCount + sink.rejects.count === 0) refuse('data/empty', `"${input.file.name}" holds no rows.`, 'Export the data again.');
  const decisions = [...input.decisions, encoding.decision];
  return sink.table.finish({ format: 'jsonl', decisions, notes: sink.notes(), rejects: sink.rejects, fileName: input.file.name });
}

/** Feeds whole lines to the sink; an array is gathered first. */
async function pull(reader: ByteReader, sink: JsonRows, run: ImportRun): Promise<void> {
  let buffer = new Uint8Array(CHUNK_BYTES);
  let filled = 0;
  for (let atEnd = false; !atEnd && !sink.isDone; ) {
    run.signal.throwIfAborted();
    const got = await reader.read(buffer, filled, buffer.length - filled);
    filled += got;
    atEnd = got === 0;
    const used = sink.consume(buffer.subarray(0, filled), atEnd);
    buffer.copyWithin(0, used, filled);
    filled -= used;
    if (filled === buffer.length) {
      if (buffer.length >= MOST_ARRAY_BYTES)
        refuse('data/too-large', 'The JSON array is too large to read in one piece.', 'Save it as JSON lines: one object a line.');
      const wider = new Uint8Array(buffer.length * 2);
      wider.set(buffer);
      buffer = wider;
    }
    sink.table.checkBudget();
    run.progress(reader.share(), 'Reading rows');
  }
}

/** Turns lines of JSON into rows of a table. */
class JsonRows {
  readonly table: TypedTable;
  readonly rejects = new RejectList();
  isDone = false;
  private readonly maxRowBytes: number;
  private readonly maxRows: number;
  private isArray: boolean | undefined;
  private isSkipping = false;
  private line = 1;
  private base = 0;
  private nested = 0;

  constructor(options: ImportOptions, maxRowBytes: number, maxRows: number) {
    this.table = new TypedTable(options);
    this.maxRowBytes = maxRowBytes;
    this.maxRows = maxRows;
  }

  consume(bytes: Uint8Array, atEnd: boolean): number {
    this.isArray ??= firstSign(bytes) === 0x5b;
    if (this.isArray) {
      if (atEnd) this.takeArray(bytes);
      return atEnd ? bytes.length : 0;
    }
    let at = 0;
    while (at < bytes.length && !this.isDone) {
      const found = bytes.indexOf(0x0a, at);
      if (found < 0 && !atEnd && bytes.length - at <= this.maxRowBytes) break;
      const end = found < 0 ? bytes.length : found;
      this.takeLine(bytes.subarray(at, end), this.base + at, found >= 0 || atEnd);
      at = found < 0 ? end : end + 1;
      if (found >= 0) this.line++;
    }
    this.base += at;
    return at;
  }

  notes(): readonly ImportNote[] {
    if (this.nested === 0) return [];
    return [remark('nested-json', `${this.nested} nested values were kept as JSON text.`, `${this.nested} 个嵌套的值按 JSON 文本保留。`)];
  }

  private takeLine(bytes: Uint8Array, byte: number, isEnded: boolean): void {
    const place = { line: this.line, byte, column: null };
    const wasSkipping = this.isSkipping;
    this.isSkipping = !isEnded;
    // The rest of a line that was too long has been rejected with its beginning.
    if (wasSkipping) return;
    if (!isEnded || bytes.length > this.maxRowBytes) {
      this.rejects.add('line-too-long', place, bytes, 0, bytes.length);
      return;
    }
    if (!isUtf8(bytes)) {
      this.rejects.add('encoding', place, bytes, 0, bytes.length);
      return;
    }
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
      .toString('utf8')
      .replace(/^\uFEFF/, '')
      .trim();
    if (text !== '') this.takeText(text, place);
  }

  private takeText(text: string, place: { readonly line: number; readonly byte: number; readonly column: null }): void {
    try {
      this.takeValue(parseJson(text), text, place);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      this.rejects.addText('malformed-json', place, text);
    }
  }

  private takeArray(bytes: Uint8Array): void {
    const text = new TextDecoder().decode(bytes);
    let rows: unknown;
    try {
      rows = parseJson(text);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      refuse('data/unreadable', `The file is no valid JSON: ${reason}.`, 'Export it again, or save one object a line.');
    }
    if (!Array.isArray(rows)) refuse('data/unreadable', 'The file is no JSON array.', 'Save one object a line.');
    for (const [index, row] of rows.entries()) {
      if (this.isDone) return;
      this.takeValue(row, JSON.stringify(row) ?? '', { line: 1, byte: index, column: null });
    }
  }

  private takeValue(value: unknown, text: string, place: { readonly line: number; readonly byte: number; readonly column: null }): void {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.rejects.addText('malformed-json', place, text);
      return;
    }
    const cells = Object.entries(value).map(([name, inner]) => {
      if (typeof inner === 'object' && inner !== null) this.nested++;
      return [name, cellOfJson(inner)] as const;
    });
    const misfit = this.table.addRow(cells);
    if (misfit !== undefined) this.rejects.addText('wrong-kind', { ...place, column: misfit }, text);
    if (this.table.rowCount + this.rejects.count >= this.maxRows) this.isDone = true;
  }
}

/** The first byte that is neither a mark nor white space. */
function firstSign(bytes: Uint8Array): number {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb ? 3 : 0;
  return bytes.subarray(start).find((byte) => byte > 32) ?? 0;
}
