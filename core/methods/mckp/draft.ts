import type { Prices } from './best-response.ts';
import type { Limit } from './limits.ts';
import type { OfferTable } from './offer-table.ts';

/** A plan in the making: choices, how much of each limit they use, and the means to ask what a change would do. */
export interface Draft {
  readonly table: OfferTable;
  readonly limits: readonly Limit[];
  readonly prices: Prices;
  /** One price per limit: what the scores were folded from. */
  readonly multipliers: Float64Array;
  /** n codes, 0 for doing nothing. */
  readonly choice: Int32Array;
  readonly usage: Float64Array;
  /** What each limit may reach, rounding included. */
  readonly most: Float64Array;
}

/** Index of a row's option in the matrices; doing nothing has none. */
export function cellAt(table: OfferTable, row: number, code: number): number {
  return row * table.width + code - 1;
}

/** Value of giving a row the option with this code. */
export function worthOf(table: OfferTable, row: number, code: number): number {
  return code === 0 ? 0 : (table.value[cellAt(table, row, code)] as number);
}

/** The score of an option at the prices; −∞ when it is not on offer. */
export function scoreOf(table: OfferTable, prices: Prices, row: number, code: number): number {
  if (code === 0) return 0;
  const at = cellAt(table, row, code);
  const cell = (table.groups === undefined ? 0 : (table.groups.codes[row] as number) * table.width) + code - 1;
  return prices.onValue * (table.value[at] as number) - prices.onCost * (table.cost[at] as number) - (prices.onCell[cell] as number);
}

/** How much of a limit one row uses with this option. */
export function loadOf(table: OfferTable, limit: Limit, row: number, code: number): number {
  if (code === 0) return 0;
  const at = cellAt(table, row, code);
  const cell = (table.groups === undefined ? 0 : (table.groups.codes[row] as number) * table.width) + code - 1;
  return limit.perValue * (table.value[at] as number) + limit.perCost * (table.cost[at] as number) + (limit.perCell[cell] as number);
}

/** Whether a row may switch: every limit that the switch uses more of still holds afterwards. */
export function canSwitch(draft: Draft, row: number, code: number): boolean {
  const { table, limits, usage, most } = draft;
  const from = draft.choice[row] as number;
  for (let r = 0; r < limits.length; r++) {
    const limit = limits[r] as Limit;
    const more = loadOf(table, limit, row, code) - loadOf(table, limit, row, from);
    if (more > 0 && (usage[r] as number) + more > (most[r] as number)) return false;
  }
  return true;
}

/** Switches a row to another option. */
export function switchTo(draft: Draft, row: number, code: number): void {
  const { table, limits, usage } = draft;
  const from = draft.choice[row] as number;
  for (let r = 0; r < limits.length; r++) {
    const limit = limits[r] as Limit;
    usage[r] = (usage[r] as number) + loadOf(table, limit, row, code) - loadOf(table, limit, row, from);
  }
  draft.choice[row] = code;
}
