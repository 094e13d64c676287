/** First cells of rows that sum up a table. */
const TOTAL_WORDS = /^(?:(?:grand\s+total|sub\s?total|totals?|sum|average|mean)(?![a-z])|合计|总计|小计|平均)/i;
/** The first bytes that such a word may begin with; keeps the pattern away from ordinary rows. */
const FIRST_BYTES: ReadonlySet<number> = new Set([...Buffer.from('gGsStTaAmM'), 0xe5, 0xe6]);

/** A row set aside because it may be the footer: what it needs to be read later. */
export interface HeldRow {
  readonly bytes: Uint8Array;
  readonly line: number;
  readonly byte: number;
}

/** Whether a first cell begins like "Total", "Grand total", "合计". */
export function looksLikeTotal(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from < 3 || to - from > 40 || !FIRST_BYTES.has(bytes[from] as number)) return false;
  return TOTAL_WORDS.test(Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('utf8'));
}
