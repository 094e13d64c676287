import type { TreeModel } from '../model.ts';
import type { FeatureBins } from './bin-feature.task.ts';
import type { BinnedMatrix } from './binned-matrix.ts';
import { treeWalker } from './tree-walker.ts';

/**
 * Answers of a model, on its raw scale, for rows of the matrix that it was trained on: the same numbers as
 * `predictTrees` gives for the table behind the matrix, read from a twelfth of the memory.
 *
 * @param rows rows of the matrix; all without it
 */
export function predictBinned(model: TreeModel, matrix: BinnedMatrix, rows?: Int32Array): Float64Array {
  const raw = new Float64Array(rows?.length ?? matrix.rowCount).fill(model.base);
  treeWalker(model).addTo(raw, { bins: matrix.bins, meanings: matrix.rules.map(meaningOf) }, rows);
  return raw;
}

/** A code that no category has: what the shared bin of rare ones stands for. */
const NO_CODE = 2 ** 31;

/** For every bin a value that splits send where they send the bin: the bin's upper bound, or the category's code. */
function meaningOf(rule: FeatureBins): Float64Array {
  const meaning = new Float64Array(256).fill(rule.kind === 'number' ? Number.POSITIVE_INFINITY : NO_CODE);
  meaning[0] = Number.NaN;
  meaning.set(rule.kind === 'number' ? rule.bounds : rule.codeOfBin, 1);
  return meaning;
}
