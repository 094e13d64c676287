import type { Work } from '../core/base/work.ts';
import { trainLearner } from '../core/learners/catalog.ts';
import type { FeatureTable, Model } from '../core/learners/model.ts';
import { gbdtSpec } from '../core/learners/trees/gbdt-spec.ts';
import { largeData } from './large-data.ts';

/** The model of the speed table: 100 trees of 31 leaves on 10,000 rows × 20 features. */
export async function explainedModel(work: Work): Promise<{ readonly model: Model; readonly table: FeatureTable }> {
  const { table, outcome } = largeData(10_000);
  const choice = { learner: 'gbdt' as const, ...gbdtSpec.parse({ trees: 100, leaves: 31 }) };
  return { model: await trainLearner(choice, table, { task: 'regression', values: outcome }, work), table };
}

/** The first rows of a table, as a table. */
export function firstRows(table: FeatureTable, count: number): FeatureTable {
  return { ...table, rowCount: count, columns: table.columns.map((column) => column.slice(0, count)) };
}
