import type { DateOrder } from '../import-result.ts';
import { type ColumnBuilder, type ColumnPlan, cellText, textPlan, type Verdict } from './column-builder.ts';
import { parseIsoDate, readDate, resolveDate, type WrittenDate } from './date-parsing.ts';
import { isMissingWord } from './odd-number.ts';
import { type FloatRoom, sharedFromFloats, widerFloats } from './room.ts';

/** Room for the time of day, which a zone may push up to a day either way, in the packed form. */
const DAY_MS = 86_400_000;
const TIME_SPAN = 4 * DAY_MS;

/**
 * Collects a column of dates. Year-first dates are stored at once. "13/2/2026" and the like are packed with their parts in
 * written order until the whole column has been seen, because any later row may prove which part is the day.
 */
export class DateBuilder implements ColumnBuilder {
  readonly plan: ColumnPlan;
  private values: FloatRoom = new Float64Array(0);
  private certain = 0;
  private packed = 0;
  private missingWords = 0;
  private firstOver12 = 0;
  private secondOver12 = 0;
  private example = '';

  constructor(plan: ColumnPlan) {
    this.plan = plan;
  }

  get sizeBytes(): number {
    return this.values.byteLength;
  }

  reserve(count: number): void {
    this.values = widerFloats(this.values, count);
  }

  push(row: number, bytes: Uint8Array, from: number, to: number): boolean {
    this.values[row] = Number.NaN;
    if (from === to) return true;
    const ms = parseIsoDate(bytes, from, to);
    if (!Number.isNaN(ms)) {
      if (this.packed > 0) return false;
      this.values[row] = ms;
      this.certain++;
      return true;
    }
    return this.pushOdd(row, cellText(bytes, from, to));
  }

  private pushOdd(row: number, cell: string): boolean {
    if (cell.trim() === '') return true;
    if (isMissingWord(cell)) {
      this.missingWords++;
      return true;
    }
    const date = readDate(cell);
    if (date === undefined) return false;
    const order = this.plan.order;
    if (!Number.isNaN(date.ms) || (order !== undefined && order !== 'ymd')) {
      const ms = Number.isNaN(date.ms) ? resolveDate(date, order ?? 'ymd') : date.ms;
      if (Number.isNaN(ms) || this.packed > 0) return false;
      this.values[row] = ms;
      this.certain++;
      return true;
    }
    if (this.certain > 0) return false;
    this.values[row] = pack(date);
    if (this.packed++ === 0) this.example = cell;
    if (date.first > 12) this.firstOver12++;
    if (date.second > 12) this.secondOver12++;
    return true;
  }

  instead(cell: string): ColumnPlan {
    const isDate = readDate(cell) !== undefined;
    return textPlan(isDate ? 'mixed-dates' : 'words', cell);
  }

  isBlank(): boolean {
    return this.certain === 0 && this.packed === 0 && this.missingWords === 0;
  }

  finish(rowCount: number): Verdict {
    let order: DateOrder = this.plan.order ?? 'ymd';
    if (this.packed > 0) {
      if (this.firstOver12 > 0 === this.secondOver12 > 0) {
        const reason = this.firstOver12 > 0 ? 'mixed-dates' : 'ambiguous-date';
        return { fits: false, plan: textPlan(reason, this.example) };
      }
      order = this.firstOver12 > 0 ? 'dmy' : 'mdy';
      if (!this.unpackAll(rowCount, order)) return { fits: false, plan: textPlan('mixed-dates', this.example) };
    }
    const values = sharedFromFloats(this.values, rowCount);
    return {
      fits: true,
      column: { kind: 'date', values },
      facts: { plan: this.plan, missingWords: this.missingWords, dateOrder: order },
    };
  }

  /** Turns packed dates into ms; false when one of them is no day of the calendar, such as 30/02/2026. */
  private unpackAll(rowCount: number, order: DateOrder): boolean {
    for (let row = 0; row < rowCount; row++) {
      const value = this.values[row] as number;
      if (Number.isNaN(value)) continue;
      const ms = resolveDate(unpack(value), order);
      if (Number.isNaN(ms)) return false;
      this.values[row] = ms;
    }
    return true;
  }
}

/** Both parts, the year and the time in one exact double: year · 2^10 + first · 2^5 + second, times four days, plus the time. */
function pack(date: WrittenDate): number {
  return (date.year * 1024 + date.first * 32 + date.second) * TIME_SPAN + date.timeMs + DAY_MS;
}

function unpack(value: number): Pick<WrittenDate, 'first' | 'second' | 'year' | 'timeMs'> {
  const parts = Math.floor(value / TIME_SPAN);
  return {
    year: Math.floor(parts / 1024),
    first: Math.floor(parts / 32) % 32,
    second: parts % 32,
    timeMs: value - parts * TIME_SPAN - DAY_MS,
  };
}
