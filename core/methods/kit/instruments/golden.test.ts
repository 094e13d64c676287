import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { tidyCsv } from '../../../../test/support/csv.ts';
import { readSharedJson, sharedFile } from '../../../../test/support/reference.ts';
import { contextHere, goOn } from '../../../../test/support/work.ts';
import { type Frame, numberColumn, withColumns } from '../../../frame/frame.ts';
import { crossProducts } from './cross-products.ts';
import { fitInstruments, type IvOptions, type IvResult } from './fit.ts';
import { partialOf, partialRows } from './partial.ts';
import { type IvChoice, readIvStudy } from './study.ts';

/** Values of linearmodels and of closed forms on the generated tables beside this file. */
const here = (name: string) => fileURLToPath(new URL(`golden/${name}`, import.meta.url));
const golden = JSON.parse(readFileSync(here('golden.json'), 'utf8'));

const base: IvOptions = { covariance: 'robust', debiased: false, alpha: 0.05, estimator: '2sls' };
const estimate = (frame: Frame, choice: IvChoice, options: Partial<IvOptions>): IvResult =>
  fitInstruments(readIvStudy(frame, choice), { ...base, ...options }, contextHere());

/** Closed forms agree to 1e-6 relative; most do to 1e-10. */
function same(found: number | null | undefined, truth: number, tolerance = 1e-6): void {
  expect(Math.abs((found ?? Number.NaN) - truth), `${found} against ${truth}`).toBeLessThan(tolerance * Math.max(1e-9, Math.abs(truth)));
}

const SETS = [
  { name: 'iv_cont', instrument: ['z1', 'z2'], cluster: 'cluster' },
  { name: 'iv_weak', instrument: ['z1', 'z2'], cluster: 'cluster' },
  { name: 'iv_late', instrument: ['z'], cluster: undefined },
] as const;

const VARIANTS = [
  ['2sls_unadjusted', { covariance: 'classical' }],
  ['2sls_unadjusted_debiased', { covariance: 'classical', debiased: true }],
  ['2sls_robust', {}],
  ['2sls_robust_debiased', { debiased: true }],
  ['2sls_cluster', { covariance: 'cluster' }],
  ['2sls_cluster_debiased', { covariance: 'cluster', debiased: true }],
  ['liml_unadjusted', { covariance: 'classical', estimator: 'liml' }],
] as const satisfies readonly (readonly [string, Partial<IvOptions>])[];

describe.each(SETS)('$name', ({ name, instrument, cluster }) => {
  const frame = tidyCsv(here(`${name}.csv`));
  const expected = golden[name].results;
  const choice: IvChoice = { outcome: 'y', treatment: 'd', instrument, covariates: ['x1', 'x2'], cluster };

  it.each(VARIANTS.filter(([key]) => key in expected))('%s: every coefficient, error and interval', (key, options) => {
    expectCoefficients(estimate(frame, choice, options), expected[key]);
  });

  it('OLS beside it has HC1 errors', () => {
    const { ols } = estimate(frame, choice, {});
    same(ols.value, expected.ols_HC1.est);
    same(ols.standardError, expected.ols_HC1.se);
  });

  it('first stage: slopes, F, robust F, partial R²', () => {
    expectFirstStage(estimate(frame, choice, {}), expected);
  });

  it('Sargan, Basmann, Hansen, Wu–Hausman, Durbin', () => {
    const result = estimate(frame, choice, {});
    const { endogeneity, overidentification } = result;
    // linearmodels projects on the excluded instruments alone; with one instrument that makes no difference.
    const peer = endogeneity.asLinearmodels ?? endogeneity;
    same(peer.wuHausman?.statistic, expected.test_wu_hausman.stat);
    same(peer.durbin?.statistic, expected.test_durbin.stat);
    expect(peer.wuHausman?.df2).toBe(expected.test_wu_hausman.df_denom);
    expectAugmented(frame, choice, endogeneity.wuHausman?.statistic);
    if (instrument.length === 1) {
      expect([result.sargan, result.hansen]).toEqual([null, null]);
      return;
    }
    same(result.sargan?.statistic, expected.test_sargan.stat);
    same(result.sargan?.pValue, expected.test_sargan.p);
    same(result.hansen?.statistic, expected.test_hansen_j.stat);
    same(overidentification?.basmann.statistic, expected.test_basmann.stat);
    same(overidentification?.basmannF.statistic, expected.test_basmann_f.stat);
    same(overidentification?.likelihoodRatio.statistic, expected.test_anderson_rubin.stat);
  });

  it('the Anderson–Rubin set', () => {
    const { andersonRubin } = estimate(frame, choice, { covariance: 'classical' });
    const [[low, high] = []] = andersonRubin.stretches;
    expect(andersonRubin.stretches).toHaveLength(1);
    same(low, expected.anderson_rubin_ci.ci[0]);
    same(high, expected.anderson_rubin_ci.ci[1]);
  });
});

