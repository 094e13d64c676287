/** A set of rows: row r is bit r & 31 of word r >> 5. */
export type RowBits = Uint32Array;

/** The empty set over n rows. */
export function noRows(rowCount: number): RowBits {
  return new Uint32Array((rowCount + 31) >>> 5);
}

/** The set of all n rows. */
export function everyRow(rowCount: number): RowBits {
  const bits = noRows(rowCount).fill(0xffff_ffff);
  const rest = rowCount & 31;
  if (rest !== 0) bits[bits.length - 1] = 2 ** rest - 1;
  return bits;
}

/** The rows whose value passes. */
export function rowsWhere(values: Float64Array, passes: (value: number) => boolean): RowBits {
  const bits = noRows(values.length);
  for (let row = 0; row < values.length; row++) {
    if (passes(values[row] as number)) bits[row >>> 5] = (bits[row >>> 5] as number) | (1 << (row & 31));
  }
  return bits;
}

/** How many rows a set holds. */
export function countRows(bits: RowBits): number {
  let count = 0;
  for (let word = 0; word < bits.length; word++) count += ones(bits[word] as number);
  return count;
}

/** How many rows two sets share. */
export function countShared(one: RowBits, other: RowBits): number {
  let count = 0;
  for (let word = 0; word < one.length; word++) count += ones((one[word] as number) & (other[word] as number));
  return count;
}

/** Keeps in a set only the rows that another holds as well. */
export function keepShared(bits: RowBits, other: RowBits): RowBits {
  for (let word = 0; word < bits.length; word++) bits[word] = (bits[word] as number) & (other[word] as number);
  return bits;
}

/** Takes the rows of another set out of a set. */
export function takeOut(bits: RowBits, other: RowBits): RowBits {
  for (let word = 0; word < bits.length; word++) bits[word] = (bits[word] as number) & ~(other[word] as number);
  return bits;
}

/** Whether two sets hold the same rows. */
export function areSame(one: RowBits, other: RowBits): boolean {
  for (let word = 0; word < one.length; word++) if (one[word] !== other[word]) return false;
  return true;
}

/**
 * Writes a set's rows, ascending, into a list that is long enough.
 *
 * @returns how many there are
 */
export function listRows(bits: RowBits, into: Int32Array): number {
  let count = 0;
  for (let word = 0; word < bits.length; word++) {
    let rest = bits[word] as number;
    while (rest !== 0) {
      into[count++] = (word << 5) + 31 - Math.clz32(rest & -rest);
      rest &= rest - 1;
    }
  }
  return count;
}

/** Ones of a 32-bit word, by adding neighbours in parallel. */
function ones(word: number): number {
  let rest = word - ((word >>> 1) & 0x5555_5555);
  rest = (rest & 0x3333_3333) + ((rest >>> 2) & 0x3333_3333);
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
