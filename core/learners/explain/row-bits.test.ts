import { describe, expect, it } from 'vitest';
import { rngFromSeed } from '../../base/rng.ts';
import { areSame, countRows, countShared, everyRow, keepShared, listRows, rowsWhere, takeOut } from './row-bits.ts';

describe.each([1, 31, 32, 33, 64, 1000])('sets of %i rows', (rowCount) => {
  const rng = rngFromSeed(rowCount);
  const values = Float64Array.from({ length: rowCount }, () => rng.normal());
  const rowsThat = (holds: (value: number) => boolean): number[] => [...values.keys()].filter((row) => holds(values[row] as number));
  const listed = (bits: Uint32Array): number[] => {
    const into = new Int32Array(rowCount);
    return [...into.subarray(0, listRows(bits, into))];
  };

  it('are as plain lists of rows', () => {
    const [low, high] = [rowsWhere(values, (value) => value < 0.5), rowsWhere(values, (value) => value > -0.5)];
    const both = rowsThat((value) => value < 0.5 && value > -0.5);
    expect(listed(everyRow(rowCount))).toEqual([...values.keys()]);
    expect(listed(low)).toEqual(rowsThat((value) => value < 0.5));
    expect(countRows(low)).toBe(rowsThat((value) => value < 0.5).length);
    expect(countShared(low, high)).toBe(both.length);
    expect(listed(keepShared(low.slice(), high))).toEqual(both);
    expect(listed(takeOut(low.slice(), high))).toEqual(rowsThat((value) => value <= -0.5));
    expect(
      areSame(
        takeOut(everyRow(rowCount), low),
        rowsWhere(values, (value) => value >= 0.5),
      ),
    ).toBe(true);
    expect(areSame(everyRow(rowCount), new Uint32Array(everyRow(rowCount).length))).toBe(false);
  });
});
