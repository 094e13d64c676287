import { CausewayError, damaged } from '../base/problem.ts';
import type { Column, ColumnKind } from './column.ts';
import { sharedBytes, sharedFloats, sharedInts } from './shared-memory.ts';

/**
 * Columns as stored bytes: chunks of 65,536 rows, each the raw little-endian values of its rows. The dictionary
 * of a category column is kept apart. Small enough that one damaged chunk names its rows, large enough that
 * compression and hashing run at memory speed.
 */
export const CHUNK_ROWS = 65_536;

/** What must be known of a column before its chunks can be read. */
export interface ColumnShape {
  readonly kind: ColumnKind;
  readonly rowCount: number;
  /** Empty for all kinds but category. */
  readonly dictionary: readonly string[];
}

const BYTES_PER_ROW: Readonly<Record<ColumnKind, number>> = { number: 8, date: 8, category: 4, boolean: 1 };

/** Typed arrays have the byte order of the machine; stored bytes are little-endian everywhere. */
const IS_LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** How many chunks a column of that many rows has. */
export function chunkCount(rowCount: number): number {
  return Math.ceil(rowCount / CHUNK_ROWS);
}

/** How many bytes a chunk must have. */
export function chunkBytes(shape: Pick<ColumnShape, 'kind' | 'rowCount'>, chunk: number): number {
  return BYTES_PER_ROW[shape.kind] * Math.max(0, Math.min(CHUNK_ROWS, shape.rowCount - chunk * CHUNK_ROWS));
}

/**
 * The bytes of one chunk. Every NaN is written as the one quiet NaN 0x7ff8000000000000 (processors differ in
 * its sign) and −0 as 0, so that equal content gives equal bytes on every machine.
 *
 * @throws bug/unexpected when a code or a yes/no value lies outside its range: the column was built wrongly
 * Cost: one pass over the chunk.
 */
export function encodeChunk(column: Column, chunk: number): Uint8Array {
  const from = chunk * CHUNK_ROWS;
  const to = from + CHUNK_ROWS;
  if (column.kind === 'category') {
    const codes = column.codes.slice(from, to);
    const wrong = firstOutside(codes, -1, column.dictionary.length);
    if (wrong >= 0) malformed(`row ${from + wrong} has code ${codes[wrong]} of a dictionary of ${column.dictionary.length}`);
    return littleEndian(new Uint8Array(codes.buffer), 4);
  }
  if (column.kind === 'boolean') {
    const values = column.values.slice(from, to);
    const wrong = firstOutside(values, 0, 3);
    if (wrong >= 0) malformed(`row ${from + wrong} of a yes/no column is ${values[wrong]}`);
    return values;
  }
  const values = column.values.slice(from, to);
  canonicalFloats(values, true);
  return littleEndian(new Uint8Array(values.buffer), 8);
}

/**
 * Builds a column on shared memory from its chunks.
 *
 * @param bytesOf answers the raw bytes of a chunk, counted from 0
 * @throws store/damaged when a chunk has the wrong length, a code points outside the dictionary, or a yes/no
 *   value is not 0, 1 or 2; the message names the chunk
 * Cost: one copy and, for codes and yes/no values, one comparison a row.
 */
export function decodeColumn(shape: ColumnShape, bytesOf: (chunk: number) => Uint8Array): Column {
  const { kind, rowCount, dictionary } = shape;
  if (kind === 'category') {
    const codes = sharedInts(rowCount);
    fill(shape, new Uint8Array(codes.buffer), bytesOf, (from, to) => firstOutside(codes.subarray(from, to), -1, dictionary.length));
    return { kind, codes, dictionary };
  }
  if (kind === 'boolean') {
    const values = sharedBytes(rowCount);
    fill(shape, values, bytesOf, (from, to) => firstOutside(values.subarray(from, to), 0, 3));
    return { kind, values };
  }
  const values = sharedFloats(rowCount);
  fill(shape, new Uint8Array(values.buffer), bytesOf, () => -1);
  return { kind, values };
}

function fill(
  shape: ColumnShape,
  into: Uint8Array,
  bytesOf: (chunk: number) => Uint8Array,
  firstWrong: (from: number, to: number) => number,
): void {
  const width = BYTES_PER_ROW[shape.kind];
  for (let chunk = 0; chunk < chunkCount(shape.rowCount); chunk++) {
    const bytes = bytesOf(chunk);
    const expected = chunkBytes(shape, chunk);
    if (bytes.length !== expected) damaged(`Chunk ${chunk} has ${bytes.length} bytes; ${expected} are expected.`);
    const from = chunk * CHUNK_ROWS;
    into.set(bytes, from * width);
    littleEndian(into.subarray(from * width, from * width + bytes.length), width);
    const wrong = firstWrong(from, from + bytes.length / width);
    if (wrong >= 0) damaged(`Chunk ${chunk} holds a value outside its range in row ${from + wrong}.`, { row: from + wrong });
  }
}

/** Writes every NaN with the same bits, whatever the processor made; optionally −0 as 0. In place. */
export function canonicalFloats(values: Float64Array | Float32Array, dropMinusZero: boolean): void {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.byteLength / 4);
  const width = values.BYTES_PER_ELEMENT / 4;
  const [high, low] = IS_LITTLE_ENDIAN ? [width - 1, 0] : [0, width - 1];
  const quietNaN = width === 2 ? 0x7ff8_0000 : 0x7fc0_0000;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value)) {
      words[i * width + low] = 0;
      words[i * width + high] = quietNaN;
    } else if (value === 0 && dropMinusZero) values[i] = 0;
  }
}

/** Turns machine order into little-endian order or back, in place; on little-endian machines nothing is to do. */
export function littleEndian(bytes: Uint8Array, width: number): Uint8Array {
  if (IS_LITTLE_ENDIAN || width === 1) return bytes;
  for (let at = 0; at < bytes.length; at += width) bytes.subarray(at, at + width).reverse();
  return bytes;
}

/** The first position whose value is not in [least, bound); −1 when all are. */
function firstOutside(values: Int32Array | Uint8Array, least: number, bound: number): number {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value < least || value >= bound) return i;
  }
  return -1;
}

function malformed(what: string): never {
  throw new CausewayError({ kind: 'bug', code: 'bug/unexpected', message: `A column cannot be stored: ${what}.` });
}