describe('returns to schooling with distance to college as the instrument (Card 1995)', () => {
  const table = sharedFile('peers-data/card1995.csv');
  const reference = sharedFile('reference/iv_card1995.json');

  it.skipIf(table === undefined || reference === undefined)('2SLS 0.1315 with an error of 0.0550, and all other coefficients', () => {
    const expected = (readSharedJson('reference/iv_card1995.json') as { results: Record<string, never> }).results;
    const columns = 'exper expersq black smsa south smsa66 reg662 reg663 reg664 reg665 reg666 reg667 reg668 reg669'.split(' ');
    const choice = { outcome: 'lwage', treatment: 'educ', instrument: ['nearc4'], covariates: columns };
    const frame = tidyCsv(table ?? '');
    for (const [key, options] of VARIANTS) {
      if (key in expected) expectCoefficients(estimate(frame, choice, options), expected[key] as never);
    }
    const result = estimate(frame, choice, { covariance: 'classical', debiased: true });
    expect([result.estimate.value.toFixed(4), result.estimate.standardError.toFixed(4)]).toEqual(['0.1315', '0.0550']);
    expect(result.ols.value.toFixed(4)).toBe('0.0747');
    const [[low, high] = []] = result.andersonRubin.stretches;
    const [from, to] = (expected['anderson_rubin_ci'] as unknown as { ci: [number, number] }).ci;
    same(low, from);
    same(high, to);
  });
});

/** The documented Wu–Hausman is the squared t of the first-stage residual among the regressors. */
function expectAugmented(frame: Frame, choice: IvChoice, found: number | undefined): void {
  const study = readIvStudy(frame, choice);
  const order = Int32Array.from({ length: study.rowCount }, (_, row) => row);
  const products = crossProducts(study, order, goOn);
  const { firstStage } = partialRows(study, products, partialOf(products, study), order, goOn);
  const augmented = withColumns(frame, [['left over', numberColumn(firstStage)]]);
  const covariates = [...(choice.covariates ?? []), 'd'];
  // Its own instrument: two-stage least squares is then plain regression.
  const plain = withColumns(augmented, [['copy', numberColumn(firstStage)]]);
  const read = readIvStudy(plain, { outcome: 'y', treatment: 'left over', instrument: ['copy'], covariates });
  const { estimate: slope } = fitInstruments(read, { ...base, covariance: 'classical', debiased: true }, contextHere());
  same(found, (slope.value / slope.standardError) ** 2);
}

interface Expected {
  readonly params: Readonly<Record<string, number>>;
  readonly se: Readonly<Record<string, number>>;
  readonly ci_low: Readonly<Record<string, number>>;
  readonly ci_high: Readonly<Record<string, number>>;
  readonly kappa?: number;
}

function expectCoefficients(result: IvResult, expected: Expected): void {
  expect(result.coefficients).toHaveLength(Object.keys(expected.params).length);
  for (const [key, value] of Object.entries(expected.params)) {
    const found = result.coefficients.find(({ name }) => name === (key === 'const' ? 'intercept' : key));
    same(found?.value, value);
    same(found?.standardError, expected.se[key] ?? Number.NaN);
    same(found?.interval[0], expected.ci_low[key] ?? Number.NaN);
    same(found?.interval[1], expected.ci_high[key] ?? Number.NaN);
  }
  if (expected.kappa !== undefined) same(result.kappa, expected.kappa, 1e-9);
}

function expectFirstStage(result: IvResult, expected: Readonly<Record<string, never>>): void {
  const { params, F, F_HC1 } = expected['first_stage_F'] as unknown as { params: Record<string, number>; F: number; F_HC1: number };
  const { values } = expected['first_stage_unadjusted'] as unknown as { values: Record<string, number> };
  for (const { name, value } of result.firstStage) same(value, params[name] ?? Number.NaN);
  same(result.strength.f, F);
  same(result.strength.robustF, F_HC1);
  same(result.strength.partialR2, values['partial.rsquared'] ?? Number.NaN);
  if (result.firstStage.length === 1) same(result.strength.effectiveF, F_HC1);
}
