import { refuse } from '../../base/problem.ts';
import type { StopSignal } from '../../base/work.ts';
import type { Points } from './match-points.ts';
import { type Matches, packMatches, type Search } from './matches.ts';

/** All distances are kept: 200 MB, and some ten seconds where everybody wants the same partners. */
const MOST_PAIRS = 25_000_000;

/**
 * Optimal matching by Euclidean distance without replacement: of all matchings within the caliper that leave the fewest
 * places empty — first partners before second ones — one with the smallest sum of distances. Ties go to the candidate
 * that comes first in the data where that costs nothing.
 *
 * @throws option/invalid where there are too many pairs to weigh
 * @see Rosenbaum (1989), JASA 84, 1024–1032; Jonker & Volgenant (1987), Computing 38, 325–340 (shortest augmenting paths)
 * Cost: 8 bytes per pair; a shortest path per place, each at most seekers × ratio × candidates steps and mostly far fewer.
 */
export function matchOptimallyOnPoints(points: Points, search: Search, signal: StopSignal): Matches {
  const { seekers, candidates, ratio } = search;
  if (seekers.length * candidates.length > MOST_PAIRS) refuseSize(seekers.length, candidates.length);
  const { distance, farthest } = distancesOf(points, search, signal);
  // An empty place costs more than all distances together, so none stays empty to save some.
  const penalty = (farthest + 1) * (seekers.length * ratio + 1);
  const chosen = assign({ distance, width: candidates.length, places: seekers.length * ratio, ratio, penalty }, signal);
  const found = new Int32Array(chosen.length).fill(-1);
  for (let s = 0; s < seekers.length; s++) {
    const own = chosen.subarray(s * ratio, (s + 1) * ratio).filter((at) => at >= 0);
    const far = (at: number): number => distance[s * candidates.length + at] as number;
    own.sort((left, right) => far(left) - far(right) || left - right);
    own.forEach((at, k) => {
      found[s * ratio + k] = candidates[at] as number;
    });
  }
  return packMatches(seekers, found, ratio);
}

/** Distances of every seeker from every candidate, row by row; infinite beyond the caliper. */
function distancesOf(
  { width, values }: Points,
  { seekers, candidates, limit }: Search,
  signal: StopSignal,
): { distance: Float64Array; farthest: number } {
  const distance = new Float64Array(seekers.length * candidates.length);
  let farthest = 0;
  for (let s = 0, at = 0; s < seekers.length; s++) {
    signal.throwIfAborted();
    const own = (seekers[s] as number) * width;
    for (let c = 0; c < candidates.length; c++, at++) {
      const other = (candidates[c] as number) * width;
      let square = 0;
      for (let j = 0; j < width; j++) square += ((values[own + j] as number) - (values[other + j] as number)) ** 2;
      const length = Math.sqrt(square);
      distance[at] = length <= limit ? length : Number.POSITIVE_INFINITY;
      if (length <= limit && length > farthest) farthest = length;
    }
  }
  return { distance, farthest };
}

/** Places are rows, `ratio` of them sharing each row of distances; candidates are columns. */
interface Assignment {
  readonly distance: Float64Array;
  readonly width: number;
  readonly places: number;
  readonly ratio: number;
  /** What the last place of a seeker costs when it stays empty; the one before it twice as much, and so on. */
  readonly penalty: number;
}

/** Who holds what so far, and the prices under which everybody holds what is best for them. */
interface State {
  /** Candidate of each place, −1 for none. */
  readonly chosen: Int32Array;
  /** Place that holds each candidate, −1 for none. */
  readonly holder: Int32Array;
  readonly placePrice: Float64Array;
  readonly candidatePrice: Float64Array;
}

function assign(task: Assignment, signal: StopSignal): Int32Array {
  const { places, width } = task;
  const state: State = {
    chosen: new Int32Array(places).fill(-1),
    holder: new Int32Array(width).fill(-1),
    placePrice: new Float64Array(places),
    candidatePrice: new Float64Array(width),
  };
  const path: Path = {
    length: new Float64Array(width),
    from: new Int32Array(width),
    open: new Int32Array(width),
    settled: new Int32Array(width),
    settledCount: 0,
    reached: 0,
    end: 0,
  };
  for (let place = 0; place < places; place++) {
    if (place % 8 === 0) signal.throwIfAborted();
    findPath(task, state, place, path);
    settlePrices(state, place, path);
    hand(state, place, path);
  }
  return state.chosen;
}

