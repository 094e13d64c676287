import type { Task } from '../../base/work.ts';
import { sharedBytes } from '../../frame/shared-memory.ts';
import { type KernelMemory, kernelMemory } from '../../numeric/kernels/kernel-memory.ts';
import { treeKernels } from '../../numeric/kernels/tree-kernels.ts';
import type { FeatureTable } from '../model.ts';
import { type NumberBins, numberBins } from './bin-bounds.ts';

/** How the codes of one category feature fall into bins: the most frequent ones get a bin each. */
export interface CategoryBins {
  readonly kind: 'category';
  readonly binCount: number;
  /** codeOfBin[bin − 1]; codes without a bin of their own share `rareBin`. */
  readonly codeOfBin: Int32Array;
  /** The bin of all other codes, which no split ever sends left; 0 when there are none. */
  readonly rareBin: number;
}

export type FeatureBins = NumberBins | CategoryBins;

export interface BinRequest {
  readonly table: FeatureTable;
  readonly maxBins: number;
  /** Rows that bounds are read from; all without it. */
  readonly sample: Int32Array | undefined;
}

export interface BinnedFeature {
  readonly bins: Uint8Array;
  readonly rule: FeatureBins;
}

/** Values are placed so many at a time: they are copied into the kernel's memory first. */
const CHUNK_ROWS = 65_536;

/** Finds the bins of one feature and puts every row into one. */
export const binFeature: Task<BinRequest, number, BinnedFeature> = {
  id: 'trees/bin-feature',
  run({ table, maxBins, sample }, feature) {
    const column = table.columns[feature] as Float64Array;
    return table.features[feature]?.kind === 'category' ? binCategories(column, maxBins) : binNumbers(column, maxBins, sample);
  },
};

function binNumbers(column: Float64Array, maxBins: number, sample: Int32Array | undefined): BinnedFeature {
  const memory = kernelMemory(16 * Math.max(sample?.length ?? column.length, CHUNK_ROWS) + 2 * CHUNK_ROWS);
  const sorted = sortedValues(column, sample, memory);
  const rule = numberBins(sorted, hasMissing(column) ? maxBins - 1 : maxBins);
  return { rule, bins: placeNumbers(column, rule, memory) };
}

function hasMissing(column: Float64Array): boolean {
  for (let row = 0; row < column.length; row++) if (Number.isNaN(column[row])) return true;
  return false;
}

/** The values without NaN in ascending order; a view of the kernel's memory. */
function sortedValues(column: Float64Array, sample: Int32Array | undefined, memory: KernelMemory): Float64Array {
  const length = sample?.length ?? column.length;
  const start = CHUNK_ROWS;
  const values = new Float64Array(memory.buffer, start, length);
  let size = 0;
  for (let i = 0; i < length; i++) {
    const value = column[sample === undefined ? i : (sample[i] as number)] as number;
    if (!Number.isNaN(value)) values[size++] = value;
  }
  if (size > 0) treeKernels(memory).sortFloats(start, size, start + 8 * length, 0);
  return values.subarray(0, size);
}

function placeNumbers(column: Float64Array, rule: NumberBins, memory: KernelMemory): Uint8Array {
  const bins = sharedBytes(column.length);
  const kernels = treeKernels(memory);
  const [bounds, out, input] = [0, 2048, 2048 + CHUNK_ROWS];
  new Float64Array(memory.buffer, bounds, 256).fill(Number.POSITIVE_INFINITY).set(rule.bounds);
  const values = new Float64Array(memory.buffer, input, CHUNK_ROWS);
  const placed = new Uint8Array(memory.buffer, out, CHUNK_ROWS);
  for (let from = 0; from < column.length; from += CHUNK_ROWS) {
    const part = column.subarray(from, from + CHUNK_ROWS);
    values.set(part);
    kernels.binColumn(input, part.length, bounds, out);
    bins.set(placed.subarray(0, part.length), from);
  }
  return bins;
}

/** Frequent categories first; among equally frequent ones the lower code. */
function binCategories(column: Float64Array, maxBins: number): BinnedFeature {
  let codeCount = 0;
  for (let row = 0; row < column.length; row++) if ((column[row] as number) >= codeCount) codeCount = (column[row] as number) + 1;
  const counts = new Int32Array(codeCount);
  for (let row = 0; row < column.length; row++) {
    const code = column[row] as number;
    if (!Number.isNaN(code)) counts[code] = (counts[code] as number) + 1;
  }
  const seen = [...counts.keys()].filter((code) => (counts[code] as number) > 0);
  seen.sort((left, right) => (counts[right] as number) - (counts[left] as number) || left - right);
  const room = maxBins - 1;
  const own = seen.length <= room ? seen : seen.slice(0, room - 1);
  const rareBin = own.length < seen.length ? own.length + 1 : 0;
  const binOfCode = new Uint8Array(codeCount).fill(rareBin);
  own.forEach((code, at) => {
    binOfCode[code] = at + 1;
  });
  const bins = sharedBytes(column.length);
  for (let row = 0; row < column.length; row++) {
    const code = column[row] as number;
    bins[row] = Number.isNaN(code) ? 0 : (binOfCode[code] as number);
  }
  return { bins, rule: { kind: 'category', binCount: own.length + (rareBin > 0 ? 1 : 0), codeOfBin: Int32Array.from(own), rareBin } };
}
