import { type KernelMemory, kernelMemory } from '../../numeric/kernels/kernel-memory.ts';
import { NODE_BYTES, predictKernel } from '../../numeric/kernels/predict-kernel.ts';
import type { TreeModel } from '../model.ts';

/** A model laid out for the predicting kernel; use it again for more rows. */
export interface TreeWalker {
  /**
   * Adds the trees' answers to `raw`.
   *
   * @param rows the rows to answer for, `raw.length` of them; the first ones without it
   */
  addTo(raw: Float64Array, cells: Cells, rows?: Int32Array): void;
}

/** The values of a feature table: as they are, or as bytes with what each byte stands for. */
export type Cells =
  | { readonly columns: readonly Float64Array[] }
  | { readonly bins: readonly Uint8Array[]; readonly meanings: readonly Float64Array[] };

/** Rows a block: its values stay in the nearest cache while all trees walk over it. */
const BLOCK_BYTES = 32_768;

/** Copies a model's nodes into kernel memory. */
export function treeWalker(model: TreeModel): TreeWalker {
  const { treeStart, features, categoryBits } = model;
  const treeCount = treeStart.length - 1;
  const nodeCount = model.feature.length;
  const pitch = 8 * Math.max(1, features.length);
  const blockRows = Math.max(4, 4 * Math.floor(BLOCK_BYTES / pitch / 4));
  const places = placesOf(nodeCount, treeCount, categoryBits.length, blockRows, pitch);
  const memory = kernelMemory(places.end);
  writeNodes(model, memory, places);
  const kernel = predictKernel(memory);
  const values = new Float64Array(memory.buffer, places.rows, (blockRows * pitch) / 8);
  const out = new Float64Array(memory.buffer, places.out, blockRows);
  const used = usedFeatures(model);
  const block = new Int32Array(blockRows);
  return {
    addTo(raw, cells, rows) {
      for (let from = 0; from < raw.length; from += blockRows) {
        const count = Math.min(blockRows, raw.length - from);
        for (let i = 0; i < count; i++) block[i] = rows === undefined ? from + i : (rows[from + i] as number);
        for (const feature of used) fillValues(values, features.length, feature, cells, block.subarray(0, count));
        out.set(raw.subarray(from, from + count));
        kernel.addTrees(places.rows, count, pitch, places.roots, treeCount, places.out);
        raw.set(out.subarray(0, count), from);
      }
    },
  };
}

/** Writes one feature of a block of rows, `width` values from row to row. */
function fillValues(values: Float64Array, width: number, feature: number, cells: Cells, rows: Int32Array): void {
  let at = feature;
  if ('columns' in cells) {
    const column = cells.columns[feature] as Float64Array;
    for (let i = 0; i < rows.length; i++, at += width) values[at] = column[rows[i] as number] as number;
    return;
  }
  const bins = cells.bins[feature] as Uint8Array;
  const meaning = cells.meanings[feature] as Float64Array;
  for (let i = 0; i < rows.length; i++, at += width) values[at] = meaning[bins[rows[i] as number] as number] as number;
}

interface Places {
  readonly nodes: number;
  readonly roots: number;
  readonly bits: number;
  readonly rows: number;
  readonly out: number;
  readonly end: number;
}

function placesOf(nodeCount: number, treeCount: number, wordCount: number, blockRows: number, pitch: number): Places {
  const nodes = 64;
  const roots = nodes + NODE_BYTES * nodeCount;
  const bits = roots + 4 * treeCount;
  const rows = 64 * Math.ceil((bits + 4 * wordCount) / 64);
  const out = rows + blockRows * pitch;
  return { nodes, roots, bits, rows, out, end: out + 8 * blockRows };
}

function writeNodes(model: TreeModel, memory: KernelMemory, places: Places): void {
  const words = new Int32Array(memory.buffer);
  const floats = new Float64Array(memory.buffer);
  for (let node = 0; node < model.feature.length; node++) {
    const place = places.nodes + NODE_BYTES * node;
    const at = place / 4;
    const split = model.feature[node] as number;
    if (split < 0) {
      // Both ways lead back here, and the answer stands where a split has its threshold.
      floats[place / 8] = model.value[node] as number;
      words[at + 3] = place;
      words[at + 4] = place;
      continue;
    }
    const threshold = model.threshold[node] as number;
    const wordCount = model.categoryWords[node] as number;
    floats[place / 8] = threshold;
    words[at + 2] = 8 * split;
    words[at + 3] = places.nodes + NODE_BYTES * (model.left[node] as number);
    words[at + 4] = places.nodes + NODE_BYTES * (model.right[node] as number);
    words[at + 5] = model.missingLeft[node] as number;
    words[at + 6] = wordCount;
    words[at + 7] = wordCount > 0 ? places.bits + 4 * threshold : 0;
  }
  const roots = model.treeStart.subarray(0, -1).map((start) => places.nodes + NODE_BYTES * start);
  words.set(roots, places.roots / 4);
  words.set(new Int32Array(model.categoryBits.buffer, model.categoryBits.byteOffset, model.categoryBits.length), places.bits / 4);
}

function usedFeatures(model: TreeModel): readonly number[] {
  const isUsed = new Uint8Array(model.features.length);
  for (const split of model.feature) if (split >= 0) isUsed[split] = 1;
  return [...isUsed.keys()].filter((feature) => isUsed[feature] === 1);
}
