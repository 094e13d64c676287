import type { StopSignal } from '../../base/work.ts';
import { type Matches, packMatches, type Search } from './matches.ts';

/** Points with several coordinates, row-major. */
export interface Points {
  readonly width: number;
  readonly values: Float64Array;
}

/** Squared distances that differ by less than rounding are ties, which go to the first row in the data. */
const TIE = 1e-10;

/** Seekers between two looks at the stop signal; each may look at many candidates. */
const SEEKERS_PER_LOOK = 16;

/**
 * Greedy nearest-neighbour matching by Euclidean distance; the same rules as on scores. Candidates are sorted by their
 * first coordinate and the walk on each side ends where that coordinate alone is farther than the best found.
 *
 * Cost: between O(log n) and O(n) per partner, worse the more coordinates there are.
 */
export function matchOnPoints(points: Points, search: Search, signal: StopSignal): Matches {
  const { seekers, candidates, ratio, replacement, order, limit } = search;
  const first = (position: number): number => points.values[position * points.width] as number;
  const sorted = Int32Array.from(candidates).sort((left, right) => first(left) - first(right) || left - right);
  const keys = Float64Array.from(sorted, first);
  const isFree = new Uint8Array(points.values.length / points.width).fill(1);
  const found = new Int32Array(seekers.length * ratio).fill(-1);
  const rounds = replacement ? 1 : ratio;
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < order.length; turn++) {
      if (turn % SEEKERS_PER_LOOK === 0) signal.throwIfAborted();
      const s = order[turn] as number;
      if (round > 0 && found[s * ratio + round - 1] === -1) continue;
      const own = found.subarray(s * ratio + round, s * ratio + round + (replacement ? ratio : 1));
      takeNearest({ points, sorted, keys, isFree }, seekers[s] as number, limit, own);
      if (replacement) release(isFree, own);
    }
  }
  return packMatches(seekers, found, ratio);
}

interface Field {
  readonly points: Points;
  readonly sorted: Int32Array;
  readonly keys: Float64Array;
  readonly isFree: Uint8Array;
}

/** Fills `into` with the nearest free candidates and marks them as taken. */
function takeNearest(field: Field, seeker: number, limit: number, into: Int32Array): void {
  for (let k = 0; k < into.length; k++) {
    const partner = nearest(field, seeker, limit);
    if (partner < 0) return;
    into[k] = partner;
    field.isFree[partner] = 0;
  }
}

/** With replacement a partner is only taken for as long as its seeker looks for further ones. */
function release(isFree: Uint8Array, partners: Int32Array): void {
  for (const partner of partners) if (partner >= 0) isFree[partner] = 1;
}

function nearest({ points, sorted, keys, isFree }: Field, seeker: number, limit: number): number {
  const { width, values } = points;
  const own = seeker * width;
  const value = values[own] as number;
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  let [left, right] = [low - 1, low];
  let best = -1;
  let bound = limit * limit;
  for (;;) {
    const above = right < keys.length ? (keys[right] as number) - value : Number.POSITIVE_INFINITY;
    const below = left >= 0 ? value - (keys[left] as number) : Number.POSITIVE_INFINITY;
    const gap = Math.min(above, below);
    if (!(gap * gap <= bound * (1 + TIE)) || gap === Number.POSITIVE_INFINITY) return best;
    const candidate = sorted[above <= below ? right++ : left--] as number;
    if (isFree[candidate] === 0) continue;
    let square = 0;
    for (let j = 0; j < width && square <= bound * (1 + TIE); j++)
      square += ((values[candidate * width + j] as number) - (values[own + j] as number)) ** 2;
    if (square < bound * (1 - TIE) || (square <= bound * (1 + TIE) && (best < 0 || candidate < best))) {
      bound = Math.min(bound, square);
      best = candidate;
    }
  }
}
