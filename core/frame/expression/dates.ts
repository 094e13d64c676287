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
