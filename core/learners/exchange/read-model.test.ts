import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CausewayError } from '../../base/problem.ts';
import type { FeatureTable, TreeModel } from '../model.ts';
import { predict, predictRaw } from '../predict.ts';
import { doubleThreshold } from './float32-threshold.ts';
import { readModelText } from './read-model.ts';

const golden = (name: string): string => readFileSync(new URL(`golden/${name}`, import.meta.url), 'utf8');

interface Golden {
  readonly rows: readonly (readonly (number | null)[])[];
  readonly models: Readonly<Record<string, { readonly raw?: number[]; readonly margin?: number[]; readonly predict: number[] }>>;
}

const lightgbm = JSON.parse(golden('lgbm_golden.json')) as Golden;
const xgboost = JSON.parse(golden('xgb_golden.json')) as Golden;

function tableOf(model: TreeModel, rows: Golden['rows']): FeatureTable {
  const columns = model.features.map((_, feature) => Float64Array.from(rows, (row) => row[feature] ?? Number.NaN));
  return { rowCount: rows.length, features: model.features, columns };
}

function expectNear(actual: Float64Array, expected: readonly number[], tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, index) => {
    expect(Math.abs(value - (expected[index] ?? Number.NaN))).toBeLessThanOrEqual(tolerance);
  });
}

function codeOf(body: () => unknown): string {
  try {
    body();
    return 'none';
  } catch (error) {
    if (error instanceof CausewayError) return error.problem.code;
    throw error;
  }
}

describe('LightGBM text', () => {
  for (const name of ['lgbm_plain', 'lgbm_many_categories', 'lgbm_forest', 'lgbm_slope', 'lgbm_poisson', 'lgbm_no_missing']) {
    it(`answers as LightGBM does: ${name}`, () => {
      const model = readModelText(golden(`${name}.txt`));
      // The same sums in the same order; only the scaled leaves of forest and slope round once more.
      expectNear(predict(model, tableOf(model, lightgbm.rows)), lightgbm.models[name]?.predict ?? [], 1e-12);
    });
  }

  it('turns the sigmoid parameter into log-odds', () => {
    const model = readModelText(golden('lgbm_slope.txt'));
    const raw = lightgbm.models['lgbm_slope']?.raw ?? [];
    expectNear(
      predictRaw(model, tableOf(model, lightgbm.rows)),
      raw.map((score) => 2 * score),
      1e-12,
    );
  });

  it('refuses a model that sends zeros against the order of numbers', () => {
    expect(codeOf(() => readModelText(golden('lgbm_zero_missing.txt')))).toBe('model/unsupported');
  });

  it('is read the same from text and from dump_model JSON', () => {
    const options = { categories: { region: ['east', 'north', 'south', 'west'] } };
    const text = readModelText(golden('lgbm_bin_cat_nan.txt'), options);
    const json = readModelText(golden('lgbm_bin_cat_nan.model.json'), options);
    const rows = Array.from({ length: 200 }, (_, row) => text.features.map((_, f) => (f === 10 ? row % 5 : Math.sin(row * 11 + f) * 2)));
    expect(predictRaw(json, tableOf(json, rows))).toEqual(predictRaw(text, tableOf(text, rows)));
    expect(text.features.at(-1)).toEqual({ name: 'region', kind: 'category', categories: options.categories.region });
    expect([...json.cover].sort()).toEqual([...text.cover].sort());
  });

  it('keeps covers and gains: the root sees every training row', () => {
    const model = readModelText(golden('lgbm_reg.txt'));
    expect(model.cover[0]).toBe(4000);
    expect(model.gain[0]).toBeCloseTo(3413.4, 6);
  });

  it('says that a file was cut off', () => {
    const text = golden('lgbm_reg.txt');
    expect(codeOf(() => readModelText(text.slice(0, text.length / 2)))).toBe('model/malformed');
  });
});

describe('XGBoost JSON', () => {
  for (const name of Object.keys(xgboost.models)) {
    it(`answers as XGBoost does: ${name}`, () => {
      const model = readModelText(golden(`${name}.model.json`));
      const table = tableOf(model, xgboost.rows);
      // XGBoost adds its leaves in 32 bits: seven digits of numbers of size one.
      expectNear(predictRaw(model, table), xgboost.models[name]?.margin ?? [], 1e-6);
      expectNear(predict(model, table), xgboost.models[name]?.predict ?? [], 1e-6);
    });
  }

  it('decides x < t in 32 bits by x ≤ threshold in 64 bits, for every double', () => {
    const floats = fc.float({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(floats, fc.integer({ min: -3, max: 3 }), fc.double({ min: -1, max: 1, noNaN: true }), (threshold, step, part) => {
        const border = doubleThreshold(threshold);
        const near = border + step * Number.EPSILON * Math.abs(border) + part * Math.abs(threshold) * 2 ** -23;
        for (const x of [border, near, threshold, -threshold, 0]) expect(x <= border).toBe(Math.fround(x) < threshold);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('files that cannot be believed', () => {
  const base = golden('lgbm_plain.txt');
  const changed = (from: RegExp, to: string): string => base.replace(from, to);

  it.each([
    ['an unknown text', 'hello', 'model/malformed'],
    ['a node that is its own ancestor', changed(/left_child=\S+/, 'left_child=0'), 'model/malformed'],
    ['a child that does not exist', changed(/right_child=\S+/, 'right_child=900'), 'model/malformed'],
    ['a feature that does not exist', changed(/split_feature=\S+/, 'split_feature=77'), 'model/malformed'],
    ['a threshold that is no number', changed(/threshold=\S+/, 'threshold=nan'), 'model/malformed'],
    ['a billion leaves', changed(/num_leaves=8/, 'num_leaves=1000000000'), 'model/too-large'],
    ['more classes than one', changed(/num_class=1/, 'num_class=3'), 'model/unsupported'],
    ['a missing list', changed(/leaf_value=.*\n/, ''), 'model/malformed'],
    ['linear leaves', changed(/is_linear=0/, 'is_linear=1'), 'model/unsupported'],
    ['an unknown objective', changed(/objective=\S+/, 'objective=lambda_magic'), 'model/unsupported'],
    ['a dump of single trees', '[{"nodeid":0}]', 'model/unsupported'],
    ['JSON of something else', '{"a":1}', 'model/malformed'],
    ['broken JSON', '{"learner":', 'model/malformed'],
  ])('%s', (_, text, code) => {
    expect(codeOf(() => readModelText(text))).toBe(code);
  });

  it('names the tree and the node', () => {
    expect(() => readModelText(changed(/left_child=\S+/, 'left_child=0'))).toThrow(/node 0 of tree 0 is reached twice/);
  });

  it('stops at trees nested deeper than any trainer grows, without recursing', () => {
    let tree = '{"leaf_value":1,"leaf_count":1}';
    for (let level = 0; level < 2000; level++) {
      tree = `{"split_feature":0,"threshold":1,"decision_type":"<=","missing_type":"None","left_child":${tree},"right_child":{"leaf_value":0}}`;
    }
    const file = `{"feature_names":["a"],"objective":"regression","tree_info":[{"tree_structure":${tree}}]}`;
    expect(codeOf(() => readModelText(file))).toBe('model/too-large');
  });
});
