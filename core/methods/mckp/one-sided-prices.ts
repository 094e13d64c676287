import type { StopSignal } from '../../base/work.ts';
import { DualSearch } from './dual.ts';
import type { Limit } from './limits.ts';
import type { OfferTable } from './offer-table.ts';

/** Above this many rows one unit more or less of anything has the same price to many digits. */
const MOST_ROWS = 200_000;

/**
 * What one more unit of each limit is worth. Where a limit meets the demand exactly, every price between the
 * worth of the next unit and the cost of losing the last one supports the plan; the question "one more" asks
 * for the lower end. It is the price at a limit that is a hair larger.
 *
 * Cost: a few dual evaluations per binding limit; none for large tables.
 */
export function oneSidedPrices(table: OfferTable, limits: readonly Limit[], multipliers: Float64Array, signal: StopSignal): Float64Array {
  const prices = multipliers.slice();
  if (table.rowCount > MOST_ROWS || !multipliers.some((price) => price > 0)) return prices;
  const dual = new DualSearch(table, limits, signal);
  limits.forEach((limit, index) => {
    if (!((multipliers[index] as number) > 0)) return;
    const most = Float64Array.from(limits, (other) => other.most);
    most[index] = limit.most + hairOf(limit);
    const answer = dual.solve(most, multipliers, { signal, tolerance: 1e-12, mostCalls: 40 });
    prices[index] = Math.min(multipliers[index] as number, answer.multipliers[index] as number);
  });
  return prices;
}

/** Half a customer for counts, whose worth changes at whole numbers only; a millionth for money. */
function hairOf(limit: Limit): number {
  if (limit.kind === 'count' || limit.kind === 'floor') return 0.5;
  return 1e-6 * Math.max(Math.abs(limit.most), 1);
}
