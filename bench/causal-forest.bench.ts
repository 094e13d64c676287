import { rngFromSeed } from '../core/base/rng.ts';
import { categoryColumn, type Frame, makeFrame } from '../core/frame/frame.ts';
import { sharedBytes, sharedFloats, sharedInts } from '../core/frame/shared-memory.ts';
import { Pool } from '../core/jobs/pool.ts';
import { askAll, growForest, rowMajor } from '../core/learners/causal-forest/forest.ts';
import { binTable } from '../core/learners/trees/binned-matrix.ts';
import { type LargeData, largeData } from './large-data.ts';
import { type BenchRow, measure, report } from './measure.ts';
import { openThreads } from './threads.ts';

/**
 * Peers: grf 2.6.1 growing with the centring given (Y.hat = mean(y), W.hat the true shares, ci.group.size = 1, no
 * answers), and EconML's CausalForestDML with LightGBM nuisances (2 folds, with answers), both on two threads. Ours
 * for grf: binning and growing, then asking separately; for EconML: the whole step with centring, averages and report.
 */
const GRF = {
  10000: { seconds: 13.56, rmse: 0.148, correlation: 0.97 },
  50000: { seconds: 108.095, rmse: 0.1014, correlation: 0.9866 },
} as const;
const ECONML = { seconds: 33.662, rmse: 0.136 };
const SETTINGS = { trees: 500, bagTrees: 1, sampleShare: 0.5, triedColumns: 20, minLeafRows: 5, balance: 0.05, honestShare: 0.5 };

function centred({ table, treated, outcome }: LargeData) {
  const { rowCount } = table;
  const mean = outcome.reduce((sum, value) => sum + value, 0) / rowCount;
  const [y, w] = [sharedFloats(rowCount), sharedFloats(rowCount)];
  const arm = sharedBytes(rowCount);
  const units = { start: sharedInts(rowCount + 1), members: sharedInts(rowCount) };
  for (let row = 0; row < rowCount; row++) {
    y[row] = (outcome[row] as number) - mean;
    w[row] = (treated[row] as number) - 1 / (1 + Math.exp(-0.5 * (table.columns[0]?.[row] as number)));
    arm[row] = treated[row] as number;
    units.start[row] = row;
    units.members[row] = row;
  }
  units.start[rowCount] = rowCount;
  return { outcome: y, treatment: w, instrument: w, arm, units, effects: 1, rowCount, featureCount: table.features.length };
}

/** RMSE and correlation against the planted truth. */
function judged(found: Float64Array, truth: Float64Array): string {
  const n = truth.length;
  let [x, y, xx, yy, xy] = [0, 0, 0, 0, 0];
  for (let row = 0; row < n; row++) {
    const [a, b] = [found[row] as number, truth[row] as number];
    x += a;
    y += b;
    xx += a * a;
    yy += b * b;
    xy += a * b;
  }
  const correlation = (n * xy - x * y) / Math.sqrt((n * xx - x * x) * (n * yy - y * y));
  return `RMSE ${Math.sqrt((xx - 2 * xy + yy) / n).toFixed(4)}, correlation ${correlation.toFixed(4)}`;
}

const rows: BenchRow[] = [];
for (const rowCount of [10_000, 50_000] as const) {
  const data = largeData(rowCount);
  const peer = GRF[rowCount];
  for (const threads of rowCount > 10_000 ? [2] : [1, 2]) {
    const { work, close } = openThreads(threads);
    const growing = async () => {
      const cells = rowMajor(await binTable(data.table, 255, work));
      return growForest({ data: { ...centred(data), ...cells }, settings: SETTINGS, seed: rngFromSeed(7).seed }, work);
    };
    let forest = await growing();
    const runs = rowCount > 10_000 ? 1 : 3;
    const on = `${threads} thread${threads === 1 ? '' : 's'}`;
    const grown = await measure(
      `causal forest ${rowCount / 1000}k × 20, 500 trees, growing, ${on}`,
      async () => {
        forest = await growing();
      },
      { warmUp: false, runs, peer: 'grf, 2 threads', peerSeconds: peer.seconds },
    );
    let found: Float64Array = new Float64Array(0);
    const asked = await measure(
      `causal forest ${rowCount / 1000}k × 20, 500 trees, out-of-bag answers, ${on}`,
      async () => {
        found = (await askAll(forest, work)).effect;
      },
      { warmUp: false, runs },
    );
    rows.push({ ...grown, note: `${judged(found, data.effect)}; grf on its own draws ${peer.rmse}, ${peer.correlation}` }, asked);
    await close();
  }
}

const data = largeData(10_000);
const names = data.table.features.map((feature) => feature.name);
const frame: Frame = makeFrame(
  [
    ...names.map((name, index) => [name, { kind: 'number' as const, values: data.table.columns[index] ?? new Float64Array(0) }] as const),
    ['arm', categoryColumn(Array.from(data.treated, (flag) => (flag === 1 ? 'offer' : 'none')))],
    ['y', { kind: 'number', values: data.outcome }],
  ],
  { roles: [...names.map((name) => [name, 'covariate'] as const), ['arm', 'treatment'], ['y', 'outcome']], control: 'none' },
);
const pool = new Pool({ threads: 2 });
const spec = { trees: 500, folds: 2, propensity: 'estimated' };
let found: Float64Array = new Float64Array(0);
const whole = await measure(
  'causal forest 10k × 20, 500 trees, the whole step with centring, 2 threads',
  async () => {
    const seed = rngFromSeed(1).seed;
    const done = await pool.submit({ method: 'causal-forest', spec, inputs: { sources: [{ name: 'data', values: { frame } }] }, seed })
      .result;
    found = done.values.effects?.value ?? found;
  },
  { peer: 'EconML CausalForestDML, 2 threads', peerSeconds: ECONML.seconds },
);
rows.push({ ...whole, note: `${judged(found, data.effect)}; EconML on its own draws ${ECONML.rmse}` });
await pool.close();
report(rows);
