import { isUtf8 } from 'node:buffer';
import type { RejectKind } from '../import-result.ts';
import type { TableBuilder } from '../values/table-builder.ts';
import { CARRIAGE_RETURN, LINE_FEED, SPACE } from './dialect.ts';
import type { RejectList } from './reject-list.ts';
import { RowScanner, type ScanStatus } from './row-scanner.ts';
import type { TableLayout } from './table-layout.ts';

/** Limits that depend on bytes alone, so that every cut into chunks gives the same table. */
export interface PassLimits {
  readonly maxRowBytes: number;
  readonly maxQuotedBytes: number;
  /** Rows to read at most; a preview stops here. */
  readonly maxRows: number;
  /** Whether U+FFFD means that bytes of another encoding could not be read. */
  readonly rejectsReplacement: boolean;
}

const REPLACEMENT = Buffer.from('\uFFFD');

/** One walk over the rows of a text: every row ends up in the table, among the rejects, or is blank. */
export class CsvPass {
  readonly scanner: RowScanner;
  rowsRead = 0;
  /** Blank lines with rows after them. */
  blankLines = 0;
  nulPadding = 0;
  repeatedHeaders = 0;
  /** True when no more rows are wanted. */
  isDone = false;

  private readonly layout: TableLayout;
  private readonly limits: PassLimits;
  private readonly table: TableBuilder;
  private readonly rejects: RejectList;
  private line: number;
  /** Bytes of the text before the buffer at hand. */
  private base: number;
  private pendingBlanks = 0;
  private isSkipping = false;
  private checksEncoding = false;

  constructor(layout: TableLayout, limits: PassLimits, into: { readonly table: TableBuilder; readonly rejects: RejectList }) {
    this.layout = layout;
    this.limits = limits;
    this.table = into.table;
    this.rejects = into.rejects;
    this.scanner = new RowScanner(layout.dialect, limits.maxQuotedBytes);
    this.line = layout.dataLine;
    this.base = layout.dataByte;
  }

  /**
   * Reads all whole rows of bytes[0] … bytes[to − 1].
   *
   * @returns how many bytes are done with; the rest must come again, at the front, with more after it
   */
  consume(bytes: Uint8Array, to: number, atEnd: boolean): number {
    this.checksEncoding = !this.isCleanText(bytes, to);
    let at = 0;
    while (at < to && !this.isDone) {
      if (this.isSkipping) {
        const next = this.skipLine(bytes, at, to, atEnd);
        if (next === at) break;
        at = next;
        continue;
      }
      if (this.line > this.layout.lastLine) {
        this.isDone = true;
        break;
      }
      const status = this.scanner.scan(bytes, at, to, atEnd);
      const length = status === 'incomplete' ? to - at : this.scanner.next - at;
      if (length > this.limits.maxRowBytes) {
        at = this.rejectLong(bytes, at);
      } else if (status === 'incomplete') {
        break;
      } else {
        this.takeRow(status, bytes, at, atEnd && this.scanner.next === to);
        this.line += this.scanner.lines;
        at = this.scanner.next;
      }
    }
    this.base += at;
    return at;
  }

  /** Whether no row of the buffer can have broken characters; a character cut by the buffer's end is left out. */
  private isCleanText(bytes: Uint8Array, to: number): boolean {
    let end = to;
    while (end > 0 && end > to - 4 && ((bytes[end - 1] as number) & 0xc0) === 0x80) end--;
    if (end > 0 && (bytes[end - 1] as number) >= 0xc0) end--;
    const view = bytes.subarray(0, end);
    if (!isUtf8(view)) return false;
    return !this.limits.rejectsReplacement || !Buffer.from(view.buffer, view.byteOffset, view.length).includes(REPLACEMENT);
  }

  private takeRow(status: ScanStatus, bytes: Uint8Array, from: number, isLast: boolean): void {
    const { scanner } = this;
    if (isLast) this.trimPadding(bytes);
    if (status === 'row' && this.isBlank(bytes, from)) {
      this.pendingBlanks++;
      return;
    }
    this.blankLines += this.pendingBlanks;
    this.pendingBlanks = 0;
    this.rowsRead++;
    if (this.rowsRead >= this.limits.maxRows) this.isDone = true;
    const fault = status === 'row' ? this.faultOf(bytes, from) : (status as RejectKind);
    if (fault !== undefined) {
      this.reject(fault, bytes, from, this.faultyColumn(fault));
      return;
    }
    const raw = scanner.hasEscapes ? bytes.slice(from, scanner.next) : undefined;
    if (scanner.hasEscapes) scanner.unescapeCells(bytes);
    const misfit = this.table.addRow(bytes, scanner.starts, scanner.ends);
    if (misfit < 0) return;
    const column = this.layout.names[misfit] ?? null;
    if (raw === undefined) this.reject('wrong-kind', bytes, from, column);
    else this.rejects.add('wrong-kind', { line: this.line, byte: this.base + from, column }, raw, 0, raw.length);
  }

