import { describe, expect, it } from 'vitest';
import { confounded, expectClose, type GoldenStudy, inputsOf, lalonde } from '../../../test/support/assignment-studies.ts';
import { tidyCsv } from '../../../test/support/csv.ts';
import { sharedFile } from '../../../test/support/reference.ts';
import { contextHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { categoryColumn, makeFrame, numberColumn, takeRows, withColumns } from '../../frame/frame.ts';
import type { IpwContrast, IpwFit } from './fit.ts';
import method from './method.ts';
import { crumpBounds } from './weights.ts';

async function run({ frame, options }: Pick<GoldenStudy, 'frame' | 'options'>, more: object = {}): Promise<IpwFit> {
  return method.fit(method.spec.parse({ ...options, ...more }), inputsOf(frame), contextHere());
}

function first(fit: IpwFit): IpwContrast {
  const [contrast] = fit.contrasts;
  if (contrast === undefined) throw new Error('The fit has no contrast.');
  return contrast;
}

const obs = confounded();
const training = lalonde('ps_lalonde');

/** Closed forms with a logistic fit to convergence agree to 1e-6 relative, standard errors included. */
function closedForms(study: () => GoldenStudy): void {
  it.each([
    ['ate', 'ipw_ate_hajek'],
    ['att', 'ipw_att_hajek'],
    ['atc', 'ipw_atc_hajek'],
    ['overlap', 'overlap_ato_hajek'],
  ] as const)('%s: estimate, means, stacked and naive error, effective sizes', async (estimand, key) => {
    const found = first(await run(study(), { estimand }));
    const truth = study().results[key];
    expectClose(found.value, truth?.['est']);
    expectClose(found.standardError, truth?.['se']);
    expectClose(found.standardErrorKnown, truth?.['se_weights_known']);
    expectClose(found.means?.arm, truth?.['mu1']);
    expectClose(found.means?.control, truth?.['mu0']);
    expectClose(found.diagnosis.treated.effective, truth?.['ess_treated']);
    expectClose(found.diagnosis.control.effective, truth?.['ess_control']);
    expectClose(found.naive, study().results['naive']?.['est']);
  });

  it('Horvitz–Thompson, dropped and clipped scores', async () => {
    expectClose(first(await run(study(), { normalization: 'horvitz-thompson' })).value, study().results['ipw_ate_ht']?.['est']);
    const trimmed = first(await run(study(), { trimming: 'fixed' }));
    expectClose(trimmed.value, study().results['ipw_ate_hajek_trim05']?.['est']);
    expect(trimmed.n).toBe(study().results['ipw_ate_hajek_trim05']?.['n_kept']);
    expectClose(first(await run(study(), { trimming: 'clip' })).value, study().results['ipw_ate_hajek_clip05']?.['est']);
  });

  it('standardised differences before and after', async () => {
    const [ate, att] = [first(await run(study())), first(await run(study(), { estimand: 'att' }))];
    const truths = study().results['balance']?.['values'] as unknown as Record<string, Record<string, number>>;
    for (const [index, row] of ate.diagnosis.balance.entries()) {
      const truth = truths[row.level === null ? row.covariate : `C(${row.covariate})[T.${row.level}]`];
      if (truth === undefined) continue;
      expectClose(row.before, truth['smd_pooled']);
      expect(row.after).toBeCloseTo(truth['smd_pooled_after_ate'] ?? Number.NaN, 6);
      expect(att.diagnosis.balance[index]?.after).toBeCloseTo(truth['smd_treated_sd_after_att'] ?? Number.NaN, 6);
    }
  });
}

describe('closed forms on a simulated confounded study', () => closedForms(() => obs));

describe.skipIf(training === undefined)('closed forms on the job-training study', () => closedForms(() => training as GoldenStudy));

describe('statsmodels 0.15.0, TreatmentEffect by GMM', () => {
  it('agrees on the simulated study to 1e-6', async () => {
    for (const [estimand, key] of [
      ['ate', 'sm_ipw'],
      ['att', 'sm_ipw_att'],
    ] as const) {
      const found = first(await run(obs, { estimand }));
      expectClose(found.value, obs.results[key]?.['est']);
      expectClose(found.standardError, obs.results[key]?.['se']);
    }
  });

  it.skipIf(training === undefined)('stops a little early on the job-training study: 2e-4', async () => {
    const study = training as GoldenStudy;
    expectClose(first(await run(study)).value, study.results['sm_ipw']?.['est'], 2e-4);
    expectClose(first(await run(study, { estimand: 'att' })).value, study.results['sm_ipw_att']?.['est'], 1e-4);
  });
});

describe('the design can withhold the tick', () => {
  it.skipIf(training === undefined)('extreme weights on the job-training study', async () => {
    const study = training as GoldenStudy;
    const spec = method.spec.parse(study.options);
    const { notes, blocks } = method.summarize(await method.fit(spec, inputsOf(study.frame), contextHere()), spec);
    expect(notes).toContainEqual(expect.objectContaining({ severity: 'stop', code: 'ipw/extreme-weight' }));
    expect(blocks.map(({ id }) => id).slice(0, 5)).toEqual(['reading', 'overlap', 'balance', 'weights', 'effective-size']);
    expect(blocks.at(-1)?.id).toBe('what-would-change');
  });

  it('no stop on a study with good overlap, nor where treated rows are merely rare', async () => {
    const fit = await run(obs, { estimand: 'overlap' });
    const notes = method.summarize(fit, method.spec.parse({ ...obs.options, estimand: 'overlap' })).notes;
    expect(notes.filter(({ severity }) => severity === 'stop')).toEqual([]);
    const rng = rngFromSeed(3);
    const n = 5000;
    const x = Float64Array.from({ length: n }, () => rng.normal());
    const d = x.map(() => Number(rng.next() < 0.03));
    const frame = makeFrame([
      ['x', numberColumn(x)],
      ['d', numberColumn(d)],
      ['y', numberColumn(x.map((value) => value + rng.normal()))],
    ]);
    const spec = method.spec.parse({ treatment: 'd', outcome: 'y', covariates: ['x'] });
    const report = method.summarize(await method.fit(spec, inputsOf(frame), contextHere()), spec);
    expect(report.notes.filter(({ severity }) => severity === 'stop')).toEqual([]);
  });
});

describe('properties', () => {
  it('does not depend on the order of rows, and scales with the outcome', async () => {
    const base = first(await run(obs));
    const backwards = takeRows(
      obs.frame,
      Int32Array.from({ length: 3000 }, (_, row) => 2999 - row),
    );
    expectClose(first(await run({ ...obs, frame: backwards })).value, base.value, 1e-9);
    const y = (obs.frame.columns.get('y') as { values: Float64Array }).values;
    const scaled = withColumns(obs.frame, [['y', numberColumn(y.map((value) => 1000 * value + 7))]]);
    const found = first(await run({ ...obs, frame: scaled }));
    expectClose(found.value, 1000 * base.value, 1e-8);
    expectClose(found.standardError, 1000 * (base.standardError ?? 0), 1e-8);
  });

  it('stabilising changes how weights read, not the estimate', async () => {
    const [plain, stable] = [first(await run(obs)), first(await run(obs, { stabilized: true }))];
    expect(stable.value).toBe(plain.value);
    expect(stable.diagnosis.treated.mean).toBeCloseTo(1, 1);
    expectClose(stable.diagnosis.treated.effective, plain.diagnosis.treated.effective, 1e-9);
  });

  it('Horvitz–Thompson with overlap weights nearly agrees with Hájek, as those weights nearly add up to their population', async () => {
    const found = first(await run(obs, { normalization: 'horvitz-thompson', estimand: 'overlap' }));
    expect(found.standardError ?? 0).toBeLessThan(found.standardErrorKnown);
    expectClose(found.value, obs.results['overlap_ato_hajek']?.['est'], 1e-3);
    expectClose(found.standardError, obs.results['overlap_ato_hajek']?.['se'], 0.02);
  });

  it('several arms are compared one by one, as if the others were not there', async () => {
    const d = (obs.frame.columns.get('d') as { values: Float64Array }).values;
    const arms = categoryColumn(Array.from(d, (value, row) => (value === 0 ? 'none' : row % 2 === 0 ? 'mail' : 'call')));
    const frame = withColumns(obs.frame, [['d', arms]]);
    const both = await run({ ...obs, frame });
    expect(both.contrasts.map(({ arm }) => arm)).toEqual(expect.arrayContaining(['mail', 'call']));
    const call = await run({ ...obs, frame }, { arm: 'call' });
    expect(call.contrasts).toHaveLength(1);
    expect(call.contrasts[0]?.value).toBe(both.contrasts.find(({ arm }) => arm === 'call')?.value);
  });

  it('boosted scores are cross-fitted and land near the planted effect', async () => {
    const fit = await run(obs, { learner: { learner: 'gbdt', trees: 60, leaves: 8 }, estimand: 'overlap' });
    expect(fit.folds).toBe(5);
    expect(Math.abs(first(fit).value - 1)).toBeLessThan(0.25);
  });
});

describe('Crump’s rule', () => {
  it('keeps everybody where scores are near a half', () => {
    expect(crumpBounds(Float64Array.of(0.4, 0.5, 0.6))).toEqual([0, 1]);
  });

  it('meets its own condition: the cost at the bound is twice the mean cost inside', () => {
    const rng = rngFromSeed(5);
    const scores = Float64Array.from({ length: 4000 }, () => 1 / (1 + Math.exp(-3 * rng.normal())));
    const [low] = crumpBounds(scores);
    const inside = scores.filter((score) => score >= low && score <= 1 - low).map((score) => 1 / (score * (1 - score)));
    const mean = inside.reduce((sum, cost) => sum + cost, 0) / inside.length;
    expectClose(1 / (low * (1 - low)), 2 * mean, 1e-9);
  });
});

describe('refusals', () => {
  const problems = (options: object) => method.validate(method.spec.parse({ ...obs.options, ...options }), inputsOf(obs.frame));

  it('names the arm, the covariate, the column', () => {
    expect(problems({ arm: 'gold' })).toMatchObject([{ code: 'data/arm-missing', where: { option: 'arm' } }]);
    expect(problems({ covariates: ['y', 'x0'] })).toMatchObject([{ code: 'option/invalid', where: { column: 'y' } }]);
    expect(problems({ covariates: ['nope'] })).toMatchObject([{ code: 'data/unknown-column' }]);
  });

  it('separation is a numeric problem, no overlap after trimming too', async () => {
    const frame = withColumns(obs.frame, [['tell', obs.frame.columns.get('d') ?? numberColumn([])]]);
    await expect(run({ frame, options: { ...obs.options, covariates: ['x0', 'tell'] } })).rejects.toMatchObject({
      problem: { code: 'numeric/separated' },
    });
    await expect(run(obs, { trimming: 'fixed', bounds: [0.99, 0.999] })).rejects.toMatchObject({ problem: { code: 'numeric/no-overlap' } });
  });
});

describe('published results', () => {
  const nhefs = sharedFile('data/nhefs_smoking.csv');

  it.skipIf(nhefs === undefined)('quitting smoking and weight: 3.44 kg (Hernán & Robins, What If, program 12.2)', async () => {
    const raw = tidyCsv(nhefs ?? '');
    const numbers = (name: string) => (raw.columns.get(name) as { values: Float64Array }).values;
    const squares = ['age', 'wt71', 'smokeintensity', 'smokeyrs'].map(
      (name) => [`${name}²`, numberColumn(numbers(name).map((v) => v * v))] as const,
    );
    const groups = ['education', 'exercise', 'active'].map((name) => [name, categoryColumn(Array.from(numbers(name), String))] as const);
    const frame = withColumns(raw, [...squares, ...groups]);
    const covariates = [
      'sex',
      'race',
      'age',
      'wt71',
      'smokeintensity',
      'smokeyrs',
      ...squares.map(([name]) => name),
      'education',
      'exercise',
      'active',
    ];
    const fit = await run({ frame, options: { treatment: 'qsmk', outcome: 'wt82_71', covariates } });
    expect(first(fit).value).toBeCloseTo(3.44, 2);
    expect(first(fit).naive).toBeCloseTo(2.54, 2);
  });
});
