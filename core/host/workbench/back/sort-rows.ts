import type { StopSignal } from '../../../base/work.ts';
import { type Column, columnLength } from '../../../frame/column.ts';
import { compareText } from '../../../frame/expression/text-vectors.ts';
import { sharedInts } from '../../../frame/shared-memory.ts';

const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;
const MASK = DIGITS - 1;

/**
 * Row numbers in the order of a column, on shared memory. Rows that are equal keep their order; missing cells come
 * last, whichever the direction.
 *
 * Radix sort of row numbers by the bits of their cells (Knuth, TAOCP 3, 5.2.5): a double with its sign bit turned, or
 * all bits turned when negative, orders as an unsigned whole number does. Text sorts by the rank of its dictionary entry.
 * Cost: O(n); about 0.1 s a million numbers, plus the sorting of a dictionary.
 */
export function sortRows(column: Column, isDescending: boolean, signal: StopSignal): Int32Array {
  const { low, high } = keysOf(column, isDescending);
  signal.throwIfAborted();
  let from = sharedInts(columnLength(column));
  let into = sharedInts(from.length);
  for (let row = 0; row < from.length; row++) from[row] = row;
  const words = low === undefined ? [high] : [low, high];
  for (const keys of words) {
    for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
      signal.throwIfAborted();
      if (!distribute(from, into, keys, shift)) continue;
      [from, into] = [into, from];
    }
  }
  return from;
}

/** One stable pass; false when all keys share the digit, so that nothing would move. */
function distribute(from: Int32Array, into: Int32Array, keys: Uint32Array, shift: number): boolean {
  const starts = new Uint32Array(DIGITS);
  for (let row = 0; row < keys.length; row++) {
    const digit = ((keys[row] as number) >>> shift) & MASK;
    starts[digit] = (starts[digit] as number) + 1;
  }
  let sum = 0;
  for (let digit = 0; digit < DIGITS; digit++) {
    const count = starts[digit] as number;
    if (count === keys.length) return false;
    starts[digit] = sum;
    sum += count;
  }
  for (let i = 0; i < from.length; i++) {
    const row = from[i] as number;
    const digit = ((keys[row] as number) >>> shift) & MASK;
    const at = starts[digit] as number;
    starts[digit] = at + 1;
    into[at] = row;
  }
  return true;
}

interface Keys {
  readonly low: Uint32Array | undefined;
  readonly high: Uint32Array;
}

const LAST = 0xffff_ffff;

function keysOf(column: Column, isDescending: boolean): Keys {
  if (column.kind === 'number' || column.kind === 'date') return floatKeys(column.values, isDescending);
  const high = new Uint32Array(columnLength(column));
  if (column.kind === 'boolean') {
    for (let row = 0; row < high.length; row++) {
      const value = column.values[row] as number;
      high[row] = value === 2 ? LAST : isDescending ? 1 - value : value;
    }
    return { low: undefined, high };
  }
  const ranks = ranksOf(column.dictionary);
  for (let row = 0; row < high.length; row++) {
    const code = column.codes[row] as number;
    const rank = code < 0 ? LAST : (ranks[code] as number);
    high[row] = code < 0 || !isDescending ? rank : ranks.length - 1 - rank;
  }
  return { low: undefined, high };
}

function floatKeys(values: Float64Array, isDescending: boolean): Keys {
  // Copied, and −0 added away: 0 and −0 are the same to a reader, so their rows must keep their order.
  const copy = Float64Array.from(values, (value) => value + 0);
  const words = new Uint32Array(copy.buffer);
  const low = new Uint32Array(values.length);
  const high = new Uint32Array(values.length);
  const flip = isDescending ? LAST : 0;
  for (let row = 0; row < values.length; row++) {
    if (Number.isNaN(values[row])) {
      low[row] = LAST;
      high[row] = LAST;
      continue;
    }
    const sign = (words[2 * row + 1] as number) >> 31;
    low[row] = (words[2 * row] as number) ^ sign ^ flip;
    high[row] = (words[2 * row + 1] as number) ^ (sign | 0x8000_0000) ^ flip;
  }
  return { low, high };
}

/** The place of each entry among all entries in order. */
function ranksOf(dictionary: readonly string[]): Uint32Array {
  const order = Uint32Array.from(dictionary, (_, code) => code);
  order.sort((left, right) => compareText(dictionary[left] ?? '', dictionary[right] ?? ''));
  const ranks = new Uint32Array(dictionary.length);
  order.forEach((code, rank) => {
    ranks[code] = rank;
  });
  return ranks;
}
