import type { Column, ColumnKind } from '../../frame/column.ts';
import { MISSING_BOOLEAN, MISSING_CODE } from '../../frame/column.ts';
import { sharedBytes, sharedFloats, sharedInts } from '../../frame/shared-memory.ts';
import { readBoolean } from './boolean-words.ts';
import type { ColumnFacts, ColumnPlan } from './column-builder.ts';
import { readDate } from './date-parsing.ts';
import { isMissingWord, readOddNumber } from './odd-number.ts';
import { type ByteRoom, type FloatRoom, widerBytes, widerFloats } from './room.ts';

/** A cell of a file whose cells have types of their own: JSON, Parquet, a workbook. */
export type TypedCell = number | string | boolean | Date | bigint | null;

const MISSING = 0;
const NUMBER = 1;
const TEXT = 2;
const BOOLEAN = 3;
const DATE = 4;

/** Words for the decisions. */
const WORDS: ColumnPlan = { kind: 'category', isStrict: false };

/** What a finished column holds, and whether its cells were of different types. */
export interface TypedColumn {
  readonly column: Column;
  readonly facts: ColumnFacts;
  readonly isMixed: boolean;
}

/** Collects typed cells; at the end the column takes the one kind that holds all of them without loss, at worst text. */
export class ValueColumn {
  private numbers: FloatRoom = new Float64Array(0);
  private tags: ByteRoom = new Uint8Array(0);
  private readonly codeOf = new Map<string, number>();
  private textBytes = 0;
  private readonly counts = [0, 0, 0, 0, 0];
  private hasLongWhole = false;
  private notFinite = 0;

  get sizeBytes(): number {
    return this.numbers.byteLength + this.tags.byteLength + 2 * this.textBytes + 64 * this.codeOf.size;
  }

  /** Sets the cell of a row; rows that are passed over are missing. */
  set(row: number, cell: TypedCell): void {
    if (row >= this.tags.length) {
      const room = Math.max(1024, Math.ceil(row * 1.5) + 1);
      this.numbers = widerFloats(this.numbers, room);
      this.tags = widerBytes(this.tags, room);
    }
    const [tag, value] = this.encode(cell);
    this.tags[row] = tag;
    this.numbers[row] = value;
    this.counts[tag] = (this.counts[tag] ?? 0) + 1;
  }

  private encode(cell: TypedCell): readonly [number, number] {
    if (cell === null || cell === '') return [MISSING, 0];
    if (typeof cell === 'bigint') {
      // Beyond 2^53 a double would change the number, so its digits are kept.
      const value = Number(cell);
      return Number.isSafeInteger(value) ? [NUMBER, value] : this.encodeLong(String(cell));
    }
    if (typeof cell === 'number') {
      if (Number.isFinite(cell)) return [NUMBER, cell];
      if (!Number.isNaN(cell)) this.notFinite++;
      return [MISSING, 0];
    }
    if (typeof cell === 'boolean') return [BOOLEAN, Number(cell)];
    if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? [MISSING, 0] : [DATE, cell.getTime()];
    return [TEXT, this.code(cell)];
  }

  private encodeLong(digits: string): readonly [number, number] {
    this.hasLongWhole = true;
    return [TEXT, this.code(digits)];
  }

  private code(text: string): number {
    const known = this.codeOf.get(text);
    if (known !== undefined) return known;
    const code = this.codeOf.size;
    this.codeOf.set(text, code);
    this.textBytes += text.length;
    return code;
  }

  /** The column of the first rows. `kind` is the user's word; cells that do not fit it were rejected before. */
  finish(rowCount: number, kind?: ColumnKind): TypedColumn {
    this.set(Math.max(0, rowCount), null);
    const texts = [...this.codeOf.keys()];
    const words = texts.filter((text) => !isMissingWord(text));
    const [, numbers = 0, , booleans = 0, dates = 0] = this.counts;
    const typed = [numbers, booleans, dates].filter((count) => count > 0).length;
    const chosen = kind ?? (words.length > 0 ? this.kindOfTexts(typed, words) : this.kindOfTyped(typed));
    const column = this.build(chosen, rowCount, texts);
    const missingWords = chosen === 'category' || texts.length === words.length ? 0 : this.countMissingWords(rowCount, texts);
    const plan: ColumnPlan = kind !== undefined ? { kind, isStrict: true } : this.planOf(texts);
    const isMixed = kind === undefined && chosen === 'category' && typed > 0 && !this.hasLongWhole;
    return { column, facts: { plan, notFinite: this.notFinite, missingWords }, isMixed };
  }

