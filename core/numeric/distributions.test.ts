import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as distributions from './distributions.ts';
import { gammaTails, logBeta, logGamma } from './special-functions.ts';

type Row = readonly number[];
const golden = JSON.parse(readFileSync(new URL('distributions.golden.json', import.meta.url), 'utf8')) as Record<string, Row[]>;

function rowsOf(name: string): Row[] {
  return golden[name] ?? [];
}

function expectClose(found: number, truth: number, tolerance: number): void {
  if (!(Math.abs(found - truth) <= tolerance * Math.abs(truth))) expect(found).toBe(truth);
}

describe('distribution functions agree with scipy 1.17.1', () => {
  // 1e-12 relative: scipy's own error on these inputs is about 1e-13.
  const cases = [
    ['normalSf', distributions.normalSf],
    ['normalQuantile', distributions.normalQuantile],
    ['studentSf', distributions.studentSf],
    ['chiSquaredSf', distributions.chiSquaredSf],
    ['chiSquaredCdf', distributions.chiSquaredCdf],
    ['fSf', distributions.fSf],
    ['betaCdf', distributions.betaCdf],
    ['binomialCdf', distributions.binomialCdf],
    ['binomialQuantile', distributions.binomialQuantile],
    ['logGamma', logGamma],
  ] as const;
  for (const [name, compute] of cases) {
    it(`${name}, tails included`, () => {
      expect(rowsOf(name).length).toBeGreaterThan(5);
      for (const row of rowsOf(name)) {
        expectClose((compute as (...inputs: number[]) => number)(...row.slice(0, -1)), row.at(-1) ?? Number.NaN, 1e-12);
      }
    });
  }

  it('the incomplete gamma function agrees with 60-digit sums where a is large', () => {
    for (const [a = 0, x = 0, lower = 0] of rowsOf('gammaLowerDecimal')) expectClose(gammaTails(a, x).lower, lower, 1e-13);
  });
});

describe('identities that need no reference', () => {
  const df = fc.double({ min: 1, max: 1e6, noNaN: true });
  const tail = fc.double({ min: -120, max: -0.31, noNaN: true }).map((exponent) => 10 ** exponent);

  it('a quantile leads back to its probability, in the deepest tails too', () => {
    fc.assert(
      fc.property(tail, df, df, (q, first, second) => {
        const round = [
          distributions.studentSf(distributions.studentUpperQuantile(q, first), first),
          distributions.chiSquaredSf(distributions.chiSquaredUpperQuantile(q, first), first),
          distributions.fSf(distributions.fUpperQuantile(q, first, second), first, second),
          distributions.fCdf(distributions.fQuantile(q, first, second), first, second),
        ];
        // One rounding of x moves a tail of shape 5e5 by about 5e5 · 1e-16; 1e-9 leaves room for the logarithms.
        for (const back of round) expect(Math.abs(back / q - 1)).toBeLessThan(1e-9);
      }),
      { numRuns: 300 },
    );
  });

  it('the normal quantile inverts the normal integral', () => {
    fc.assert(fc.property(tail, (q) => Math.abs(distributions.normalSf(distributions.normalUpperQuantile(q)) / q - 1) < 1e-12));
  });

  it('t squared is F with one degree of freedom', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 30, noNaN: true }), df, (t, degrees) => {
        expectClose(distributions.studentTwoSided(t, degrees), distributions.fSf(t * t, 1, degrees), 1e-12);
      }),
    );
  });

  it('t with infinitely many degrees of freedom is normal', () => {
    expect(distributions.studentSf(1.7, Number.POSITIVE_INFINITY)).toBe(distributions.normalSf(1.7));
    expectClose(distributions.studentQuantile(0.975, 1e12), distributions.normalQuantile(0.975), 1e-11);
  });

  it('ln B(a, b) is symmetric and ln B(1, b) is −ln b', () => {
    fc.assert(
      fc.property(df, df, (a, b) => {
        expect(logBeta(a, b)).toBeCloseTo(logBeta(b, a), 9);
        expect(logBeta(1, b)).toBeCloseTo(-Math.log(b), 9);
      }),
    );
  });

  it('impossible parameters answer NaN and edges answer exactly', () => {
    expect(distributions.studentQuantile(1.2, 5)).toBeNaN();
    expect(distributions.chiSquaredSf(1, -1)).toBeNaN();
    expect(distributions.normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(distributions.studentQuantile(0.5, 3)).toBe(0);
    expect(distributions.betaQuantile(0, 2, 3)).toBe(0);
    expect(distributions.betaQuantile(1, 2, 3)).toBe(1);
    expect(distributions.binomialCdf(-1, 10, 0.5)).toBe(0);
    expect(distributions.binomialCdf(10, 10, 0.5)).toBe(1);
  });
});
