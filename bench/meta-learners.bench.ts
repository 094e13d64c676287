import { rngFromSeed } from '../core/base/rng.ts';
import { categoryColumn, type Frame, makeFrame } from '../core/frame/frame.ts';
import { Pool } from '../core/jobs/pool.ts';
import { largeData } from './large-data.ts';
import { type BenchRow, measure, report } from './measure.ts';

/**
 * Peers: causalml's regressors (S, T, X; DR with its own three folds; R) over LightGBM 4.7 (100 trees, 31 leaves, 2 threads), which train
 * and predict on the same rows; the assignment shares are given to both sides. Here a whole step is timed: reading the
 * columns, binning, training, averages with their intervals, the report, and the way to the worker and back.
 */
const CAUSALML_SECONDS: Readonly<Record<string, number>> = {
  's-learner': 1.588,
  't-learner': 1.69,
  'x-learner': 3.353,
  // Its best of several runs; the median was 62.6 s.
  'r-learner': 9,
  'dr-learner': 5.421,
};
const PLAIN_TREES = { learner: 'gbdt', trees: 100, leaves: 31, minLeafRows: 20, earlyStopping: 0 };

const { table, treated, outcome } = largeData(100_000);
const names = table.features.map((feature) => feature.name);
const frame: Frame = makeFrame(
  [
    ...names.map((name, index) => [name, { kind: 'number' as const, values: table.columns[index] ?? new Float64Array(0) }] as const),
    ['arm', categoryColumn(Array.from(treated, (flag) => (flag === 1 ? 'offer' : 'none')))],
    ['y', { kind: 'number', values: outcome }],
  ],
  {
    roles: [...names.map((name) => [name, 'covariate'] as const), ['arm', 'treatment'], ['y', 'outcome']],
    control: 'none',
  },
);

const rows: BenchRow[] = [];
for (const threads of [1, 2]) {
  const pool = new Pool({ threads });
  const on = `${threads} thread${threads === 1 ? '' : 's'}`;
  const run = (method: string, spec: unknown): Promise<unknown> =>
    pool.submit({ method, spec, inputs: { sources: [{ name: 'data', values: { frame } }] }, seed: rngFromSeed(1).seed }).result;
  for (const method of Object.keys(CAUSALML_SECONDS)) {
    const peer = { peer: 'causalml, 2 threads', peerSeconds: CAUSALML_SECONDS[method] ?? Number.NaN };
    const hasLastStage = method === 'r-learner' || method === 'dr-learner';
    const alike = hasLastStage
      ? { folds: 3, learner: PLAIN_TREES, effectLearner: PLAIN_TREES, finalStage: 'once' }
      : { folds: 1, learner: PLAIN_TREES };
    rows.push(
      await measure(`${method} 100k × 20, 100 trees, ${hasLastStage ? 'three folds' : 'no folds'}, ${on}`, () => run(method, alike), peer),
      await measure(`${method} 100k × 20, as it comes (5 folds), ${on}`, () => run(method, {}), { warmUp: false, runs: 1 }),
    );
  }
  await pool.close();
}
report(rows);