  private planOf(texts: readonly string[]): ColumnPlan {
    const example = (this.hasLongWhole ? texts.find((text) => text.length > 15) : texts[0]) ?? '';
    return this.hasLongWhole ? { ...WORDS, reason: 'identifier', example } : { ...WORDS, reason: 'words', example };
  }

  private kindOfTexts(typed: number, words: readonly string[]): ColumnKind {
    if (typed > 0) return 'category';
    const isDate = words.every((word) => {
      const date = readDate(word);
      return date !== undefined && !Number.isNaN(date.ms);
    });
    return isDate ? 'date' : 'category';
  }

  private kindOfTyped(typed: number): ColumnKind {
    const [, numbers = 0, texts = 0, booleans = 0, dates = 0] = this.counts;
    if (typed > 1) return 'category';
    if (booleans > 0) return 'boolean';
    if (dates > 0) return 'date';
    return numbers === 0 && texts > 0 ? 'category' : 'number';
  }

  private countMissingWords(rowCount: number, texts: readonly string[]): number {
    let count = 0;
    for (let row = 0; row < rowCount; row++) {
      if (this.tags[row] === TEXT && isMissingWord(texts[this.numbers[row] as number] ?? '')) count++;
    }
    return count;
  }

  private build(kind: ColumnKind, rowCount: number, texts: readonly string[]): Column {
    switch (kind) {
      case 'category':
        return this.buildCategory(rowCount, texts);
      case 'boolean': {
        const meaning = texts.map(readBoolean);
        const values = sharedBytes(rowCount);
        for (let row = 0; row < rowCount; row++) values[row] = this.booleanAt(row, meaning);
        return { kind, values };
      }
      default: {
        const meaning = texts.map((text) => (kind === 'date' ? (readDate(text)?.ms ?? Number.NaN) : numberIn(text)));
        const values = sharedFloats(rowCount);
        for (let row = 0; row < rowCount; row++) {
          const tag = this.tags[row];
          const value = this.numbers[row] as number;
          values[row] = tag === MISSING ? Number.NaN : tag === TEXT ? (meaning[value] ?? Number.NaN) : value;
        }
        return { kind, values };
      }
    }
  }

  private booleanAt(row: number, meaning: readonly (boolean | undefined)[]): number {
    const value = this.numbers[row] as number;
    if (this.tags[row] === MISSING) return MISSING_BOOLEAN;
    if (this.tags[row] !== TEXT) return value === 0 ? 0 : 1;
    const said = meaning[value];
    return said === undefined ? MISSING_BOOLEAN : Number(said);
  }

  private buildCategory(rowCount: number, texts: readonly string[]): Column {
    const codeOf = new Map<string, number>();
    const codes = sharedInts(rowCount);
    for (let row = 0; row < rowCount; row++) {
      const text = this.textAt(row, texts);
      if (text === undefined) {
        codes[row] = MISSING_CODE;
        continue;
      }
      const known = codeOf.get(text);
      codes[row] = known ?? codeOf.size;
      if (known === undefined) codeOf.set(text, codeOf.size);
    }
    return { kind: 'category', codes, dictionary: [...codeOf.keys()] };
  }

  private textAt(row: number, texts: readonly string[]): string | undefined {
    const value = this.numbers[row] as number;
    switch (this.tags[row]) {
      case TEXT:
        return texts[value];
      case NUMBER:
        return String(value);
      case BOOLEAN:
        return value === 1 ? 'true' : 'false';
      case DATE:
        return new Date(value).toISOString();
      default:
        return undefined;
    }
  }
}

function numberIn(text: string): number {
  const found = readOddNumber(text, '.');
  return found.kind === 'number' ? found.value : found.kind === 'identifier' ? Number(text) : Number.NaN;
}

/** Whether a cell can be read as the kind that the user named. */
export function fitsKind(cell: TypedCell, kind: ColumnKind): boolean {
  if (cell === null || cell === '' || kind === 'category') return true;
  if (typeof cell === 'string') {
    if (isMissingWord(cell)) return true;
    if (kind === 'number') return !Number.isNaN(numberIn(cell));
    if (kind === 'boolean') return readBoolean(cell) !== undefined;
    return !Number.isNaN(readDate(cell)?.ms ?? Number.NaN);
  }
  if (kind === 'boolean') return typeof cell === 'boolean' || cell === 0 || cell === 1;
  if (kind === 'date') return cell instanceof Date;
  return typeof cell === 'number' || typeof cell === 'bigint';
}
