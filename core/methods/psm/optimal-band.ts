import { refuse } from '../../base/problem.ts';
import type { StopSignal } from '../../base/work.ts';

/** Seekers and candidates on a line, both ascending. */
export interface Line {
  readonly seekers: Float64Array;
  readonly candidates: Float64Array;
  /** Partners per seeker. */
  readonly ratio: number;
  readonly limit: number;
}

/** Two bits per cell: a table of 250 MB, filled in a few seconds. */
const MOST_CELLS = 1e9;

/** How the best arrangement of a cell ends. */
const [LEAVE, EMPTY, PAIR] = [0, 1, 2] as const;

/** One place of a seeker: the ranks of candidates within its reach are first … last − 1. */
interface Band {
  readonly first: Int32Array;
  readonly last: Int32Array;
  /** Where the place's cells start in the table. */
  readonly start: Float64Array;
}

/**
 * Fewest empty places, then smallest sum of distances, within the caliper, by dynamic programming over order-preserving
 * matchings. A seeker's r-th place counts ratio − r + 1 when it stays empty, so that first partners come before
 * second ones; empty places and distances are kept apart, so that no distance is lost beside a large penalty.
 *
 * @returns for every place of every seeker, in order, a candidate by its rank, or −1
 * @throws option/invalid where the table would be too large
 * Cost: time and a quarter of a byte per place and candidate within its reach.
 */
export function pairWithin(line: Line, signal: StopSignal): Int32Array {
  const band = bandOf(line);
  const places = band.first.length;
  const cells = band.start[places] as number;
  if (cells > MOST_CELLS) refuseSize(cells);
  const table = new Uint8Array(Math.ceil(cells / 4));
  // Best over the first j candidates for the places so far; entries beyond `filled` equal the last one filled.
  const empty = new Float64Array(line.candidates.length + 1);
  const sum = new Float64Array(line.candidates.length + 1);
  let filled = 0;
  for (let place = 0; place < places; place++) {
    if (place % 64 === 0) signal.throwIfAborted();
    const last = band.last[place] as number;
    if (last > filled) {
      empty.fill(empty[filled] as number, filled + 1, last + 1);
      sum.fill(sum[filled] as number, filled + 1, last + 1);
      filled = last;
    }
    fillRow(line, band, place, { table, empty, sum });
  }
  return trace(band, table);
}

function bandOf({ seekers, candidates, ratio, limit }: Line): Band {
  const places = seekers.length * ratio;
  const [first, last, start] = [new Int32Array(places), new Int32Array(places), new Float64Array(places + 1)];
  let [low, high] = [0, 0];
  for (let place = 0; place < places; place++) {
    const at = seekers[Math.floor(place / ratio)] as number;
    while (low < candidates.length && at - (candidates[low] as number) > limit) low++;
    while (high < candidates.length && (candidates[high] as number) - at <= limit) high++;
    first[place] = low;
    last[place] = Math.max(low, high);
    start[place + 1] = (start[place] as number) + (last[place] as number) - low;
  }
  return { first, last, start };
}

interface Cells {
  readonly table: Uint8Array;
  readonly empty: Float64Array;
  readonly sum: Float64Array;
}

/** Brings the best arrangements forward by one place; cell j is about candidates 0 … j. Plain variables: this loop is the whole cost. */
function fillRow({ seekers, candidates, ratio }: Line, band: Band, place: number, { table, empty, sum }: Cells): void {
  const at = seekers[Math.floor(place / ratio)] as number;
  const penalty = ratio - (place % ratio);
  const first = band.first[place] as number;
  const last = band.last[place] as number;
  let cell = band.start[place] as number;
  // The entry before, of the places so far: what a pair is added to.
  let emptyBefore = empty[first] as number;
  let sumBefore = sum[first] as number;
  // Only the entry just left of the band is read again; the ones further left are out of reach for all later places.
  let bestEmpty = emptyBefore + penalty;
  let bestSum = sumBefore;
  empty[first] = bestEmpty;
  for (let j = first; j < last; j++, cell++) {
    const emptyOwn = empty[j + 1] as number;
    const sumOwn = sum[j + 1] as number;
    const paired = sumBefore + Math.abs((candidates[j] as number) - at);
    let how: number = LEAVE;
    if (emptyBefore < bestEmpty || (emptyBefore === bestEmpty && paired < bestSum)) {
      bestEmpty = emptyBefore;
      bestSum = paired;
      how = PAIR;
    }
    if (emptyOwn + penalty < bestEmpty || (emptyOwn + penalty === bestEmpty && sumOwn < bestSum)) {
      bestEmpty = emptyOwn + penalty;
      bestSum = sumOwn;
      how = EMPTY;
    }
    if (how !== LEAVE) table[cell >>> 2] = (table[cell >>> 2] as number) | (how << ((cell & 3) << 1));
    emptyBefore = emptyOwn;
    sumBefore = sumOwn;
    empty[j + 1] = bestEmpty;
    sum[j + 1] = bestSum;
  }
}

function trace({ first, last, start }: Band, table: Uint8Array): Int32Array {
  const chosen = new Int32Array(first.length).fill(-1);
  let j = last.at(-1) ?? 0;
  for (let place = chosen.length - 1; place >= 0; place--) {
    const [low, high] = [first[place] as number, last[place] as number];
    j = Math.min(j, high);
    while (j > low) {
      const cell = (start[place] as number) + j - 1 - low;
      const how = ((table[cell >>> 2] as number) >> ((cell & 3) << 1)) & 3;
      if (how === EMPTY) break;
      j--;
      if (how === LEAVE) continue;
      chosen[place] = j;
      break;
    }
  }
  return chosen;
}

function refuseSize(cells: number): never {
  return refuse(
    'option/invalid',
    `Optimal matching within this caliper would weigh ${cells.toExponential(1)} pairs; ${MOST_CELLS.toExponential(0)} are the most.`,
    'Set matching to nearest, use a narrower caliper or none, or ask for exact agreement on a column.',
    { option: 'matching' },
  );
}
