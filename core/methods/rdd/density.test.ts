import { describe, expect, it } from 'vitest';
import { rngFromSeed } from '../../base/rng.ts';
import { testDensity } from './density.ts';
import { splitAt } from './side.ts';

/** 200 values without randomness: the set of the peer's own numerical baseline. */
const values = Float64Array.from({ length: 200 }, (_, row) => -1.5 + (3 * row) / 199 + 0.05 * Math.sin(row));

function near(actual: number | undefined, expected: number, tolerance = 1e-8): void {
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThan(tolerance * Math.max(1e-3, Math.abs(expected)));
}

describe('the density test against the published numerical baseline of rddensity (Python)', () => {
  it('agrees at a fixed bandwidth', () => {
    const found = testDensity(splitAt(values, 0, []), [0.6, 0.6]);
    near(found?.below, 0.35436788441285694);
    near(found?.above, 0.36540670986861795);
    near(found?.standardErrors[0], 0.1934161455053153);
    near(found?.standardErrors[1], 0.25123753881873434);
    near(found?.statistic, 0.03481567307558094);
    near(found?.pValue, 0.9722267229011303);
    expect(found?.rows).toEqual([40, 38]);
  });

  it('agrees with bandwidths of its own choice', () => {
    const found = testDensity(splitAt(values, 0, []));
    near(found?.bandwidths[0], 1.5096395383771382);
    near(found?.below, 0.3367021466400878);
    near(found?.above, 0.33698400516430055);
    near(found?.standardErrors[1], 0.1338882014737415);
    // The difference is 0.0003 of two densities near 0.34, so that only relative digits are lost.
    near(found?.statistic, 0.0015633849762083487, 1e-6);
  });

  it('agrees at a cut-off away from 0, with a bandwidth of its own on either side', () => {
    const found = testDensity(splitAt(values, 0.15, []), [0.5, 0.7]);
    near(found?.below, 0.3176072920963975);
    near(found?.standardErrors[0], 0.20707578401953192);
    near(found?.statistic, 0.02752245996057977);
  });
});

describe('the density test', () => {
  it('finds bunching just above the cut-off', () => {
    const rng = rngFromSeed(3);
    const even = Float64Array.from({ length: 4000 }, () => 2 * rng.next() - 1);
    expect(testDensity(splitAt(even, 0, []))?.pValue).toBeGreaterThan(0.05);
    const bunched = even.map((value) => (value < 0 && value > -0.3 && rng.next() < 0.5 ? 0.1 * rng.next() : value));
    expect(testDensity(splitAt(bunched, 0, []))?.pValue).toBeLessThan(0.001);
  });

  it('says that it cannot tell when a side has three values', () => {
    expect(testDensity(splitAt(Float64Array.of(-3, -2, -1, 0, 1, 2), 0, []))).toBeNull();
  });
});
