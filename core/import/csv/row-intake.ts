import { isAscii, isUtf8 } from 'node:buffer';
import type { RejectKind } from '../import-result.ts';
import type { TableBuilder } from '../values/table-builder.ts';
import type { RejectList } from './reject-list.ts';
import type { RowScanner, ScanStatus } from './row-scanner.ts';
import type { TableLayout } from './table-layout.ts';

/** Where a row stands in the text. */
export interface RowPlace {
  readonly line: number;
  readonly byte: number;
}

/** Rejected bytes that are kept as evidence of another encoding. */
const MOST_EVIDENCE_BYTES = 65_536;
const REPLACEMENT = Buffer.from('\uFFFD');

/** The gate of the table: a scanned row is added to it, or to the rejects. */
export class RowIntake {
  repeatedHeaders = 0;
  /** Whether some row proved that the text is UTF-8 by holding a character beyond ASCII. */
  hasMultibyte = false;
  private readonly layout: TableLayout;
  private readonly table: TableBuilder;
  private readonly rejects: RejectList;
  /** Whether U+FFFD means that bytes of another encoding could not be read. */
  private readonly rejectsReplacement: boolean;
  private checksEncoding = false;
  private readonly foreign: Uint8Array[] = [];
  private foreignLength = 0;

  constructor(layout: TableLayout, table: TableBuilder, rejects: RejectList, rejectsReplacement: boolean) {
    this.layout = layout;
    this.table = table;
    this.rejects = rejects;
    this.rejectsReplacement = rejectsReplacement;
  }

  /** Looks at a whole buffer at once, so that single rows need to be checked only where something is wrong. */
  inspectBuffer(bytes: Uint8Array, to: number, atEnd: boolean): void {
    let end = to;
    // A character that the buffer cuts belongs to a row that is not complete either; it is looked at later.
    if (!atEnd) {
      while (end > 0 && end > to - 4 && ((bytes[end - 1] as number) & 0xc0) === 0x80) end--;
      if (end > 0 && (bytes[end - 1] as number) >= 0xc0) end--;
    }
    const view = bytes.subarray(0, end);
    this.checksEncoding = !this.isClean(view);
    if (!this.checksEncoding && !this.hasMultibyte) this.hasMultibyte = !isAscii(view);
  }

  /** Takes the row that the scanner has just found; `bytes` is changed where quotes are taken out. */
  take(scanner: RowScanner, status: ScanStatus, bytes: Uint8Array, from: number, place: RowPlace): void {
    const fault = status === 'row' ? this.faultOf(scanner, bytes, from) : (status as RejectKind);
    if (fault !== undefined) {
      const column =
        fault === 'encoding' || fault === 'too-many-cells' || fault === 'repeated-header'
          ? null
          : (this.layout.names[scanner.count] ?? null);
      this.rejects.add(fault, { ...place, column }, bytes, from, scanner.next);
      return;
    }
    // A reject shows the row as it stands in the file, so a copy is made before quotes are taken out.
    const raw = scanner.hasEscapes ? bytes.slice(from, scanner.next) : bytes.subarray(from, scanner.next);
    if (scanner.hasEscapes) scanner.unescapeCells(bytes);
    const misfit = this.table.addRow(bytes, scanner.starts, scanner.ends);
    if (misfit >= 0) this.rejects.add('wrong-kind', { ...place, column: this.layout.names[misfit] ?? null }, raw, 0, raw.length);
  }

  /** The bytes of rows that are no UTF-8, if not a single row proved that the text is. */
  foreignBytes(): Uint8Array | undefined {
    return this.foreign.length === 0 || this.hasMultibyte || this.rejectsReplacement ? undefined : Buffer.concat(this.foreign);
  }

  /** What keeps a well-formed row out of the table. */
  private faultOf(scanner: RowScanner, bytes: Uint8Array, from: number): RejectKind | undefined {
    const expected = this.layout.names.length;
    if (this.checksEncoding && !this.isCleanRow(bytes.subarray(from, scanner.next))) return 'encoding';
    if (scanner.count !== expected) {
      const last = scanner.count - 1;
      const isTrailing = this.layout.dropsTrailingCell && scanner.count === expected + 1 && scanner.starts[last] === scanner.ends[last];
      if (!isTrailing) return scanner.count < expected ? 'too-few-cells' : 'too-many-cells';
    }
    if (!this.isHeaderAgain(scanner, bytes)) return undefined;
    this.repeatedHeaders++;
    return 'repeated-header';
  }

  private isCleanRow(row: Uint8Array): boolean {
    const isClean = this.isClean(row);
    if (isClean) this.hasMultibyte ||= !isAscii(row);
    else if (this.foreignLength < MOST_EVIDENCE_BYTES) {
      this.foreign.push(row.slice());
      this.foreignLength += row.length;
    }
    return isClean;
  }

  private isClean(bytes: Uint8Array): boolean {
    if (!isUtf8(bytes)) return false;
    return !this.rejectsReplacement || !Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(REPLACEMENT);
  }

  private isHeaderAgain(scanner: RowScanner, bytes: Uint8Array): boolean {
    const { headerCells } = this.layout;
    for (let cell = 0; cell < headerCells.length; cell++) {
      const header = headerCells[cell] as Uint8Array;
      const from = scanner.starts[cell] as number;
      if ((scanner.ends[cell] as number) - from !== header.length) return false;
      for (let i = 0; i < header.length; i++) if (bytes[from + i] !== header[i]) return false;
    }
    return headerCells.length > 0;
  }
}