/** The shortest way from a new place to a free candidate, or to a place that is left empty instead. */
interface Path {
  readonly length: Float64Array;
  /** The place from which each candidate is reached. */
  readonly from: Int32Array;
  /** Candidates not yet settled. */
  readonly open: Int32Array;
  readonly settled: Int32Array;
  settledCount: number;
  /** Length of the whole path. */
  reached: number;
  /** The candidate that it ends at, or −1 − place for a place left empty. */
  end: number;
}

/** Dijkstra's algorithm over reduced distances (Jonker & Volgenant 1987, the augmentation step). */
function findPath(
  { distance, width, ratio, penalty }: Assignment,
  { holder, placePrice, candidatePrice }: State,
  start: number,
  path: Path,
): void {
  const { length, from, open, settled } = path;
  for (let c = 0; c < width; c++) open[c] = c;
  length.fill(Number.POSITIVE_INFINITY);
  let [place, reached, left] = [start, 0, width];
  let [emptyLength, emptyPlace] = [Number.POSITIVE_INFINITY, start];
  path.settledCount = 0;
  for (;;) {
    const emptied = reached + penalty * (ratio - (place % ratio)) - (placePrice[place] as number);
    if (emptied < emptyLength) [emptyLength, emptyPlace] = [emptied, place];
    const [row, base] = [Math.floor(place / ratio) * width, reached - (placePrice[place] as number)];
    let [best, bestLength] = [-1, Number.POSITIVE_INFINITY];
    for (let k = 0; k < left; k++) {
      const c = open[k] as number;
      const through = base + (distance[row + c] as number) - (candidatePrice[c] as number);
      if (through < (length[c] as number)) {
        length[c] = through;
        from[c] = place;
      }
      const own = length[c] as number;
      // Of equally near candidates a free one ends the search; otherwise the first in the data.
      if (own < bestLength || (own === bestLength && own < Number.POSITIVE_INFINITY && isBetter(holder, c, open[best] as number))) {
        [best, bestLength] = [k, own];
      }
    }
    if (best < 0 || emptyLength < bestLength) {
      path.end = -1 - emptyPlace;
      path.reached = emptyLength;
      return;
    }
    const candidate = open[best] as number;
    reached = bestLength;
    if ((holder[candidate] as number) < 0) {
      path.end = candidate;
      path.reached = reached;
      return;
    }
    settled[path.settledCount++] = candidate;
    open[best] = open[--left] as number;
    place = holder[candidate] as number;
  }
}

function isBetter(holder: Int32Array, candidate: number, best: number): boolean {
  const [isFree, wasFree] = [(holder[candidate] as number) < 0, (holder[best] as number) < 0];
  return isFree === wasFree ? candidate < best : isFree;
}

/** Moves prices so that the path costs nothing and no other pair costs less than nothing. */
function settlePrices(
  { holder, placePrice, candidatePrice }: State,
  start: number,
  { length, settled, settledCount, reached }: Path,
): void {
  placePrice[start] = (placePrice[start] as number) + reached;
  for (let k = 0; k < settledCount; k++) {
    const candidate = settled[k] as number;
    const gain = reached - (length[candidate] as number);
    candidatePrice[candidate] = (candidatePrice[candidate] as number) - gain;
    const place = holder[candidate] as number;
    placePrice[place] = (placePrice[place] as number) + gain;
  }
}

/** Hands candidates along the path, from its end back to the new place. */
function hand({ chosen, holder }: State, start: number, { from, end }: Path): void {
  let candidate = end;
  if (end < 0) {
    const emptied = -1 - end;
    candidate = chosen[emptied] as number;
    chosen[emptied] = -1;
  }
  while (candidate >= 0) {
    const place = from[candidate] as number;
    const before = place === start ? -1 : (chosen[place] as number);
    chosen[place] = candidate;
    holder[candidate] = place;
    candidate = before;
  }
}

function refuseSize(seekers: number, candidates: number): never {
  return refuse(
    'option/invalid',
    `Optimal matching by Mahalanobis distance would weigh ${seekers} × ${candidates} pairs; ${MOST_PAIRS} are the most.`,
    'Set matching to nearest, distance to propensity or logit, or ask for exact agreement on a column.',
    { option: 'matching' },
  );
}
