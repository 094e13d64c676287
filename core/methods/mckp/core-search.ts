import type { StopSignal } from '../../base/work.ts';
import { type Draft, loadOf, scoreOf } from './draft.ts';
import type { Limit } from './limits.ts';
import { ascendingOrder } from './order.ts';

export interface SearchSettings {
  /** The bound that the prices prove, and the prices themselves. */
  readonly bound: number;
  readonly multipliers: Float64Array;
  /** Value of the plan at hand. */
  readonly value: number;
  readonly mostNodes: number;
  readonly signal: StopSignal;
}

export interface SearchAnswer {
  /** Rows to switch to reach the best plan found, and to what; empty when the plan at hand stands. */
  readonly rows: Int32Array;
  readonly codes: Int32Array;
  readonly value: number;
  /** All other plans were ruled out: the plan found is optimal. */
  readonly isComplete: boolean;
}

/** Rows with a switch that could still be part of a better plan, and these switches; the cheapest first. */
interface Core {
  readonly rowCount: number;
  readonly isWhole: boolean;
  readonly rows: Int32Array;
  /** Switches of core row k are first[k] … first[k+1]−1, cheapest first. */
  readonly first: Int32Array;
  readonly codes: Int32Array;
  readonly loss: Float64Array;
  /** use[switch · d + limit]: what the switch adds to each limit. */
  readonly use: Float64Array;
  /** least[k · d + limit]: the most that switches of core rows k, k+1, … can take off a limit; most likewise adds. */
  readonly least: Float64Array;
  readonly most: Float64Array;
}

/** Larger cores are cut to their cheapest rows: the search then improves the plan but proves nothing. */
const MOST_CORE_ROWS = 3000;

/**
 * Looks for a better plan, and for proof that there is none, among the plans that the bound leaves possible.
 *
 * At the prices every plan is worth bound − Σ loss − Σ price·slack, where a row's loss is how far its option
 * scores below its best one. So only switches with a loss below the gap matter (the core), and sets of them
 * can be enumerated depth first until their losses use the gap up.
 *
 * @param start the response to the prices: every row on its best-scoring option, with its usage
 * @see Pisinger (1995), A minimal algorithm for the multiple-choice knapsack problem, EJOR 83(2), for the core
 * Cost: one pass to find the core, then at most `mostNodes` nodes of O(d) each.
 */
export function searchCore(start: Draft, settings: SearchSettings): SearchAnswer {
  const gap = settings.bound - settings.value;
  const search = new CoreSearch(start, findCore(start, gap), settings);
  search.visit(0, 0, 0);
  return search.answer();
}

class CoreSearch {
  readonly #core: Core;
  readonly #settings: SearchSettings;
  readonly #slack: Float64Array;
  readonly #tolerance: Float64Array;
  readonly #path: Int32Array;
  readonly #rounding: number;
  #bestLoss: number;
  #bestPath = new Int32Array(0);
  #nodes = 0;

  constructor(start: Draft, core: Core, settings: SearchSettings) {
    this.#core = core;
    this.#settings = settings;
    this.#slack = start.most.map((most, r) => most - (start.usage[r] as number));
    // Adding and taking back along a path leaves rounding behind; it must not look like a broken limit.
    this.#tolerance = start.most.map((most) => 1e-13 * Math.abs(most));
    this.#path = new Int32Array(core.rowCount);
    this.#rounding = 1e-12 * Math.abs(settings.bound);
    this.#bestLoss = settings.bound - settings.value;
  }

