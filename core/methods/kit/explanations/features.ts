import { refuse } from '../../../base/problem.ts';
import type { Work } from '../../../base/work.ts';
import { gainImportance } from '../../../learners/explain/gain-importance.ts';
import { gridOf } from '../../../learners/explain/grid-values.ts';
import { answerGrid } from '../../../learners/explain/partial-dependence.ts';
import type { FeatureTable, Model } from '../../../learners/model.ts';

/** Features that are drawn when none is named. */
const DEFAULT_FEATURES = 4;

/** @throws option/invalid when the subject does not read the column */
export function requireFeature(names: readonly string[], name: string, option: string): void {
  if (names.includes(name)) return;
  const listed = names.slice(0, 12).join(', ');
  refuse('option/invalid', `The model does not read a column "${name}".`, `It reads ${listed}${names.length > 12 ? ' and others' : ''}.`, {
    option,
    column: name,
  });
}

/** The features with the greatest gain; where a model keeps none, those that move its answers most. */
export async function leadingFeatures(model: Model, table: FeatureTable, rows: Int32Array, work: Work): Promise<string[]> {
  const sizes = gainImportance(model) ?? (await spreadOfAnswers(model, table, rows.subarray(0, 200), work));
  return model.features
    .map(({ name }, index) => ({ name, size: sizes[index] as number }))
    .sort((left, right) => right.size - left.size)
    .slice(0, DEFAULT_FEATURES)
    .map(({ name }) => name);
}

async function spreadOfAnswers(model: Model, table: FeatureTable, rows: Int32Array, work: Work): Promise<Float64Array> {
  const spreads = new Float64Array(model.features.length);
  for (const [index, feature] of model.features.entries()) {
    if (isConstant(table, index)) continue;
    const axis = gridOf(feature, index, table.columns[index] as Float64Array, { size: 12, percentiles: [0, 1] });
    const { average } = await answerGrid(model, table, [axis], rows, work);
    spreads[index] = average.reduce((most, value) => Math.max(most, value)) - average.reduce((least, value) => Math.min(least, value));
  }
  return spreads;
}

/** Whether a feature has one value only, missing ones aside. */
export function isConstant(table: FeatureTable, index: number): boolean {
  const known = (table.columns[index] as Float64Array).filter((cell) => !Number.isNaN(cell));
  return known.every((cell) => cell === known[0]);
}
