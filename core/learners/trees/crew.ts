import type { Seat } from '../../base/work.ts';
import { type AddRows, type HistogramPlaces, histogramKernel } from '../../numeric/kernels/histogram-kernel.ts';
import { type TreeKernels, treeKernels } from '../../numeric/kernels/tree-kernels.ts';
import { type Arena, CHUNK_ROWS, DESK } from './arena.ts';

/**
 * One thread at work on an arena. Every thread owns a fixed stretch of the rows and grows the same tree over
 * them; what differs between threads meets only in integer histograms, so the tree cannot depend on how many there are.
 */
export interface Crew {
  readonly arena: Arena;
  readonly kernels: TreeKernels;
  /** Count rows into this thread's partial histogram; none when all counting goes by columns. */
  readonly addRows: readonly AddRows[];
  readonly seat: Seat;
  /** The rows [firstRow, endRow) are this thread's own. */
  readonly firstRow: number;
  readonly endRow: number;
  /** Where this thread's part of the index begins, in rows. */
  readonly indexFrom: number;
  readonly desk: number;
  readonly bytes: Uint8Array;
  readonly words: Int32Array;
  readonly floats: Float64Array;
  readonly index: Uint32Array;
  readonly leafOfRow: Uint16Array;
}

/**
 * Sits down at an arena.
 *
 * @param byRows whether histograms of all features will be counted; a forest that draws features at every node does not
 */
export function joinCrew(arena: Arena, seat: Seat, byRows = true): Crew {
  const { buffer } = arena.memory;
  const chunks = Math.ceil(arena.rowCount / CHUNK_ROWS);
  const border = (rank: number): number => Math.min(arena.rowCount, Math.floor((chunks * rank) / seat.size) * CHUNK_ROWS);
  const desk = arena.places.desks + seat.rank * arena.places.deskBytes;
  const bytes = new Uint8Array(buffer);
  bytes.fill(1, desk + DESK.all, desk + DESK.all + 256);
  const firstRow = border(seat.rank);
  return {
    arena,
    kernels: treeKernels(arena.memory),
    addRows: byRows ? histogramKernel(arena.memory, histogramPlaces(arena, seat.rank)) : [],
    seat,
    firstRow,
    endRow: seat.rank === seat.size - 1 ? arena.rowCount : border(seat.rank + 1),
    indexFrom: firstRow,
    desk,
    bytes,
    words: new Int32Array(buffer),
    floats: new Float64Array(buffer),
    index: new Uint32Array(buffer, arena.places.index, arena.indexRoom),
    leafOfRow: new Uint16Array(buffer, arena.places.leafOfRow, arena.rowCount),
  };
}

function histogramPlaces(arena: Arena, rank: number): HistogramPlaces {
  const { places, stride, featureCount, wordsOffset, isLean, slotBytes } = arena;
  return { records: places.records, stride, featureCount, wordsOffset, isLean, histogram: places.partials + rank * slotBytes };
}

/** The stretch of the features that this thread merges and searches, as positions in a list of `count`. */
export function ownFeatures(seat: Seat, count: number): readonly [number, number] {
  return [Math.floor((count * seat.rank) / seat.size), Math.floor((count * (seat.rank + 1)) / seat.size)];
}

/** A view of numbers that lie in the arena. */
export function floatsAt(crew: Crew, place: number, length: number): Float64Array {
  return crew.floats.subarray(place / 8, place / 8 + length);
}
