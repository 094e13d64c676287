import { describe, expect, it } from 'vitest';
import { coverageOf } from './simulate-coverage.ts';

const METHODS = [
  ['arma reml', {}],
  ['arma ml', { likelihood: 'ml' }],
  ['hac', { errors: 'hac' }],
  ['independent', { errors: 'model' }],
] as const;

describe.skipIf(process.env['CAUSEWAY_NIGHTLY'] === undefined)('coverage of 95 % intervals with AR(1) errors, 1,000 draws', () => {
  it(
    'restricted likelihood stays within 93 to 97 % up to autocorrelation 0.6 from 100 periods on',
    () => {
      const rows = [60, 120, 240].flatMap((count) =>
        [0, 0.3, 0.6].flatMap((phi) =>
          METHODS.map(([name, options]) => {
            const [level, slope, mean] = coverageOf({ count, phi, options, draws: 1000, seed: 4 });
            return { count, phi, name, level, slope, mean };
          }),
        ),
      );
      console.table(rows);
      for (const { count, name, ...shares } of rows) {
        if (name !== 'arma reml' || count < 100) continue;
        for (const share of [shares.level, shares.slope, shares.mean]) {
          expect(share).toBeGreaterThan(0.93);
          expect(share).toBeLessThan(0.97);
        }
      }
    },
    30 * 60_000,
  );
});

describe('coverage in short', () => {
  it('restricted likelihood holds its level with AR(1) errors; independent errors do not', () => {
    const cell = { count: 120, phi: 0.5, draws: 150, seed: 7 };
    // Three binomial standard deviations of 150 draws are 5.3 points.
    for (const share of coverageOf({ ...cell, options: {} })) expect(share).toBeGreaterThan(0.897);
    expect(Math.min(...coverageOf({ ...cell, options: { errors: 'model' } }))).toBeLessThan(0.85);
  }, 20_000);
});
