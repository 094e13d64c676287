import { describe, expect, it } from 'vitest';
import { contextHere, stopped } from '../../../../test/support/work.ts';
import { rngFromSeed } from '../../../base/rng.ts';
import { categoryColumn, type Frame, makeFrame, numberColumn, numbersOf, withColumns, withRoles } from '../../../frame/frame.ts';
import { areaUnderRoc } from '../../../learners/evaluation/auc.ts';
import { bindFeatures } from '../../../learners/features.ts';
import { predict } from '../../../learners/predict.ts';
import type { EstimatesBlock, Report } from '../../../report/blocks.ts';
import type { Inputs, Method } from '../../contract.ts';
import gbdt from '../../gbdt/method.ts';
import linear from '../../linear/method.ts';
import logistic from '../../logistic/method.ts';
import randomForest from '../../random-forest/method.ts';
import type { ModelFit } from './fit.ts';
import type { ModelOptions } from './spec.ts';

/** Customers whose log odds and spending are straight lines in x and plan; noise and repeated customers beside them. */
function customers(rowCount: number, seed = 7): Frame {
  const rng = rngFromSeed(seed);
  const rows = Array.from({ length: rowCount }, (_, row) => {
    const [x, noise] = [rng.normal(), rng.normal()];
    const plan = ['free', 'plus', 'pro'][rng.below(3)] ?? 'free';
    const score = x + (plan === 'pro' ? 1 : 0) - 0.5;
    const bought = rng.next() < 1 / (1 + Math.exp(-score));
    return { x, noise, plan, bought: bought ? 'yes' : 'no', spend: 10 + 3 * score + rng.normal(), customer: Math.floor(row / 4) };
  });
  return makeFrame(
    [
      ['x', numberColumn(rows.map((row) => row.x))],
      ['noise', numberColumn(rows.map((row) => row.noise))],
      ['plan', categoryColumn(rows.map((row) => row.plan))],
      ['bought', categoryColumn(rows.map((row) => row.bought))],
      ['spend', numberColumn(rows.map((row) => row.spend))],
      ['customer', numberColumn(rows.map((row) => row.customer))],
    ],
    {
      roles: [
        ['x', 'covariate'],
        ['noise', 'covariate'],
        ['plan', 'covariate'],
      ],
    },
  );
}

const inputsOf = (frame: Frame): Inputs => ({ sources: [{ name: 'customers', values: { frame } }] });

async function run<Spec extends ModelOptions>(method: Method<Spec, ModelFit>, frame: Frame, options: Record<string, unknown>) {
  const spec = method.spec.parse(options);
  expect(method.validate(spec, inputsOf(frame))).toEqual([]);
  const fit = await method.fit(spec, inputsOf(frame), contextHere());
  return { fit, spec, report: method.summarize(fit, spec), frame: method.apply?.(fit, spec, inputsOf(frame)) ?? frame };
}

function estimates(report: Report, id: string) {
  const block = report.blocks.find((each): each is EstimatesBlock => each.kind === 'estimates' && each.id === id);
  return Object.fromEntries((block?.rows ?? []).map((row) => [row.name, row]));
}

const notesOf = (report: Report): string[] => report.notes.map((note) => note.code);

const frame = customers(1600);
const small = { trees: 40, leaves: 8 };

describe.each([
  ['gbdt', gbdt as Method<never, ModelFit>, small],
  ['random-forest', randomForest as Method<never, ModelFit>, { trees: 40 }],
  ['logistic', logistic as Method<never, ModelFit>, {}],
  ['linear', linear as Method<never, ModelFit>, {}],
] as const)('%s', (_, method, options) => {
  it('learns a yes/no outcome, and its interval holds what the truth could reach', async () => {
    const { report, fit } = await run(method, frame, { ...options, outcome: 'bought' });
    expect(fit).toMatchObject({ task: 'binary', positive: 'yes', negative: 'no' });
    const { auc, calibrationSlope } = estimates(report, 'quality');
    // The planted log odds themselves reach an AUC of about 0.77 on such customers.
    expect(auc?.value).toBeGreaterThan(0.68);
    expect(auc?.interval?.[1]).toBeGreaterThan(0.74);
    expect(auc?.interval?.[0]).toBeLessThan(0.8);
    expect(calibrationSlope?.value).toBeGreaterThan(0.5);
  });

  it('adds answers of models that had not seen the row', async () => {
    const luck = rngFromSeed(3);
    const random = withColumns(frame, [['coin', numberColumn(Array.from({ length: 1600 }, () => luck.below(2)))]]);
    const { frame: added, fit } = await run(method, random, { ...options, outcome: 'coin' });
    const actual = numbersOf(random, 'coin');
    const honest = areaUnderRoc({ predicted: numbersOf(added, 'prediction'), actual }, 0.99).interval;
    // Nothing can be learnt from a coin: out-of-fold answers must look like it, while the model's own rows flatter it.
    expect(honest[0]).toBeLessThan(0.5);
    expect(honest[1]).toBeGreaterThan(0.46);
    const seen = areaUnderRoc({ predicted: predict(fit.model, bindFeatures(random, fit.model.features)), actual }, 0.95).value;
    expect(seen).toBeGreaterThan(0.5);
  });

  it('answers the same for the same seed', async () => {
    const few = customers(200);
    const [once, again] = [
      await run(method, few, { ...options, outcome: 'bought' }),
      await run(method, few, { ...options, outcome: 'bought' }),
    ];
    expect(again.fit).toEqual(once.fit);
  });

  it('stops when it is told to', async () => {
    const spec = method.spec.parse({ ...(options as object), outcome: 'bought' } as never);
    await expect(async () => method.fit(spec, inputsOf(frame), contextHere(1, stopped))).rejects.toMatchObject({
      problem: { kind: 'cancelled' },
    });
  });
});

