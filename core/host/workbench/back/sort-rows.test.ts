import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Column, isMissing } from '../../../frame/column.ts';
import { booleanColumn, categoryColumn, numberColumn } from '../../../frame/frame.ts';
import { signalOf } from '../../../jobs/barrier.ts';
import { findRow } from './find-rows.ts';
import { sortRows } from './sort-rows.ts';

const goOn = signalOf(new Int32Array(1));

const cells = fc.oneof(
  fc.double(),
  fc.constantFrom(0, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5e-324, -5e-324),
);
const columns: fc.Arbitrary<Column> = fc.oneof(
  fc.array(cells).map(numberColumn),
  fc.array(fc.option(fc.string({ unit: 'binary', maxLength: 3 }))).map(categoryColumn),
  fc.array(fc.option(fc.boolean())).map(booleanColumn),
);

/** The same by the platform's stable sort and the plainest comparison. */
function plainOrder(column: Column, isDescending: boolean): number[] {
  const value = (row: number): number | Buffer => {
    if (column.kind !== 'category') return column.values[row] ?? 0;
    // Bytes of UTF-32 order as code points do.
    const points = [...(column.dictionary[column.codes[row] ?? -1] ?? '')].flatMap((letter) => letter.codePointAt(0) ?? 0);
    return Buffer.from(points.flatMap((point) => [point >>> 16, (point >>> 8) & 255, point & 255]));
  };
  const compare = (left: number, right: number): number => {
    const [a, b] = [value(left), value(right)];
    if (Buffer.isBuffer(a) && Buffer.isBuffer(b)) return Buffer.compare(a, b);
    return a < b ? -1 : a > b ? 1 : 0;
  };
  const size = column.kind === 'category' ? column.codes.length : column.values.length;
  const rows = Array.from({ length: size }, (_, row) => row);
  const present = rows.filter((row) => !isMissing(column, row));
  present.sort((left, right) => (isDescending ? compare(right, left) : compare(left, right)));
  return [...present, ...rows.filter((row) => isMissing(column, row))];
}

describe('sorting rows', () => {
  it('is stable, by value, with missing cells last whichever the direction', () => {
    fc.assert(
      fc.property(columns, fc.boolean(), (column, isDescending) => {
        expect([...sortRows(column, isDescending, goOn)]).toEqual(plainOrder(column, isDescending));
      }),
    );
  });

  it('leaves the column as it was and stops when nobody waits any more', () => {
    const column = numberColumn([3, -0, 1]);
    sortRows(column, false, goOn);
    expect([...column.values]).toEqual([3, -0, 1]);
    expect(() => sortRows(column, false, signalOf(Int32Array.of(1)))).toThrow();
  });
});

describe('finding a row', () => {
  const table = [
    categoryColumn(['Anna', 'BERTA', null, 'anna b']),
    numberColumn([1.5, 20, 300, Number.NaN]),
    booleanColumn([true, false, null, true]),
  ];
  const find = (words: string, after = -1, rows: Int32Array | null = null, isBackward = false): number =>
    findRow(table, { rows, rowCount: 4 }, { words, after, isBackward }, goOn);

  it('looks backwards as well', () => {
    expect([find('anna', 4, null, true), find('anna', 3, null, true), find('anna', 0, null, true)]).toEqual([3, 0, -1]);
  });

  it('looks into every kind of column, whatever the case', () => {
    expect([find('anna'), find('anna', 0), find('berta'), find('0'), find('1.5'), find('false'), find('nobody')]).toEqual([
      0, 3, 1, 1, 0, 1, -1,
    ]);
  });

  it('goes by the order shown', () => {
    expect(find('anna', -1, Int32Array.of(3, 2, 1, 0))).toBe(0);
    expect(find('anna', 0, Int32Array.of(3, 2, 1, 0))).toBe(3);
    expect(find('anna', 3, Int32Array.of(3, 2, 1, 0))).toBe(-1);
  });
});
