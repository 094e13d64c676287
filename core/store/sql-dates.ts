/** How precise the dates of a column are: whole days, whole seconds, or milliseconds. */
export type DatePrecision = 'day' | 'second' | 'millisecond';

const DAY_MS = 86_400_000;

/**
 * The coarsest precision that shows every date of a column. One for the whole column, so that texts compare
 * as the dates do and `joined = '2026-03-01'` finds what it means.
 */
export function datePrecision(values: Float64Array): DatePrecision {
  let precision: DatePrecision = 'day';
  for (const value of values) {
    if (Number.isNaN(value) || value % DAY_MS === 0) continue;
    if (value % 1000 !== 0) return 'millisecond';
    precision = 'second';
  }
  return precision;
}

/** A date as SQLite's own functions write it: "2026-03-01", "2026-03-01 12:30:00" or "2026-03-01 12:30:00.250"; null when missing. */
export function dateText(value: number, precision: DatePrecision): string | null {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return null;
  const iso = date.toISOString();
  const day = iso.indexOf('T');
  if (precision === 'day') return iso.slice(0, day);
  return `${iso.slice(0, day)} ${iso.slice(day + 1, precision === 'second' ? -5 : -1)}`;
}

const DATE_TEXT = /^([+-]\d{2})?\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z?)?$/;

/** Reads such a text back as ms UTC; NaN when it is none. */
export function dateOfText(words: string): number {
  if (!DATE_TEXT.test(words)) return Number.NaN;
  const iso = words.replace(' ', 'T');
  // A time without a zone would be read as local time; ours are UTC.
  return Date.parse(iso.includes('T') && !iso.endsWith('Z') ? `${iso}Z` : iso);
}
