import type { StopSignal } from '../../base/work.ts';
import { type Matches, packMatches, type Search } from './matches.ts';
import { isCheaper, OfferHeap } from './offer-heap.ts';
import { type Line, pairWithin } from './optimal-band.ts';

/** Points between two looks at the stop signal. */
const POINTS_PER_LOOK = 8192;

/**
 * Optimal matching on one number without replacement: of all matchings within the caliper that leave the fewest
 * places empty — first partners before second ones — one with the smallest sum of distances.
 *
 * On a line partners can be uncrossed without making any distance worse than the worst, so sorted rows take sorted
 * partners and only the choice of partners is left. Without a caliper in the way two heaps make it in one sweep; a
 * caliper that the result breaks, or too few candidates for the ratio, need a table over the rows within reach.
 *
 * @param score one number per position
 * @throws option/invalid where that table would be too large
 * @see Rosenbaum (1989), JASA 84, 1024–1032, for the aim
 * Cost: O(n log n); with a caliper that binds, seekers × ratio × candidates within reach.
 */
export function matchOptimallyOnScores(score: Float64Array, search: Search, signal: StopSignal): Matches {
  const { seekers, candidates, ratio, limit } = search;
  const turns = sortedBy(Int32Array.from(seekers.keys()), (turn) => score[seekers[turn] as number] as number);
  const rows = sortedBy(Int32Array.from(candidates), (row) => score[row] as number);
  const line = {
    seekers: Float64Array.from(turns, (turn) => score[seekers[turn] as number] as number),
    candidates: Float64Array.from(rows, (row) => score[row] as number),
    ratio,
    limit,
  };
  const chosen = pairAnyDistance(line, signal) ?? pairWithin(line, signal);
  firstOfEqual(line.candidates, chosen);
  const found = new Int32Array(seekers.length * ratio).fill(-1);
  chosen.forEach((at, place) => {
    const turn = turns[Math.floor(place / ratio)] as number;
    if (at >= 0) found[turn * ratio + (place % ratio)] = rows[at] as number;
  });
  return packMatches(seekers, found, ratio);
}

function sortedBy(items: Int32Array, key: (item: number) => number): Int32Array {
  return items.sort((left, right) => key(left) - key(right) || left - right);
}

/**
 * The optimum without a caliper, where it keeps to the caliper all the same; then it is the optimum with it.
 *
 * @returns for every place of every seeker, in order, a candidate by its rank, −1 for none; null where it does not do
 */
function pairAnyDistance({ seekers, candidates, ratio, limit }: Line, signal: StopSignal): Int32Array | null {
  const places = seekers.length * ratio;
  const chosen = new Int32Array(places).fill(-1);
  if (candidates.length >= places) {
    const used = nearestSet({ points: seekers, times: ratio, offers: candidates }, signal);
    for (let at = 0, place = 0; at < used.length; at++) if (used[at] === 1) chosen[place++] = at;
  } else {
    if (ratio > 1) return null;
    const used = nearestSet({ points: candidates, times: 1, offers: seekers }, signal);
    for (let place = 0, at = 0; place < used.length; place++) if (used[place] === 1) chosen[place] = at++;
  }
  const isNear = chosen.every(
    (at, place) => at < 0 || Math.abs((candidates[at] as number) - (seekers[Math.floor(place / ratio)] as number)) <= limit,
  );
  return isNear ? chosen : null;
}

interface Demand {
  /** Ascending; each takes `times` offers. */
  readonly points: Float64Array;
  readonly times: number;
  /** Ascending; at least as many as are taken. */
  readonly offers: Float64Array;
}

/**
 * Which offers to take so that every point has its number of them and the sum of distances is smallest.
 *
 * A sweep from left to right keeps two heaps. A taker takes the cheapest offer to its left, or for now none; an offer is
 * taken by whoever on its left gains most by changing to it. Either choice leaves behind the price of undoing it.
 *
 * @returns a flag per offer
 */
function nearestSet({ points, times, offers }: Demand, signal: StopSignal): Uint8Array {
  const used = new Uint8Array(offers.length);
  const [free, waiting] = [new OfferHeap(offers.length), new OfferHeap(points.length * times)];
  const take = (at: number): void => {
    const nothing = { deficit: 1, value: -at, token: -1 };
    const best = free.peek();
    const isTaken = best !== null && isCheaper(best, nothing);
    if (isTaken) free.drop();
    const { deficit, value, token } = isTaken ? best : nothing;
    if (token >= 0) used[token] = 1;
    waiting.push({ deficit: -deficit, value: -2 * at - value, token });
  };
  const offer = (at: number, index: number): void => {
    const best = waiting.peek();
    if (best === null || !isCheaper({ deficit: best.deficit, value: best.value + at }, { deficit: 0, value: 0 })) {
      free.push({ deficit: 0, value: -at, token: index });
      return;
    }
    waiting.drop();
    used[index] = 1;
    if (best.token >= 0) used[best.token] = 0;
    free.push({ deficit: -best.deficit, value: -2 * at - best.value, token: best.token });
  };
  for (let left = 0, right = 0; left < points.length || right < offers.length; ) {
    if ((left + right) % POINTS_PER_LOOK === 0) signal.throwIfAborted();
    const [point, next] = [points[left] ?? Number.POSITIVE_INFINITY, offers[right] ?? Number.POSITIVE_INFINITY];
    if (next <= point && right < offers.length) offer(next, right++);
    else {
      for (let time = 0; time < times; time++) take(point);
      left++;
    }
  }
  return used;
}

/** Of candidates with the same score, which serve equally well, the first in the data are taken. */
function firstOfEqual(scores: Float64Array, chosen: Int32Array): void {
  let free = 0;
  for (let place = 0; place < chosen.length; place++) {
    let at = chosen[place] as number;
    if (at < 0) continue;
    while (at > free && scores[at - 1] === scores[at]) at--;
    chosen[place] = at;
    free = at + 1;
  }
}
