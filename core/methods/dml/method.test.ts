import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { confounded, expectClose, inputsOf } from '../../../test/support/assignment-studies.ts';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { categoryColumn, type Frame, makeFrame, numberColumn, numbersOf, withColumns } from '../../frame/frame.ts';
import { type DmlFit, effectsOfDml, medianOf } from './fit.ts';
import method from './method.ts';
import { scored } from './scores.ts';

const golden = JSON.parse(readFileSync(fileURLToPath(new URL('golden/dml.json', import.meta.url)), 'utf8')).results;
const lines = { learner: 'linear', treatmentLearner: 'linear' };

async function run(frame: Frame, options: object): Promise<DmlFit> {
  return method.fit(method.spec.parse({ ...lines, ...options }), inputsOf(frame), contextHere());
}

function first(fit: DmlFit) {
  const [contrast] = fit.contrasts;
  if (contrast === undefined) throw new Error('The fit has no contrast.');
  return contrast;
}

describe('doubleml 0.11.5 and econml 0.17 on a simulated confounded study, folds given', () => {
  const study = confounded();
  const ids = numbersOf(study.frame, 'id');
  const frame = withColumns(study.frame, [['fold', numberColumn(ids.map((id) => (id - 1) % 5))]]);
  const options = { ...study.options, foldColumn: 'fold' };

  it('partially linear, partialling out', async () => {
    const { main } = first(await run(frame, options));
    expectClose(main.value, golden.plr_doubleml.theta);
    expectClose(main.standardError, golden.plr_doubleml.se);
    expectClose(main.interval[0], golden.plr_doubleml.ci[0]);
  });

  it('partially linear, IV-type: with straight lines the same estimate', async () => {
    const { main } = first(await run(frame, { ...options, score: 'iv-type' }));
    expectClose(main.value, golden.plr_doubleml.theta);
  });

  it.each([
    ['ate', 'irm_doubleml_ATE'],
    ['atte', 'irm_doubleml_ATTE'],
  ] as const)('interactive, %s', async (estimand, key) => {
    const { main } = first(await run(frame, { ...options, treatmentLearner: 'logistic', model: 'interactive', estimand }));
    expectClose(main.value, golden[key].theta);
    expectClose(main.standardError, golden[key].se);
  });

  it('LinearDML: the effect as a line', async () => {
    const fit = await run(frame, { ...options, effectModel: 'linear', effectColumns: ['x0'] });
    const [intercept, slope] = first(fit).line;
    const econml = golden.econml_linear_dml;
    expectClose(intercept?.estimate.value, econml.intercept);
    expectClose(intercept?.estimate.standardError, econml.intercept_se);
    expectClose(slope?.estimate.value, econml.coef_x0);
    expectClose(slope?.estimate.standardError, econml.coef_se);
    const x0 = numbersOf(frame, 'x0');
    const { value } = effectsOfDml(fit);
    expectClose(value[7], econml.intercept + econml.coef_x0 * (x0[7] as number));
  });
});

/** y = 2d + x + noise, where d follows x; groups differ by `gap`. */
function planted(seed: number, rows: number, { gap = 0, isAmount = false } = {}): Frame {
  const rng = rngFromSeed(seed);
  const people = Array.from({ length: rows }, (_, row) => {
    const x = rng.normal();
    const d = isAmount ? x + rng.normal() : Number(rng.next() < 1 / (1 + Math.exp(-x)));
    const side = rng.next() < 0.5 ? 'a' : 'b';
    return { x, d, side, shop: row % 40, y: (2 + (side === 'b' ? gap : 0)) * d + x + rng.normal() };
  });
  return makeFrame([
    ['x', numberColumn(people.map(({ x }) => x))],
    ['d', numberColumn(people.map(({ d }) => d))],
    ['y', numberColumn(people.map(({ y }) => y))],
    ['side', categoryColumn(people.map(({ side }) => side))],
    ['shop', numberColumn(people.map(({ shop }) => shop))],
  ]);
}

const plain = { treatment: 'd', outcome: 'y', covariates: ['x'] };

describe('by hand', () => {
  it('without folds the partially linear effect is the coefficient of ordinary least squares (Frisch–Waugh–Lovell)', async () => {
    const frame = planted(1, 300, { isAmount: true });
    const [x, d, y] = ['x', 'd', 'y'].map((name) => numbersOf(frame, name)) as [Float64Array, Float64Array, Float64Array];
    const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const cross = (a: Float64Array, b: Float64Array) =>
      a.reduce((sum, value, i) => sum + (value - mean(a)) * ((b[i] as number) - mean(b)), 0);
    const below = cross(d, d) * cross(x, x) - cross(d, x) ** 2;
    const truth = (cross(d, y) * cross(x, x) - cross(x, y) * cross(d, x)) / below;
    expectClose(first(await run(frame, { ...plain, folds: 1 })).main.value, truth);
  });

  it('takes the median of estimates, and of errors that hold the spread', () => {
    const found = medianOf([scored(1, 0.3, 0.05, 9), scored(2, 0.4, 0.05, 9), scored(4, 0.1, 0.05, 9)], 0.05);
    expect(found.value).toBe(2);
    // √(0.3² + 1²), 0.4, √(0.1² + 2²): the middle one.
    expect(found.standardError).toBeCloseTo(Math.sqrt(1.09), 12);
  });

  it('sensitivity: at the robustness value the bound is 0', async () => {
    const frame = planted(2, 500);
    const { robustness } = first(await run(frame, plain)).sensitivity;
    const { low } = first(await run(frame, { ...plain, cfY: robustness, cfD: robustness })).sensitivity;
    expect(Math.abs(low)).toBeLessThan(1e-8);
    const { robustnessOfInterval: r } = first(await run(frame, plain)).sensitivity;
    expect(Math.abs(first(await run(frame, { ...plain, cfY: r, cfD: r })).sensitivity.lowEnd)).toBeLessThan(1e-6);
  });
});

