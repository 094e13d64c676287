import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { tidyCsv } from '../../../test/support/csv.ts';
import { readSharedJson, SHARED, sharedFile } from '../../../test/support/reference.ts';
import { contextHere } from '../../../test/support/work.ts';
import type { Frame } from '../../frame/frame.ts';
import { fitSyntheticControl, type SyntheticControlFit } from './fit.ts';
import { syntheticControlSpec } from './spec.ts';

const here = (name: string) => fileURLToPath(new URL(`golden/${name}`, import.meta.url));
const analyse = (frame: Frame, options: Record<string, unknown>) =>
  fitSyntheticControl(syntheticControlSpec.parse(options), frame, contextHere());

interface Golden {
  readonly weights: Readonly<Record<string, number>>;
  readonly att: number;
  readonly pre_rmspe: number;
  readonly post_rmspe: number;
  readonly rmspe: Readonly<Record<string, { readonly pre: number; readonly post: number; readonly att: number }>>;
  readonly rank_of_treated: number;
  readonly p: number;
}
type Reference = { readonly results: Readonly<Record<string, Golden>> };

/** The reference solves the same program by an interior point that stops near 1e-8; ours ends in an exact corner. */
const TOLERANCE = 1e-5;

function expectMatch(fit: SyntheticControlFit, golden: Golden): void {
  for (const { name, weight } of fit.donors) expect(Math.abs(weight - (golden.weights[name] ?? 0)), name).toBeLessThan(TOLERANCE);
  expect(fit.own.effect / golden.att).toBeCloseTo(1, 5);
  expect(fit.own.preRmspe / golden.pre_rmspe).toBeCloseTo(1, 5);
}

describe.each([
  ['sc_panel', here('sc_panel.csv'), { outcome: 'y', unit: 'unit', time: 't', treatment: 'treated' }],
  [
    'sc_prop99',
    `${SHARED}/peers-data/prop99.csv`,
    { outcome: 'PacksPerCapita', unit: 'State', time: 'Year', treatedUnits: ['California'], start: 1989 },
  ],
] as const)('cvxpy 1.9.3 on %s', (name, path, options) => {
  const isHere = name === 'sc_panel' || sharedFile('peers-data/prop99.csv') !== undefined;
  const golden = () =>
    (name === 'sc_panel'
      ? JSON.parse(readFileSync(here('sc_panel.json'), 'utf8'))
      : readSharedJson('reference/sc_prop99.json')) as Reference;

  it.skipIf(!isHere)('weights, effect, placebo errors, rank and p', async () => {
    const fit = await analyse(tidyCsv(path), options);
    const { sc_outcomes_only: own, placebo_in_space: placebo } = golden().results;
    expectMatch(fit, own as Golden);
    for (const { unit, preRmspe, postRmspe, effect } of fit.placebos) {
      const theirs = placebo?.rmspe[unit];
      expect(Math.abs(preRmspe - (theirs?.pre ?? Number.NaN)), unit).toBeLessThan(1e-4);
      expect(Math.abs(postRmspe - (theirs?.post ?? Number.NaN)), unit).toBeLessThan(1e-3);
      expect(Math.abs(effect - (theirs?.att ?? Number.NaN)), unit).toBeLessThan(1e-3);
    }
    expect(fit.rank).toBe(placebo?.rank_of_treated);
    expect(fit.pValue).toBeCloseTo(placebo?.p ?? Number.NaN, 12);
  });

  it.skipIf(!isHere)('around each unit’s own mean', async () => {
    expectMatch(await analyse(tidyCsv(path), { ...options, demean: true }), golden().results['sc_demeaned'] as Golden);
  });
});

describe.skipIf(sharedFile('data/sc_prop99_smoking.csv') === undefined)('Proposition 99, Abadie, Diamond & Hainmueller (2010)', () => {
  it('the published donors, with an error before the start that is no larger than theirs', async () => {
    const fit = await analyse(tidyCsv(`${SHARED}/data/sc_prop99_smoking.csv`), {
      outcome: 'cigsale',
      unit: 'state',
      time: 'year',
      treatedUnits: ['California'],
      start: 1989,
      predictors: ['lnincome', 'beer', 'age15to24', 'retprice'],
      windows: { lnincome: [1980, 1988], beer: [1984, 1988], age15to24: [1980, 1988], retprice: [1980, 1988] },
      outcomeAt: [1975, 1980, 1988],
    });
    const published = { Utah: 0.334, Nevada: 0.234, Montana: 0.199, Colorado: 0.164, Connecticut: 0.069 } as Record<string, number>;
    // V is not unique and the paper's search is not documented to the digit: weights agree to 0.05, the loss must be as low.
    for (const { name, weight } of fit.donors) expect(Math.abs(weight - (published[name] ?? 0)), name).toBeLessThan(0.05);
    expect(fit.own.preRmspe).toBeLessThan(1.77);
    expect(Math.abs(fit.own.effect + 19)).toBeLessThan(0.5);
    expect(Math.abs((fit.own.gap.at(-1) ?? 0) + 25.7)).toBeLessThan(0.7);
  });
});

describe.skipIf(sharedFile('data/sc_german_reunification.csv') === undefined)(
  'German reunification, Abadie, Diamond & Hainmueller (2015)',
  () => {
    const frame = () => tidyCsv(`${SHARED}/data/sc_german_reunification.csv`);
    const options = { outcome: 'gdp', unit: 'country', time: 'year', treatedUnits: ['West Germany'], start: 1990 };

    it('outcomes alone: the donors, the error and the gap of 2003 that the exact program gives', async () => {
      const { donors, own } = await analyse(frame(), options);
      const weightOf = (name: string) => donors.find((donor) => donor.name === name)?.weight ?? 0;
      for (const [name, weight] of [
        ['USA', 0.343],
        ['Austria', 0.323],
        ['Switzerland', 0.108],
        ['Greece', 0.099],
      ] as const)
        expect(weightOf(name), name).toBeCloseTo(weight, 3);
      expect(own.preRmspe).toBeCloseTo(60.8, 1);
      expect(Math.round(own.gap.at(-1) ?? 0)).toBe(-3446);
    });

    it('predictors: Austria and the USA lead, and no other country shows such a gap', async () => {
      // The paper picks V by cross-validation; ours picks it on all years before the start, so only the finding agrees.
      const fit = await analyse(frame(), {
        ...options,
        predictors: ['gdp', 'trade', 'infrate', 'industry', 'schooling', 'invest80'],
        windows: {
          gdp: [1981, 1990],
          trade: [1981, 1990],
          infrate: [1981, 1990],
          industry: [1981, 1990],
          schooling: [1980, 1985],
          invest80: [1980, 1980],
        },
      });
      expect(fit.own.effect).toBeLessThan(-1300);
      expect(fit.own.effect).toBeGreaterThan(-1900);
      expect(fit.rank).toBe(1);
      expect(
        [...fit.donors]
          .sort((a, b) => b.weight - a.weight)
          .slice(0, 2)
          .map(({ name }) => name),
      ).toEqual(['Austria', 'USA']);
    });
  },
);
