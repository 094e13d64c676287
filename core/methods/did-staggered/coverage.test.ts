import { describe, expect, it } from 'vitest';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { makeFrame, numberColumn } from '../../frame/frame.ts';
import { fitDidStaggered } from './fit.ts';
import { didStaggeredSpec } from './spec.ts';

/** Units at random in cohorts 3, 5 or never, over 6 periods with errors that hang together; every effect is 1. */
function drawPanel(seed: number, units: number) {
  const rng = rngFromSeed(31).fork(seed);
  const cells = Array.from({ length: units }, (_, u) => {
    const first = [3, 5, 0][rng.below(3)] ?? 0;
    const [level, x] = [rng.normal(), rng.normal()];
    let error = rng.normal();
    return Array.from({ length: 6 }, (__, at) => {
      error = 0.5 * error + rng.normal();
      return { u, t: at + 1, first, x, y: level + 0.5 * at + 0.2 * x * at + Number(first > 0 && at + 1 >= first) + error };
    });
  }).flat();
  return makeFrame((['u', 't', 'first', 'x', 'y'] as const).map((name) => [name, numberColumn(cells.map((cell) => cell[name]))] as const));
}

const KINDS = ['all cells', 'lags', 'cohorts', 'periods', 'first lag', 'a lead'] as const;

/** Shares of 95 % intervals that hold the truth: 1, and 0 for the lead; and of joint tests before the start that reject at 5 %. */
function coverageOf(options: object, draws: number, units: number): Record<(typeof KINDS)[number] | 'rejected', number> {
  const hits = new Float64Array(KINDS.length + 1);
  const spec = didStaggeredSpec.parse({
    outcome: 'y',
    unit: 'u',
    time: 't',
    firstTreated: 'first',
    draws: 0,
    covariates: ['x'],
    ...options,
  });
  for (let draw = 0; draw < draws; draw++) {
    const { simple, dynamic, group, calendar, preTrend } = fitDidStaggered(spec, drawPanel(draw, units), contextHere());
    const at = (lag: number) => dynamic.parts.find((part) => part.at === lag);
    const held = [simple, dynamic.overall, group.overall, calendar.overall, at(0)].map(
      (own) => own !== undefined && own.low <= 1 && own.high >= 1,
    );
    const lead = at(-1) ?? at(-2);
    [...held, lead !== undefined && lead.low <= 0 && lead.high >= 0, (preTrend?.pValue ?? 1) < 0.05].forEach((isHit, k) => {
      hits[k] = (hits[k] as number) + Number(isHit) / draws;
    });
  }
  const named = Object.fromEntries([...KINDS, 'rejected'].map((kind, k) => [kind, hits[k] as number]));
  return named as ReturnType<typeof coverageOf>;
}

const ESTIMATORS = ['dr', 'reg', 'ipw', 'imputation'] as const;

describe.skipIf(process.env['CAUSEWAY_NIGHTLY'] === undefined)('coverage of 95 % intervals, 1,000 draws of 200 units', () => {
  it(
    'stays within 93 to 97 %, and the test before the start rejects 3 to 7 %',
    () => {
      const rows = ESTIMATORS.map((estimator) => ({ estimator, ...coverageOf({ estimator }, 1000, 200) }));
      console.table(rows);
      for (const { rejected, estimator: _, ...shares } of rows) {
        for (const share of Object.values(shares)) {
          expect(share).toBeGreaterThan(0.93);
          expect(share).toBeLessThan(0.97);
        }
        expect(Math.abs(rejected - 0.05)).toBeLessThan(0.02);
      }
    },
    20 * 60_000,
  );
});

describe('coverage in short', () => {
  it.each(['dr', 'imputation'] as const)('%s holds its level', (estimator) => {
    // Three binomial standard deviations of 100 draws are 6.5 points.
    expect(coverageOf({ estimator }, 100, 150)['all cells']).toBeGreaterThan(0.885);
  });
});
