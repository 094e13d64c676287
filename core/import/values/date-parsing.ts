import type { DateOrder } from '../import-result.ts';

/** ms of one day. */
const DAY_MS = 86_400_000;

/** A date as written: either certain, or with two small numbers whose order the column must settle. */
export interface WrittenDate {
  /** ms UTC when the order of the parts is certain; NaN when day and month could be swapped. */
  readonly ms: number;
  /** For "1/2/2026": the parts in written order, and the time of day in ms. */
  readonly first: number;
  readonly second: number;
  readonly year: number;
  readonly timeMs: number;
}

const TIME = '(?:[T ]\\s?(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?\\s?([AaPp][Mm])?)?\\s?(Z|UTC|[+-]\\d{2}:?\\d{2})?';
const YEAR_FIRST = new RegExp(`^(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})${TIME}$`);
const CHINESE = /^(\d{4})年(\d{1,2})月(\d{1,2})日$/;
const YEAR_LAST = new RegExp(`^(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4}|\\d{2})${TIME}$`);

/** Reads a date; undefined when the text is none. Dates without a zone are taken as UTC. */
export function readDate(cell: string): WrittenDate | undefined {
  const text = cell.trim();
  // Every date has two separators and at least six characters; this keeps names and numbers away from the patterns.
  if (text.length < 6 || text.length > 40) return undefined;
  const chinese = CHINESE.exec(text);
  if (chinese !== null) return certain(Number(chinese[1]), Number(chinese[2]), Number(chinese[3]), 0);
  const leading = YEAR_FIRST.exec(text);
  if (leading !== null) {
    const timeMs = timeOf(leading, 5);
    return timeMs === undefined ? undefined : certain(Number(leading[1]), Number(leading[3]), Number(leading[4]), timeMs);
  }
  const trailing = YEAR_LAST.exec(text);
  const timeMs = trailing === null ? undefined : timeOf(trailing, 5);
  if (trailing === null || timeMs === undefined) return undefined;
  const [first, second, year] = [Number(trailing[1]), Number(trailing[3]), fourDigits(trailing[4] ?? '')];
  if (Math.min(first, second) < 1 || Math.min(first, second) > 12 || Math.max(first, second) > 31) return undefined;
  return { ms: Number.NaN, first, second, year, timeMs };
}

/** The moment of a date whose parts are ordered as told; NaN when there is no such day. */
export function resolveDate(date: Pick<WrittenDate, 'first' | 'second' | 'year' | 'timeMs'>, order: DateOrder): number {
  const [month, day] = order === 'dmy' ? [date.second, date.first] : [date.first, date.second];
  return moment(date.year, month, day) + date.timeMs;
}

/** Two-digit years mean 1970 … 2069. */
function fourDigits(year: string): number {
  const value = Number(year);
  if (year.length === 4) return value;
  return value < 70 ? 2000 + value : 1900 + value;
}

function certain(year: number, month: number, day: number, timeMs: number): WrittenDate | undefined {
  const ms = moment(year, month, day);
  return Number.isNaN(ms) ? undefined : { ms: ms + timeMs, first: month, second: day, year, timeMs };
}

function moment(year: number, month: number, day: number): number {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return Number.NaN;
  return daysSinceEpoch(year, month, day) * DAY_MS;
}

function timeOf(found: RegExpExecArray, at: number): number | undefined {
  const [hour = '', minute = '', second = '', fraction = '', half = '', zone = ''] = found.slice(at, at + 6);
  const isEmpty = hour === '';
  let hours = isEmpty ? 0 : Number(hour);
  if (half !== '') {
    if (hours < 1 || hours > 12) return undefined;
    hours = (hours % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  }
  const [minutes, seconds] = [Number(minute), Number(second)];
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  const ms = Math.floor(Number(`0.${fraction === '' ? '0' : fraction}`) * 1000 + 1e-6);
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms - zoneMs(zone);
}

function zoneMs(zone: string): number {
  if (!/^[+-]/.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -1 : 1) * minutes * 60_000;
}

/** Days from 1970-01-01 in the proleptic Gregorian calendar (Hinnant 2013, days_from_civil). */
export function daysSinceEpoch(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/**
 * Reads "2026-01-31" and "2026-01-31 08:15:00" (also with T, and a final Z) from bytes without making a string;
 * NaN for every other spelling, which `readDate` then looks at.
 */
export function parseIsoDate(bytes: Uint8Array, from: number, to: number): number {
  const length = to - from;
  if (length < 10 || bytes[from + 4] !== 0x2d || bytes[from + 7] !== 0x2d) return Number.NaN;
  const year = pair(bytes, from) * 100 + pair(bytes, from + 2);
  const date = moment(year, pair(bytes, from + 5), pair(bytes, from + 8));
  if (length === 10) return date;
  const isZulu = bytes[to - 1] === 0x5a;
  const mark = bytes[from + 10];
  if (length - (isZulu ? 1 : 0) !== 19 || (mark !== 0x54 && mark !== 0x20)) return Number.NaN;
  if (bytes[from + 13] !== 0x3a || bytes[from + 16] !== 0x3a) return Number.NaN;
  const [hours, minutes, seconds] = [pair(bytes, from + 11), pair(bytes, from + 14), pair(bytes, from + 17)];
  if (hours > 23 || minutes > 59 || seconds > 59) return Number.NaN;
  return date + ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

/** Two ASCII digits; NaN when they are none. */
function pair(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] as number) - 48;
  const ones = (bytes[at + 1] as number) - 48;
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? Number.NaN : tens * 10 + ones;
}
