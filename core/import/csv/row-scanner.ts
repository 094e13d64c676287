import { CARRIAGE_RETURN, type Dialect, LINE_FEED, SPACE, TAB } from './dialect.ts';

/** What a scan found: a whole row, too few bytes to tell, or a row that breaks the rules of quoting. */
export type ScanStatus = 'row' | 'incomplete' | 'unclosed-quote' | 'text-after-quote';

/** Classes of bytes that end the quick walk through a bare cell. */
const ORDINARY = 0;
const DELIMITER = 1;
const LINE_END = 2;
const QUOTE = 3;
const CONTROL = 4;

/**
 * Finds the cells of one row at a time. It keeps positions only, in arrays that are used again for every row,
 * and starts every row afresh, so where the file was cut into chunks cannot matter.
 */
export class RowScanner {
  /** Cells of the last row: cell i is bytes[starts[i]] … bytes[ends[i] − 1], without its quotes. */
  starts = new Int32Array(64);
  ends = new Int32Array(64);
  /** 1 where a cell holds doubled or escaped quotes that `unescapeCell` must take out. */
  escaped = new Uint8Array(64);
  count = 0;
  /** First byte after the row and its line end; after a broken row, where reading goes on. */
  next = 0;
  /** Line breaks inside the row and at its end. */
  lines = 0;
  /** Any cell of the row that needs `unescapeCell`. */
  hasEscapes = false;

  /** Totals over all rows, for the warnings. */
  controlBytes = 0;
  nulBytes = 0;
  strayQuotes = 0;
  readonly lineEnds = { lf: 0, crlf: 0, cr: 0 };

  private readonly classes = new Uint8Array(256);
  private readonly dialect: Dialect;
  private readonly first: number;
  private readonly delimiterLength: number;
  /** The longest quoted cell: beyond it the quote counts as never closed. */
  private readonly maxQuotedBytes: number;
  private controlsInRow = 0;
  private nulsInRow = 0;
  private strayInRow = 0;

  constructor(dialect: Dialect, maxQuotedBytes: number) {
    this.dialect = dialect;
    this.maxQuotedBytes = maxQuotedBytes;
    this.first = dialect.delimiter[0] ?? 0;
    this.delimiterLength = dialect.delimiter.length;
    for (let byte = 0; byte < 32; byte++) if (byte !== TAB) this.classes[byte] = CONTROL;
    this.classes[127] = CONTROL;
    this.classes[LINE_FEED] = LINE_END;
    this.classes[CARRIAGE_RETURN] = LINE_END;
    if (dialect.quote !== 0) this.classes[dialect.quote] = QUOTE;
    this.classes[this.first] = DELIMITER;
  }

  /**
   * Scans the row that begins at `from`.
   *
   * @param to first byte that is not there
   * @param atEnd whether the text ends at `to`; otherwise a row that reaches `to` is incomplete
   */
  scan(bytes: Uint8Array, from: number, to: number, atEnd: boolean): ScanStatus {
    const { skipsSpace, quote } = this.dialect;
    this.begin();
    let at = from;
    for (;;) {
      if (skipsSpace && this.count > 0) while (at < to && bytes[at] === SPACE) at++;
      let status: ScanStatus | 'cell' = 'cell';
      if (quote !== 0 && at < to && bytes[at] === quote) status = this.scanQuoted(bytes, at, to, atEnd);
      else this.scanBare(bytes, at, to);
      if (status !== 'cell') return status;
      at = this.next;
      if (at >= to) return atEnd ? this.finish(to) : 'incomplete';
      if (this.classes[bytes[at] as number] === LINE_END) return this.endRow(bytes, at, to, atEnd);
      at += this.delimiterLength;
    }
  }

  private begin(): void {
    this.count = 0;
    this.lines = 0;
    this.hasEscapes = false;
    this.controlsInRow = 0;
    this.nulsInRow = 0;
    this.strayInRow = 0;
  }

  /** Walks a cell without quotes and leaves `next` at the delimiter, the line end, or `to`. */
  private scanBare(bytes: Uint8Array, start: number, to: number): void {
    const classes = this.classes;
    let at = start;
    for (;;) {
      let found = ORDINARY;
      while (at < to) {
        found = classes[bytes[at] as number] as number;
        if (found !== ORDINARY) break;
        at++;
      }
      if (at >= to || found === LINE_END) break;
      if (found === DELIMITER && (this.delimiterLength === 1 || this.isDelimiter(bytes, at, to))) break;
      if (found === QUOTE) this.strayInRow++;
      else if (found === CONTROL) this.countControl(bytes[at] as number);
      at++;
    }
    this.addCell(start, at, 0);
    this.next = at;
  }

