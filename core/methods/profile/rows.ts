import { rngFromSeed } from '../../base/rng.ts';
import type { StopSignal } from '../../base/work.ts';
import type { Column } from '../../frame/column.ts';
import { sortFloats } from '../../numeric/sort-floats.ts';

const MOST_PATTERNS = 20;

/** Which columns are missing together, and in how many rows. */
export interface MissingPattern {
  readonly columns: readonly string[];
  readonly rowCount: number;
}

/**
 * How many rows are exact repeats of an earlier one, over all given columns. Rows are compared by a 53-bit hash: for a
 * million rows the chance that any two different rows are taken for one is below 1 in 10,000.
 *
 * Cost: one pass per column and a sort of n numbers.
 */
export function countDuplicates(columns: readonly Column[], rowCount: number, signal: StopSignal): number {
  if (columns.length === 0) return 0;
  const [high, low] = [new Int32Array(rowCount), new Int32Array(rowCount)];
  for (const column of columns) {
    signal.throwIfAborted();
    if (column.kind === 'number' || column.kind === 'date') mixFloats(column.values, high, low);
    else mixCodes(column.kind === 'category' ? column.codes : column.values, high, low);
  }
  const keys = new Float64Array(rowCount);
  for (let row = 0; row < rowCount; row++) keys[row] = ((high[row] as number) >>> 0) * 0x20_0000 + ((low[row] as number) >>> 11);
  const sorted = sortFloats(keys);
  let repeats = 0;
  for (let i = 1; i < rowCount; i++) if (sorted[i] === sorted[i - 1]) repeats++;
  return repeats;
}

function mixFloats(values: Float64Array, high: Int32Array, low: Int32Array): void {
  const one = new Float64Array(1);
  const words = new Int32Array(one.buffer);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    // One spelling of NaN and one of zero.
    one[0] = Number.isNaN(value) ? Number.NaN : value + 0;
    mix(row, words[0] as number, high, low);
    mix(row, words[1] as number, high, low);
  }
}

function mixCodes(codes: Int32Array | Uint8Array, high: Int32Array, low: Int32Array): void {
  for (let row = 0; row < codes.length; row++) mix(row, codes[row] as number, high, low);
}

/** Two rounds in the manner of MurmurHash3 with different constants, so that the halves are independent. */
function mix(row: number, word: number, high: Int32Array, low: Int32Array): void {
  let a = Math.imul(word, 0xcc9e_2d51);
  a = Math.imul((a << 15) | (a >>> 17), 0x1b87_3593) ^ (high[row] as number);
  high[row] = Math.imul((a << 13) | (a >>> 19), 5) + 0xe654_6b64;
  let b = Math.imul(word, 0x85eb_ca6b);
  b = Math.imul((b << 16) | (b >>> 16), 0xc2b2_ae35) ^ (low[row] as number);
  low[row] = Math.imul((b << 14) | (b >>> 18), 9) + 0x9e37_79b9;
}

/**
 * Rows by which of their columns are missing, most frequent first; the pattern without any missing is included.
 * Each column has a random 52-bit mark, a row's key is the exclusive or of its missing columns' marks.
 */
export function missingPatterns(columns: readonly (readonly [string, Column])[], rowCount: number, signal: StopSignal): MissingPattern[] {
  const rng = rngFromSeed(1);
  const [high, low] = [new Int32Array(rowCount), new Int32Array(rowCount)];
  for (const [, column] of columns) {
    signal.throwIfAborted();
    const [highMark, lowMark] = [rng.below(0x400_0000), rng.below(0x400_0000)];
    const isMissing = missingTest(column);
    for (let row = 0; row < rowCount; row++) {
      if (!isMissing(row)) continue;
      high[row] = (high[row] as number) ^ highMark;
      low[row] = (low[row] as number) ^ lowMark;
    }
  }
  const seen = new Map<number, { count: number; readonly row: number }>();
  for (let row = 0; row < rowCount; row++) {
    const key = (high[row] as number) * 0x400_0000 + (low[row] as number);
    const known = seen.get(key);
    if (known === undefined) seen.set(key, { count: 1, row });
    else known.count++;
  }
  return [...seen.values()]
    .sort((left, right) => right.count - left.count || left.row - right.row)
    .slice(0, MOST_PATTERNS)
    .map(({ count, row }) => ({
      columns: columns.filter(([, column]) => missingTest(column)(row)).map(([name]) => name),
      rowCount: count,
    }));
}

function missingTest(column: Column): (row: number) => boolean {
  if (column.kind === 'category') return (row) => (column.codes[row] as number) < 0;
  if (column.kind === 'boolean') return (row) => column.values[row] === 2;
  return (row) => Number.isNaN(column.values[row]);
}
