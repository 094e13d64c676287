import { describe, expect, it } from 'vitest';
import { tidyCsv } from '../../../test/support/csv.ts';
import { readSharedJson, SHARED, sharedFile } from '../../../test/support/reference.ts';
import { contextHere } from '../../../test/support/work.ts';
import { type DidStaggeredFit, fitDidStaggered, type Measured } from './fit.ts';
import { didStaggeredSpec } from './spec.ts';

interface Aggregated {
  readonly overall_att: number;
  readonly overall_se: number;
  readonly att: readonly number[];
  readonly se: readonly number[];
}
interface Golden {
  readonly att: readonly number[];
  readonly se: readonly number[];
  readonly wald_pretrend: { readonly W: readonly (readonly number[])[] };
  readonly simple: Aggregated;
  readonly dynamic: Aggregated;
  readonly by_group: Aggregated;
  readonly calendar: Aggregated;
}

const isHere = sharedFile('data/did_mpdta.csv') !== undefined && sharedFile('reference/did_mpdta.json') !== undefined;

describe.skipIf(!isHere)('the R package did 2.5.1 on county employment', () => {
  const frame = () => tidyCsv(`${SHARED}/data/did_mpdta.csv`);
  const analyse = (options: object): DidStaggeredFit =>
    fitDidStaggered(
      didStaggeredSpec.parse({ outcome: 'lemp', unit: 'countyreal', time: 'year', firstTreated: 'first_treat', draws: 200, ...options }),
      frame(),
      contextHere(),
    );
  // Closed forms but for the propensity, whose iteration ends at 1e-10 here and at 1e-8 of the deviance in R.
  const near = (ours: number, theirs: number | undefined): void => expect(Math.abs(ours / (theirs ?? Number.NaN) - 1)).toBeLessThan(1e-6);
  const same = (ours: readonly Measured[], theirs: { readonly att: readonly number[]; readonly se: readonly number[] }): void => {
    expect(ours).toHaveLength(theirs.att.length);
    ours.forEach(({ value, standardError }, at) => {
      near(value, theirs.att[at]);
      near(standardError, theirs.se[at]);
    });
  };

  it.each([
    'dr_nevertreated_x',
    'reg_nevertreated_x',
    'ipw_nevertreated_x',
    'dr_nevertreated_nox',
    'dr_notyettreated_x',
    'reg_notyettreated_x',
    'ipw_notyettreated_x',
    'dr_notyettreated_nox',
  ])('%s: every cell, every average, the test before the start', (name) => {
    const golden = (readSharedJson('reference/did_mpdta.json') as { results: Record<string, Golden> }).results[`cs_${name}`] as Golden;
    const [estimator, controls, x] = name.split('_');
    const fit = analyse({
      estimator,
      controls: controls === 'nevertreated' ? 'never' : 'not-yet',
      covariates: x === 'x' ? ['lpop'] : [],
    });
    same(fit.cells, golden);
    near(fit.simple.value, golden.simple.overall_att);
    near(fit.simple.standardError, golden.simple.overall_se);
    for (const [ours, theirs] of [
      [fit.dynamic, golden.dynamic],
      [fit.group, golden.by_group],
      [fit.calendar, golden.calendar],
    ] as const) {
      same(ours.parts, theirs);
      near(ours.overall.value, theirs.overall_att);
      near(ours.overall.standardError, theirs.overall_se);
    }
    near((fit.preTrend?.statistic ?? 0) * (fit.preTrend?.restrictions ?? 0), golden.wald_pretrend.W[0]?.[0]);
  });

  it('the published averages (Callaway & Sant’Anna 2021)', () => {
    const fit = analyse({});
    expect(fit.simple.value).toBeCloseTo(-0.04, 3);
    expect(fit.dynamic.overall.value).toBeCloseTo(-0.0772, 4);
    expect(fit.group.overall.value).toBeCloseTo(-0.031, 4);
  });

  // With every cohort and period apart, Wooldridge's extended two-way regression gives the imputation estimates; etwfe 0.3 prints these.
  it('imputation: the extended two-way estimates of the etwfe vignette, with log population', () => {
    const fit = analyse({ estimator: 'imputation', covariates: ['lpop'] });
    expect(fit.simple.value).toBeCloseTo(-0.0506, 4);
    const after = fit.dynamic.parts.filter(({ at }) => at >= 0);
    [-0.0332, -0.0573, -0.1379, -0.1095].forEach((value, lag) => {
      expect(after[lag]?.value).toBeCloseTo(value, 4);
    });
  });
});
