import { describe, expect, it } from 'vitest';
import { contextHere } from '../../../test/support/work.ts';
import { canonicalJson } from '../../base/canonical-json.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { categoryColumn, makeFrame, numberColumn } from '../../frame/frame.ts';
import { bindFeatures } from '../../learners/features.ts';
import { termAt } from '../../learners/gam/terms.ts';
import { predictRaw } from '../../learners/predict.ts';
import type { Report, TableBlock } from '../../report/blocks.ts';
import method from './method.ts';

const rng = rngFromSeed(3);
const rows = Array.from({ length: 900 }, () => {
  const [age, income] = [20 + 50 * rng.next(), rng.normal()];
  const town = ['north', 'south', 'east'][rng.below(3)] ?? 'north';
  const score = Math.sin(age / 8) + income + (town === 'south' ? 1 : 0);
  return { age, income, town, score, spend: 10 + score + 0.3 * rng.normal(), bought: rng.next() < 1 / (1 + Math.exp(-2 * score)) ? 1 : 0 };
});
const frame = makeFrame([
  ['age', numberColumn(rows.map(({ age }, row) => (row % 20 === 0 ? Number.NaN : age)))],
  ['income', numberColumn(rows.map(({ income }) => income))],
  ['town', categoryColumn(rows.map(({ town }) => town))],
  ['spend', numberColumn(rows.map(({ spend }) => spend))],
  ['bought', numberColumn(rows.map(({ bought }) => bought))],
  ['customer', numberColumn(rows.map((_, row) => Math.floor(row / 3)))],
]);
const inputs = { sources: [{ name: 'data', values: { frame } }] };
const covariates = ['age', 'income', 'town'];

async function run(options: object) {
  const spec = method.spec.parse({ covariates, bags: 2, folds: 2, pairs: 1, ...options });
  expect(method.validate(spec, inputs)).toEqual([]);
  const fit = await method.fit(spec, inputs, contextHere());
  return { fit, report: method.summarize(fit, spec) };
}

const tableOf = (report: Report, id: string): TableBlock['table'] => {
  const block = report.blocks.find((each) => each.id === id);
  return block?.kind === 'table' || block?.kind === 'figure' ? block.table : { columns: [], rows: [] };
};

describe('gam', () => {
  it.each(['spend', 'bought'])('explains %s by shapes whose table gives the model’s answers', async (outcome) => {
    const { fit, report } = await run({ outcome, pairs: 0 });
    expect(() => canonicalJson(report)).not.toThrow();
    expect(report.blocks.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['reading', 'quality', 'terms', 'shape-1', 'shapes', 'learning-curve']),
    );
    // Whoever has the exported table can compute the answer of a row by hand.
    const { rows: cells } = tableOf(report, 'shapes');
    const table = bindFeatures(frame, fit.fit.model.features);
    const raw = predictRaw(fit.fit.model, table);
    for (const row of [0, 1, 2, 450]) {
      let sum = 0;
      for (const [name, above, upTo, value, adds] of cells) {
        const cell = table.columns[covariates.indexOf(String(name))]?.[row] ?? Number.NaN;
        const isHere =
          name === '(base)' ||
          (Number.isNaN(cell)
            ? value === 'missing'
            : name === 'town'
              ? value === table.features[2]?.categories?.[cell]
              : value === null && cell > Number(above ?? Number.NEGATIVE_INFINITY) && cell <= Number(upTo ?? Number.POSITIVE_INFINITY));
        if (isHere) sum += Number(adds);
      }
      expect(sum).toBeCloseTo(raw[row] as number, 10);
    }
  });

  it('keeps the terms of all rows where customers are kept together', async () => {
    const { fit } = await run({ outcome: 'spend', cluster: 'customer' });
    expect(fit.gam.terms).toHaveLength(4);
    const table = bindFeatures(frame, fit.fit.model.features);
    const sum = fit.gam.terms.reduce((total, term) => total + termAt(term, table.columns, 5), fit.gam.base);
    expect(sum).toBeCloseTo(predictRaw(fit.fit.model, table)[5] as number, 12);
  });

  it('overwrites shapes, says what that cost, and predicts with the edited ones', async () => {
    const edits = [
      { feature: 'income', from: 0, value: -5 },
      { feature: 'town', category: 'south', value: 0 },
    ];
    const [plain, edited] = [await run({ outcome: 'spend' }), await run({ outcome: 'spend', edits })];
    expect(plain.report.notes.map(({ code }) => code)).not.toContain('gam/edited');
    expect(edited.report.notes.map(({ code }) => code)).toEqual(expect.arrayContaining(['gam/edited', 'gam/edit-costs']));
    const metrics = tableOf(edited.report, 'edit-quality').rows;
    const before = plain.fit.fit.quality.metrics.map(({ id, measured }) => [id, measured.value]);
    expect(metrics.map(([id, value]) => [id, value])).toEqual(before);
    const [rmse] = metrics;
    expect(Number(rmse?.[2])).toBeGreaterThan(2 + Number(rmse?.[1]));
    const table = bindFeatures(frame, edited.fit.fit.model.features);
    const [now, then] = [predictRaw(edited.fit.fit.model, table), predictRaw(plain.fit.fit.model, table)];
    const row = rows.findIndex(({ income, town }, at) => income > 0 && town === 'north' && at % 20 !== 0);
    const shape = plain.fit.gam.terms[1];
    expect((now[row] as number) - (then[row] as number)).toBeCloseTo(
      -5 - (shape === undefined ? 0 : termAt(shape, table.columns, row)),
      10,
    );
    const listed = tableOf(edited.report, 'edits').rows;
    expect(listed.map((cells) => [cells[0], cells[5]])).toEqual([
      ['income', -5],
      ['town', 0],
    ]);
  });

  it.each([
    [{ edits: [{ feature: 'nowhere', value: 1 }] }, 'edits'],
    [{ edits: [{ feature: 'town', from: 1, value: 1 }] }, 'edits'],
    [{ edits: [{ feature: 'town', category: 'west', value: 1 }] }, 'edits'],
    [{ edits: [{ feature: 'age', category: 'old', value: 1 }] }, 'edits'],
    [{ edits: [{ feature: 'age', from: 3, to: 2, value: 1 }] }, 'edits'],
    [{ increasing: ['town'] }, 'increasing'],
    [{ decreasing: ['spend'] }, 'decreasing'],
  ])('refuses %j before it runs', (options, option) => {
    const spec = method.spec.parse({ outcome: 'spend', covariates, ...options });
    expect(method.validate(spec, inputs).map(({ code, where }) => [code, where?.option])).toEqual([['option/invalid', option]]);
  });
});
