import { readOddNumber } from '../values/odd-number.ts';
import type { TableBuilder } from '../values/table-builder.ts';
import { CARRIAGE_RETURN, LINE_FEED, SPACE } from './dialect.ts';
import { type HeldRow, looksLikeTotal } from './footer-watch.ts';
import type { RejectList } from './reject-list.ts';
import { RowIntake } from './row-intake.ts';
import { RowScanner, type ScanStatus } from './row-scanner.ts';
import { cellString } from './sample-rows.ts';
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

interface PassInput {
  readonly layout: TableLayout;
  readonly limits: PassLimits;
  readonly table: TableBuilder;
  readonly rejects: RejectList;
  /** Whether the last rows are a footer; undefined in the first pass, which finds out. */
  readonly hasFooter: boolean | undefined;
}

/** More rows than these at the end, each beginning with "Total", are not a footer but a table of totals. */
const MOST_FOOTER_ROWS = 3;

/** One walk over the rows of a text: every row ends up in the table, among the rejects, or is blank. */
export class CsvPass {
  readonly scanner: RowScanner;
  readonly intake: RowIntake;
  rowsRead = 0;
  /** Blank lines with rows after them. */
  blankLines = 0;
  nulPadding = 0;
  footerCount = 0;
  /** True when no more rows are wanted. */
  isDone = false;
  /** True when rows were left because enough had been read. */
  isCutShort = false;
  /** First line of a second table, 0 when there is none. */
  secondTableLine = 0;

  private readonly input: PassInput;
  private line: number;
  /** Bytes of the text before the buffer at hand. */
  private base: number;
  private pendingBlanks = 0;
  private isSkipping = false;
  private held: HeldRow[] = [];
  /** A row of another width after a blank line: with a like row after it, a second table. */
  private candidate: { readonly width: number; readonly line: number } | undefined;

  constructor(input: PassInput) {
    const { layout, limits } = input;
    this.input = input;
    this.scanner = new RowScanner(layout.dialect, limits.maxQuotedBytes);
    this.intake = new RowIntake(layout, input.table, input.rejects, limits.rejectsReplacement);
    this.line = layout.dataLine;
    this.base = layout.dataByte;
  }

  /**
   * Reads all whole rows of bytes[0] … bytes[to − 1].
   *
   * @returns how many bytes are done with; the rest must come again, at the front, with more after it
   */
  consume(bytes: Uint8Array, to: number, atEnd: boolean): number {
    const { maxRowBytes } = this.input.limits;
    this.intake.inspectBuffer(bytes, to, atEnd);
    let at = 0;
    while (at < to && !this.isDone) {
      if (this.isSkipping) {
        const next = this.skipLine(bytes, at, to, atEnd);
        if (next === at) break;
        at = next;
        continue;
      }
      if (this.line > this.input.layout.lastLine) {
        this.isDone = true;
        break;
      }
      const status = this.scanner.scan(bytes, at, to, atEnd);
      const length = status === 'incomplete' ? to - at : this.scanner.next - at;
      if (length > maxRowBytes) at = this.rejectLong(bytes, at);
      else if (status === 'incomplete') break;
      else {
        this.takeRow(status, bytes, at, atEnd && this.scanner.next === to);
        this.line += this.scanner.lines;
        at = this.scanner.next;
      }
    }
    this.base += at;
    return at;
  }

  /** Settles the rows that were set aside as a possible footer; to be called after the last row. */
  finish(): void {
    const isFooter = this.held.length > 0 && (this.input.hasFooter ?? this.held.every((row) => this.sumsUp(row)));
    if (isFooter && !this.isCutShort) {
      for (const { bytes, line, byte } of this.held) {
        this.rowsRead++;
        this.footerCount++;
        this.input.rejects.add('footer', { line, byte, column: null }, bytes, 0, bytes.length);
      }
      this.held = [];
    } else this.releaseHeld();
  }

  foreignBytes(): Uint8Array | undefined {
    return this.intake.foreignBytes();
  }

