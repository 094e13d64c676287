const DAY_MS = 86_400_000;
/** Days from Excel's day 0 (1899-12-30, which hides its false leap day of 1900) to 1970-01-01. */
const DAYS_TO_EPOCH = 25_569;
/** Days between the two calendars of workbooks. */
const DAYS_TO_1904 = 1462;

/** Whether a number format shows a date (ECMA-376 part 1, 18.8.30; 27–36 and 50–58 are dates in East Asian Excel). */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
  // Quoted words, escaped signs, colours and locales say nothing about the kind of value.
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').toLowerCase();
  return /[yd]/.test(bare) && !/[0#?]/.test(bare.replace(/\.0+/g, ''));
}

/** A workbook's day number as a moment; whole milliseconds, since day shares are rounded. */
export function dateOfSerial(serial: number, is1904: boolean): Date {
  const days = is1904 ? serial + DAYS_TO_1904 : serial < 60 ? serial + 1 : serial;
  return new Date(Math.round((days - DAYS_TO_EPOCH) * DAY_MS));
}
