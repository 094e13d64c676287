import type { StopSignal } from '../../base/work.ts';
import type { Limit, Sums } from './limits.ts';
import type { OfferTable } from './offer-table.ts';

/** The limits' prices folded into one score per option: onValue·v − onCost·c − onCell[group, option]. */
export interface Prices {
  readonly onValue: number;
  readonly onCost: number;
  readonly onCell: Float64Array;
}

/** What the customers choose at given prices, each for itself. */
export interface Response extends Sums {
  /** Sum of the best scores; doing nothing scores 0. */
  readonly score: number;
}

/** Folds one multiplier per limit into the scores: with μ on ROI and λ on the budget, (1+μ)·v − (λ+μρ)·c − κ. */
export function pricesOf(limits: readonly Limit[], multipliers: Float64Array, cells: number): Prices {
  let onValue = 1;
  let onCost = 0;
  const onCell = new Float64Array(cells);
  limits.forEach((limit, index) => {
    const price = multipliers[index] as number;
    onValue -= price * limit.perValue;
    onCost += price * limit.perCost;
    for (let cell = 0; cell < cells; cell++) onCell[cell] = (onCell[cell] as number) + price * (limit.perCell[cell] as number);
  });
  return { onValue, onCost, onCell };
}

/** Rows summed without compensation before their sum is added with it; also how often the stop signal is read. */
const BLOCK_ROWS = 4096;

/**
 * Lets every row take its best-scoring option. Ties go to doing nothing, then to the earlier option.
 *
 * @param choice n codes to fill, 0 for doing nothing; without it only the sums are formed
 * @see FEATURES §10.1; Zhang et al. (2020), Solving Billion-Scale Knapsack Problems, eq. 5
 * Cost: one pass over the table, O(nK), no allocation per row. Sums are compensated block by block.
 */
export function bestResponse(table: OfferTable, prices: Prices, signal: StopSignal, choice?: Int32Array): Response {
  const { rowCount, width, value, cost } = table;
  const { onValue, onCost, onCell } = prices;
  const codes = table.groups?.codes;
  const counts = new Float64Array(onCell.length);
  const totals = new Float64Array(6);
  for (let start = 0; start < rowCount; start += BLOCK_ROWS) {
    signal.throwIfAborted();
    const end = Math.min(rowCount, start + BLOCK_ROWS);
    let scoreSum = 0;
    let valueSum = 0;
    let costSum = 0;
    for (let row = start; row < end; row++) {
      const base = row * width;
      const cellBase = codes === undefined ? 0 : (codes[row] as number) * width;
      let best = 0;
      let at = -1;
      for (let option = 0; option < width; option++) {
        const score =
          onValue * (value[base + option] as number) - onCost * (cost[base + option] as number) - (onCell[cellBase + option] as number);
        if (score > best) {
          best = score;
          at = option;
        }
      }
      if (choice !== undefined) choice[row] = at + 1;
      if (at < 0) continue;
      scoreSum += best;
      valueSum += value[base + at] as number;
      costSum += cost[base + at] as number;
      counts[cellBase + at] = (counts[cellBase + at] as number) + 1;
    }
    addCompensated(totals, 0, scoreSum);
    addCompensated(totals, 2, valueSum);
    addCompensated(totals, 4, costSum);
  }
  return { score: readSum(totals, 0), value: readSum(totals, 2), cost: readSum(totals, 4), counts };
}

/** What a given plan adds up to. */
export function sumsOf(table: OfferTable, choice: Int32Array, cells: number): Sums {
  const { rowCount, width, value, cost } = table;
  const codes = table.groups?.codes;
  const counts = new Float64Array(cells);
  const totals = new Float64Array(4);
  for (let row = 0; row < rowCount; row++) {
    const option = (choice[row] as number) - 1;
    if (option < 0) continue;
    addCompensated(totals, 0, value[row * width + option] as number);
    addCompensated(totals, 2, cost[row * width + option] as number);
    const cell = (codes === undefined ? 0 : (codes[row] as number) * width) + option;
    counts[cell] = (counts[cell] as number) + 1;
  }
  return { value: readSum(totals, 0), cost: readSum(totals, 2), counts };
}

/** Neumaier's (1974) compensated addition: totals[slot] is the sum, totals[slot+1] what rounding took from it. */
function addCompensated(totals: Float64Array, slot: number, term: number): void {
  const sum = totals[slot] as number;
  const next = sum + term;
  const lost = Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
  totals[slot] = next;
  totals[slot + 1] = (totals[slot + 1] as number) + lost;
}

function readSum(totals: Float64Array, slot: number): number {
  return (totals[slot] as number) + (totals[slot + 1] as number);
}
