import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tidyCsv } from '../../../test/support/csv.ts';
import { readSharedJson, sharedFile } from '../../../test/support/reference.ts';
import { workHere } from '../../../test/support/work.ts';
import { categoryColumn, type Frame, makeFrame, numberColumn, numbersOf } from '../../frame/frame.ts';
import { bindFeatures, describeFeatures } from '../features.ts';
import type { FeatureTable } from '../model.ts';
import { predict } from '../predict.ts';
import type { LinearFit } from './coefficients.ts';
import { designOf } from './design.ts';
import { fitLeastSquares } from './least-squares.ts';
import { fitLogistic } from './logistic.ts';
import { type LinearSpec, linearSpec } from './spec.ts';

const plain = linearSpec.parse({});

function tableOf(frame: Frame, names: readonly string[]): FeatureTable {
  return bindFeatures(frame, describeFeatures(frame, names));
}

function regress(frame: Frame, outcome: string, names: readonly string[], spec: LinearSpec = plain, weight?: string): LinearFit {
  const target = { task: 'regression' as const, values: numbersOf(frame, outcome) };
  const weighted = weight === undefined ? target : { ...target, weight: numbersOf(frame, weight) };
  return fitLeastSquares(designOf(tableOf(frame, names)), weighted, spec, workHere());
}

function classify(frame: Frame, outcome: string, names: readonly string[], spec: LinearSpec = plain): LinearFit {
  return fitLogistic(designOf(tableOf(frame, names)), { task: 'binary', values: numbersOf(frame, outcome) }, spec, workHere());
}

/** Coefficients by the names of the golden files. */
function named(fit: LinearFit): Record<string, number> {
  return Object.fromEntries(
    fit.coefficients.map((row) => [row.category === undefined ? row.feature : `${row.feature} = ${row.category}`, row.value]),
  );
}

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

describe('least squares', () => {
  it('finds the line through three points by hand', () => {
    // x = 0, 1, 2 and y = 1, 2, 4: slope 3/2, intercept 5/6.
    const frame = makeFrame([
      ['x', numberColumn([0, 1, 2])],
      ['y', numberColumn([1, 2, 4])],
    ]);
    const fit = regress(frame, 'y', ['x']);
    expect(fit.coefficients[0]?.value).toBeCloseTo(1.5, 12);
    expect(fit.intercept.value).toBeCloseTo(5 / 6, 12);
    // Residuals 1/6, −1/3, 1/6: σ² = 1/6 on one degree of freedom, Σ(x − x̄)² = 2.
    expect(fit.coefficients[0]?.standardError).toBeCloseTo(Math.sqrt(1 / 12), 12);
  });

  it('keeps its digits far from zero', () => {
    const x = Array.from({ length: 50 }, (_, i) => 1.7e12 + i * 86_400_000);
    const frame = makeFrame([
      ['x', numberColumn(x)],
      ['y', numberColumn(x.map((_, i) => 5 + 2 * i))],
    ]);
    const table = tableOf(frame, ['x']);
    const answers = predict(regress(frame, 'y', ['x']).model, table);
    answers.forEach((answer, i) => {
      expect(answer).toBeCloseTo(5 + 2 * i, 3);
    });
  });

  it('leaves out a column that repeats others, and says which', () => {
    const frame = makeFrame([
      ['a', numberColumn([1, 2, 3, 4, 6, 9])],
      ['b', numberColumn([2, 1, 5, 3, 1, 2])],
      ['total', numberColumn([3, 3, 8, 7, 7, 11])],
      ['y', numberColumn([1, 3, 2, 5, 6, 7])],
    ]);
    const fit = regress(frame, 'y', ['a', 'b', 'total']);
    expect(fit.aliased).toEqual(['total']);
    expect(named(fit)['total']).toBe(0);
    expect(named(fit)['a']).toBeCloseTo(named(regress(frame, 'y', ['a', 'b']))['a'] ?? Number.NaN, 12);
  });

  it('puts missing numbers at the mean and missing categories at the reference', () => {
    const frame = makeFrame([
      ['x', numberColumn([0, 2, Number.NaN, 4])],
      ['c', categoryColumn(['a', 'b', 'a', null])],
      ['y', numberColumn([1, 2, 3, 4])],
    ]);
    const fit = regress(frame, 'y', ['x', 'c']);
    expect(fit.missing).toEqual([
      { feature: 'x', count: 1 },
      { feature: 'c', count: 1 },
    ]);
    expect(fit.model.terms[0]?.fill).toBe(2);
    expect(fit.references).toEqual([{ feature: 'c', category: 'a' }]);
  });

  it('does not change when every weight doubles or rows repeat instead of weighing double', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ x: fc.integer({ min: -50, max: 50 }), y: fc.integer({ min: -9, max: 9 }) }), { minLength: 3, maxLength: 30 }),
        (rows) => {
          const x = rows.map((row) => row.x);
          const y = rows.map((row) => row.y);
          const once = makeFrame([
            ['x', numberColumn(x)],
            ['y', numberColumn(y)],
            ['w', numberColumn(x.map(() => 2))],
          ]);
          const twice = makeFrame([
            ['x', numberColumn([...x, ...x])],
            ['y', numberColumn([...y, ...y])],
          ]);
          const spec = linearSpec.parse({ penalty: 'elastic-net', strength: 0.05 });
          for (const chosen of [plain, spec]) {
            const alone = regress(once, 'y', ['x'], chosen);
            for (const other of [regress(once, 'y', ['x'], chosen, 'w'), regress(twice, 'y', ['x'], chosen)])
              expect(other.model.intercept).toBeCloseTo(alone.model.intercept, 8);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('chooses a penalty strength that predicts nearly as well as the truth', () => {
    const work = workHere(5);
    const rng = work.rng.fork('data');
    const columns = Array.from({ length: 30 }, () => Float64Array.from({ length: 200 }, () => rng.normal()));
    const y = Float64Array.from({ length: 200 }, (_, i) => 2 * (columns[0]?.[i] ?? 0) - (columns[1]?.[i] ?? 0) + rng.normal());
    const names = columns.map((_, j) => `x${j}`);
    const frame = makeFrame([...columns.map((column, j) => [`x${j}`, numberColumn(column)] as const), ['y', numberColumn(y)]]);
    const fit = regress(frame, 'y', names, linearSpec.parse({ penalty: 'lasso' }));
    expect(fit.strength).toBeGreaterThan(0);
    const values = fit.coefficients.map((row) => row.value);
    // 200 rows and noise 1: a lasso shrinks by about 0.1 and keeps a handful of the 28 idle columns.
    expect(values[0]).toBeGreaterThan(1.7);
    expect(values[1]).toBeLessThan(-0.7);
    expect(values.slice(2).filter((value) => Math.abs(value) > 0.2)).toEqual([]);
  });
});

