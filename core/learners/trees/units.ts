import { CHUNK_ROWS, CHUNK_SUMS } from './arena.ts';
import { type Crew, floatsAt } from './crew.ts';
import type { Units } from './tree-plan.ts';

/** Bits left free above the sum of all rows: rounding, and rows that a bootstrap draws more than once. */
const HEADROOM_BITS = 6;

/**
 * Has this thread's gradients written, and turns them into words. The scale is the power of two that keeps the sums of
 * all rows within 64 bits, so a step is about 2⁻⁴⁶ of the mean gradient at a thousand rows and 2⁻³⁶ at a million
 * (lean: 2⁻⁴² and 2⁻²²): finer than gradients are known, and integer sums are exact in any order.
 *
 * @param write fills the pairs (gradient, hessian) of rows [from, to)
 */
export function quantizePairs(crew: Crew, write: (from: number, to: number) => void): Units {
  const { arena, kernels, seat } = crew;
  const { places, rowCount } = arena;
  for (let from = crew.firstRow; from < crew.endRow; from += CHUNK_ROWS) {
    const to = Math.min(crew.endRow, from + CHUNK_ROWS);
    write(from, to);
    kernels.sumSizes(places.pairs + 16 * from, to - from, places.chunkSums + 8 * CHUNK_SUMS * (from / CHUNK_ROWS));
  }
  seat.barrier();
  const [gradients = 0, hessians = 0] = totalOf(crew, 0, 2);
  const countBits = Math.ceil(Math.log2(rowCount + 1));
  const [own, count] = [places.pairs + 16 * crew.firstRow, crew.endRow - crew.firstRow];
  const words = places.records + arena.wordsOffset + crew.firstRow * arena.stride;
  if (arena.isLean) {
    const scale = 2 ** (62 - countBits - exponentAbove(gradients));
    kernels.quantizeLean(own, count, words, arena.stride, scale, countBits);
    return { countBits, gradient: 1 / scale, hessian: 1 };
  }
  const scale = 2 ** (62 - HEADROOM_BITS - exponentAbove(gradients));
  const hessianScale = 2 ** (62 - HEADROOM_BITS - countBits - exponentAbove(hessians));
  kernels.quantize(own, count, words, arena.stride, scale, hessianScale, countBits);
  return { countBits, gradient: 1 / scale, hessian: 1 / hessianScale };
}

/** A whole k with x ≤ 2ᵏ, kept within what floats can scale by. */
function exponentAbove(x: number): number {
  return Math.min(900, Math.max(-900, Math.ceil(Math.log2(x)) + 1));
}

/** Sums what was noted about the stretches, in their order: the same floats whoever noted them. Needs a barrier before. */
export function totalOf(crew: Crew, first: number, count: number): number[] {
  const sums = new Array<number>(count).fill(0);
  const notes = floatsAt(crew, crew.arena.places.chunkSums, CHUNK_SUMS * Math.ceil(crew.arena.rowCount / CHUNK_ROWS));
  for (let chunk = first; chunk < notes.length; chunk += CHUNK_SUMS) {
    for (let i = 0; i < count; i++) sums[i] = (sums[i] as number) + (notes[chunk + i] as number);
  }
  return sums;
}
