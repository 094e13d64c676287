import { rngFromSeed } from '../core/base/rng.ts';
import { categoryColumn, makeFrame } from '../core/frame/frame.ts';
import { Pool } from '../core/jobs/pool.ts';
import { largeData } from './large-data.ts';
import { type BenchRow, measure, report } from './measure.ts';

/**
 * Peer: EconML 0.17 LinearDML over LightGBM 4.7 (100 trees, 31 leaves, 2 threads), two folds, effects linear in all 20 columns; its `fit`
 * alone is timed. Here a whole step is timed: reading the columns, training, the effects with their errors, sensitivity and the report.
 */
const ECONML_SECONDS = 3.312;
const TREES = { learner: 'gbdt', trees: 100, leaves: 31, minLeafRows: 20, earlyStopping: 0 };

const { table, treated, outcome } = largeData(100_000);
const names = table.features.map((feature) => feature.name);
const frame = makeFrame(
  [
    ...names.map((name, index) => [name, { kind: 'number' as const, values: table.columns[index] ?? new Float64Array(0) }] as const),
    ['arm', categoryColumn(Array.from(treated, (flag) => (flag === 1 ? 'offer' : 'none')))],
    ['y', { kind: 'number', values: outcome }],
  ],
  { roles: [...names.map((name) => [name, 'covariate'] as const), ['arm', 'treatment'], ['y', 'outcome']], control: 'none' },
);
const spec = { folds: 2, learner: TREES, treatmentLearner: TREES, effectModel: 'linear' };

const rows: BenchRow[] = [];
for (const threads of [1, 2]) {
  const pool = new Pool({ threads });
  const run = (): Promise<unknown> =>
    pool.submit({ method: 'dml', spec, inputs: { sources: [{ name: 'data', values: { frame } }] }, seed: rngFromSeed(1).seed }).result;
  const on = `${threads} thread${threads === 1 ? '' : 's'}`;
  rows.push(
    await measure(`dml 100k × 20, two folds, linear effects, ${on}`, run, {
      peer: 'EconML LinearDML, 2 threads',
      peerSeconds: ECONML_SECONDS,
    }),
  );
  await pool.close();
}
report(rows);
