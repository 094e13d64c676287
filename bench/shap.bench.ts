import { explainModel, interactionsOf } from '../core/learners/explain/explain-model.ts';
import { explainedModel, firstRows } from './explained-model.ts';
import { type BenchRow, measure, report } from './measure.ts';
import { openThreads } from './threads.ts';

/** Peers: shap 0.51 (for LightGBM models its path-dependent values are LightGBM's own), medians on two threads. */
const rows: BenchRow[] = [];
for (const threads of [1, 2]) {
  const { work, close } = openThreads(threads);
  const { model, table } = await explainedModel(work);
  const some = firstRows(table, 1000);
  const background = firstRows(table, 100);
  const on = `${threads} thread${threads === 1 ? '' : 's'}`;
  rows.push(
    await measure(`TreeSHAP path-dependent, 10k × 100 trees, ${on}`, () => explainModel(model, table, {}, work), {
      peer: 'shap 0.51, 2 threads',
      peerSeconds: 3.904,
    }),
    await measure(`TreeSHAP interventional, 1k × 100 background rows, ${on}`, () => explainModel(model, some, { background }, work), {
      peer: 'shap 0.51, 2 threads',
      peerSeconds: 2.72,
    }),
    await measure(`SHAP interactions, 1k × 100 trees, ${on}`, () => interactionsOf(model, some, {}, work)),
  );
  await close();
}
report(rows);