  /** What keeps a well-formed row out of the table. */
  private faultOf(bytes: Uint8Array, from: number): RejectKind | undefined {
    const { scanner, layout } = this;
    const expected = layout.names.length;
    if (this.checksEncoding && !this.isCleanRow(bytes, from)) return 'encoding';
    if (scanner.count !== expected) {
      const last = scanner.count - 1;
      const isTrailing = layout.dropsTrailingCell && scanner.count === expected + 1 && scanner.starts[last] === scanner.ends[last];
      if (!isTrailing) return scanner.count < expected ? 'too-few-cells' : 'too-many-cells';
    }
    if (!this.isHeaderAgain(bytes)) return undefined;
    this.repeatedHeaders++;
    return 'repeated-header';
  }

  private faultyColumn(kind: RejectKind): string | null {
    const { names } = this.layout;
    if (kind === 'too-few-cells') return names[this.scanner.count] ?? null;
    return kind === 'unclosed-quote' || kind === 'text-after-quote' ? (names[this.scanner.count] ?? null) : null;
  }

  private isCleanRow(bytes: Uint8Array, from: number): boolean {
    const row = bytes.subarray(from, this.scanner.next);
    if (!isUtf8(row)) return false;
    return !this.limits.rejectsReplacement || !Buffer.from(row.buffer, row.byteOffset, row.length).includes(REPLACEMENT);
  }

  private isHeaderAgain(bytes: Uint8Array): boolean {
    const { headerCells } = this.layout;
    const { starts, ends } = this.scanner;
    for (let cell = 0; cell < headerCells.length; cell++) {
      const header = headerCells[cell] as Uint8Array;
      const from = starts[cell] as number;
      if ((ends[cell] as number) - from !== header.length) return false;
      for (let i = 0; i < header.length; i++) if (bytes[from + i] !== header[i]) return false;
    }
    return headerCells.length > 0;
  }

  private reject(kind: RejectKind, bytes: Uint8Array, from: number, column: string | null): void {
    this.rejects.add(kind, { line: this.line, byte: this.base + from, column }, bytes, from, this.scanner.next);
  }

  /** A line without a single character but spaces; a quoted empty cell is a value that is missing, not a blank line. */
  private isBlank(bytes: Uint8Array, from: number): boolean {
    const { scanner } = this;
    if (scanner.count !== 1 || scanner.starts[0] !== from) return false;
    const end = scanner.ends[0] as number;
    for (let at = from; at < end; at++) if (bytes[at] !== SPACE) return false;
    return end === from || this.layout.names.length > 1;
  }

  /** Some programs fill the last disk block with NUL bytes; they are no part of the last cell. */
  private trimPadding(bytes: Uint8Array): void {
    const { scanner } = this;
    const last = scanner.count - 1;
    let end = scanner.ends[last] as number;
    const start = scanner.starts[last] as number;
    while (end > start && bytes[end - 1] === 0) end--;
    this.nulPadding += (scanner.ends[last] as number) - end;
    scanner.ends[last] = end;
  }

  private rejectLong(bytes: Uint8Array, at: number): number {
    this.rowsRead++;
    this.blankLines += this.pendingBlanks;
    this.pendingBlanks = 0;
    const stop = at + this.limits.maxRowBytes;
    this.rejects.add('line-too-long', { line: this.line, byte: this.base + at, column: null }, bytes, at, stop);
    for (let i = at; i < stop; i++) if (bytes[i] === LINE_FEED || (bytes[i] === CARRIAGE_RETURN && bytes[i + 1] !== LINE_FEED)) this.line++;
    this.isSkipping = true;
    return stop;
  }

  /** Drops bytes up to the next line end; how a row that is too long is left. Waits when a CR may be half of a pair. */
  private skipLine(bytes: Uint8Array, from: number, to: number, atEnd: boolean): number {
    let at = from;
    while (at < to && bytes[at] !== LINE_FEED && bytes[at] !== CARRIAGE_RETURN) at++;
    if (at === to) return to;
    if (bytes[at] === CARRIAGE_RETURN && at + 1 === to && !atEnd) return at;
    this.isSkipping = false;
    this.line++;
    return at + (bytes[at] === CARRIAGE_RETURN && at + 1 < to && bytes[at + 1] === LINE_FEED ? 2 : 1);
  }
}
