import type { StopSignal } from '../../base/work.ts';
import type { FrontierPoint } from '../../frame/plan.ts';
import { bestResponse, pricesOf } from './best-response.ts';
import { DualSearch } from './dual.ts';
import { budgetLimit, type Limit } from './limits.ts';
import { everyNth, groupCount, type OfferTable } from './offer-table.ts';

const POINTS = 24;
/** Prices for the curve come from at most this many rows; the bounds they give are then formed on all rows. */
const PRICE_ROWS = 16_384;

/** A bound that holds at every budget: value + price · budget. */
interface BoundLine {
  readonly value: number;
  readonly price: number;
}

/**
 * The value of the best plan against the budget while all other limits stay: for each budget the smallest of the
 * bounds that a set of prices proves. Each bound is a straight line in the budget, so the curve is concave.
 *
 * Cost: one dual problem on a sample and one pass over the table per point.
 */
export function tracedFrontier(
  table: OfferTable,
  limits: readonly Limit[],
  multipliers: Float64Array,
  signal: StopSignal,
): readonly FrontierPoint[] {
  const cells = groupCount(table) * table.width;
  const others = limits.filter((limit) => limit.kind !== 'budget');
  const all = [budgetLimit(table, 0), ...others];
  const free = bestResponse(table, pricesOf(others, new Float64Array(others.length), cells), signal);
  if (free.cost === 0) return [];
  const current = limits.find((limit) => limit.kind === 'budget')?.most;
  const budgets = new Set(Array.from({ length: POINTS }, (_, k) => free.cost * ((k + 1) / POINTS) ** 2));
  if (current !== undefined) budgets.add(current);
  const sample = table.rowCount > PRICE_ROWS ? everyNth(table, Math.ceil(table.rowCount / PRICE_ROWS)) : table;
  const share = sample.rowCount / table.rowCount;
  const dual = new DualSearch(sample, all, signal);
  const lines: BoundLine[] = [];
  const lineAt = (prices: Float64Array): BoundLine => {
    const { score } = bestResponse(table, pricesOf(all, prices, cells), signal);
    return {
      value: all.reduce((sum, limit, r) => (r === 0 ? sum : sum + (prices[r] as number) * limit.most), score),
      price: prices[0] ?? 0,
    };
  };
  const reachable: number[] = [];
  let start = new Float64Array(all.length);
  for (const budget of [...budgets].sort((left, right) => right - left)) {
    const most = Float64Array.from(all, (limit, r) => (r === 0 ? budget : limit.most) * share);
    const answer = dual.solve(most, start, { signal, tolerance: 1e-7, mostCalls: 25 });
    // Floors need some money; below it there is no plan and no point on the curve.
    if (answer.isInfeasible) break;
    reachable.push(budget);
    start = Float64Array.from(answer.multipliers);
    lines.push(lineAt(answer.multipliers));
  }
  if (current !== undefined) lines.push(lineAt(withBudgetFirst(limits, multipliers)));
  return [...startPoint(table, others), ...reachable.reverse().map((budget) => lowestAt(lines, budget))];
}

function withBudgetFirst(limits: readonly Limit[], multipliers: Float64Array): Float64Array {
  const at = limits.findIndex((limit) => limit.kind === 'budget');
  return Float64Array.from([multipliers[at] as number, ...multipliers.filter((_, r) => r !== at)]);
}

function lowestAt(lines: readonly BoundLine[], budget: number): FrontierPoint {
  let best = { budget, value: Number.POSITIVE_INFINITY, shadowPrice: 0 };
  for (const { value, price } of lines) {
    if (value + price * budget < best.value) best = { budget, value: value + price * budget, shadowPrice: price };
  }
  return best;
}

/** Without money nothing that costs money can be given; where every option does and nothing must be given, the curve starts at 0. */
function startPoint(table: OfferTable, others: readonly Limit[]): FrontierPoint[] {
  if (others.some((limit) => limit.kind === 'floor')) return [];
  let steepest = 0;
  for (let at = 0; at < table.value.length; at++) {
    const value = table.value[at] as number;
    if (!(value > 0)) continue;
    if (table.cost[at] === 0) return [];
    steepest = Math.max(steepest, value / (table.cost[at] as number));
  }
  return [{ budget: 0, value: 0, shadowPrice: steepest }];
}