  answer(): SearchAnswer {
    const rows = this.#bestPath.map((move) => this.#core.rows[rowOfMove(this.#core, move)] as number);
    const codes = this.#bestPath.map((move) => this.#core.codes[move] as number);
    const isComplete = this.#core.isWhole && this.#nodes < this.#settings.mostNodes;
    return { rows, codes, value: this.#settings.bound - this.#bestLoss, isComplete };
  }

  /** Tries the plan that the path stands for, then every longer path that starts with it. */
  visit(from: number, depth: number, loss: number): void {
    this.#nodes++;
    if ((this.#nodes & 0x3fff) === 0) this.#settings.signal.throwIfAborted();
    this.#consider(depth, loss);
    const { rowCount, first, loss: losses } = this.#core;
    for (let k = from; k < rowCount; k++) {
      const cheapest = losses[first[k] as number] as number;
      if (loss + cheapest >= this.#bestLoss - this.#rounding || !this.#isReachable(k, loss)) return;
      for (let move = first[k] as number; move < (first[k + 1] as number); move++) {
        const next = loss + (losses[move] as number);
        if (next >= this.#bestLoss - this.#rounding) break;
        if (this.#nodes >= this.#settings.mostNodes) return;
        this.#path[depth] = move;
        this.#shift(move, -1);
        this.visit(k + 1, depth + 1, next);
        this.#shift(move, 1);
      }
    }
  }

  #consider(depth: number, loss: number): void {
    let total = loss;
    for (let r = 0; r < this.#slack.length; r++) {
      const slack = this.#slack[r] as number;
      if (slack < -(this.#tolerance[r] as number)) return;
      total += Math.max(0, slack) * (this.#settings.multipliers[r] as number);
    }
    if (total >= this.#bestLoss - this.#rounding) return;
    this.#bestLoss = total;
    this.#bestPath = this.#path.slice(0, depth);
  }

  /** Whether the rows from k on can still bring all limits in and the cost of unused limits low enough. */
  #isReachable(k: number, loss: number): boolean {
    const d = this.#slack.length;
    let total = loss;
    for (let r = 0; r < d; r++) {
      const slack = this.#slack[r] as number;
      if (slack - (this.#core.least[k * d + r] as number) < -(this.#tolerance[r] as number)) return false;
      const unused = slack - (this.#core.most[k * d + r] as number);
      if (unused > 0) total += unused * (this.#settings.multipliers[r] as number);
    }
    return total < this.#bestLoss - this.#rounding;
  }

  #shift(move: number, sign: number): void {
    const d = this.#slack.length;
    for (let r = 0; r < d; r++) this.#slack[r] = (this.#slack[r] as number) + sign * (this.#core.use[move * d + r] as number);
  }
}

function rowOfMove(core: Core, move: number): number {
  let k = 0;
  while ((core.first[k + 1] as number) <= move) k++;
  return k;
}

interface Move {
  readonly code: number;
  readonly loss: number;
}

/** The rows whose second-best option is close enough, the closest first, cut to what the search can hold. */
function findCore(start: Draft, gap: number): Core {
  const { table, prices, choice } = start;
  const keys = new Float32Array(table.rowCount);
  const rows = new Int32Array(table.rowCount);
  let count = 0;
  for (let row = 0; row < table.rowCount; row++) {
    const from = choice[row] as number;
    const best = scoreOf(table, prices, row, from);
    let least = gap;
    for (let code = 0; code <= table.width; code++) {
      if (code !== from) least = Math.min(least, best - scoreOf(table, prices, row, code));
    }
    if (!(least < gap)) continue;
    keys[count] = Math.max(0, least);
    rows[count] = row;
    count++;
  }
  const kept = ascendingOrder(keys, count).subarray(0, MOST_CORE_ROWS);
  const candidates = Array.from(kept, (item) => ({ row: rows[item] as number, moves: movesOf(start, rows[item] as number, gap) }));
  // The radix sort compares 32-bit floats; the search stops at the first row that is too dear and needs the exact order.
  candidates.sort((left, right) => (left.moves[0]?.loss ?? 0) - (right.moves[0]?.loss ?? 0) || left.row - right.row);
  return packCore(start, candidates, count <= MOST_CORE_ROWS);
}

function movesOf(start: Draft, row: number, gap: number): Move[] {
  const from = start.choice[row] as number;
  const best = scoreOf(start.table, start.prices, row, from);
  const moves: Move[] = [];
  for (let code = 0; code <= start.table.width; code++) {
    const loss = best - scoreOf(start.table, start.prices, row, code);
    if (code !== from && loss < gap) moves.push({ code, loss: Math.max(0, loss) });
  }
  return moves.sort((left, right) => left.loss - right.loss || left.code - right.code);
}

function packCore(start: Draft, candidates: readonly { readonly row: number; readonly moves: readonly Move[] }[], isWhole: boolean): Core {
  const d = start.limits.length;
  const rowCount = candidates.length;
  const moveCount = candidates.reduce((sum, { moves }) => sum + moves.length, 0);
  const first = new Int32Array(rowCount + 1);
  const codes = new Int32Array(moveCount);
  const loss = new Float64Array(moveCount);
  const use = new Float64Array(moveCount * d);
  const least = new Float64Array((rowCount + 1) * d);
  const most = new Float64Array((rowCount + 1) * d);
  let at = moveCount;
  first[rowCount] = moveCount;
  for (let k = rowCount - 1; k >= 0; k--) {
    const { row, moves } = candidates[k] as (typeof candidates)[number];
    at -= moves.length;
    first[k] = at;
    moves.forEach((move, index) => {
      codes[at + index] = move.code;
      loss[at + index] = move.loss;
    });
    for (let r = 0; r < d; r++) {
      const limit = start.limits[r] as Limit;
      const before = loadOf(start.table, limit, row, start.choice[row] as number);
      let down = 0;
      let up = 0;
      moves.forEach((move, index) => {
        const more = loadOf(start.table, limit, row, move.code) - before;
        use[(at + index) * d + r] = more;
        down = Math.min(down, more);
        up = Math.max(up, more);
      });
      least[k * d + r] = (least[(k + 1) * d + r] as number) + down;
      most[k * d + r] = (most[(k + 1) * d + r] as number) + up;
    }
  }
  return { rowCount, isWhole, rows: Int32Array.from(candidates, ({ row }) => row), first, codes, loss, use, least, most };
}
