import { describe, expect, it } from 'vitest';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { categoryColumn, makeFrame, numberColumn } from '../../frame/frame.ts';
import { fitSyntheticDid } from './fit.ts';
import { syntheticDidSpec } from './spec.ts';

/** 40 units over 18 periods on two factors with loadings at random; some are treated from period 12 on by 2. */
function drawPanel(seed: number, treated: number) {
  const rng = rngFromSeed(17).fork(seed);
  const factors = Array.from({ length: 18 }, (_, t) => [t / 6 + 0.2 * rng.normal(), Math.sin(t / 3)] as const);
  const cells = Array.from({ length: 40 }, (_, u) => {
    const [level, a, b] = [5 * rng.normal(), rng.next(), rng.next()];
    let error = rng.normal();
    return factors.map(([f, g], t) => {
      error = 0.3 * error + rng.normal();
      return { unit: `u${u}`, t, on: Number(u < treated && t >= 12), y: level + a * f + b * g + (u < treated && t >= 12 ? 2 : 0) + error };
    });
  }).flat();
  return makeFrame([
    ['unit', categoryColumn(cells.map(({ unit }) => unit))],
    ...(['t', 'on', 'y'] as const).map((name) => [name, numberColumn(cells.map((cell) => cell[name]))] as const),
  ]);
}

async function coverageOf(standardErrors: string, treated: number, draws: number): Promise<number> {
  const spec = syntheticDidSpec.parse({ outcome: 'y', unit: 'unit', time: 't', treatment: 'on', standardErrors, replications: 60 });
  let held = 0;
  for (let draw = 0; draw < draws; draw++) {
    const { interval } = await fitSyntheticDid(spec, drawPanel(draw, treated), contextHere());
    held += Number(interval[0] <= 2 && interval[1] >= 2);
  }
  return held / draws;
}

describe.skipIf(process.env['CAUSEWAY_NIGHTLY'] === undefined)('coverage of 95 % intervals', () => {
  it(
    'stays within 90 to 98 %: standard errors come from 60 replications or 40 units, and quantiles are normal',
    async () => {
      const rows = [];
      for (const [errors, treated, draws] of [
        ['placebo', 1, 500],
        ['placebo', 5, 500],
        ['jackknife', 12, 1000],
        ['bootstrap', 12, 500],
      ] as const)
        rows.push({ errors, treated, draws, coverage: await coverageOf(errors, treated, draws) });
      console.table(rows);
      for (const { coverage } of rows) {
        expect(coverage).toBeGreaterThan(0.9);
        expect(coverage).toBeLessThan(0.98);
      }
    },
    30 * 60_000,
  );
});

describe('coverage in short', () => {
  it('by jackknife', async () => {
    // Three binomial standard deviations of 100 draws are 6.5 points.
    expect(await coverageOf('jackknife', 12, 100)).toBeGreaterThan(0.87);
  });
});
