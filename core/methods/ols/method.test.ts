import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contextHere, stopped } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { categoryColumn, type Frame, makeFrame, numberColumn, takeRows, withColumns } from '../../frame/frame.ts';
import { fitOls, type OlsFit } from './fit.ts';
import method from './method.ts';
import { reportOls } from './report.ts';

function analyse(frame: Frame, options: Record<string, unknown>): OlsFit {
  return fitOls(method.spec.parse(options), frame, contextHere());
}

function problems(frame: Frame, options: Record<string, unknown>) {
  return method.validate(method.spec.parse(options), { sources: [{ name: 'data', values: { frame } }] });
}

/** Two crossed groupings with levels of their own, a slope of 2 and an arm effect of 1. */
function panel(seed: number, rows = 300): Frame {
  const rng = rngFromSeed(seed);
  const cells = Array.from({ length: rows }, () => {
    const [firm, year, arm] = [rng.below(12), rng.below(7), rng.below(2)];
    const x = rng.normal() + 0.3 * firm;
    return { firm: `f${firm}`, year: `t${year}`, arm, x, y: 2 * x + arm + firm - 0.5 * year + rng.normal(), w: 0.5 + rng.next() };
  });
  return makeFrame([
    ['firm', categoryColumn(cells.map(({ firm }) => firm))],
    ['year', categoryColumn(cells.map(({ year }) => year))],
    ...(['arm', 'x', 'y', 'w'] as const).map((name) => [name, numberColumn(cells.map((cell) => cell[name]))] as const),
  ]);
}

const OPTIONS = { treatment: 'arm', outcome: 'y', covariates: ['x'] };

describe('fixed effects', () => {
  it.each(['classical', 'HC1', 'cluster'] as const)(
    'absorbing two of them equals writing out their dummies (%s, weighted)',
    (covariance) => {
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
          const frame = panel(seed);
          // Clusters by weight hold one row each, so that no fixed effect is nested and both count k alike.
          const options = { ...OPTIONS, weight: 'w', covariance, cluster: ['w'] };
          const absorbed = analyse(frame, { ...options, fixedEffects: ['firm', 'year'] });
          const written = analyse(frame, { ...options, covariates: ['x', 'firm', 'year'] });
          for (const { name, value, standardError } of absorbed.coefficients) {
            const same = written.coefficients.find((other) => other.name === name);
            expect(value).toBeCloseTo(same?.value ?? Number.NaN, 9);
            expect(standardError).toBeCloseTo(same?.standardError ?? Number.NaN, 9);
          }
        }),
        { numRuns: 20 },
      );
    },
  );

  it('HC3 with one absorbed effect uses the leverage of its dummies too', () => {
    const frame = panel(5);
    const absorbed = analyse(frame, { ...OPTIONS, covariance: 'HC3', fixedEffects: ['firm'], weight: 'w' });
    const written = analyse(frame, { ...OPTIONS, covariance: 'HC3', covariates: ['x', 'firm'], weight: 'w' });
    expect(absorbed.effects[0]?.standardError).toBeCloseTo(written.effects[0]?.standardError ?? Number.NaN, 10);
    expect(absorbed.leverage?.largest).toBeCloseTo(written.leverage?.largest ?? Number.NaN, 10);
  });

  it('names a column that they already explain', () => {
    const frame = panel(6);
    const doubled = withColumns(frame, [['x again', frame.columns.get('x') ?? numberColumn([])]]);
    const fit = analyse(doubled, { ...OPTIONS, covariates: ['x', 'x again', 'firm'], fixedEffects: ['firm'].slice(1) });
    expect(fit.dropped).toEqual(['x again']);
    expect(reportOls(fit, method.spec.parse(OPTIONS)).notes.map(({ code }) => code)).toContain('ols/collinear');
  });
});

it('a hand-computed line: slope 0.6, intercept 2.2, error of the slope √(2.4/3/10)', () => {
  const frame = makeFrame([
    ['x', numberColumn([1, 2, 3, 4, 5])],
    ['y', numberColumn([2, 4, 5, 4, 5])],
  ]);
  const [intercept, slope] = analyse(frame, { outcome: 'y', treatment: 'x', covariance: 'classical' }).coefficients;
  expect(intercept?.value).toBeCloseTo(2.2, 12);
  expect(slope?.value).toBeCloseTo(0.6, 12);
  expect(slope?.standardError).toBeCloseTo(Math.sqrt(2.4 / 3 / 10), 12);
});

