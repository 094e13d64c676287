import type { StopSignal } from '../../base/work.ts';
import { type Draft, loadOf, scoreOf, switchTo, worthOf } from './draft.ts';
import type { Limit } from './limits.ts';
import { ascendingOrder } from './order.ts';
import { fill, isBroken, repair } from './repair.ts';

/** Below this relative gap the search among near-ties does better than moving whole groups of rows. */
const SMALL_GAP = 1e-6;
const MOST_ROUNDS = 4;

/**
 * Uses up limits that have a price but are not full. Where many rows are tied, several limits can stand in each
 * other's way: no single switch fits, although a switch that uses one limit and another that frees the rest
 * together gain. So the limit is filled first, whatever else breaks, then the rest is repaired and filled; the
 * plan is kept if it is worth more.
 *
 * Cost: a few passes per limit, none once the gap is small.
 */
export function tighten(draft: Draft, bound: number, signal: StopSignal): void {
  let best = totalOf(draft);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = best;
    for (let r = 0; r < draft.limits.length; r++) {
      if (bound - best <= SMALL_GAP * Math.abs(bound)) return;
      if (!hasIdle(draft, r, bound)) continue;
      signal.throwIfAborted();
      best = tryFilling(draft, r, best, signal);
    }
    if (best === before) return;
  }
}

function totalOf(draft: Draft): number {
  let sum = 0;
  for (let row = 0; row < draft.table.rowCount; row++) sum += worthOf(draft.table, row, draft.choice[row] as number);
  return sum;
}

/** Whether what is left of a limit is worth anything at its price. */
function hasIdle(draft: Draft, r: number, bound: number): boolean {
  const idle = (draft.most[r] as number) - (draft.usage[r] as number);
  return idle * (draft.multipliers[r] as number) > SMALL_GAP * Math.abs(bound);
}

function tryFilling(draft: Draft, r: number, best: number, signal: StopSignal): number {
  const kept = { choice: draft.choice.slice(), usage: draft.usage.slice() };
  fillLimit(draft, r);
  if (repair(draft, signal)) {
    fill(draft, signal);
    const total = totalOf(draft);
    if (total > best && !isBroken(draft)) return total;
  }
  draft.choice.set(kept.choice);
  draft.usage.set(kept.usage);
  return best;
}

/** Switches rows to options that use more of a limit, as long as the limit's price pays for the score that is lost. */
function fillLimit(draft: Draft, r: number): void {
  const { table, prices, choice, usage, most } = draft;
  const limit = draft.limits[r] as Limit;
  const keys = new Float32Array(table.rowCount);
  const rows = new Int32Array(table.rowCount);
  const codes = new Int32Array(table.rowCount);
  let count = 0;
  for (let row = 0; row < table.rowCount; row++) {
    const from = choice[row] as number;
    let least = draft.multipliers[r] as number;
    let isFound = false;
    for (let code = 0; code <= table.width; code++) {
      const more = loadOf(table, limit, row, code) - loadOf(table, limit, row, from);
      if (!(more > 0)) continue;
      const rate = (scoreOf(table, prices, row, from) - scoreOf(table, prices, row, code)) / more;
      if (!(rate < least)) continue;
      least = rate;
      isFound = true;
      keys[count] = Math.max(0, rate);
      rows[count] = row;
      codes[count] = code;
    }
    if (isFound) count++;
  }
  for (const item of ascendingOrder(keys, count)) {
    const row = rows[item] as number;
    const code = codes[item] as number;
    const more = loadOf(table, limit, row, code) - loadOf(table, limit, row, choice[row] as number);
    if ((usage[r] as number) + more <= (most[r] as number)) switchTo(draft, row, code);
  }
}
