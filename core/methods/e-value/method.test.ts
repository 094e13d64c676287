import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categoryColumn, makeFrame, numberColumn } from '../../frame/frame.ts';
import { fitEValue } from './fit.ts';
import { eValue, riskRatioOf, tieToOutcome } from './math.ts';
import method from './method.ts';

const frame = makeFrame([
  ['arm', categoryColumn([...Array<string>(100).fill('none'), ...Array<string>(100).fill('mail')])],
  ['bought', numberColumn(Array.from({ length: 200 }, (_, row) => Number(row < 20 || (row >= 100 && row < 140))))],
]);
const check = (options: Record<string, unknown>) => fitEValue(method.spec.parse(options), frame).effects[0];
const codes = (options: Record<string, unknown>) =>
  method.validate(method.spec.parse(options), { sources: [{ name: 'data', values: { frame } }] }).map(({ code }) => code);

describe('E-values', () => {
  it('are those of the closed form', () => {
    // RR + √(RR (RR − 1)), computed in Python 3.11; 3.9 is the published example of 7.26.
    const golden = [
      [1.2, 1.6898979485566354],
      [1.5, 2.3660254037844384],
      [2.0, 3.414213562373095],
      [3.9, 7.263034344160047],
      [0.6, 2.7207592200561264],
    ] as const;
    for (const [ratio, truth] of golden) expect(eValue(ratio)).toBeCloseTo(truth, 12);
  });

  it('of the published example: 3.9 (1.8 to 8.7) gives 7.26, and 3.0 for the limit', () => {
    const checked = check({ estimate: 3.9, low: 1.8, high: 8.7 });
    expect(checked?.eValue).toBeCloseTo(7.26, 2);
    expect(checked?.eValueOfLimit).toBeCloseTo(3.0, 2);
  });

  it('are 1 when the interval holds no effect', () => {
    expect(check({ estimate: 1.1, low: 0.9, high: 1.3 })?.eValueOfLimit).toBe(1);
  });

  it('read common odds and hazards as smaller ratios', () => {
    expect(riskRatioOf('oddsRatio', 4, false)).toBe(2);
    expect(riskRatioOf('oddsRatio', 4, true)).toBe(4);
    expect(riskRatioOf('hazardRatio', 1, false)).toBe(1);
    expect(riskRatioOf('standardizedDifference', 0.5, false)).toBeCloseTo(1.5762, 4);
  });

  it('measure the ratio of two shares: 40 of 100 against 20 of 100 is 2', () => {
    const checked = check({ treatment: 'arm', outcome: 'bought' });
    expect(checked?.ratio).toBeCloseTo(2, 12);
    // √(0.6/40 + 0.8/20) = 0.2345208.
    expect(Math.log((checked?.interval?.[1] ?? 0) / 2) / 1.959963984540054).toBeCloseTo(0.2345208, 7);
  });

  it('are the same for a ratio and its inverse, and sit where both ties are alike', () => {
    fc.assert(
      fc.property(fc.double({ min: 1.01, max: 50, noNaN: true }), (ratio) => {
        expect(eValue(1 / ratio)).toBeCloseTo(eValue(ratio), 9);
        expect(tieToOutcome(ratio, eValue(ratio)) / eValue(ratio)).toBeCloseTo(1, 9);
      }),
    );
  });

  it('refuse what is no ratio', () => {
    expect(codes({ estimate: -1 })).toEqual(['option/invalid']);
    expect(codes({ estimate: 2, low: 3, high: 4 })).toEqual(['option/invalid']);
    expect(codes({ estimate: 2, low: 1 })).toEqual(['option/invalid']);
    expect(codes({ treatment: 'arm', outcome: 'bought', arm: 'x' })).toEqual(['data/arm-missing']);
  });
});
