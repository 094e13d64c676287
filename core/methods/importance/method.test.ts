import { beforeAll, describe, expect, it } from 'vitest';
import { contextHere, workHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { booleanColumn, type Frame, makeFrame, numberColumn, numbersOf } from '../../frame/frame.ts';
import { trainLearner } from '../../learners/catalog.ts';
import { bindFeatures, describeFeatures } from '../../learners/features.ts';
import type { LinearModel, Model } from '../../learners/model.ts';
import { gbdtSpec } from '../../learners/trees/gbdt-spec.ts';
import type { Inputs, StepValues } from '../contract.ts';
import importance from './method.ts';
import { importanceSpec } from './spec.ts';

const rowCount = 1200;
const COLUMNS = ['strong', 'weak', 'twin', 'noise'];

function makeStudy(): Frame {
  const rng = rngFromSeed(77);
  const draw = (): number[] => Array.from({ length: rowCount }, () => rng.normal());
  const [strong, weak, noise] = [draw(), draw(), draw()];
  const y = strong.map((value, row) => 3 * value + 0.8 * (weak[row] ?? 0) + rng.normal());
  return makeFrame(
    [
      ['strong', numberColumn(strong)],
      ['weak', numberColumn(weak)],
      ['twin', numberColumn(weak)],
      ['noise', numberColumn(noise)],
      ['y', numberColumn(y)],
      ['bought', numberColumn(y.map((value) => Number(value > 0)))],
      ['unseen', booleanColumn(y.map((_, row) => row % 2 === 1))],
    ],
    { roles: [['y', 'outcome'], ...COLUMNS.map((name) => [name, 'covariate'] as const)] },
  );
}

const frame = makeStudy();
let trees: Model;
beforeAll(async () => {
  const table = bindFeatures(frame, describeFeatures(frame, COLUMNS));
  const rows = Int32Array.from({ length: rowCount / 2 }, (_, at) => 2 * at);
  const choice = { learner: 'gbdt' as const, ...gbdtSpec.parse({ trees: 50, leaves: 8 }) };
  trees = await trainLearner(choice, table, { task: 'regression', values: numbersOf(frame, 'y'), rows }, workHere());
});

async function run(values: StepValues, options: Record<string, unknown> = {}) {
  const spec = importanceSpec.parse(options);
  const inputs: Inputs = { sources: [{ name: 'study', values }] };
  expect(importance.validate(spec, inputs)).toEqual([]);
  const fit = await importance.fit(spec, inputs, contextHere());
  return { fit, report: importance.summarize(fit, spec) };
}

const problems = (values: StepValues, options: Record<string, unknown>) =>
  importance.validate(importanceSpec.parse(options), { sources: [{ name: 'study', values }] });

describe('importance on held-out rows', () => {
  it('finds what matters, and lets the interval of noise hold zero', async () => {
    const { fit, report } = await run({ frame, model: trees }, { heldOut: 'unseen' });
    expect(fit.metric).toBe('rmse');
    expect(fit.judged).toBe(rowCount / 2);
    const [first] = fit.groups;
    expect(first?.name).toBe('strong');
    // Shuffling an independent column of slope 3 adds 2·9 to the mean squared error of about 1.
    expect(first?.value).toBeGreaterThan(2.5);
    expect(first?.value).toBeLessThan(4);
    const noise = fit.groups.find(({ name }) => name === 'noise');
    expect(noise?.interval[0]).toBeLessThanOrEqual(0.02);
    expect(first?.gainShare).toBeGreaterThan(0.5);
    expect(report.notes).toEqual([]);
  });

  it('columns that say the same show their weight only as a group', async () => {
    const { fit } = await run({ frame, model: trees }, { heldOut: 'unseen', groups: { both: ['weak', 'twin'] } });
    const both = fit.groups.find(({ name }) => name === 'both');
    expect(fit.groups.map(({ name }) => name)).not.toContain('weak');
    expect(both?.interval[0]).toBeGreaterThan(0);
  });

  it('is exactly zero for a column that the model does not use', async () => {
    const model: LinearModel = {
      kind: 'linear',
      features: COLUMNS.map((name) => ({ name, kind: 'number' })),
      link: 'logit',
      intercept: 0,
      terms: [{ feature: 0, coefficient: 3, fill: 0 }],
    };
    const { fit } = await run({ frame, model }, { outcome: 'bought', metric: 'logloss' });
    const byName = new Map(fit.groups.map((group) => [group.name, group]));
    expect(byName.get('noise')).toMatchObject({ value: 0, standardError: 0, gainShare: null });
    expect(byName.get('strong')?.interval[0]).toBeGreaterThan(0);
    expect((await run({ frame, model }, { outcome: 'bought' })).fit.metric).toBe('auc');
  });

  it('says that rows may be training rows when it cannot know better', async () => {
    const { report } = await run({ frame, model: trees }, { repeats: 3 });
    expect(report.notes.map((note) => note.code)).toEqual(['importance/maybe-training-rows']);
  });

  it('judges effects by a stand-in', async () => {
    const value = numbersOf(frame, 'weak');
    const { fit } = await run(
      { frame, effects: { control: 'none', arms: ['mail'], outcome: 'y', rowCount, value } },
      { repeats: 4, groups: { both: ['weak', 'twin'] } },
    );
    expect(fit.groups[0]?.name).toBe('both');
    expect(fit.facts.fidelity?.value).toBeGreaterThan(0.8);
  });
});

describe('what cannot be judged', () => {
  it('names the option and the way out', () => {
    expect(problems({ frame, model: trees }, { groups: { g: ['zzz'] } })).toMatchObject([
      { code: 'option/invalid', where: { option: 'groups', column: 'zzz' } },
    ]);
    expect(problems({ frame, model: trees }, { groups: { g: ['weak'], h: ['weak'] } })).toMatchObject([{ code: 'option/invalid' }]);
    expect(problems({ frame, model: trees }, { heldOut: 'y' })).toMatchObject([{ code: 'data/wrong-kind', where: { option: 'heldOut' } }]);
    expect(problems({ frame, model: trees }, { metric: 'auc', outcome: 'y' })).toMatchObject([{ code: 'data/not-binary' }]);
  });
});
