import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { histogramOfSorted } from './histogram.ts';
import golden from './quantiles.golden.json' with { type: 'json' };
import { countBelow, distinctOfSorted, quantileOfSorted, quantilesOfSorted, sortedFinite } from './quantiles.ts';
import { sortFloats } from './sort-floats.ts';

const values = Float64Array.from({ length: 400 }, (_, i) => ((i * 7919) % 1009) / 7 - ((i * 31) % 17) ** 2);
const numbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 200 });

describe(`against numpy ${golden.numpy}`, () => {
  test('quantiles', () => {
    const ours = quantilesOfSorted(sortedFinite(values), golden.shares);
    // The same interpolation in the same order of operations, up to one rounding.
    for (const [i, value] of ours.entries()) expect(value).toBeCloseTo(golden.quantiles[i] as number, 12);
  });

  test('bins by Freedman and Diaconis', () => {
    const { edges, counts } = histogramOfSorted(sortedFinite(values), 1000);
    expect(counts).toEqual(golden.counts);
    for (const [i, edge] of edges.entries()) expect(edge).toBeCloseTo(golden.edges[i] as number, 10);
  });
});

describe('quantiles', () => {
  test('missing and infinite values are left out, both zeros are one', () => {
    expect(Array.from(sortedFinite(Float64Array.of(3, Number.NaN, 0, -0, Number.POSITIVE_INFINITY, -1)))).toEqual([-1, 0, 0, 3]);
    expect(distinctOfSorted(sortedFinite(Float64Array.of(0, -0, 1, 1, 2)))).toBe(3);
    expect(quantileOfSorted(new Float64Array(0), 0.5)).toBeNaN();
  });

  test('lie between the values and never fall, even at the end of the range', () => {
    fc.assert(
      fc.property(numbers, (given) => {
        const sorted = sortedFinite(Float64Array.from(given));
        const found = quantilesOfSorted(sorted, [0, 0.1, 0.5, 0.9, 1]);
        for (let i = 1; i < found.length; i++) expect(found[i]).toBeGreaterThanOrEqual(found[i - 1] as number);
        expect([found[0], found[4]]).toEqual([sorted[0], sorted[sorted.length - 1]]);
      }),
      { seed: 3 },
    );
  });

  test('counting below is what a scan finds', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 })), fc.integer({ min: -1, max: 10 }), (given, limit) => {
        const sorted = sortedFinite(Float64Array.from(given));
        expect(countBelow(sorted, limit)).toBe(given.filter((value) => value < limit).length);
        expect(countBelow(sorted, limit, true)).toBe(given.filter((value) => value <= limit).length);
      }),
      { seed: 4 },
    );
  });
});

describe('histograms', () => {
  test('every value falls into one bin, and there are never more bins than asked for', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 60 }), (given, most) => {
        const { edges, counts } = histogramOfSorted(sortedFinite(Float64Array.from(given)), most);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(given.length);
        expect(counts.length).toBeLessThanOrEqual(most);
        expect(edges.every(Number.isFinite)).toBe(true);
        expect(counts.every((count) => count >= 0)).toBe(true);
      }),
      { seed: 5 },
    );
  });

  test('no values, one value, and a middle half of one value', () => {
    expect(histogramOfSorted(new Float64Array(0))).toEqual({ edges: [], counts: [] });
    expect(histogramOfSorted(Float64Array.of(2, 2, 2))).toEqual({ edges: [2, 2], counts: [3] });
    // Sturges for 8 values: log2(8) + 1 = 4 bins.
    expect(histogramOfSorted(Float64Array.of(0, 5, 5, 5, 5, 5, 5, 8))).toEqual({ edges: [0, 2, 4, 6, 8], counts: [1, 0, 6, 1] });
  });
});

describe('sorting', () => {
  const shapes: readonly (readonly [string, (i: number) => number])[] = [
    ['any doubles', (i) => Math.sin(i * 12.9898) * 10 ** ((i % 600) - 300)],
    ['whole numbers', (i) => ((i * 7919) % 1000) - 500],
    ['one value', () => -3.5],
    ['the ends of the range', (i) => [Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE, -Number.MIN_VALUE, 0][i % 5] as number],
    ['falling', (i) => -i / 7],
  ];
  test.each(shapes)('%s come out as from the platform', (_, make) => {
    const given = Float64Array.from({ length: 30_011 }, (__, i) => make(i));
    const before = given.slice();
    expect(sortFloats(given)).toEqual(given.slice().sort());
    expect(given).toEqual(before);
  });
});
