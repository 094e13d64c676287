import type { StopSignal } from '../../base/work.ts';
import { type Matches, packMatches, type Search } from './matches.ts';

/** Seekers between two looks at the stop signal. */
const SEEKERS_PER_LOOK = 4096;

/** Candidates sorted by score; rows with equal scores form a shelf and leave it in data order. */
interface Shelves {
  /** One score per shelf, ascending. */
  readonly score: Float64Array;
  /** Shelf g holds row[start[g]] … row[start[g+1]−1], in data order. */
  readonly start: Int32Array;
  readonly row: Int32Array;
}

/**
 * Greedy nearest-neighbour matching on one number. Ties go to the candidate that comes first in the data. Without
 * replacement seekers choose in `order`, one partner per round, so that everybody has a first partner before anybody
 * has a second.
 *
 * @param score one number per position
 * @see Rosenbaum & Rubin (1985), The American Statistician 39, 33–38
 * Cost: a sort, then near-constant time per partner: emptied shelves are skipped by path compression.
 */
export function matchOnScores(score: Float64Array, search: Search, signal: StopSignal): Matches {
  const shelves = shelve(score, search.candidates);
  const found = search.replacement ? searchWithReplacement(score, shelves, search, signal) : searchOnce(score, shelves, search, signal);
  return packMatches(search.seekers, found, search.ratio);
}

function shelve(score: Float64Array, candidates: Int32Array): Shelves {
  const row = Int32Array.from(candidates).sort((left, right) => (score[left] as number) - (score[right] as number) || left - right);
  const starts: number[] = [];
  for (let i = 0; i < row.length; i++) {
    if (i === 0 || score[row[i] as number] !== score[row[i - 1] as number]) starts.push(i);
  }
  return {
    score: Float64Array.from(starts, (at) => score[row[at] as number] as number),
    start: Int32Array.from([...starts, row.length]),
    row,
  };
}

/** The first shelf whose score is at least the given one. */
function lowerBound(scores: Float64Array, value: number): number {
  let [low, high] = [0, scores.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((scores[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function searchWithReplacement(score: Float64Array, shelves: Shelves, { seekers, ratio, limit }: Search, signal: StopSignal): Int32Array {
  const found = new Int32Array(seekers.length * ratio).fill(-1);
  for (let s = 0; s < seekers.length; s++) {
    if (s % SEEKERS_PER_LOOK === 0) signal.throwIfAborted();
    takeNearest(shelves, score[seekers[s] as number] as number, limit, found.subarray(s * ratio, (s + 1) * ratio));
  }
  return found;
}

/** Walks away from the value on both sides, nearer shelf first; two shelves equally far are merged in data order. */
function takeNearest({ score, start, row }: Shelves, value: number, limit: number, into: Int32Array): void {
  let right = lowerBound(score, value);
  let left = right - 1;
  // Positions within the shelves that are being emptied.
  let [rightAt, leftAt] = [0, 0];
  for (let k = 0; k < into.length; k++) {
    const above = right < score.length ? (score[right] as number) - value : Number.POSITIVE_INFINITY;
    const below = left >= 0 ? value - (score[left] as number) : Number.POSITIVE_INFINITY;
    const nearest = Math.min(above, below);
    if (!(nearest <= limit) || nearest === Number.POSITIVE_INFINITY) return;
    const rightRow = above === nearest ? (row[(start[right] as number) + rightAt] as number) : Number.POSITIVE_INFINITY;
    const leftRow = below === nearest ? (row[(start[left] as number) + leftAt] as number) : Number.POSITIVE_INFINITY;
    if (rightRow < leftRow) {
      into[k] = rightRow;
      if ((start[right] as number) + ++rightAt === start[right + 1]) {
        right++;
        rightAt = 0;
      }
    } else {
      into[k] = leftRow;
      if ((start[left] as number) + ++leftAt === start[left + 1]) {
        left--;
        leftAt = 0;
      }
    }
  }
}

function searchOnce(score: Float64Array, shelves: Shelves, { seekers, order, ratio, limit }: Search, signal: StopSignal): Int32Array {
  const count = shelves.score.length;
  const found = new Int32Array(seekers.length * ratio).fill(-1);
  const taken = new Int32Array(count);
  // Shelf g sits at g + 1; 0 and count + 1 are walls. A shelf that is empty points on, until a full one or a wall.
  const [toRight, toLeft] = [Int32Array.from({ length: count + 2 }, (_, g) => g), Int32Array.from({ length: count + 2 }, (_, g) => g)];
  let left = shelves.row.length;
  for (let round = 0; round < ratio; round++) {
    for (let turn = 0; turn < order.length && left > 0; turn++) {
      if (turn % SEEKERS_PER_LOOK === 0) signal.throwIfAborted();
      const s = order[turn] as number;
      // A seeker who found nobody near enough in one round finds nobody in the next.
      if (round > 0 && found[s * ratio + round - 1] === -1) continue;
      const value = score[seekers[s] as number] as number;
      const shelf = nearestFull(shelves, { toLeft, toRight, taken }, value, limit);
      if (shelf < 0) continue;
      found[s * ratio + round] = shelves.row[(shelves.start[shelf] as number) + (taken[shelf] as number)] as number;
      taken[shelf] = (taken[shelf] as number) + 1;
      left--;
      if ((shelves.start[shelf] as number) + (taken[shelf] as number) === shelves.start[shelf + 1]) {
        toRight[shelf + 1] = shelf + 2;
        toLeft[shelf + 1] = shelf;
      }
    }
  }
  return found;
}

interface Remaining {
  readonly toLeft: Int32Array;
  readonly toRight: Int32Array;
  readonly taken: Int32Array;
}

function nearestFull({ score, start, row }: Shelves, { toLeft, toRight, taken }: Remaining, value: number, limit: number): number {
  const at = lowerBound(score, value);
  const right = follow(toRight, at + 1) - 1;
  const left = follow(toLeft, at) - 1;
  const above = right < score.length ? (score[right] as number) - value : Number.POSITIVE_INFINITY;
  const below = left >= 0 ? value - (score[left] as number) : Number.POSITIVE_INFINITY;
  const nearest = Math.min(above, below);
  if (!(nearest <= limit) || nearest === Number.POSITIVE_INFINITY) return -1;
  if (above !== below) return above < below ? right : left;
  const head = (shelf: number): number => row[(start[shelf] as number) + (taken[shelf] as number)] as number;
  return head(right) < head(left) ? right : left;
}

/** The end of a chain of pointers; every link passed is shortened to its grandchild. */
function follow(next: Int32Array, from: number): number {
  let at = from;
  while (next[at] !== at) {
    next[at] = next[next[at] as number] as number;
    at = next[at] as number;
  }
  return at;
}