it('row order and the unit of a covariate do not matter; the outcome may sit near a billion', () => {
  const frame = panel(9);
  const order = Int32Array.from({ length: 300 }, (_, row) => (row * 7) % 300);
  const [before, after] = [analyse(frame, OPTIONS), analyse(takeRows(frame, order), OPTIONS)];
  expect(after.effects[0]?.value).toBeCloseTo(before.effects[0]?.value ?? 0, 11);
  const far = withColumns(frame, [
    ['x', numberColumn(Array.from((frame.columns.get('x') as { values: Float64Array }).values, (x) => 1e6 * x))],
    ['y', numberColumn(Array.from((frame.columns.get('y') as { values: Float64Array }).values, (y) => y + 1e9))],
  ]);
  expect(analyse(far, OPTIONS).effects[0]?.value).toBeCloseTo(before.effects[0]?.value ?? 0, 5);
});

it('95 % intervals hold the planted effect in 93 to 97 % of 600 draws, HC1 and clustered', () => {
  for (const more of [{}, { covariance: 'cluster', cluster: ['w'] }]) {
    let held = 0;
    for (let seed = 1; seed <= 600; seed++) {
      const effect = analyse(panel(seed, 200), { ...OPTIONS, covariates: ['x', 'firm', 'year'], ...more }).effects[0];
      if (effect !== undefined && effect.low <= 1 && effect.high >= 1) held++;
    }
    expect(held / 600).toBeGreaterThan(0.93);
    expect(held / 600).toBeLessThan(0.97);
  }
});

describe('wrong options and data', () => {
  const frame = panel(3);

  it.each([
    ['a single cluster', { covariance: 'cluster', cluster: ['one'] }, 'data/too-few-rows'],
    ['three cluster columns', { covariance: 'cluster', cluster: ['firm', 'year', 'x'] }, 'option/invalid'],
    ['clusters without a column', { covariance: 'cluster' }, 'option/invalid'],
    ['a covariate that is the outcome', { covariates: ['y'] }, 'option/invalid'],
    ['an unknown column', { covariates: ['nowhere'] }, 'data/unknown-column'],
    ['an unknown arm', { arm: '7' }, 'data/arm-missing'],
    ['negative weights', { weight: 'minus' }, 'option/invalid'],
    ['HC2 under two fixed effects', { covariance: 'HC2', fixedEffects: ['firm', 'year'] }, 'option/invalid'],
  ])('%s', (_, options, code) => {
    const odd = withColumns(frame, [
      ['one', numberColumn(new Float64Array(300))],
      ['minus', numberColumn(new Float64Array(300).fill(-1))],
    ]);
    const found = problems(odd, { ...OPTIONS, ...options }).map((problem) => problem.code);
    if (found.length > 0) expect(found).toEqual([code]);
    else
      expect(() => analyse(odd, { ...OPTIONS, ...options })).toThrow(
        expect.objectContaining({ problem: expect.objectContaining({ code }) }),
      );
  });

  it('more columns than rows, and a treatment without variation', () => {
    expect(() => analyse(takeRows(frame, Int32Array.of(0, 1, 2, 3)), { ...OPTIONS, covariates: ['x', 'firm', 'year'] })).toThrow();
    const fit = analyse(withColumns(frame, [['arm copy', frame.columns.get('arm') ?? numberColumn([])]]), {
      ...OPTIONS,
      fixedEffects: ['arm copy'],
    });
    expect(reportOls(fit, method.spec.parse(OPTIONS)).notes[1]).toMatchObject({ severity: 'stop', code: 'ols/no-treatment-variation' });
  });

  it('stops when asked to', () => {
    expect(() => fitOls(method.spec.parse(OPTIONS), frame, contextHere(1, stopped))).toThrow();
  });
});

it('speaks of an association unless the treatment was randomised', () => {
  const frame = panel(4);
  const readingOf = (options: Record<string, unknown>) => {
    const [block] = reportOls(analyse(frame, options), method.spec.parse(options)).blocks;
    return block?.kind === 'text' ? block.body.en : '';
  };
  expect(readingOf(OPTIONS)).toMatch(/is associated with a difference in the average y of .* to .* interval/);
  expect(readingOf({ ...OPTIONS, randomised: true })).toMatch(/changes the average y by/);
});