describe('logistic regression', () => {
  it('finds the log odds of a two by two table by hand', () => {
    const frame = makeFrame([
      ['group', categoryColumn(['a', 'a', 'a', 'a', 'b', 'b', 'b', 'b'])],
      ['y', numberColumn([1, 0, 0, 0, 1, 1, 1, 0])],
    ]);
    const fit = classify(frame, 'y', ['group']);
    expect(fit.intercept.value).toBeCloseTo(Math.log(1 / 3), 10);
    expect(fit.coefficients[0]?.value).toBeCloseTo(Math.log(9), 10);
    // Woolf: variance of a log odds ratio is the sum of the reciprocal counts.
    expect(fit.coefficients[0]?.standardError).toBeCloseTo(Math.sqrt(1 + 1 / 3 + 1 / 3 + 1), 8);
  });

  it.each([
    ['perfectly', [0, 0, 0, 1, 1, 1]],
    ['for some rows', [0, 1, 0, 1, 1, 1]],
  ])('refuses outcomes that a category tells apart %s, naming it', (_, y) => {
    const frame = makeFrame([
      ['plan', categoryColumn(['free', 'free', 'free', 'pro', 'pro', 'pro'])],
      ['y', numberColumn(y)],
    ]);
    expect(() => classify(frame, 'y', ['plan'])).toThrowError(/plan = pro/);
    expect(() => classify(frame, 'y', ['plan'])).toThrowError(
      expect.objectContaining({ problem: expect.objectContaining({ code: 'numeric/separated' }) }),
    );
    expect(named(classify(frame, 'y', ['plan'], linearSpec.parse({ penalty: 'ridge', strength: 0.1 })))['plan = pro']).toBeGreaterThan(0);
  });

  it('answers with the smoothed share when only one outcome occurs', () => {
    const frame = makeFrame([
      ['x', numberColumn([1, 2, 3])],
      ['y', numberColumn([0, 0, 0])],
    ]);
    const [answer] = predict(classify(frame, 'y', ['x']).model, tableOf(frame, ['x']));
    expect(answer).toBeCloseTo(0.5 / 4, 12);
  });

  it('mirrors its answers when the labels are swapped', () => {
    const rng = workHere(3).rng;
    const x = Float64Array.from({ length: 300 }, () => rng.normal());
    const y = x.map((value) => Number(rng.next() < 1 / (1 + Math.exp(-value))));
    const frame = makeFrame([
      ['x', numberColumn(x)],
      ['y', numberColumn(y)],
      ['no', numberColumn(y.map((value) => 1 - value))],
    ]);
    for (const penalty of ['none', 'lasso'] as const) {
      const spec = linearSpec.parse({ penalty, strength: 0.02 });
      const yes = predict(classify(frame, 'y', ['x'], spec).model, tableOf(frame, ['x']));
      const no = predict(classify(frame, 'no', ['x'], spec).model, tableOf(frame, ['x']));
      yes.forEach((answer, row) => {
        expect(answer + (no[row] ?? 0)).toBeCloseTo(1, 8);
      });
    }
  });

  it('chooses a ridge strength by folds', () => {
    const rng = workHere(9).rng;
    const columns = Array.from({ length: 10 }, () => Float64Array.from({ length: 300 }, () => rng.normal()));
    const y = Float64Array.from({ length: 300 }, (_, i) => Number(rng.next() < 1 / (1 + Math.exp(-(columns[0]?.[i] ?? 0)))));
    const frame = makeFrame([...columns.map((column, j) => [`x${j}`, numberColumn(column)] as const), ['y', numberColumn(y)]]);
    const spec = linearSpec.parse({ penalty: 'ridge' });
    const fit = classify(
      frame,
      'y',
      columns.map((_, j) => `x${j}`),
      spec,
    );
    expect(fit.strength).toBeGreaterThan(0);
    expect(fit.coefficients[0]?.value).toBeGreaterThan(0.5);
    expect(
      classify(
        frame,
        'y',
        columns.map((_, j) => `x${j}`),
        spec,
      ),
    ).toEqual(fit);
  });
});
