const DAY = 86_400_000;
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(?:Z|\+00:00)?)?$/;

/** Reads a date such as 2026-04-01 or 2026-04-01T09:30:00Z as ms UTC; undefined when it is none, or no such day exists. */
export function readDate(words: string): number | undefined {
  const found = ISO.exec(words.trim());
  if (found === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map((part) => Number(part ?? 0));
  const millisecond = Number((found[7] ?? '').padEnd(3, '0'));
  const instant = new Date(0);
  instant.setUTCFullYear(year, month - 1, day);
  instant.setUTCHours(hour, minute, second, millisecond);
  // JavaScript rolls 31 February over into March; a date that does not come back as written does not exist.
  const exists = instant.getUTCMonth() === month - 1 && instant.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return exists ? instant.getTime() : undefined;
}

/** A date as people write it: the day alone at midnight, else the instant. */
export function writeDate(ms: number): string {
  const written = new Date(ms).toISOString();
  return ms % DAY === 0 ? written.slice(0, 10) : written;
}

/** How finely the dates of a column are written in SQL: one precision for all, so that texts compare as dates do. */
export type DatePrecision = 'day' | 'second' | 'millisecond';

/** The coarsest precision that shows every date. */
export function precisionOf(values: Float64Array): DatePrecision {
  let precision: DatePrecision = 'day';
  for (let row = 0; row < values.length; row++) {
    const ms = values[row] as number;
    if (Number.isNaN(ms) || ms % DAY === 0) continue;
    if (ms % 1000 !== 0) return 'millisecond';
    precision = 'second';
  }
  return precision;
}

/** A date as SQLite's own functions write it, at least as finely as asked: "2026-04-01", "2026-04-01 09:30:00", "… 09:30:00.250". */
export function writeSqlDate(ms: number, least: DatePrecision = 'day'): string {
  const [day = '', time = ''] = new Date(ms).toISOString().split('T');
  if (ms % 1000 !== 0 || least === 'millisecond') return `${day} ${time.slice(0, -1)}`;
  return ms % DAY !== 0 || least === 'second' ? `${day} ${time.slice(0, 8)}` : day;
}

/** Whether ms is an instant that a date can hold (±100 million days around 1970). */
export function isDate(ms: number): boolean {
  return Math.abs(ms) <= 8.64e15;
}

export type CivilPart = 'year' | 'month' | 'day';

/** Year, month or day of a day number since 1970-01-01 (Hinnant's civil_from_days): no Date object per row. */
export function civilPart(dayNumber: number, part: CivilPart): number {
  const shifted = dayNumber + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  if (part === 'month') return month;
  if (part === 'day') return dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  return yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
}