describe('planted effects', () => {
  it('intervals hold the effect', async () => {
    let held = 0;
    const draws = process.env['CAUSEWAY_NIGHTLY'] === '1' ? 1000 : 150;
    for (let seed = 1; seed <= draws; seed++) {
      const { interval } = first(await run(planted(seed, 300, { isAmount: seed % 2 === 0 }), { ...plain, folds: 3 })).main;
      held += Number(interval[0] <= 2 && 2 <= interval[1]);
    }
    // Three standard errors below 95 %.
    expect(held / draws).toBeGreaterThan(0.95 - 3 * Math.sqrt((0.95 * 0.05) / draws));
  });

  it.each(['partially-linear', 'interactive'])('groups have their own effects: %s', async (model) => {
    const fit = await run(planted(3, 6000, { gap: 1 }), { ...plain, model, treatmentLearner: 'logistic', group: 'side', cluster: 'shop' });
    const by = new Map(first(fit).groups.map(({ group, estimate }) => [group, estimate]));
    expect(Math.abs((by.get('a')?.value ?? 0) - 2)).toBeLessThan(4 * (by.get('a')?.standardError ?? 0));
    expect(Math.abs((by.get('b')?.value ?? 0) - 3)).toBeLessThan(4 * (by.get('b')?.standardError ?? 0));
  });

  it('normalised weights and repeats stay near', async () => {
    const options = { ...plain, model: 'interactive', treatmentLearner: 'logistic', normalizeWeights: true, repeats: 3 };
    const { main } = first(await run(planted(4, 2000), options));
    expect(Math.abs(main.value - 2)).toBeLessThan(4 * main.standardError);
  });

  it('boosted trees find what lines cannot', async () => {
    const { main } = first(await run(planted(5, 3000), { ...plain, learner: 'gbdt', treatmentLearner: 'gbdt' }));
    expect(Math.abs(main.value - 2)).toBeLessThan(4 * main.standardError);
  });
});

describe('what is refused', () => {
  const codes = (frame: Frame, options: object) =>
    method.validate(method.spec.parse({ ...lines, ...options }), inputsOf(frame)).map(({ code }) => code);

  it('a constant outcome, a small arm, an amount in the interactive model, a line after the ATTE', () => {
    const frame = planted(6, 60);
    expect(codes(withColumns(frame, [['y', numberColumn(new Float64Array(60).fill(3))]]), plain)).toEqual(['data/constant']);
    const few = numberColumn(Float64Array.from({ length: 60 }, (_, row) => Number(row < 12)));
    expect(codes(withColumns(frame, [['d', few]]), { ...plain, folds: 10 })).toEqual(['data/arm-too-small']);
    expect(codes(planted(6, 60, { isAmount: true }), { ...plain, model: 'interactive' })).toEqual(['option/invalid']);
    expect(codes(frame, { ...plain, model: 'interactive', estimand: 'atte', effectModel: 'linear' })).toEqual(['option/invalid']);
  });

  it('a treatment that a covariate decides', async () => {
    const frame = planted(7, 200, { isAmount: true });
    const twin = withColumns(frame, [['twin', numberColumn(numbersOf(frame, 'd').map((value) => 2 * value + 1))]]);
    await expect(run(twin, { ...plain, covariates: ['x', 'twin'] })).rejects.toMatchObject({ problem: { code: 'numeric/singular' } });
  });

  it('twelve rows in an arm, and many columns, still give numbers', async () => {
    const frame = planted(8, 400);
    const wide = withColumns(frame, [
      ['d', numberColumn(Float64Array.from({ length: 400 }, (_, row) => Number(row % 34 === 0)))],
      ...Array.from({ length: 100 }, (_, at) => {
        const rng = rngFromSeed(at);
        return [`w${at}`, numberColumn(Float64Array.from({ length: 400 }, () => rng.normal()))] as const;
      }),
    ]);
    const covariates = ['x', ...Array.from({ length: 100 }, (_, at) => `w${at}`)];
    const { main } = first(await run(wide, { ...plain, covariates }));
    expect(Number.isFinite(main.value) && main.standardError > 0).toBe(true);
  });
});