  private takeRow(status: ScanStatus, bytes: Uint8Array, from: number, isLast: boolean): void {
    const { scanner } = this;
    if (isLast) this.trimPadding(bytes);
    if (status === 'row' && this.isBlank(bytes, from)) {
      this.pendingBlanks++;
      return;
    }
    const isAfterBlank = this.pendingBlanks > 0;
    this.blankLines += this.pendingBlanks;
    this.pendingBlanks = 0;
    if (this.rowsRead >= this.input.limits.maxRows) {
      this.isDone = true;
      this.isCutShort = true;
      return;
    }
    const place = { line: this.line, byte: this.base + from };
    if (
      status === 'row' &&
      looksLikeTotal(bytes, scanner.starts[0] as number, scanner.ends[0] as number) &&
      this.held.length < MOST_FOOTER_ROWS
    ) {
      this.held.push({ bytes: bytes.slice(from, scanner.next), ...place });
      return;
    }
    if (this.held.length > 0) this.releaseHeld();
    if (this.beginsSecondTable(isAfterBlank)) return;
    this.rowsRead++;
    const { table } = this.input;
    // Words in all number columns at once, after a blank line, are the names of another table.
    const isSuspect = isAfterBlank && this.input.hasFooter === undefined;
    const typed = isSuspect ? table.typedCount : 0;
    const lost = table.redo.size;
    this.intake.take(scanner, status, bytes, from, place);
    if (typed >= 2 && table.redo.size - lost === typed) this.stopAt(this.line);
  }

  /** Two rows of one other width after a blank line are a second table. */
  private beginsSecondTable(isAfterBlank: boolean): boolean {
    const width = this.scanner.count;
    if (this.candidate !== undefined && width === this.candidate.width) {
      this.stopAt(this.candidate.line);
      return true;
    }
    const { names, dropsTrailingCell } = this.input.layout;
    const isOther = width >= 2 && width !== names.length && !(dropsTrailingCell && width === names.length + 1);
    this.candidate = isAfterBlank && isOther ? { width, line: this.line } : undefined;
    return false;
  }

  private stopAt(line: number): void {
    this.secondTableLine = line;
    this.isDone = true;
  }

  /** Reads rows that only looked like a footer, now that others follow. */
  private releaseHeld(): void {
    const { layout, limits } = this.input;
    for (const { bytes, line, byte } of this.held) {
      const scanner = new RowScanner(layout.dialect, limits.maxQuotedBytes);
      const status = scanner.scan(bytes, 0, bytes.length, true);
      this.rowsRead++;
      this.intake.take(scanner, status, bytes, 0, { line, byte });
    }
    this.held = [];
  }

  /** Whether a row is a footer: its first cell fits its column in no other way, or it holds the column's sum. */
  private sumsUp(row: HeldRow): boolean {
    const { layout, limits, table } = this.input;
    const scanner = new RowScanner(layout.dialect, limits.maxQuotedBytes);
    scanner.scan(row.bytes.slice(), 0, row.bytes.length, true);
    if (scanner.count !== layout.names.length) return true;
    const [first] = layout.plans;
    if (first !== undefined && (first.kind !== 'category' || (first.reason ?? 'words') !== 'words')) return true;
    for (let cell = 1; cell < scanner.count; cell++) {
      const found = readOddNumber(cellString(row.bytes.subarray(scanner.starts[cell], scanner.ends[cell])), '.');
      const sum = table.sumOf(cell);
      // Sums are printed with a cent or so of rounding.
      if (found.kind === 'number' && sum !== undefined && Math.abs(found.value - sum) <= 0.01 + 1e-6 * Math.abs(sum)) return true;
    }
    return false;
  }

  /** A line without a single character but spaces; a quoted empty cell is a value that is missing, not a blank line. */
  private isBlank(bytes: Uint8Array, from: number): boolean {
    const { scanner } = this;
    if (scanner.count !== 1 || scanner.starts[0] !== from) return false;
    const end = scanner.ends[0] as number;
    for (let at = from; at < end; at++) if (bytes[at] !== SPACE) return false;
    return end === from || this.input.layout.names.length > 1;
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
    if (this.held.length > 0) this.releaseHeld();
    this.rowsRead++;
    this.blankLines += this.pendingBlanks;
    this.pendingBlanks = 0;
    const stop = at + this.input.limits.maxRowBytes;
    this.input.rejects.add('line-too-long', { line: this.line, byte: this.base + at, column: null }, bytes, at, stop);
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
