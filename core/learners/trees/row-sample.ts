import type { Rng } from '../../base/rng.ts';
import { CHUNK_ROWS } from './arena.ts';
import type { Crew } from './crew.ts';

/**
 * Writes this thread's part of the index for one tree: first the rows that train, then those that ride along (held
 * out, or not drawn); both ascending. Of every stretch of rows the same share is drawn, without repeats, from a
 * stream of its own: which rows are drawn does not depend on threads.
 */
export function sampleIndex(crew: Crew, rowShare: number, rng: Rng): { readonly trainCount: number; readonly rideCount: number } {
  const { index, bytes, firstRow, endRow } = crew;
  const { heldOut } = crew.arena.places;
  const isSimple = rowShare >= 1 && bytes[heldOut + endRow - 1] !== 1;
  if (isSimple) {
    // Held-out rows come last: where the last row trains, all do.
    for (let row = firstRow; row < endRow; row++) index[row] = row;
    return { trainCount: endRow - firstRow, rideCount: 0 };
  }
  let train = crew.indexFrom;
  // Riders are written from the far end, then turned around.
  let ride = crew.indexFrom + (endRow - firstRow);
  for (let from = firstRow; from < endRow; from += CHUNK_ROWS) {
    const to = Math.min(endRow, from + CHUNK_ROWS);
    const isWhole = rowShare >= 1;
    const draw = isWhole ? rng : rng.fork(from / CHUNK_ROWS);
    let open = 0;
    for (let row = from; row < to; row++) open += 1 - (bytes[heldOut + row] as number);
    let wanted = isWhole ? open : Math.max(1, Math.round(rowShare * open));
    for (let row = from; row < to; row++) {
      const isOpen = bytes[heldOut + row] === 0;
      // Selection sampling (Knuth, TAOCP 2, algorithm 3.4.2S).
      if (isOpen && wanted > 0 && (isWhole || draw.next() * open < wanted)) {
        index[train++] = row;
        wanted--;
      } else {
        index[--ride] = row;
      }
      if (isOpen) open--;
    }
  }
  index.subarray(train, crew.indexFrom + (endRow - firstRow)).reverse();
  return { trainCount: train - crew.indexFrom, rideCount: endRow - firstRow - (train - crew.indexFrom) };
}
