import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { workHere } from '../../test/support/work.ts';
import { LEARNER_IDS, learnerOption, prepareLearner, trainLearner, trainPrepared } from './catalog.ts';
import type { FeatureTable } from './model.ts';
import { predict } from './predict.ts';

const x = Float64Array.from({ length: 400 }, (_, row) => row / 400);
const table: FeatureTable = { rowCount: 400, features: [{ name: 'x', kind: 'number' }], columns: [x] };
const spec = z.object({ learner: learnerOption });

describe('the choice of a learner', () => {
  it('is boosted trees when nothing is said', () => {
    expect(spec.parse({}).learner).toMatchObject({ learner: 'gbdt', trees: 100 });
  });

  it('takes a bare id and an id with options alike', () => {
    expect(spec.parse({ learner: 'linear' })).toEqual(spec.parse({ learner: { learner: 'linear' } }));
    expect(spec.parse({ learner: { learner: 'gbdt', trees: 7 } }).learner).toMatchObject({ trees: 7 });
    expect(spec.safeParse({ learner: 'oracle' }).success).toBe(false);
  });

  it('prints as a JSON schema that lists every learner', () => {
    const words = JSON.stringify(z.toJSONSchema(spec, { io: 'input' }));
    for (const id of LEARNER_IDS) expect(words).toContain(`"const":"${id}"`);
  });

  it.each(LEARNER_IDS)('trains %s on a yes/no outcome and answers with probabilities', async (learner) => {
    const values = x.map((value) => Number(value > 0.3 + 0.4 * Math.sin(value * 500)));
    const model = await trainLearner(learnerOption.parse(learner), table, { task: 'binary', values }, workHere());
    const answers = predict(model, table);
    expect(answers.every((answer) => answer >= 0 && answer <= 1)).toBe(true);
    expect(answers[390]).toBeGreaterThan(answers[5] as number);
  });

  it('trains again on other rows from what was prepared once', async () => {
    const prepared = await prepareLearner(learnerOption.parse('linear'), table, workHere());
    const values = x.map((value, row) => (row < 200 ? value : -value));
    const rows = (from: number): Int32Array => Int32Array.from({ length: 200 }, (_, i) => from + i);
    const up = await trainPrepared(prepared, { task: 'regression', values, rows: rows(0) }, workHere());
    const down = await trainPrepared(prepared, { task: 'regression', values, rows: rows(200) }, workHere());
    expect(predict(up, table)[100]).toBeCloseTo(0.25, 10);
    expect(predict(down, table)[100]).toBeCloseTo(-0.25, 10);
  });

  it('refuses a logistic regression of a number', async () => {
    await expect(trainLearner(learnerOption.parse('logistic'), table, { task: 'regression', values: x }, workHere())).rejects.toThrow(
      /yes\/no/,
    );
  });
});
