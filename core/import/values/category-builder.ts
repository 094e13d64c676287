import { MISSING_BOOLEAN, MISSING_CODE } from '../../frame/column.ts';
import { sharedBytes } from '../../frame/shared-memory.ts';
import { areBooleanWords, readBoolean } from './boolean-words.ts';
import { ByteDictionary } from './byte-dictionary.ts';
import { type ColumnBuilder, type ColumnPlan, textPlan, type Verdict } from './column-builder.ts';
import { isMissingWord } from './odd-number.ts';
import { type IntRoom, sharedFromInts, widerInts } from './room.ts';

/** All spellings of yes, no and missing fit well inside this many distinct texts. */
const MOST_BOOLEAN_SPELLINGS = 40;
/** Texts that so surely mean "missing" that keeping them deserves a word. "NA" may be Namibia, or a name. */
const SUSPICIOUS_WORDS = /^(na|n\/a|#n\/a|null|nan)$/i;

/** Collects a column of texts as codes into a dictionary; at the end it may turn out to be a yes/no column. */
export class CategoryBuilder implements ColumnBuilder {
  readonly plan: ColumnPlan;
  private codes: IntRoom = new Int32Array(0);
  private readonly dictionary = new ByteDictionary();

  constructor(plan: ColumnPlan) {
    this.plan = plan;
  }

  get sizeBytes(): number {
    return this.codes.byteLength + this.dictionary.sizeBytes;
  }

  reserve(count: number): void {
    this.codes = widerInts(this.codes, count);
  }

  push(row: number, bytes: Uint8Array, from: number, to: number): boolean {
    this.codes[row] = from === to ? MISSING_CODE : this.dictionary.codeOf(bytes, from, to);
    return true;
  }

  instead(cell: string): ColumnPlan {
    return textPlan('words', cell);
  }

  isBlank(): boolean {
    return this.dictionary.size === 0;
  }

  finish(rowCount: number): Verdict {
    const dictionary = this.dictionary.texts();
    const codes = sharedFromInts(this.codes, rowCount);
    const isOpen = !this.plan.isStrict && (this.plan.reason ?? 'words') === 'words';
    if (isOpen && dictionary.length > 0 && dictionary.length <= MOST_BOOLEAN_SPELLINGS) {
      const words = dictionary.filter((text) => !isMissingWord(text));
      if (words.length > 0 && areBooleanWords(words)) return this.asBoolean(codes, dictionary);
    }
    const suspicious = dictionary.length < 100_000 ? dictionary.filter((text) => SUSPICIOUS_WORDS.test(text)) : [];
    return {
      fits: true,
      column: { kind: 'category', codes, dictionary },
      facts: { plan: this.plan, ...(suspicious.length > 0 ? { keptMissingWords: suspicious } : {}) },
    };
  }

  private asBoolean(codes: Int32Array, dictionary: readonly string[]): Verdict {
    const meaning = dictionary.map((text) => {
      const value = readBoolean(text);
      return value === undefined ? MISSING_BOOLEAN : Number(value);
    });
    const values = sharedBytes(codes.length);
    let missingWords = 0;
    for (let row = 0; row < codes.length; row++) {
      const code = codes[row] as number;
      const value = code === MISSING_CODE ? MISSING_BOOLEAN : (meaning[code] as number);
      values[row] = value;
      if (value === MISSING_BOOLEAN && code !== MISSING_CODE) missingWords++;
    }
    const spellings = dictionary.filter((text) => !isMissingWord(text));
    return { fits: true, column: { kind: 'boolean', values }, facts: { plan: this.plan, missingWords, spellings } };
  }
}
