import type { StopSignal } from '../../base/work.ts';
import { canSwitch, type Draft, loadOf, scoreOf, switchTo, worthOf } from './draft.ts';
import type { Limit } from './limits.ts';
import { ascendingOrder } from './order.ts';

/** Each round ends with a limit kept or nothing left to try; a handful is normal, this is a stop against cycling. */
const MOST_ROUNDS = 60;

/**
 * Switches rows until every limit is kept, cheapest first: for the limit that is broken the most, each row
 * offers the switch that loses the least score per unit given back.
 *
 * @returns whether all limits are kept
 * Cost: one pass and one sort per round.
 */
export function repair(draft: Draft, signal: StopSignal): boolean {
  const isStuck = new Uint8Array(draft.limits.length);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    signal.throwIfAborted();
    const worst = worstLimit(draft, isStuck);
    if (worst < 0) return !isBroken(draft);
    if (easeLimit(draft, worst)) isStuck.fill(0);
    else isStuck[worst] = 1;
  }
  return !isBroken(draft);
}

function excessOf(draft: Draft, r: number): number {
  const over = (draft.usage[r] as number) - (draft.most[r] as number);
  return over > 0 ? over / (Math.abs((draft.limits[r] as Limit).most) || 1) : 0;
}

/** All limits together, so that easing one may not break another by more. */
function totalExcess(draft: Draft): number {
  let sum = 0;
  for (let r = 0; r < draft.limits.length; r++) sum += excessOf(draft, r);
  return sum;
}

export function isBroken(draft: Draft): boolean {
  return totalExcess(draft) > 0;
}

function worstLimit(draft: Draft, isStuck: Uint8Array): number {
  let worst = -1;
  let most = 0;
  for (let r = 0; r < draft.limits.length; r++) {
    if (isStuck[r] === 0 && excessOf(draft, r) > most) {
      most = excessOf(draft, r);
      worst = r;
    }
  }
  return worst;
}

/** One round for one limit; false when no switch helped. */
function easeLimit(draft: Draft, r: number): boolean {
  const { table, prices, choice } = draft;
  const limit = draft.limits[r] as Limit;
  const { rowCount, width } = table;
  const keys = new Float32Array(rowCount);
  const rows = new Int32Array(rowCount);
  const codes = new Int32Array(rowCount);
  let count = 0;
  for (let row = 0; row < rowCount; row++) {
    const from = choice[row] as number;
    const usedNow = loadOf(table, limit, row, from);
    const scoreNow = scoreOf(table, prices, row, from);
    let bestRate = Number.POSITIVE_INFINITY;
    let bestCode = -1;
    for (let code = 0; code <= width; code++) {
      const score = scoreOf(table, prices, row, code);
      if (code === from || score === Number.NEGATIVE_INFINITY) continue;
      const given = usedNow - loadOf(table, limit, row, code);
      if (!(given > 0)) continue;
      const rate = (Math.max(0, scoreNow - score) + idleCost(draft, r, row, code)) / given;
      if (rate < bestRate) {
        bestRate = rate;
        bestCode = code;
      }
    }
    if (bestCode < 0) continue;
    keys[count] = bestRate;
    rows[count] = row;
    codes[count] = bestCode;
    count++;
  }
  return applyWhileBroken(draft, r, { order: ascendingOrder(keys, count), rows, codes });
}

/**
 * What it costs that a switch hands back other limits too, which are not full anyway: their prices are paid for
 * nothing then. Without this, ties would be settled by giving back what is scarce.
 */
function idleCost(draft: Draft, eased: number, row: number, code: number): number {
  const { table, limits, multipliers, usage, most, choice } = draft;
  let cost = 0;
  for (let r = 0; r < limits.length; r++) {
    if (r === eased || multipliers[r] === 0 || (usage[r] as number) > (most[r] as number)) continue;
    const limit = limits[r] as Limit;
    const given = loadOf(table, limit, row, choice[row] as number) - loadOf(table, limit, row, code);
    if (given > 0) cost += given * (multipliers[r] as number);
  }
  return cost;
}

interface Switches {
  readonly order: Int32Array;
  readonly rows: Int32Array;
  readonly codes: Int32Array;
}

function applyWhileBroken(draft: Draft, r: number, { order, rows, codes }: Switches): boolean {
  let hasHelped = false;
  let before = totalExcess(draft);
  for (const item of order) {
    if (excessOf(draft, r) === 0) break;
    const row = rows[item] as number;
    const from = draft.choice[row] as number;
    switchTo(draft, row, codes[item] as number);
    const after = totalExcess(draft);
    if (after < before) {
      before = after;
      hasHelped = true;
    } else switchTo(draft, row, from);
  }
  return hasHelped;
}

/** After a few rounds what is left over fits no more switches that matter. */
const FILL_ROUNDS = 6;

/**
 * Spends what the limits leave over: switches that raise the value and still fit, those that lose the least
 * score first, because the prices say where leftovers do most good.
 */
export function fill(draft: Draft, signal: StopSignal): void {
  const { rowCount } = draft.table;
  const gains = { keys: new Float32Array(rowCount), rows: new Int32Array(rowCount), codes: new Int32Array(rowCount) };
  for (let round = 0; round < FILL_ROUNDS; round++) {
    signal.throwIfAborted();
    const count = collectGains(draft, gains);
    if (count === 0) return;
    for (const item of ascendingOrder(gains.keys, count)) {
      const row = gains.rows[item] as number;
      if (canSwitch(draft, row, gains.codes[item] as number)) switchTo(draft, row, gains.codes[item] as number);
    }
  }
}

interface Gains {
  readonly keys: Float32Array;
  readonly rows: Int32Array;
  readonly codes: Int32Array;
}

/** For every row the switch to more value that fits and loses the least score, if there is one. */
function collectGains(draft: Draft, { keys, rows, codes }: Gains): number {
  const { table, prices, choice } = draft;
  let count = 0;
  for (let row = 0; row < table.rowCount; row++) {
    const from = choice[row] as number;
    const worthNow = worthOf(table, row, from);
    const scoreNow = scoreOf(table, prices, row, from);
    let bestLoss = Number.POSITIVE_INFINITY;
    for (let code = 0; code <= table.width; code++) {
      if (code === from || !(worthOf(table, row, code) > worthNow)) continue;
      const loss = scoreNow - scoreOf(table, prices, row, code);
      if (!(loss < bestLoss) || !canSwitch(draft, row, code)) continue;
      bestLoss = loss;
      keys[count] = Math.max(0, loss);
      rows[count] = row;
      codes[count] = code;
    }
    if (bestLoss < Number.POSITIVE_INFINITY) count++;
  }
  return count;
}
