import { type KernelMemory, kernelExports, kernelModule } from './kernel-memory.ts';
import { WASM_BASE64 } from './trees.wasm.generated.ts';

/**
 * The inner loops of tree training; `assembly/trees.ts` says what each does. Arguments named after things are
 * byte positions in the kernel's memory, the others are numbers.
 */
export interface TreeKernels {
  touch(index: number, count: number, records: number, stride: number): number;
  mergePartials(partials: number, count: number, pitch: number, into: number, parent: number, bytes: number): void;
  mergeLean(partials: number, count: number, pitch: number, into: number, parent: number, cells: number, countBits: number): void;
  histogramColumn(index: number, count: number, column: number, words: number, stride: number, histogram: number): void;
  clear(from: number, bytes: number): void;
  subtract(into: number, other: number, bytes: number): void;
  partition(index: number, count: number, column: number, table: number, spare: number): number;
  markLeaf(index: number, count: number, leafOfRow: number, leaf: number): void;
  sumSizes(pairs: number, count: number, into: number): void;
  quantize(pairs: number, count: number, words: number, stride: number, scale: number, hessianScale: number, countBits: number): void;
  quantizeLean(pairs: number, count: number, words: number, stride: number, scale: number, countBits: number): void;
  sumCells(histogram: number, table: number, into: number): void;
  unpack(cells: number, count: number, countBits: number, unit: number, hessianUnit: number, out: number): void;
  scanNumeric(histogram: number, bins: number, node: number, monotone: number, isBounded: number): number;
  binColumn(values: number, count: number, bounds: number, out: number): void;
  interleave(column: number, count: number, out: number, stride: number): void;
  sortFloats(values: number, count: number, spare: number, counts: number): void;
}

/** Bytes of one feature's histogram: 256 cells of two 64-bit words. */
export const HISTOGRAM_BYTES = 4096;

const MODULE = kernelModule(WASM_BASE64);

/** The kernels over a memory, for the calling thread. */
export function treeKernels(memory: KernelMemory): TreeKernels {
  return kernelExports(MODULE, memory) as TreeKernels;
}
