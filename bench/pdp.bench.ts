import { gridOf } from '../core/learners/explain/grid-values.ts';
import { answerGrid } from '../core/learners/explain/partial-dependence.ts';
import { predict } from '../core/learners/predict.ts';
import { explainedModel, firstRows } from './explained-model.ts';
import { type BenchRow, measure, report } from './measure.ts';
import { openThreads } from './threads.ts';

/** Ten features, 1,000 rows, 50 grid values: answers for every row and value, and their means. */
const RULE = { size: 50, percentiles: [0.05, 0.95] } as const;
const rows: BenchRow[] = [];
for (const threads of [1, 2]) {
  const { work, close } = openThreads(threads);
  const { model, table: whole } = await explainedModel(work);
  const table = firstRows(whole, 1000);
  const axes = table.features
    .slice(0, 10)
    .map((feature, index) => gridOf(feature, index, table.columns[index] ?? new Float64Array(0), RULE));
  const on = `${threads} thread${threads === 1 ? '' : 's'}`;
  const walk = async (): Promise<void> => {
    for (const axis of axes) await answerGrid(model, table, [axis], undefined, work);
  };
  const name = `PDP + ICE, 10 features × 1,000 rows × 50 values, ${on}`;
  rows.push(
    await measure(name, walk, {
      peer: 'scikit-learn 1.9 brute force',
      peerSeconds: 2.926,
      note: 'LightGBM 4.7 asked for every point on 2 threads: 0.850 s',
    }),
  );
  if (threads === 1) {
    const brute = (): void => {
      for (const axis of axes) {
        for (const value of axis.values) {
          const columns = table.columns.map((column, feature) => (feature === axis.feature ? new Float64Array(1000).fill(value) : column));
          predict(model, { ...table, columns });
        }
      }
    };
    rows.push(await measure('the same by asking our own model for every point', brute));
  }
  await close();
}
report(rows);
