import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { studentCdf } from './distributions.ts';
import { noncentralStudentCdf, noncentralStudentSf } from './noncentral-t.ts';

const golden: { readonly rows: readonly (readonly [number, number, number, number, number])[] } = JSON.parse(
  readFileSync(new URL('noncentral-t.golden.json', import.meta.url), 'utf8'),
);

describe('the noncentral Student distribution', () => {
  it('agrees with scipy 1.17.1 in both tails', () => {
    for (const [t, df, shift, cdf, sf] of golden.rows) {
      // Absolute, since scipy subtracts from 1 in some tails.
      expect(Math.abs(noncentralStudentCdf(t, df, shift) - cdf), `cdf ${t} ${df} ${shift}`).toBeLessThan(1e-10);
      expect(Math.abs(noncentralStudentSf(t, df, shift) - sf), `sf ${t} ${df} ${shift}`).toBeLessThan(1e-10);
    }
  });

  it('is the central distribution without a shift', () => {
    for (const df of [2, 5, 40]) {
      for (const t of [-3, -0.5, 0, 1, 4]) expect(noncentralStudentCdf(t, df, 0)).toBeCloseTo(studentCdf(t, df), 12);
    }
  });
});
