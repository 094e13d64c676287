import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tidyCsv } from '../../../test/support/csv.ts';
import { readSharedJson, sharedFile } from '../../../test/support/reference.ts';
import { type Frame, makeFrame } from '../../frame/frame.ts';
import type { LinearFit } from './coefficients.ts';
import { classify, named, regress } from './linear.fixture.ts';
import { linearSpec } from './spec.ts';

/** The reference set sorts "plan" so that the first level is the one that statsmodels compares with. */
function withSortedPlan(frame: Frame): Frame {
  const plan = frame.columns.get('plan');
  if (plan?.kind !== 'category') throw new Error('plan should be text');
  const dictionary = [...plan.dictionary].sort();
  const codes = Int32Array.from(plan.codes, (code) => dictionary.indexOf(plan.dictionary[code] ?? ''));
  return makeFrame([...frame.columns, ['plan', { ...plan, dictionary, codes }]]);
}

interface GoldenFit {
  readonly params: Readonly<Record<string, number>>;
  readonly se: Readonly<Record<string, number>>;
}

const numbers = ['x0', 'x1', 'x2', 'x3', 'x4', 'x5'];
const reference = sharedFile('reference/regression.json');

describe.skipIf(reference === undefined)('against statsmodels 0.15.0 (reference/regression.json)', () => {
  const golden =
    reference === undefined ? {} : (readSharedJson('reference/regression.json') as { results: Record<string, GoldenFit> }).results;
  const frame = withSortedPlan(tidyCsv(sharedFile('reference/data/obs_confounded.csv') ?? ''));

  function expectSame(fit: LinearFit, key: string): void {
    const { params, se } = golden[key] as GoldenFit;
    const rows = fit.coefficients.map((row) => ({ ...row, key: row.category === undefined ? row.feature : `C(plan)[T.${row.category}]` }));
    expect(rows.map((row) => row.key).sort()).toEqual(
      Object.keys(params)
        .filter((key) => key !== 'Intercept')
        .sort(),
    );
    for (const row of [...rows, { ...fit.intercept, key: 'Intercept' }]) {
      // Closed forms agree to nine digits; statsmodels' own Newton stops at 1e-8.
      expect(row.value, row.key).toBeCloseTo(params[row.key] ?? Number.NaN, 8);
      expect(row.standardError, row.key).toBeCloseTo(se[row.key] ?? Number.NaN, 8);
    }
  }

  it('gives the same least squares', () => {
    expectSame(regress(frame, 'y', ['d', ...numbers, 'plan']), 'ols_classic');
  });

  it('gives the same logistic regression', () => {
    expectSame(classify(frame, 'd', [...numbers, 'plan']), 'logit_propensity');
  });
});

describe('against scikit-learn 1.9.1 (golden/penalized.json)', () => {
  interface Golden {
    readonly intercept: number;
    readonly coefficients: Readonly<Record<string, number>>;
    readonly strength: number;
    readonly mix?: number;
  }
  const folder = new URL('./golden/', import.meta.url);
  const { results } = JSON.parse(readFileSync(new URL('penalized.json', folder), 'utf8')) as { results: Record<string, Golden> };
  const frame = tidyCsv(new URL('obs_confounded_600.csv', folder).pathname);

  function expectSame(fit: LinearFit, golden: Golden, digits: number): void {
    expect(fit.intercept.value).toBeCloseTo(golden.intercept, digits);
    const ours = named(fit);
    expect(Object.keys(ours)).toEqual(Object.keys(golden.coefficients));
    for (const [name, value] of Object.entries(golden.coefficients)) expect(ours[name], name).toBeCloseTo(value, digits);
  }

  it.each(['ridge', 'lasso', 'elastic-net'] as const)('gives the same linear %s', (penalty) => {
    const golden = results[penalty] as Golden;
    const spec = linearSpec.parse({ penalty, strength: golden.strength, mix: golden.mix });
    expectSame(regress(frame, 'y', [...numbers, 'plan'], spec), golden, 8);
  });

  it('gives the same weighted ridge', () => {
    const golden = results['ridge-weighted'] as Golden;
    expectSame(regress(frame, 'y', [...numbers, 'plan'], linearSpec.parse({ penalty: 'ridge', strength: 0.1 }), 'wt'), golden, 8);
  });

  it.each(['ridge', 'lasso', 'elastic-net'] as const)('gives the same logistic %s', (penalty) => {
    const golden = results[`logistic-${penalty}`] as Golden;
    const spec = linearSpec.parse({ penalty, strength: golden.strength, mix: golden.mix });
    // saga, the only solver of the peer for these penalties, stops near 1e-9.
    expectSame(classify(frame, 'd', [...numbers, 'plan'], spec), golden, 7);
  });
});
