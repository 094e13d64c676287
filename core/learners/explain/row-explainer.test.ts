import { expect, it } from 'vitest';
import { binaryModel, goldenTable, regressionModel } from '../../../test/support/golden-models.ts';
import { goOn, stopped, workHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import type { FeatureTable, TreeModel } from '../model.ts';
import { randomTable, randomTrees } from './random-trees.fixture.ts';
import { RowExplainer } from './row-explainer.ts';
import { explainTrees } from './tree-shap.ts';

const ROWS = 20;
const rows = Int32Array.from({ length: ROWS }, (_, row) => row);

async function expectSameBytes(model: TreeModel, table: FeatureTable): Promise<void> {
  const width = model.features.length;
  const { base, values } = await explainTrees(model, table, { rows }, workHere());
  const explainer = new RowExplainer(model, goOn);
  for (const row of rows) {
    const cells = table.columns.map((column) => column[row] ?? Number.NaN);
    expect(explainer.explain(cells, goOn)).toEqual({ base, values: Float64Array.from(values.subarray(row * width, (row + 1) * width)) });
  }
}

it('gives the same bytes as an explanation of the whole table: regression, and a category with missing cells', async () => {
  await expectSameBytes(regressionModel, goldenTable(regressionModel));
  await expectSameBytes(binaryModel, goldenTable(binaryModel, true));
});

it('gives the same bytes where paths are long and repeat features', async () => {
  for (const splits of [1, 6, 30]) {
    const rng = rngFromSeed(splits);
    await expectSameBytes(randomTrees(rng.fork('trees'), 5, splits), randomTable(rng.fork('rows'), ROWS));
  }
});

it('stops when it is told to', () => {
  expect(() => new RowExplainer(regressionModel, stopped)).toThrow('Stopped.');
  const explainer = new RowExplainer(regressionModel, goOn);
  expect(() => explainer.explain([], stopped)).toThrow('Stopped.');
});
