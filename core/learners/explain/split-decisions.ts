import type { TreeModel } from '../model.ts';
import { goesLeft } from '../trees/predict.ts';

/** A block of rows as a model reads them: one array of `count` cells for each feature, on the thread's own memory. */
export interface RowBlock {
  readonly count: number;
  readonly columns: readonly Float64Array[];
}

/** Copies the given rows (or the rows from … to−1 without a list) out of the columns. */
export function copyBlock(columns: readonly Float64Array[], rows: Int32Array | undefined, from: number, to: number): RowBlock {
  const copied = columns.map((column) => {
    if (rows === undefined) return Float64Array.from(column.subarray(from, to));
    const cells = new Float64Array(to - from);
    for (let i = 0; i < cells.length; i++) cells[i] = column[rows[from + i] as number] as number;
    return cells;
  });
  return { count: to - from, columns: copied };
}

/**
 * Decides every split of a tree for every row of a block: decisions[(node − first node) · count + row] is 1 when
 * the row would go left. Each split is one pass over one column.
 *
 * @param decisions at least nodes × count bytes
 */
export function decideSplits(model: TreeModel, tree: number, block: RowBlock, decisions: Uint8Array): void {
  const start = model.treeStart[tree] as number;
  const end = model.treeStart[tree + 1] as number;
  for (let node = start; node < end; node++) {
    const feature = model.feature[node] as number;
    if (feature < 0) continue;
    const column = block.columns[feature] as Float64Array;
    const offset = (node - start) * block.count;
    if (model.categoryWords[node] !== 0) {
      for (let row = 0; row < block.count; row++) decisions[offset + row] = Number(goesLeft(model, node, column[row] as number));
    } else if (model.missingLeft[node] === 1) {
      const threshold = model.threshold[node] as number;
      // NaN is not above the threshold either, so it goes left.
      for (let row = 0; row < block.count; row++) decisions[offset + row] = (column[row] as number) > threshold ? 0 : 1;
    } else {
      const threshold = model.threshold[node] as number;
      for (let row = 0; row < block.count; row++) decisions[offset + row] = (column[row] as number) <= threshold ? 1 : 0;
    }
  }
}
