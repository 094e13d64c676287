import { CausewayError } from '../../base/problem.ts';
import { type KernelMemory, kernelMemory, LARGEST_MEMORY_BYTES } from '../../numeric/kernels/kernel-memory.ts';
import { HISTOGRAM_BYTES, treeKernels } from '../../numeric/kernels/tree-kernels.ts';
import type { BinnedMatrix } from './binned-matrix.ts';

/**
 * The memory of one training run: the bins of its rows twice (by column for partitioning, by row and together with
 * the row's words for histograms), what is known about every row, and room for histograms. It crosses threads as it is.
 * All places are byte positions.
 */
export interface Arena {
  readonly memory: KernelMemory;
  readonly rowCount: number;
  readonly featureCount: number;
  /** Bytes from one feature's column to the next. */
  readonly pitch: number;
  /** Bytes of a row's record, and where in it the words are. */
  readonly stride: number;
  readonly wordsOffset: number;
  /** One word a row instead of two: see the kernels. */
  readonly isLean: boolean;
  /** How many nodes can keep their histogram at the same time, and the bytes that each one takes. */
  readonly slotCount: number;
  readonly slotBytes: number;
  readonly ranks: number;
  /** Rows that the index of one run can hold; more than rowCount where rows repeat. */
  readonly indexRoom: number;
  readonly places: ArenaPlaces;
}

export interface ArenaPlaces {
  readonly columns: number;
  readonly records: number;
  /** Two floats a row: gradient and hessian. */
  readonly pairs: number;
  readonly score: number;
  readonly outcome: number;
  readonly weight: number;
  /** One byte a row: 1 when it only rides along and never trains. */
  readonly heldOut: number;
  readonly index: number;
  readonly spare: number;
  readonly leafOfRow: number;
  readonly slots: number;
  /** Per thread: the histogram of its own rows; all zero but while one is being counted. */
  readonly partials: number;
  /** Per thread: what only that thread reads and writes. */
  readonly desks: number;
  readonly deskBytes: number;
  /** Per thread: its best splits, for the others to see. */
  readonly exchange: number;
  readonly chunkSums: number;
}

/** Rows go in stretches of this size wherever floats are added up: the stretches' sums are combined in order. */
export const CHUNK_ROWS = 8192;

/** Sums that a stretch can note: |gradient|, |hessian|, training loss and weight, held-out loss and weight. */
export const CHUNK_SUMS = 6;

export const EXCHANGE_BYTES = 2 * 320;

/** Layout of a desk: the scan's 128 bytes, two tables of 256, unpacked cells of one feature, then the nodes' words. */
export const DESK = { scan: 0, table: 128, all: 384, cells: 640, words: 640 + 256 * 24 } as const;

const SLOTS_BUDGET_BYTES = 256 * 1024 * 1024;

export interface ArenaRequest {
  readonly matrix: BinnedMatrix;
  /** Rows of the matrix that take part, in this order; all without it. */
  readonly rows: Int32Array | undefined;
  readonly leaves: number;
  readonly ranks: number;
  /** Whether every hessian will be 1, and words may be short. */
  readonly isLean: boolean;
  /** Extra room in the index, in rows. */
  readonly repeats: number;
  /** Histograms to keep at most. */
  readonly slots: number;
}

/**
 * Takes the memory and fills in the bins of the rows that take part.
 *
 * @throws resource/memory when the run would need more than 4 GB
 * Cost: rows × features bytes, twice.
 */
export function makeArena(request: ArenaRequest): Arena {
  const { matrix, rows, leaves, ranks } = request;
  const rowCount = rows?.length ?? matrix.rowCount;
  const featureCount = matrix.features.length;
  const pitch = 64 * Math.ceil(rowCount / 64);
  const wordsOffset = 8 * Math.ceil(featureCount / 8);
  const stride = wordsOffset + (request.isLean ? 8 : 16);
  const slotBytes = featureCount * HISTOGRAM_BYTES;
  const slotCount = Math.max(2, Math.min(request.slots, Math.floor(SLOTS_BUDGET_BYTES / slotBytes)));
  const indexRoom = rowCount + request.repeats;
  // The first kilobyte stays empty, so that no place is 0.
  let next = 1024;
  const take = (bytes: number): number => {
    const place = next;
    next += 64 * Math.ceil(bytes / 64);
    return place;
  };
  const deskBytes = 64 * Math.ceil((DESK.words + 2 * leaves * 32) / 64);
  const places: ArenaPlaces = {
    columns: take(pitch * featureCount),
    records: take(rowCount * stride),
    pairs: take(16 * rowCount),
    score: take(8 * rowCount),
    outcome: take(8 * rowCount),
    weight: take(8 * rowCount),
    heldOut: take(rowCount),
    index: take(4 * indexRoom),
    spare: take(4 * indexRoom),
    leafOfRow: take(2 * rowCount),
    slots: take(slotCount * slotBytes),
    partials: take(ranks * slotBytes),
    desks: take(ranks * deskBytes),
    deskBytes,
    exchange: take(ranks * EXCHANGE_BYTES),
    chunkSums: take(8 * CHUNK_SUMS * Math.ceil(rowCount / CHUNK_ROWS)),
  };
  const arena = {
    rowCount,
    featureCount,
    pitch,
    stride,
    wordsOffset,
    isLean: request.isLean,
    slotCount,
    slotBytes,
    ranks,
    indexRoom,
    places,
  };
  return fillBins({ ...arena, memory: takeMemory(next) }, matrix, rows);
}

function takeMemory(bytes: number): KernelMemory {
  const inMb = Math.ceil(bytes / 1_048_576);
  const refusal = {
    kind: 'resource',
    code: 'resource/memory',
    message: `Growing these trees needs ${inMb} MB of memory at once, which cannot be had.`,
    fix: 'Train on a sample of the rows, or on fewer columns.',
  } as const;
  if (bytes > LARGEST_MEMORY_BYTES) throw new CausewayError(refusal);
  try {
    return kernelMemory(bytes);
  } catch (error) {
    throw new CausewayError(refusal, { cause: error });
  }
}

function fillBins(arena: Arena, matrix: BinnedMatrix, rows: Int32Array | undefined): Arena {
  const { places, rowCount, pitch, stride } = arena;
  const kernels = treeKernels(arena.memory);
  matrix.bins.forEach((bins, feature) => {
    const place = places.columns + feature * pitch;
    const column = new Uint8Array(arena.memory.buffer, place, rowCount);
    if (rows === undefined) column.set(bins);
    else for (let i = 0; i < rowCount; i++) column[i] = bins[rows[i] as number] as number;
    kernels.interleave(place, rowCount, places.records + feature, stride);
  });
  return arena;
}
