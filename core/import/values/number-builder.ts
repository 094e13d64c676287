import { type ColumnBuilder, type ColumnFacts, type ColumnPlan, cellText, textPlan, type Verdict } from './column-builder.ts';
import { readDate } from './date-parsing.ts';
import { parsePlainNumber } from './number-parsing.ts';
import { type NumberStyle, type OddNumber, readOddNumber } from './odd-number.ts';
import { type FloatRoom, sharedFromFloats, widerFloats } from './room.ts';

/** Collects a column of numbers. Whatever is not plainly a number is counted, so that nothing is changed in silence. */
export class NumberBuilder implements ColumnBuilder {
  readonly plan: ColumnPlan;
  private values: FloatRoom = new Float64Array(0);
  private isFast: boolean;
  private cells = 0;
  private missingWords = 0;
  private firstMissingWord = '';
  private notFinite = 0;
  private groups = 0;
  private percents = 0;
  private pointProofs = 0;
  private commaProofs = 0;
  private either = 0;
  private eitherExample = '';
  private readonly currencies = new Set<string>();
  /** The row of the last cell that was read; rows above it hold numbers already. */
  private lastRow = -1;

  constructor(plan: ColumnPlan) {
    this.plan = plan;
    this.isFast = plan.mark !== ',';
  }

  get sizeBytes(): number {
    return this.values.byteLength;
  }

  reserve(count: number): void {
    this.values = widerFloats(this.values, count);
  }

  push(row: number, bytes: Uint8Array, from: number, to: number): boolean {
    if (from === to) {
      this.values[row] = Number.NaN;
      return true;
    }
    if (this.isFast) {
      const value = parsePlainNumber(bytes, from, to);
      if (!Number.isNaN(value)) {
        this.values[row] = value;
        this.cells++;
        this.lastRow = row;
        return true;
      }
    }
    return this.pushOdd(row, cellText(bytes, from, to));
  }

  private pushOdd(row: number, cell: string): boolean {
    // A cell of nothing but spaces is missing, and counted, since it was not empty.
    const found: OddNumber = cell.trim() === '' ? { kind: 'missing' } : readOddNumber(cell, this.plan.mark);
    if (found.kind === 'missing' || found.kind === 'not-finite') {
      this.values[row] = Number.NaN;
      if (found.kind === 'not-finite') {
        this.notFinite++;
      } else if (this.missingWords++ === 0) this.firstMissingWord = cell;
      return true;
    }
    if (found.kind === 'identifier' && this.plan.isStrict) return this.keep(row, Number(cell.trim()));
    if (found.kind !== 'number' || !this.agrees(found.style)) return false;
    this.note(found.style, cell);
    return this.keep(row, found.value);
  }

  private keep(row: number, value: number): boolean {
    this.values[row] = value;
    if (!Number.isNaN(value)) this.cells++;
    this.lastRow = row;
    return true;
  }

  /** Whether a cell's marks are possible beside those met before. */
  private agrees(style: NumberStyle): boolean {
    if (this.plan.mark !== undefined) return true;
    return style.mark !== ',';
  }

  private note(style: NumberStyle, cell: string): void {
    if (style.hasGroups) this.groups++;
    if (style.hasPercent) this.percents++;
    if (style.currency !== '') this.currencies.add(style.currency);
    if (style.mark === '.') this.pointProofs++;
    if (style.mark === ',') this.commaProofs++;
    if (style.mark === 'either' && this.either++ === 0) this.eitherExample = cell;
  }

  instead(cell: string): ColumnPlan {
    const found = readOddNumber(cell, undefined);
    if (found.kind === 'identifier') return textPlan('identifier', cell);
    if (found.kind === 'number' && found.style.mark === ',' && this.plan.mark === undefined) {
      // One decimal comma settles the column, unless a decimal point was met before it.
      if (this.pointProofs === 0 && !this.hasFractions()) return { kind: 'number', isStrict: false, mark: ',' };
      return textPlan('mixed-marks', cell);
    }
    if (this.cells === 0 && readDate(cell) !== undefined) {
      const { order } = this.plan;
      return { kind: 'date', isStrict: false, ...(order === undefined ? {} : { order }) };
    }
    return textPlan('words', cell);
  }

  isBlank(): boolean {
    return this.cells === 0 && this.missingWords === 0 && this.notFinite === 0;
  }

  sum(rowCount: number): number {
    let total = 0;
    for (let row = 0; row < rowCount; row++) {
      const value = this.values[row] as number;
      if (!Number.isNaN(value)) total += value;
    }
    return total;
  }

  /** A value with a fraction proves that points are decimal marks here. */
  private hasFractions(): boolean {
    for (let row = 0; row <= this.lastRow; row++) {
      const value = this.values[row] as number;
      if (value !== Math.floor(value) && !Number.isNaN(value)) return true;
    }
    return false;
  }

  finish(rowCount: number): Verdict {
    if (!this.plan.isStrict) {
      const plan = this.doubt();
      if (plan !== undefined) return { fits: false, plan };
    }
    const values = sharedFromFloats(this.values, rowCount);
    return { fits: true, column: { kind: 'number', values }, facts: this.facts(values) };
  }

  /** What makes the column unfit to be numbers, now that all of it has been seen. */
  private doubt(): ColumnPlan | undefined {
    if (this.cells === 0 && this.missingWords > 0 && this.notFinite === 0) return textPlan('only-missing-words', this.firstMissingWord);
    if (this.either > 0 && this.pointProofs === 0 && !this.hasFractions()) return textPlan('ambiguous-number', this.eitherExample);
    const isMixed = this.currencies.size - (this.currencies.has('()') ? 1 : 0) > 1 || (this.percents > 0 && this.percents < this.cells);
    return isMixed ? textPlan('mixed-units', [...this.currencies].join(' ') || '%') : undefined;
  }

  private facts(values: Float64Array): ColumnFacts {
    const sentinel = sentinelIn(values);
    return {
      plan: this.plan,
      missingWords: this.missingWords,
      notFinite: this.notFinite,
      groups: this.groups,
      percents: this.percents,
      currency: [...this.currencies].join(' '),
      usesDecimalComma: this.plan.mark === ',' && this.commaProofs > 0,
      ...(sentinel === undefined ? {} : { sentinel }),
    };
  }
}

/** Numbers that people type for "unknown". */
const SENTINELS: ReadonlySet<number> = new Set([99, 999, 9999, 99_999, 999_999, -1, -9, -99, -999, -9999, -99_999]);

/**
 * A typed-in stand-in for "unknown": the largest (or smallest) value is 999 or the like, comes at least twice, and lies
 * at least five times as far out as the next value. Two passes, O(n).
 */
function sentinelIn(values: Float64Array): { readonly value: number; readonly count: number } | undefined {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  for (const extreme of [high, low]) {
    // A lone −1 or 99 is far too common as an honest value.
    if (!SENTINELS.has(extreme) || Math.abs(extreme) < 999) continue;
    let next = 0;
    let count = 0;
    for (let row = 0; row < values.length; row++) {
      const size = Math.abs(values[row] as number);
      if (values[row] === extreme) count++;
      else if (size > next) next = size;
    }
    if (count >= 2 && next > 0 && Math.abs(extreme) >= 5 * next) return { value: extreme, count };
  }
  return undefined;
}
