import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workHere } from '../../../test/support/work.ts';
import { categoryColumn, makeFrame, numberColumn } from '../../frame/frame.ts';
import { predict } from '../predict.ts';
import { classify, named, plain, regress, tableOf } from './linear.fixture.ts';
import { linearSpec } from './spec.ts';

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
