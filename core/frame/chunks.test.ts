import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHUNK_ROWS, chunkBytes, chunkCount, decodeColumn, encodeChunk } from './chunks.ts';
import type { CategoryColumn, Column } from './column.ts';
import { columnLength } from './column.ts';
import { booleanColumn, categoryColumn, dateColumn, numberColumn } from './frame.ts';

function roundTrip(column: Column): Column {
  const dictionary = column.kind === 'category' ? column.dictionary : [];
  return decodeColumn({ kind: column.kind, rowCount: columnLength(column), dictionary }, (chunk) => encodeChunk(column, chunk));
}

const columns: fc.Arbitrary<Column> = fc.oneof(
  fc.array(fc.double({ noNaN: false })).map((values) => numberColumn(values.map((value) => value + 0))),
  fc.array(fc.integer()).map(dateColumn),
  fc.array(fc.option(fc.boolean())).map(booleanColumn),
  fc.array(fc.option(fc.string())).map(categoryColumn),
);

describe('chunks', () => {
  it('give the column back, whatever its kind', () => {
    fc.assert(
      fc.property(columns, (column) => {
        expect(roundTrip(column)).toEqual(column);
      }),
    );
  });

  it('cut at 65,536 rows', () => {
    const column = numberColumn(Float64Array.from({ length: 2 * CHUNK_ROWS + 3 }, (_, row) => row));
    expect(chunkCount(column.values.length)).toBe(3);
    expect([0, 1, 2].map((chunk) => encodeChunk(column, chunk).length)).toEqual([524_288, 524_288, 24]);
    expect(chunkBytes({ kind: 'number', rowCount: column.values.length }, 2)).toBe(24);
    expect(roundTrip(column)).toEqual(column);
    expect(chunkCount(0)).toBe(0);
  });

  it('are little-endian, with one NaN and no −0', () => {
    const otherNaN = new Float64Array(new Uint32Array([7, 0xfff8_0000]).buffer);
    const column = numberColumn([1, -0, 0]);
    column.values.set(otherNaN, 2);
    expect([...encodeChunk(column, 0)]).toEqual([0, 0, 0, 0, 0, 0, 0xf0, 0x3f, ...Array(8).fill(0), 0, 0, 0, 0, 0, 0, 0xf8, 0x7f]);
    expect([...encodeChunk(categoryColumn(['a', null, 'b']), 0)]).toEqual([0, 0, 0, 0, 255, 255, 255, 255, 1, 0, 0, 0]);
    expect(Object.is(column.values[1], -0)).toBe(true);
  });

  it('are refused when a value lies outside its range or the length is wrong', () => {
    const shape = { kind: 'category', rowCount: 1, dictionary: ['a'] } as const;
    expect(() => decodeColumn(shape, () => Uint8Array.of(1, 0, 0, 0))).toThrow(/Chunk 0 .* row 0/);
    expect(() => decodeColumn(shape, () => Uint8Array.of(254, 255, 255, 255))).toThrow(/Chunk 0/);
    expect(() => decodeColumn(shape, () => Uint8Array.of(0, 0, 0))).toThrow(/3 bytes; 4 are expected/);
    expect(() => decodeColumn({ kind: 'boolean', rowCount: 1, dictionary: [] }, () => Uint8Array.of(3))).toThrow(/Chunk 0/);
  });

  it('are never written of a column that is wrong itself', () => {
    const column: CategoryColumn = { kind: 'category', codes: Int32Array.of(2), dictionary: ['a'] };
    expect(() => encodeChunk(column, 0)).toThrow(/code 2/);
    expect(() => encodeChunk({ kind: 'boolean', values: Uint8Array.of(9) }, 0)).toThrow(/yes\/no/);
  });
});
