import { rngFromSeed } from '../core/base/rng.ts';
import { categoryColumn, type Frame, makeFrame } from '../core/frame/frame.ts';
import { Pool } from '../core/jobs/pool.ts';
import { largeData } from './large-data.ts';
import { type BenchRow, measure, report } from './measure.ts';

/** A two-armed X-learner on a million rows: 100 trees of 31 leaves for each model, no folds. Its goals are 90 seconds and 2 GB. */
const GOAL_SECONDS = 90;

const { table, treated, outcome } = largeData(1_000_000);
const names = table.features.map((feature) => feature.name);
const frame: Frame = makeFrame(
  [
    ...names.map((name, index) => [name, { kind: 'number' as const, values: table.columns[index] ?? new Float64Array(0) }] as const),
    ['arm', categoryColumn(Array.from(treated, (flag) => (flag === 1 ? 'offer' : 'none')))],
    ['y', { kind: 'number', values: outcome }],
  ],
  { roles: [...names.map((name) => [name, 'covariate'] as const), ['arm', 'treatment'], ['y', 'outcome']], control: 'none' },
);

const pool = new Pool({ threads: 2 });
const spec = { folds: 1, learner: { learner: 'gbdt', trees: 100, leaves: 31, minLeafRows: 20, earlyStopping: 0 } };
const job = { method: 'x-learner', spec, inputs: { sources: [{ name: 'data', values: { frame } }] }, seed: rngFromSeed(1).seed };
const rows: BenchRow[] = [
  await measure('x-learner 1M × 20, 100 trees, no folds, whole step, 2 threads', () => pool.submit(job).result, {
    peer: 'its goal',
    peerSeconds: GOAL_SECONDS,
    warmUp: false,
    runs: 1,
  }),
];
await pool.close();
report(rows);