  /** Walks a quoted cell that opens at `open`; leaves `next` after its closing quote. */
  private scanQuoted(bytes: Uint8Array, open: number, to: number, atEnd: boolean): ScanStatus | 'cell' {
    const { quote, escape: mark } = this.dialect;
    // The bound depends on the bytes alone, never on how much of them is loaded.
    const stop = Math.min(to, open + this.maxQuotedBytes);
    let hasEscape = 0;
    let at = open + 1;
    let lines = 0;
    while (at < stop) {
      const byte = bytes[at] as number;
      if (byte === mark && mark !== 0 && at + 1 < to) {
        hasEscape = 1;
        at += 2;
      } else if (byte === quote) {
        if (at + 1 >= to && !atEnd) return 'incomplete';
        if (at + 1 < to && bytes[at + 1] === quote && mark === 0) {
          hasEscape = 1;
          at += 2;
        } else return this.closeQuoted(bytes, { open, close: at, hasEscape, lines }, to, atEnd);
      } else {
        if (byte < 32 && this.countInside(bytes, at)) lines++;
        at++;
      }
    }
    if (to < open + this.maxQuotedBytes && !atEnd) return 'incomplete';
    return this.breakOff(bytes, open, to, { status: 'unclosed-quote', atEnd });
  }

  private closeQuoted(
    bytes: Uint8Array,
    cell: { readonly open: number; readonly close: number; readonly hasEscape: number; readonly lines: number },
    to: number,
    atEnd: boolean,
  ): ScanStatus | 'cell' {
    let after = cell.close + 1;
    if (this.first !== SPACE) while (after < to && bytes[after] === SPACE) after++;
    // A delimiter of several bytes may be cut by the end of what is loaded.
    if (!atEnd && after + this.delimiterLength > to) return 'incomplete';
    const isClosed = after >= to || this.classes[bytes[after] as number] === LINE_END || this.isDelimiter(bytes, after, to);
    // A quote that spans lines and closes in the middle of other text was most likely never closed: give up its
    // first line only, so that the rows it swallowed are read.
    if (!isClosed) return this.breakOff(bytes, cell.open, to, { status: cell.lines > 0 ? 'unclosed-quote' : 'text-after-quote', atEnd });
    this.lines += cell.lines;
    this.addCell(cell.open + 1, cell.close, cell.hasEscape);
    this.next = after;
    return 'cell';
  }

  /** Ends a broken row at the first line end after `from`. */
  private breakOff(bytes: Uint8Array, from: number, to: number, why: { readonly status: ScanStatus; readonly atEnd: boolean }): ScanStatus {
    let at = from;
    while (at < to && this.classes[bytes[at] as number] !== LINE_END) at++;
    if (at >= to) {
      if (!why.atEnd) return 'incomplete';
      this.finish(to);
      return why.status;
    }
    return this.endRow(bytes, at, to, why.atEnd) === 'incomplete' ? 'incomplete' : why.status;
  }

  private endRow(bytes: Uint8Array, at: number, to: number, atEnd: boolean): ScanStatus {
    this.lines++;
    if (bytes[at] === LINE_FEED) {
      this.lineEnds.lf++;
      return this.finish(at + 1);
    }
    if (at + 1 >= to && !atEnd) return 'incomplete';
    const isPair = at + 1 < to && bytes[at + 1] === LINE_FEED;
    if (isPair) this.lineEnds.crlf++;
    else this.lineEnds.cr++;
    return this.finish(at + (isPair ? 2 : 1));
  }

  private finish(next: number): ScanStatus {
    this.next = next;
    this.controlBytes += this.controlsInRow;
    this.nulBytes += this.nulsInRow;
    this.strayQuotes += this.strayInRow;
    return 'row';
  }

  private isDelimiter(bytes: Uint8Array, at: number, to: number): boolean {
    const { delimiter } = this.dialect;
    if (at + delimiter.length > to) return false;
    for (let i = 0; i < delimiter.length; i++) if (bytes[at + i] !== delimiter[i]) return false;
    return true;
  }

  /** Counts a control character inside quotes; true when it ends a line. */
  private countInside(bytes: Uint8Array, at: number): boolean {
    const byte = bytes[at] as number;
    if (byte === LINE_FEED) return true;
    if (byte === CARRIAGE_RETURN) return bytes[at + 1] !== LINE_FEED;
    if (byte !== TAB) this.countControl(byte);
    return false;
  }

  private countControl(byte: number): void {
    if (byte === 0) this.nulsInRow++;
    else this.controlsInRow++;
  }

  private addCell(start: number, end: number, hasEscape: number): void {
    if (this.count === this.starts.length) this.grow();
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.escaped[this.count] = hasEscape;
    if (hasEscape === 1) this.hasEscapes = true;
    this.count++;
  }

  private grow(): void {
    const widen = <Values extends Int32Array | Uint8Array>(from: Values, into: Values): Values => {
      into.set(from);
      return into;
    };
    const room = this.starts.length * 4;
    this.starts = widen(this.starts, new Int32Array(room));
    this.ends = widen(this.ends, new Int32Array(room));
    this.escaped = widen(this.escaped, new Uint8Array(room));
  }

  /** Takes doubled or escaped quotes out of every cell that has them, in place; the bytes are ours to change. */
  unescapeCells(bytes: Uint8Array): void {
    const { quote, escape: mark } = this.dialect;
    for (let cell = 0; cell < this.count; cell++) {
      if (this.escaped[cell] !== 1) continue;
      const end = this.ends[cell] as number;
      let into = this.starts[cell] as number;
      for (let at = into; at < end; at++) {
        const byte = bytes[at] as number;
        const isMark = mark === 0 ? byte === quote : byte === mark;
        if (isMark && at + 1 < end) at++;
        bytes[into++] = bytes[at] as number;
      }
      this.ends[cell] = into;
    }
  }
}
