import type { FeatureTable, TreeModel } from '../model.ts';
import { treeWalker } from './tree-walker.ts';

/**
 * The leaf that a row falls into.
 *
 * @param columns one Float64Array per feature of the model, as `bindFeatures` gives them
 * @returns absolute node index
 */
export function leafOf(model: TreeModel, tree: number, columns: readonly Float64Array[], row: number): number {
  const { feature, left, right } = model;
  let node = model.treeStart[tree] as number;
  let split = feature[node] as number;
  while (split >= 0) {
    const value = (columns[split] as Float64Array)[row] as number;
    node = (goesLeft(model, node, value) ? left[node] : right[node]) as number;
    split = feature[node] as number;
  }
  return node;
}

/** Whether a value takes the left branch of a split; NaN follows the split's own rule. */
export function goesLeft(model: TreeModel, node: number, value: number): boolean {
  if (Number.isNaN(value)) return model.missingLeft[node] === 1;
  const words = model.categoryWords[node] as number;
  const threshold = model.threshold[node] as number;
  if (words === 0) return value <= threshold;
  const code = value | 0;
  if (code < 0 || code >= words * 32) return false;
  return (((model.categoryBits[threshold + (code >> 5)] as number) >>> (code & 31)) & 1) === 1;
}

/** Below so many walks (rows × trees), setting up the kernel costs more than it saves. */
const FEW_WALKS = 20_000;

/**
 * Answers of a tree model on its raw scale.
 *
 * @param rows the rows to answer for; all without it
 * @returns one number a row: base + Σ leaf values, added in tree order
 * Cost: rows × trees × depth, about a nanosecond each.
 */
export function predictTrees(model: TreeModel, table: FeatureTable, rows?: Int32Array): Float64Array {
  const count = rows?.length ?? table.rowCount;
  const treeCount = model.treeStart.length - 1;
  const raw = new Float64Array(count).fill(model.base);
  if (count * treeCount > FEW_WALKS) {
    treeWalker(model).addTo(raw, { columns: table.columns }, rows);
    return raw;
  }
  for (let tree = 0; tree < treeCount; tree++) {
    for (let i = 0; i < count; i++) {
      const row = rows === undefined ? i : (rows[i] as number);
      raw[i] = (raw[i] as number) + (model.value[leafOf(model, tree, table.columns, row)] as number);
    }
  }
  return raw;
}
