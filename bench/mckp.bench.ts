import { rngFromSeed } from '../core/base/rng.ts';
import { limitsOf } from '../core/methods/mckp/limits.ts';
import { manyOffers } from '../core/methods/mckp/random-tables.fixture.ts';
import { solve } from '../core/methods/mckp/solve.ts';
import { type BenchRow, measure, report } from './measure.ts';

/** What a plan costs to find: prices, plan, search among near-ties, certificate and frontier; reading the file is not in it. */
const settings = { signal: { aborted: false, throwIfAborted: () => undefined }, mostNodes: 200_000, withFrontier: true };

/** Peers on the same kind of table, medians on their machine; the hull greedy gives the LP bound only. */
const SIZES = [
  { rowCount: 1_000, peer: 'HiGHS MIP, no gap', peerSeconds: 1.095 },
  { rowCount: 10_000, peer: 'HiGHS MIP, gap 1e-4', peerSeconds: 12.53 },
  { rowCount: 100_000, peer: 'hull greedy in Python (LP bound only)', peerSeconds: 1.824 },
  { rowCount: 1_000_000 },
] as const;

const rows: BenchRow[] = [];
for (const { rowCount, ...peer } of SIZES) {
  const { table, budget } = manyOffers(rngFromSeed(113), rowCount);
  const limits = limitsOf(table, { budget });
  const { bound, sums, isProvenOptimal } = solve(table, limits, settings);
  const note = isProvenOptimal ? 'proven optimal' : `gap ${((100 * (bound - sums.value)) / bound).toExponential(1)} %`;
  rows.push(await measure(`mckp ${rowCount / 1000}k × 5, budget`, () => solve(table, limits, settings), { ...peer, note, warmUp: false }));
  if (rowCount < 1_000_000) continue;
  const several = limitsOf(table, { budget, minRoi: 0.055, stock: { f1: 100_000, f2: 50_000 } });
  const other = solve(table, several, settings);
  const gap = `gap ${((100 * (other.bound - other.sums.value)) / other.bound).toExponential(1)} %`;
  rows.push(
    await measure('mckp 1000k × 5, budget, return and two stocks', () => solve(table, several, settings), { note: gap, warmUp: false }),
  );
}
report(rows);
