import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { tidyCsv } from '../../../test/support/csv.ts';
import { SHARED, sharedFile } from '../../../test/support/reference.ts';
import { contextHere } from '../../../test/support/work.ts';
import { fitIts } from './fit.ts';
import method from './method.ts';

const here = (name: string) => fileURLToPath(new URL(`golden/${name}`, import.meta.url));
const frame = tidyCsv(here('its.csv'));
const analyse = (options: Record<string, unknown>, on = frame) =>
  fitIts(method.spec.parse({ outcome: 'y', time: 't', post: 'post', placebos: 0, ...options }), on, contextHere());

interface Golden {
  readonly params: Readonly<Record<string, number>>;
  readonly se: Readonly<Record<string, number>>;
  readonly p: Readonly<Record<string, number>>;
  readonly ci_low: Readonly<Record<string, number>>;
  readonly ci_high: Readonly<Record<string, number>>;
  readonly dw: number;
  readonly ljung_box: Readonly<Record<string, { readonly lb_stat: number; readonly lb_pvalue: number }>>;
  readonly mean: number;
  readonly cumulative: number;
  readonly last: number;
}
const golden = (JSON.parse(readFileSync(here('its.json'), 'utf8')) as { results: Record<string, Golden> }).results;

const theirName = (name: string): string =>
  ({ '(Intercept)': 'Intercept', trend: 't', 'level change': 'post', 'slope change': 'since', 'sine 1': 's', 'cosine 1': 'c' })[name] ??
  name.replace(/^season (\d+)$/, 'C(month)[T.$1]');
const near = (ours: number, theirs: number | undefined, tolerance = 1e-8): void =>
  expect(Math.abs(ours / (theirs ?? Number.NaN) - 1)).toBeLessThan(tolerance);

const SEASONS = [
  ['base', {}],
  ['harmonic', { season: 'harmonics' }],
  ['monthfe', { season: 'dummies' }],
] as const;

describe.each(SEASONS)('statsmodels 0.15.0, %s', (name, season) => {
  it.each([
    ['ols', { errors: 'model' }],
    ['hac1', { errors: 'hac', lags: 1 }],
    ['hac3', { errors: 'hac', lags: 3 }],
    ['hac6', { errors: 'hac', lags: 6 }],
    ['hac12', { errors: 'hac', lags: 12 }],
    ['hac3_corr', { errors: 'hac', lags: 3, smallSample: true }],
  ] as const)('%s: estimates, errors, p-values, intervals', (kind, errors) => {
    const theirs = golden[`${name}_${kind}`] as Golden;
    const fit = analyse({ ...season, ...errors });
    expect(fit.coefficients).toHaveLength(Object.keys(theirs.params).length);
    for (const row of fit.coefficients) {
      const term = theirName(row.name);
      near(row.value, theirs.params[term]);
      near(row.standardError, theirs.se[term]);
      near(row.pValue ?? Number.NaN, theirs.p[term], 1e-6);
      near(row.low, theirs.ci_low[term], 1e-7);
      near(row.high, theirs.ci_high[term], 1e-7);
    }
  });

  it('the difference from the course without the change, Durbin–Watson and Ljung–Box', () => {
    const fit = analyse({ ...season, errors: 'model' });
    const [ols, effect] = [golden[`${name}_ols`] as Golden, golden[`${name}_effect`] as Golden];
    near(fit.mean.value, effect.mean);
    near(fit.total.value, effect.cumulative);
    near(fit.last.value, effect.last);
    near(fit.durbinWatson, ols.dw);
    for (const { lag, statistic, pValue } of fit.ofResiduals) {
      near(statistic, ols.ljung_box[lag]?.lb_stat);
      near(pValue ?? Number.NaN, ols.ljung_box[lag]?.lb_pvalue, 1e-6);
    }
  });
});

interface Exact {
  readonly llf: number;
  readonly ar: readonly number[];
  readonly ma: readonly number[];
  readonly params: readonly number[];
  readonly se: readonly number[];
}
const exact = JSON.parse(readFileSync(here('sarimax.json'), 'utf8')) as Readonly<Record<string, Exact>>;

// The likelihood is flat at its top: an optimiser that stops at 1e-9 of it has parameters to about 1e-4.
describe('exact likelihood of statsmodels 0.15.0 (SARIMAX, run to the end)', () => {
  it.each([
    [1, 0],
    [2, 0],
    [1, 1],
    [0, 1],
  ])('ARMA(%i, %i)', (ar, ma) => {
    const theirs = exact[`${ar}${ma}`] as Exact;
    const fit = analyse({ season: 'harmonics', errors: 'arma', likelihood: 'ml', ar, ma });
    expect(fit.logLikelihood ?? 0).toBeCloseTo(theirs.llf, 6);
    expect(fit.logLikelihood ?? 0).toBeGreaterThan(theirs.llf - 1e-8);
    theirs.ar.forEach((value, k) => {
      expect(Math.abs((fit.ar[k] ?? 0) - value)).toBeLessThan(5e-4);
    });
    theirs.ma.forEach((value, k) => {
      expect(Math.abs((fit.ma[k] ?? 0) - value)).toBeLessThan(5e-4);
    });
    fit.coefficients.forEach(({ value, standardError }, j) => {
      expect(Math.abs(value - (theirs.params[j] ?? 0))).toBeLessThan(2e-3 * standardError);
      // Theirs divide by n − k; full likelihood divides by n.
      near(standardError, (theirs.se[j] ?? 0) * Math.sqrt((120 - 6) / 120), 1e-3);
    });
  });

  it('errors are those of SARIMAX by the observed information to half a percent: that counts the AR parameter as estimated too', () => {
    const fit = analyse({ season: 'harmonics', errors: 'arma', likelihood: 'ml' });
    near(fit.level?.standardError ?? 0, 0.8808263582615308, 5e-3);
    const reml = analyse({ season: 'harmonics', errors: 'arma' });
    expect(reml.level?.standardError).toBeGreaterThan(fit.level?.standardError ?? 0);
  });

  it('the recorded SARIMAX run stops below our likelihood, and near it', () => {
    const fit = analyse({ season: 'harmonics', errors: 'arma', likelihood: 'ml' });
    const theirs = golden['sarimax_ar1_harmonic'] as Golden & { readonly llf: number };
    expect(fit.logLikelihood ?? 0).toBeGreaterThan(theirs.llf);
    expect((fit.logLikelihood ?? 0) - theirs.llf).toBeLessThan(0.01);
    expect(fit.ar[0]).toBeCloseTo(theirs.params['ar.L1'] ?? 0, 3);
  });
});

describe.skipIf(sharedFile('data/its_sicily_smoking_ban.csv') === undefined)('the smoking ban in Sicily (Lopez Bernal et al. 2017)', () => {
  const sicily = () => tidyCsv(`${SHARED}/data/its_sicily_smoking_ban.csv`);
  const options = { outcome: 'aces', time: 'time', post: 'smokban', offset: 'stdpop', change: 'level', placebos: 0 };
  it.each([
    ['poisson', {}, [0.894, 0.865, 0.925]],
    ['quasi-poisson', {}, [0.894, 0.839, 0.953]],
    ['quasi-poisson', { season: 'harmonics', harmonics: 2 }, [0.885, 0.839, 0.933]],
  ] as const)('%s %j: rate ratio and interval as published', (family, season, published) => {
    const { level } = analyse({ ...options, family, ...season }, sicily());
    const ours = [level?.value, level?.low, level?.high].map((value) => Number(Math.exp(value ?? Number.NaN).toFixed(3)));
    expect(ours).toEqual(published);
  });
});
