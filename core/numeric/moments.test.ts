import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goOn } from '../../test/support/work.ts';
import { groupMoments, pooledMoments } from './moments.ts';

const table = fc.integer({ min: 2, max: 60 }).chain((length) =>
  fc.record({
    codes: fc.array(fc.integer({ min: -1, max: 2 }), { minLength: length, maxLength: length }),
    first: fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: length, maxLength: length }),
    second: fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: length, maxLength: length }),
  }),
);

describe('groupMoments', () => {
  it('gives a variance of 30 for four values near a billion', () => {
    const values = Float64Array.of(1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16);
    const { mean, products } = groupMoments(new Int32Array(4), 1, [values], goOn);
    expect(mean[0]).toBe(1e9 + 10);
    expect((products[0] ?? 0) / 3).toBe(30);
  });

  it('leaves out rows without a group or with a missing value in any column', () => {
    const codes = Int32Array.of(0, 0, -1, 0);
    const moments = groupMoments(codes, 1, [Float64Array.of(1, Number.NaN, 3, 5), Float64Array.of(1, 1, 1, 2)], goOn);
    expect([...moments.count]).toEqual([2]);
    expect([...moments.mean]).toEqual([3, 1.5]);
    expect([...moments.products]).toEqual([8, 2, 2, 0.5]);
  });

  it('agrees with the two-pass formula in every group, and pooled over all of them', () => {
    fc.assert(
      fc.property(table, ({ codes, first, second }) => {
        const columns = [Float64Array.from(first), Float64Array.from(second)];
        const moments = groupMoments(Int32Array.from(codes), 3, columns, goOn);
        for (let group = 0; group < 3; group++) {
          const rows = codes.flatMap((code, row) => (code === group ? [row] : []));
          expectTwoPass(rows, first, second, moments.products.subarray(4 * group, 4 * group + 4));
        }
        const all = codes.flatMap((code, row) => (code >= 0 ? [row] : []));
        expectTwoPass(all, first, second, pooledMoments(moments).products);
      }),
    );
  });
});

function expectTwoPass(rows: readonly number[], first: readonly number[], second: readonly number[], products: Float64Array): void {
  const mean = (values: readonly number[]) => rows.reduce((sum, row) => sum + (values[row] ?? 0), 0) / Math.max(1, rows.length);
  const [a, b] = [mean(first), mean(second)];
  const cross = rows.reduce((sum, row) => sum + ((first[row] ?? 0) - a) * ((second[row] ?? 0) - b), 0);
  // Sums of at most 60 products of at most 4e6: rounding stays below 1e-6.
  expect(Math.abs((products[1] ?? 0) - cross)).toBeLessThan(1e-6);
  expect(products[1]).toBe(products[2]);
}