describe('what every model method says', () => {
  it('recovers planted coefficients within their intervals', async () => {
    const { report } = await run(linear, frame, { outcome: 'spend' });
    const rows = estimates(report, 'coefficients');
    for (const [name, truth] of [
      ['x', 3],
      ['noise', 0],
    ] as const) {
      expect(rows[name]?.interval?.[0]).toBeLessThan(truth);
      expect(rows[name]?.interval?.[1]).toBeGreaterThan(truth);
    }
    // Pro is worth 3 more than the other plans, whichever of the three came first and became the reference.
    const contrasts = Object.values(rows).flatMap(({ contrast, interval }) => (contrast === undefined ? [] : [{ contrast, interval }]));
    expect(contrasts).toHaveLength(2);
    for (const { contrast, interval } of contrasts) {
      const truth = contrast.startsWith('pro vs') ? 3 : contrast.endsWith('vs pro') ? -3 : 0;
      expect(interval?.[0], contrast).toBeLessThan(truth);
      expect(interval?.[1], contrast).toBeGreaterThan(truth);
    }
    expect(estimates(report, 'quality')['r2']?.value).toBeGreaterThan(0.85);
    expect(report.blocks[0]).toMatchObject({ kind: 'text', id: 'reading' });
  });

  it('gives no standard errors under a penalty', async () => {
    const { report } = await run(linear, frame, { outcome: 'spend', penalty: 'lasso' });
    expect(Object.values(estimates(report, 'coefficients')).every((row) => row.standardError === undefined)).toBe(true);
  });

  it('warns of a column that gives the answer away', async () => {
    const answer = numbersOf(withColumns(frame, [['b', numberColumn([...numbersOf(frame, 'spend')])]]), 'b');
    const leaky = withRoles(withColumns(frame, [['receipt', numberColumn(answer.map((value) => 2 * value))]]), [
      ...frame.roles,
      ['receipt', 'covariate'],
    ]);
    const { report } = await run(gbdt, leaky, { ...small, outcome: 'spend' });
    expect(notesOf(report)).toContain('gbdt/one-feature');
    const { report: straight } = await run(linear, leaky, { outcome: 'spend' });
    expect(notesOf(straight)).toContain('linear/leakage');
  });

  it('warns when there is nothing to learn', async () => {
    const luck = rngFromSeed(4);
    const random = withColumns(frame, [['coin', numberColumn(Array.from({ length: 1600 }, () => luck.below(2)))]]);
    const { report } = await run(logistic, random, { outcome: 'coin' });
    expect(notesOf(report)).toContain('logistic/no-signal');
  });

  it('says which values were missing and what became of them', async () => {
    const holes = withColumns(customers(400), [
      ['x', numberColumn(numbersOf(customers(400), 'x').map((value, row) => (row % 9 === 0 ? Number.NaN : value)))],
      ['spend', numberColumn(numbersOf(customers(400), 'spend').map((value, row) => (row % 50 === 0 ? Number.NaN : value)))],
    ]);
    const { report, frame: added } = await run(linear, holes, { outcome: 'spend' });
    expect(notesOf(report)).toEqual(expect.arrayContaining(['linear/missing-filled', 'linear/missing-outcome', 'linear/few-rows']));
    expect(numbersOf(added, 'prediction').every(Number.isFinite)).toBe(true);
  });

  it('keeps rows of one cluster on one side', async () => {
    const { fit } = await run(logistic, frame, { outcome: 'bought', cluster: 'customer' });
    expect(fit.counts.heldOut % 4).toBe(0);
    expect(Math.abs(fit.counts.heldOut - 400)).toBeLessThan(9);
  });

  it.each([
    [{ outcome: 'plan' }, 'data/not-numeric'],
    [{ outcome: 'nowhere' }, 'data/unknown-column'],
    [{}, 'option/invalid'],
    [{ outcome: 'spend', covariates: ['spend', 'x'] }, 'option/invalid'],
    [{ outcome: 'spend', covariates: ['nowhere'] }, 'data/unknown-column'],
    [{ outcome: 'spend', into: 'x' }, 'data/duplicate'],
    [{ outcome: 'spend', weight: 'noise' }, 'data/missing-values'],
    [{ outcome: 'spend', weight: 'plan' }, 'data/not-numeric'],
  ])('refuses %j before it runs, as %s', (options, code) => {
    const problems = linear.validate(linear.spec.parse(options), inputsOf(frame));
    expect(problems.map((problem) => problem.code)).toEqual([code]);
  });

  it('takes every likely column where nobody marked any, and says so', async () => {
    const bare = withRoles(frame, []);
    const spec = linear.spec.parse({ outcome: 'spend' });
    expect(linear.validate(spec, inputsOf(bare))).toEqual([]);
    const fit = await linear.fit(spec, inputsOf(bare), contextHere());
    expect(fit.covariates).not.toContain('spend');
    expect(notesOf(linear.summarize(fit, spec))).toContain('linear/all-columns');
  });

  it('refuses a table whose only column is the outcome', () => {
    const alone = makeFrame([['spend', numberColumn(Array.from({ length: 40 }, (_, row) => row))]]);
    expect(linear.validate(linear.spec.parse({ outcome: 'spend' }), inputsOf(alone))).toMatchObject([{ where: { option: 'covariates' } }]);
  });
});
