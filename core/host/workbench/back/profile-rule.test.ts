import { describe, expect, it } from 'vitest';
import { booleanColumn, categoryColumn, numberColumn } from '../../../frame/frame.ts';
import { signalOf } from '../../../jobs/barrier.ts';
import { changesBetween, spreadOf, valuesIn } from './profile-rule.ts';

const goOn = signalOf(new Int32Array(1));

describe('a profile', () => {
  it('counts values among members and others, missing apart, and says how far apart the two are', () => {
    const truth = Uint8Array.of(1, 1, 0, 2);
    const spread = spreadOf(categoryColumn(['a', 'a', 'b', null]), truth, goOn);
    expect(spread.bins.map(({ value, inside, outside }) => [value, inside, outside])).toEqual([
      ['a', 2, 0],
      ['b', 0, 1],
    ]);
    expect([spread.missingInside, spread.missingOutside, spread.distance]).toEqual([0, 1, 1]);
    expect(spreadOf(booleanColumn([true, false, true, false]), Uint8Array.of(1, 1, 0, 0), goOn).distance).toBe(0);
  });

  it('puts every number into a bin, whatever lies beyond the ends', () => {
    const values = Array.from({ length: 1000 }, (_, row) => (row === 999 ? 1e12 : row));
    const spread = spreadOf(numberColumn([...values, Number.NaN, Number.NEGATIVE_INFINITY]), new Uint8Array(1002), goOn);
    expect(spread.bins).toHaveLength(12);
    expect(spread.bins.reduce((sum, bin) => sum + bin.outside, 0)).toBe(1001);
    expect(spread.missingOutside).toBe(1);
  });
});

it('the values of a column come most frequent first, numbers by their ends', () => {
  expect(valuesIn(categoryColumn(['x', 'y', 'y', null]), 1)).toEqual({
    missing: 1,
    distinct: 2,
    low: null,
    high: null,
    values: [{ value: 'y', count: 2 }],
  });
  expect(valuesIn(numberColumn([3, Number.NaN, -1]), 5)).toMatchObject({ missing: 1, low: -1, high: 3 });
  expect(valuesIn(numberColumn([]), 5)).toMatchObject({ low: null, high: null });
});

it('those without an answer are no members: they neither stay nor leave as such', () => {
  expect(changesBetween(undefined, Uint8Array.of(1, 2, 0))).toEqual({ memberCount: 1, entered: 1, left: 0 });
  expect(changesBetween(Uint8Array.of(1, 2, 0, 1), Uint8Array.of(2, 1, 1, 1))).toEqual({ memberCount: 3, entered: 2, left: 1 });
});
