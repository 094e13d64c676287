import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { tidyCsv } from '../../../test/support/csv.ts';
import { sharedFile } from '../../../test/support/reference.ts';
import { contextHere } from '../../../test/support/work.ts';
import { type Frame, numberColumn, withColumns } from '../../frame/frame.ts';
import { fitOls, type OlsFit } from './fit.ts';
import method from './method.ts';

const here = (name: string) => fileURLToPath(new URL(`golden/${name}`, import.meta.url));
const golden = JSON.parse(readFileSync(here('golden.json'), 'utf8'));
const plain = tidyCsv(here('../../kit/regression/golden/obs.csv'));
const rct = tidyCsv(here('rct.csv'));
const ids = plain.columns.get('id') as { values: Float64Array };
const obs = withColumns(plain, [['c2', numberColumn(ids.values.map((id) => id % 40))]]);

const OPTIONS = { treatment: 'd', outcome: 'y', covariates: ['x0', 'x1', 'x2', 'x3', 'x4', 'x5', 'plan'] };

function analyse(frame: Frame, options: Record<string, unknown>): OlsFit {
  return fitOls(method.spec.parse(options), frame, contextHere());
}

/** Closed forms agree to rounding: 1e-8 relative leaves room for the peers' own rounding over 3,000 rows. */
function expectSame(found: number | null | undefined, truth: number, tolerance = 1e-8): void {
  expect(Math.abs((found ?? Number.NaN) - truth), `${found} against ${truth}`).toBeLessThan(tolerance * Math.max(1e-12, Math.abs(truth)));
}

/** The peers' names of our terms. */
function peerName(name: string): string {
  return name
    .replace('(Intercept)', 'Intercept')
    .replace('d = 1', 'd')
    .replace(/^plan = (.*)$/, 'C(plan)[T.$1]');
}

describe('statsmodels 0.15.0', () => {
  it.each([
    ['ols_classic', { covariance: 'classical' }],
    ['ols_HC0', { covariance: 'HC0' }],
    ['ols_HC1', { covariance: 'HC1' }],
    ['ols_HC2', { covariance: 'HC2' }],
    ['ols_HC3', { covariance: 'HC3' }],
    ['ols_cluster', { covariance: 'cluster', cluster: ['cluster'] }],
    ['ols_cluster_2way', { covariance: 'cluster', cluster: ['cluster', 'c2'], clusterFactor: 'own' }],
    ['wls_HC1', { covariance: 'HC1', weight: 'wt' }],
  ])('%s: coefficients and errors of all ten terms', (name, options) => {
    const { coefficients } = analyse(obs, { ...OPTIONS, ...options });
    expect(coefficients).toHaveLength(10);
    for (const { name: term, value, standardError } of coefficients) {
      expectSame(value, golden[name].params[peerName(term)]);
      expectSame(standardError, golden[name].se[peerName(term)]);
    }
  });

  it('p-values by t with n − k, and G − 1 for clusters', () => {
    for (const [name, options] of [
      ['ols_HC1', {}],
      ['ols_cluster', { covariance: 'cluster', cluster: ['cluster'] }],
    ] as const) {
      const { coefficients } = analyse(obs, { ...OPTIONS, ...options });
      for (const { name: term, pValue } of coefficients) {
        const truth = golden[name].p[peerName(term)];
        if (truth > 1e-50) expectSame(pValue, truth, 1e-6);
      }
    }
  });

  it('R², F, variance inflation and Breusch–Pagan', () => {
    const fit = analyse(obs, { ...OPTIONS, covariance: 'classical' });
    expectSame(fit.explained, golden.ols_classic.r2);
    expectSame(fit.allSlopes?.statistic, golden.ols_classic.f);
    expect(fit.inflation).toHaveLength(9);
    for (const { name, factor } of fit.inflation) expectSame(factor, golden.vif.values[peerName(name)]);
    const { statistic, pValue, f, fPValue } = fit.spread ?? { statistic: 0, pValue: 0, f: 0, fPValue: 0 };
    [statistic, pValue, f, fPValue].forEach((value, at) => {
      expectSame(value, golden.breusch_pagan.values[at], 1e-7);
    });
  });

  it('Lin (2013): fully interacted, HC2', () => {
    const covariates = ['x0', 'x1', 'x2', 'x3', 'x4', 'x5'];
    const [effect] = analyse(rct, { treatment: 'w', outcome: 'y', covariates, interactions: true, covariance: 'HC2' }).effects;
    expectSame(effect?.value, golden.lin_2013_rct.est);
    expectSame(effect?.standardError, golden.lin_2013_rct.se);
  });
});

describe('fixest 0.12.2', () => {
  it('two-way clusters with the factor of the smaller set', () => {
    const { coefficients } = analyse(obs, { ...OPTIONS, covariance: 'cluster', cluster: ['cluster', 'c2'] });
    const truth = golden.feols_2way;
    for (const name of ['d', 'x0', 'x1', 'x5']) {
      const found = coefficients.find(({ name: term }) => peerName(term) === name);
      expectSame(found?.value, truth.est[name]);
      expectSame(found?.standardError, truth.se[name]);
      if (truth.p[name] > 1e-50) expectSame(found?.pValue, truth.p[name], 1e-6);
    }
  });

  it('an absorbed fixed effect with clustered errors', () => {
    const fit = analyse(obs, {
      treatment: 'd',
      outcome: 'y',
      covariates: ['x0'],
      fixedEffects: ['plan'],
      covariance: 'cluster',
      cluster: ['cluster'],
    });
    for (const { name, value, standardError } of fit.coefficients) {
      expectSame(value, golden.feols_fe_plan.est[peerName(name)]);
      expectSame(standardError, golden.feols_fe_plan.se[peerName(name)]);
    }
  });
});

describe('a published regression', () => {
  const path = sharedFile('data/card1995_schooling.csv');

  it.skipIf(path === undefined)('Card (1995): 0.0747 log wages per year of schooling', () => {
    const regions = ['reg661', 'reg662', 'reg663', 'reg664', 'reg665', 'reg666', 'reg667', 'reg668'];
    const covariates = ['exper', 'expersq', 'black', 'smsa', 'south', 'smsa66', ...regions];
    const fit = analyse(tidyCsv(path ?? ''), { treatment: 'educ', outcome: 'lwage', covariates, covariance: 'classical' });
    expect([fit.effects[0]?.value.toFixed(4), fit.effects[0]?.standardError.toFixed(4)]).toEqual(['0.0747', '0.0035']);
  });
});
