import type { StopSignal } from '../../base/work.ts';
import type { FrontierPoint } from '../../frame/plan.ts';
import { pricesOf } from './best-response.ts';
import { scoreOf } from './draft.ts';
import type { Limit } from './limits.ts';
import { everyNth, groupCount, type OfferTable } from './offer-table.ts';

/** Who gets what when the budget has a certain price; lists are in option order, doing nothing first. */
export interface PathPoint {
  /** What the best responses at this price cost. */
  readonly budget: number;
  readonly shadowPrice: number;
  readonly customers: readonly number[];
  readonly value: readonly number[];
  readonly cost: readonly number[];
}

const MOST_POINTS = 48;
/** Above this every n-th row stands for n: the path is a guide for the hand, and the exact plan follows it. */
const MOST_ROWS = 131_072;

/**
 * What each option gets as the budget grows: the best responses at prices of the budget taken from the frontier, with
 * the prices of all other limits held where they are. Between two points the totals of the best plans lie between
 * those of the points, so a reader may follow a budget along the path without solving anew.
 *
 * @param multipliers one price per limit
 * @returns points, budget ascending; empty without a frontier
 * Cost: one pass over at most 131,072 rows per point, at most 48 points.
 */
export function budgetPath(
  whole: OfferTable,
  limits: readonly Limit[],
  { frontier, multipliers }: { readonly frontier: readonly FrontierPoint[]; readonly multipliers: Float64Array },
  signal: StopSignal,
): readonly PathPoint[] {
  const step = Math.ceil(whole.rowCount / MOST_ROWS);
  const table = step > 1 ? everyNth(whole, step) : whole;
  const weight = whole.rowCount / table.rowCount;
  const others = limits.flatMap((limit, at) => (limit.kind === 'budget' ? [] : [{ limit, price: multipliers[at] as number }]));
  const held = pricesOf(
    others.map(({ limit }) => limit),
    Float64Array.from(others, ({ price }) => price),
    groupCount(table) * table.width,
  );
  const points = thinnedPrices(frontier).map((shadowPrice) => {
    signal.throwIfAborted();
    return totalsAt(table, { ...held, onCost: held.onCost + shadowPrice }, { shadowPrice, weight });
  });
  return points.filter(({ budget }, at) => at === 0 || budget > (points[at - 1]?.budget ?? 0));
}

/** Falling prices, evenly spread along the budget. */
function thinnedPrices(frontier: readonly FrontierPoint[]): readonly number[] {
  const last = frontier.at(-1)?.budget ?? 0;
  let next = Number.NEGATIVE_INFINITY;
  const prices = frontier.flatMap(({ budget, shadowPrice }, at) => {
    if (budget < next && at < frontier.length - 1) return [];
    next = budget + last / MOST_POINTS;
    return [shadowPrice];
  });
  return [...new Set(prices)].sort((left, right) => right - left);
}

type Prices = ReturnType<typeof pricesOf>;

function totalsAt(
  table: OfferTable,
  prices: Prices,
  { shadowPrice, weight }: { readonly shadowPrice: number; readonly weight: number },
): PathPoint {
  const customers = new Float64Array(table.width + 1);
  const value = new Float64Array(table.width + 1);
  const cost = new Float64Array(table.width + 1);
  for (let row = 0; row < table.rowCount; row++) {
    let best = 0;
    let code = 0;
    for (let option = 1; option <= table.width; option++) {
      const score = scoreOf(table, prices, row, option);
      if (score > best) {
        best = score;
        code = option;
      }
    }
    customers[code] = (customers[code] as number) + 1;
    if (code === 0) continue;
    const at = row * table.width + code - 1;
    value[code] = (value[code] as number) + (table.value[at] as number);
    cost[code] = (cost[code] as number) + (table.cost[at] as number);
  }
  const scaled = (sums: Float64Array): readonly number[] => Array.from(sums, (sum) => sum * weight);
  return {
    budget: weight * cost.reduce((sum, part) => sum + part, 0),
    shadowPrice,
    customers: scaled(customers).map(Math.round),
    value: scaled(value),
    cost: scaled(cost),
  };
}
