import { MISSING_BOOLEAN } from '../../frame/column.ts';
import { readBoolean } from './boolean-words.ts';
import { type ColumnBuilder, type ColumnPlan, cellText, textPlan, type Verdict } from './column-builder.ts';
import { isMissingWord } from './odd-number.ts';
import { type ByteRoom, sharedFromBytes, widerBytes } from './room.ts';

/** Collects a column that the user declared to be yes/no; here 0 and 1 count as no and yes. */
export class BooleanBuilder implements ColumnBuilder {
  readonly plan: ColumnPlan;
  private values: ByteRoom = new Uint8Array(0);
  private missingWords = 0;
  private seen = 0;
  private readonly spellings = new Set<string>();

  constructor(plan: ColumnPlan) {
    this.plan = plan;
  }

  get sizeBytes(): number {
    return this.values.byteLength;
  }

  reserve(count: number): void {
    this.values = widerBytes(this.values, count);
  }

  push(row: number, bytes: Uint8Array, from: number, to: number): boolean {
    this.values[row] = MISSING_BOOLEAN;
    if (from === to) return true;
    const cell = cellText(bytes, from, to);
    const value = readBoolean(cell);
    if (value === undefined) {
      if (isMissingWord(cell)) this.missingWords++;
      return isMissingWord(cell) || cell.trim() === '';
    }
    this.seen++;
    this.spellings.add(cell);
    this.values[row] = Number(value);
    return true;
  }

  instead(cell: string): ColumnPlan {
    return textPlan('words', cell);
  }

  isBlank(): boolean {
    return this.seen === 0 && this.missingWords === 0;
  }

  finish(rowCount: number): Verdict {
    const values = sharedFromBytes(this.values, rowCount);
    return {
      fits: true,
      column: { kind: 'boolean', values },
      facts: { plan: this.plan, missingWords: this.missingWords, spellings: [...this.spellings] },
    };
  }
}
