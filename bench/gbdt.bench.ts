import { gbdt } from '../core/learners/trees/gbdt.ts';
import { largeData } from './large-data.ts';
import { type BenchRow, measure, report } from './measure.ts';
import { openTeam } from './team.ts';

/**
 * Peers: LightGBM 4.7, `lgb.train(dict(objective='regression', num_leaves=31, learning_rate=0.1, max_bin=255,
 * num_threads=threads), lgb.Dataset(X, y), 100)`. Binning is included on both sides.
 */
const LIGHTGBM_SECONDS: Readonly<Record<string, number>> = { '100000/1': 0.945, '100000/2': 0.73, '1000000/1': 8.1, '1000000/2': 6.66 };

const rows: BenchRow[] = [];
for (const rowCount of [100_000, 1_000_000]) {
  const { table, outcome } = largeData(rowCount);
  for (const threads of [1, 2]) {
    const { work, close } = openTeam(threads);
    const spec = gbdt.spec.parse({ trees: 100, leaves: 31 });
    const train = async (): Promise<unknown> =>
      gbdt.train(await gbdt.prepare(table, spec, work), { task: 'regression', values: outcome }, spec, work);
    const on = `${threads} thread${threads === 1 ? '' : 's'}`;
    const peerSeconds = LIGHTGBM_SECONDS[`${rowCount}/${threads}`] ?? Number.NaN;
    rows.push(await measure(`gbdt ${rowCount / 1000}k × 20, 100 trees, ${on}`, train, { peer: `LightGBM 4.7, ${on}`, peerSeconds }));
    await close();
  }
}
report(rows);
