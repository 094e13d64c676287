import type { StopSignal } from '../../base/work.ts';
import { type Attempt, type Explored, explore, gapOf, type Hunt, nameOf } from './counterfactual-attempts.ts';
import type { ColumnMoves } from './counterfactual-moves.ts';

/** What a search has come by; written while it runs. */
export interface Ledger {
  /** The cheapest attempt that reaches the goal, by the columns it changes and the way each goes. */
  readonly flips: Map<string, Attempt>;
  /** Of those that do not reach it the nearest; the row as it is when none is nearer. */
  closest: Attempt;
  /** Whether something was left untried because answers were running out. */
  isCut: boolean;
}

export interface SearchLimits {
  readonly mostChanges: number;
  readonly evaluations: number;
  readonly signal: StopSignal;
  readonly progress: (share: number) => void;
}

/** The budget's shares: trying single columns takes at most a half, all pairs a quarter; polishing keeps a fifth. */
const SINGLES_SHARE = 0.5;
const PAIRS_SHARE = 0.25;
const POLISH_SHARE = 0.2;

/** Attempts that are carried on with one more change, the columns they try, and values of each. */
const BEAM = 16;
const BEAM_COLUMNS = 40;
const BEAM_VALUES = 12;

/**
 * Looks for changes that bring a row across the target: every value of single columns, all pairs of columns where the budget
 * allows it, and from there a beam that adds one change at a time to the attempts that promise most.
 *
 * Cost: at most `evaluations` answers, less the share kept for polishing.
 */
export function searchAttempts(hunt: Hunt, own: Attempt, limits: SearchLimits): Ledger {
  const ledger: Ledger = { flips: new Map(), closest: own, isCut: false };
  const search: Search = { hunt, ledger, limits, ownGap: gapOf(hunt.goal, own.raw) };
  const singles = tryOnes(search);
  let frontier = widest(search, singles.steps);
  const order = [...singles.reach.keys()].sort((left, right) => reachAt(singles, left) - reachAt(singles, right) || left - right);
  for (let changes = 2; changes <= Math.min(limits.mostChanges, hunt.moves.length); changes++) {
    limits.progress((changes - 1) / limits.mostChanges);
    const lists = changes === 2 ? pairLists(search, singles.coarse) : undefined;
    const steps = lists === undefined ? tryMore(search, frontier, singles.coarse, order.slice(0, BEAM_COLUMNS)) : tryPairs(search, lists);
    frontier = widest(search, steps);
  }
  return ledger;
}

interface Search {
  readonly hunt: Hunt;
  readonly ledger: Ledger;
  readonly limits: SearchLimits;
  readonly ownGap: number;
}

interface Singles {
  readonly steps: readonly Attempt[];
  /** For each column: the least gap that it reaches alone, and a short list of its values. */
  readonly reach: Float64Array;
  readonly coarse: readonly Float64Array[];
}

function reachAt({ reach }: Singles, column: number): number {
  return reach[column] as number;
}

function tryOnes(search: Search): Singles {
  const { moves } = search.hunt;
  const share = Math.max(2, Math.floor((SINGLES_SHARE * search.limits.evaluations) / Math.max(1, moves.length)));
  const reach = new Float64Array(moves.length).fill(Number.POSITIVE_INFINITY);
  const steps: Attempt[] = [];
  const coarse = moves.map((move, column) => {
    const values = thinned(move, share);
    if (values.length < move.values.length) search.ledger.isCut = true;
    const found = record(search, [column], [values]);
    if (found === undefined) return thinned(move, BEAM_VALUES);
    steps.push(...found.steps);
    const gaps = found.raw.map((raw) => gapOf(search.hunt.goal, raw));
    reach[column] = gaps.reduce((least, gap) => (gap < least ? gap : least), Number.POSITIVE_INFINITY);
    return shortList(move, values, gaps);
  });
  return { steps, reach, coarse };
}

/** A few values: of an ordered column some over its whole range and the one that reaches furthest, of another those that do. */
function shortList(move: ColumnMoves, values: Float64Array, gaps: Float64Array): Float64Array {
  if (values.length <= BEAM_VALUES) return values;
  const byGap = [...values.keys()].sort((left, right) => orLast(gaps[left]) - orLast(gaps[right]) || left - right);
  const leading = byGap.map((at) => values[at] as number);
  if (!move.isGradual) return Float64Array.from(leading.slice(0, BEAM_VALUES));
  return Float64Array.from(new Set([...thinned(move, BEAM_VALUES - 1), leading[0] as number]));
}

