import type { Link } from '../model.ts';
import { inverseLink } from '../predict.ts';
import { type ColumnMoves, changeCost } from './counterfactual-moves.ts';
import type { Prober, Trials } from './counterfactual-prober.ts';

/** The answers that are wanted: at least the target, or below it. */
export interface Goal {
  readonly side: 'above' | 'below';
  /** On the answer's own scale, and before the link. */
  readonly target: number;
  readonly rawTarget: number;
  readonly link: Link;
}

/** A version of the row, and the model's raw answer to it. */
export interface Attempt {
  /** Positions in the list of moves, ascending. */
  readonly columns: readonly number[];
  readonly cells: readonly number[];
  /** Distances of all changes, and one for each change. */
  readonly cost: number;
  readonly raw: number;
}

/** What a search works with. */
export interface Hunt {
  readonly moves: readonly ColumnMoves[];
  readonly prober: Prober;
  readonly goal: Goal;
}

/** Whether a raw answer is on the wanted side; judged on the answer's own scale, as `predict` gives it. */
export function reaches({ side, target, link }: Goal, raw: number): boolean {
  const answer = inverseLink(link, raw);
  if (!Number.isFinite(answer)) return false;
  return side === 'above' ? answer >= target : answer < target;
}

/** How far a raw answer is from the target; NaN where it is no number. */
export function gapOf({ side, rawTarget }: Goal, raw: number): number {
  if (!Number.isFinite(raw)) return Number.NaN;
  return side === 'above' ? rawTarget - raw : raw - rawTarget;
}

export function moveAt({ moves }: Hunt, column: number): ColumnMoves {
  return moves[column] as ColumnMoves;
}

/** Distances of all changes, and one for each of them: few changes are easier to make and to tell. */
export function costOf(hunt: Hunt, columns: readonly number[], cells: readonly number[]): number {
  return columns.reduce((sum, column, k) => sum + 1 + changeCost(moveAt(hunt, column), cells[k] as number), 0);
}

/** Builds an attempt with its columns in order. */
export function makeAttempt(hunt: Hunt, columns: readonly number[], cells: readonly number[], raw: number): Attempt {
  const order = columns.map((_, k) => k).sort((left, right) => (columns[left] as number) - (columns[right] as number));
  const [sorted, values] = [order.map((k) => columns[k] as number), order.map((k) => cells[k] as number)];
  return { columns: sorted, cells: values, cost: costOf(hunt, sorted, values), raw };
}

/** Names the columns of an attempt with the way that each goes; attempts of one name are near each other. */
export function nameOf(hunt: Hunt, { columns, cells }: Attempt): string {
  return columns
    .map((column, k) => {
      const { isGradual, isLevel, from } = moveAt(hunt, column);
      const to = cells[k] as number;
      return `${column}${isLevel ? `=${to}` : !isGradual ? '=' : to > from ? '+' : '-'}`;
    })
    .join(' ');
}

/** What came of trying all combinations of some columns' values. */
export interface Explored {
  /** Raw answers; the last column's values run fastest. */
  readonly raw: Float64Array;
  /** The cheapest that reach the goal, one for each combination of ways. */
  readonly flips: readonly Attempt[];
  /** Of those that do not: the one that promises to get there at the least cost, and the one that is nearest to it. */
  readonly steps: readonly Attempt[];
}

/**
 * Tries every combination of values of some columns.
 *
 * @param lists one list of values for each column
 * @param ownGap how far the row itself is from the target
 * Cost: one answer a combination.
 */
export function explore(hunt: Hunt, columns: readonly number[], lists: readonly Float64Array[], ownGap: number): Explored {
  const trials = combine(hunt, columns, lists);
  const raw = hunt.prober.ask(trials);
  const cheapest = new Map<number, { at: number; cost: number }>();
  const [promising, nearest] = [
    { at: -1, value: Number.POSITIVE_INFINITY },
    { at: -1, value: Number.POSITIVE_INFINITY },
  ];
  const moves = columns.map((column) => moveAt(hunt, column));
  for (let at = 0; at < trials.count; at++) {
    const gap = gapOf(hunt.goal, raw[at] as number);
    if (Number.isNaN(gap)) continue;
    const { cost, way } = priceOf(moves, trials.cells, at);
    if (reaches(hunt.goal, raw[at] as number)) {
      const known = cheapest.get(way);
      if (known === undefined) cheapest.set(way, { at, cost });
      else if (cost < known.cost) Object.assign(known, { at, cost });
      continue;
    }
    const promised = gap < ownGap ? (cost * ownGap) / (ownGap - gap) : Number.POSITIVE_INFINITY;
    if (promised < promising.value) Object.assign(promising, { at, value: promised });
    if (gap < nearest.value) Object.assign(nearest, { at, value: gap });
  }
  const attempt = (at: number): Attempt => {
    const cells = columns.map((_, k) => trials.cells[at * columns.length + k] as number);
    return makeAttempt(hunt, columns, cells, raw[at] as number);
  };
  const steps = new Set([promising.at, nearest.at].filter((at) => at >= 0));
  return { raw, flips: [...cheapest.values()].map(({ at }) => attempt(at)), steps: [...steps].map(attempt) };
}

/** The cost of one combination, and a number for the ways that its columns go; a single category is a way of its own. */
function priceOf(moves: readonly ColumnMoves[], cells: Float64Array, at: number): { cost: number; way: number } {
  let [cost, way] = [moves.length, 0];
  for (let k = 0; k < moves.length; k++) {
    const move = moves[k] as ColumnMoves;
    const to = cells[at * moves.length + k] as number;
    cost += changeCost(move, to);
    if (!move.isGradual) way = move.isLevel && moves.length === 1 ? to : way;
    else if (to > move.from) way += 2 ** k;
  }
  return { cost, way };
}

function combine(hunt: Hunt, columns: readonly number[], lists: readonly Float64Array[]): Trials {
  const width = columns.length;
  const count = lists.reduce((product, { length }) => product * length, 1);
  const features = new Int32Array(count * width);
  const cells = new Float64Array(count * width);
  let stride = count;
  columns.forEach((column, k) => {
    const values = lists[k] as Float64Array;
    const { feature } = moveAt(hunt, column);
    stride /= values.length;
    for (let at = 0; at < count; at++) {
      features[at * width + k] = feature;
      cells[at * width + k] = values[Math.floor(at / stride) % values.length] as number;
    }
  });
  return { count, width, features, cells };
}
