import { readFileSync } from 'node:fs';
import { categoryColumn, type Frame, makeFrame, numberColumn } from '../../core/frame/frame.ts';
import { readModelText } from '../../core/learners/exchange/read-model.ts';
import { bindFeatures } from '../../core/learners/features.ts';
import type { FeatureTable, TreeModel } from '../../core/learners/model.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

export const REGIONS = ['east', 'north', 'south', 'west'];

export const regressionModel = readModelText(read('../../core/learners/exchange/golden/lgbm_reg.txt'));
export const binaryModel = readModelText(read('../../core/learners/exchange/golden/lgbm_bin_cat_nan.txt'), {
  categories: { region: REGIONS },
});

interface GoldenFile {
  readonly results: Readonly<Record<string, GoldenResult>>;
}

export interface GoldenResult {
  readonly values: readonly (readonly number[])[];
  readonly expected: number;
  readonly grid: readonly number[];
  readonly average: readonly number[];
  readonly ice_first10: readonly (readonly number[])[];
}

const shap = JSON.parse(read('../../core/learners/explain/golden/shap_lgbm.json')) as GoldenFile;
const dependence = JSON.parse(read('../../core/learners/explain/golden/pdp_ice.json')) as GoldenFile;

/** One named result of the golden files. */
export function goldenResult(name: string): GoldenResult {
  const found = shap.results[name] ?? dependence.results[name];
  if (found === undefined) throw new Error(`There is no golden result ${name}.`);
  return found;
}

/** The rows of a csv text as a frame; x0 is missing on every 17th row when asked, as for the yes/no model. */
export function frameOfCsv(csv: string, hasMissing: boolean): Frame {
  const [header = [], ...rows] = csv
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  return makeFrame(
    header.map((name, at) => {
      const cells = rows.map((row) => row[at] ?? '');
      if (name === 'region' || name === 'segment') return [name, categoryColumn(cells)];
      return [name, numberColumn(cells.map((cell, row) => (hasMissing && name === 'x0' && row % 17 === 0 ? Number.NaN : Number(cell))))];
    }),
  );
}

/** The first 200 rows of the data that the golden numbers belong to, bound to a model. */
export function goldenTable(model: TreeModel, hasMissing = false): FeatureTable {
  return bindFeatures(frameOfCsv(read('../../core/learners/explain/golden/rct_hte_200.csv'), hasMissing), model.features);
}

/** The rows from … to−1 of a table. */
export function sliceTable(table: FeatureTable, from: number, to: number): FeatureTable {
  return { ...table, rowCount: to - from, columns: table.columns.map((column) => column.slice(from, to)) };
}

/** The largest distance between flat numbers and golden ones of any nesting. */
export function distance(actual: ArrayLike<number>, expected: readonly unknown[]): number {
  const flat = expected.flat(5) as number[];
  return flat.reduce((worst, value, at) => Math.max(worst, Math.abs(value - (actual[at] ?? Number.NaN))), 0);
}