function orLast(gap: number | undefined): number {
  return gap === undefined || !Number.isFinite(gap) ? Number.MAX_VALUE : gap;
}

/** At most so many of a column's values, spread evenly along it, its ends among them. */
function thinned({ values, isGradual }: ColumnMoves, most: number): Float64Array {
  if (values.length <= most) return values;
  if (!isGradual) return values.slice(0, most);
  const sorted = Float64Array.from(values).sort();
  const picked = Array.from({ length: most }, (_, at) => Math.round((at / Math.max(1, most - 1)) * (sorted.length - 1)));
  return Float64Array.from(new Set(picked), (at) => sorted[at] as number);
}

/** The values with which all pairs of columns can be tried: all of them, else a few, else undefined. */
function pairLists({ hunt, limits }: Search, coarse: readonly Float64Array[]): readonly Float64Array[] | undefined {
  const full = hunt.moves.map(({ values }) => values);
  return [full, coarse].find((lists) => {
    const total = lists.reduce((sum, { length }) => sum + length, 0);
    const squares = lists.reduce((sum, { length }) => sum + length ** 2, 0);
    return (total ** 2 - squares) / 2 <= PAIRS_SHARE * limits.evaluations;
  });
}

function tryPairs(search: Search, lists: readonly Float64Array[]): Attempt[] {
  const steps: Attempt[] = [];
  for (let first = 0; first < lists.length; first++) {
    for (let second = first + 1; second < lists.length; second++) {
      const found = record(search, [first, second], [lists[first] as Float64Array, lists[second] as Float64Array]);
      if (found !== undefined) steps.push(...found.steps);
    }
  }
  return steps;
}

/** Adds each further column to each attempt of the frontier. */
function tryMore(search: Search, frontier: readonly Attempt[], coarse: readonly Float64Array[], order: readonly number[]): Attempt[] {
  const steps: Attempt[] = [];
  for (const { columns, cells } of frontier) {
    const held = cells.map((cell) => Float64Array.of(cell));
    for (const column of order) {
      if (columns.includes(column)) continue;
      const found = record(search, [...columns, column], [...held, coarse[column] as Float64Array]);
      if (found !== undefined) steps.push(...found.steps);
    }
  }
  return steps;
}

/** Explores a family of attempts and keeps what it gave; undefined when too few answers are left. */
function record(search: Search, columns: readonly number[], lists: readonly Float64Array[]): Explored | undefined {
  const { hunt, ledger, limits } = search;
  limits.signal.throwIfAborted();
  const count = lists.reduce((product, { length }) => product * length, 1);
  if (hunt.prober.left() - count < POLISH_SHARE * limits.evaluations) {
    ledger.isCut = true;
    return undefined;
  }
  const found = explore(hunt, columns, lists, search.ownGap);
  for (const flip of found.flips) keepCheapest(hunt, ledger.flips, flip);
  for (const step of found.steps) if (isCloser(hunt, step, ledger.closest)) ledger.closest = step;
  return found;
}

/** Keeps one attempt for each set of columns and ways. */
export function keepCheapest(hunt: Hunt, flips: Map<string, Attempt>, attempt: Attempt): void {
  const name = nameOf(hunt, attempt);
  const known = flips.get(name);
  if (known === undefined || attempt.cost < known.cost) flips.set(name, attempt);
}

function isCloser({ goal }: Hunt, attempt: Attempt, known: Attempt): boolean {
  const [gap, knownGap] = [gapOf(goal, attempt.raw), gapOf(goal, known.raw)];
  return gap < knownGap || (gap === knownGap && attempt.cost < known.cost);
}

/** The attempts to carry on with: half of them the nearest, half those with the most progress for their cost. */
function widest({ hunt, ownGap }: Search, steps: readonly Attempt[]): Attempt[] {
  const gap = ({ raw }: Attempt): number => gapOf(hunt.goal, raw);
  const order = (rank: (attempt: Attempt) => number): Attempt[] =>
    [...steps].sort((left, right) => rank(left) - rank(right) || left.cost - right.cost);
  const lists = [order(gap), order((step) => (gap(step) - ownGap) / step.cost)];
  const kept = new Map<string, Attempt>();
  for (const [at, list] of lists.entries()) {
    const most = ((at + 1) * BEAM) / lists.length;
    for (const step of list) {
      if (kept.size >= most) break;
      kept.set(`${step.columns.join(' ')}: ${step.cells.join(' ')}`, step);
    }
  }
  return [...kept.values()];
}
