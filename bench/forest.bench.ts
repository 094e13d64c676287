import { randomForest } from '../core/learners/trees/random-forest.ts';
import { largeData } from './large-data.ts';
import { type BenchRow, measure, report } from './measure.ts';
import { openTeam } from './team.ts';

/** Deep trees on every third feature at a split, as scikit-learn's RandomForestRegressor(max_features=6, min_samples_leaf=5) grows. */
const rows: BenchRow[] = [];
const { table, outcome } = largeData(100_000);
for (const threads of [1, 2]) {
  const { work, close } = openTeam(threads);
  const spec = randomForest.spec.parse({ trees: 20, mtry: 6, minLeafRows: 5 });
  const grow = async (): Promise<unknown> =>
    randomForest.train(await randomForest.prepare(table, spec, work), { task: 'regression', values: outcome }, spec, work);
  rows.push(await measure(`random forest 100k × 20, 20 trees, ${threads} thread${threads === 1 ? '' : 's'}`, grow));
  await close();
}
report(rows);
