import type { Work } from '../../base/work.ts';
import { sharedFloats } from '../../frame/shared-memory.ts';
import type { FeatureTable, Model } from '../model.ts';
import { inverseLink } from '../predict.ts';
import { answerGridBlock } from './grid-answers.task.ts';
import type { GridAxis } from './grid-walker.ts';
import { rowRanges } from './tree-shap.ts';

/** Answers over a grid, on the outcome's own scale. */
export interface GridAnswers {
  readonly axes: readonly GridAxis[];
  /** Values of the grid: those of the first axis times those of the second. */
  readonly size: number;
  /** n × size: for each row what the model answers when the grid's features are set and all others kept. */
  readonly individual: Float64Array;
  /** The mean over rows of each column of `individual`: partial dependence. */
  readonly average: Float64Array;
}

/** Rows in one piece of work. */
const BLOCK_ROWS = 256;

/**
 * Individual conditional expectation and partial dependence of a model over one or two features.
 *
 * Tree models cost one walk a tree for a whole axis (see `GridWalker`); a blend is answered part by part, so
 * its trees are walked in the same way; any other model is asked once for each grid point.
 *
 * @param table columns bound with `bindFeatures(frame, model.features)`
 * @param rows the rows to average over; all without it
 * @see Friedman (2001), Annals of Statistics 29(5), section 8.2; Goldstein et al. (2015), JCGS 24(1)
 * Cost: rows × trees × depth (× values of the first axis when there are two).
 */
export async function answerGrid(
  model: Model,
  table: FeatureTable,
  axes: readonly GridAxis[],
  rows: Int32Array | undefined,
  work: Work,
): Promise<GridAnswers> {
  const size = axes.reduce((product, axis) => product * axis.values.length, 1);
  const individual = await individualAnswers(model, table, axes, rows, work);
  return { axes, size, individual, average: columnMeans(individual, size) };
}

async function individualAnswers(
  model: Model,
  table: FeatureTable,
  axes: readonly GridAxis[],
  rows: Int32Array | undefined,
  work: Work,
): Promise<Float64Array> {
  const count = rows?.length ?? table.rowCount;
  const size = axes.reduce((product, axis) => product * axis.values.length, 1);
  const out = sharedFloats(count * size);
  if (model.kind === 'blend') {
    for (const part of model.parts) {
      const answers = await individualAnswers(part.model, table, axes, rows, work);
      for (let i = 0; i < out.length; i++) out[i] = (out[i] as number) + part.weight * (answers[i] as number);
    }
    return out;
  }
  const job = { model, columns: table.columns, axes, out };
  await work.spread(answerGridBlock, rows === undefined ? job : { ...job, rows }, rowRanges(count, BLOCK_ROWS));
  if (model.link !== 'identity') for (let i = 0; i < out.length; i++) out[i] = inverseLink(model.link, out[i] as number);
  return out;
}

/** Means down the columns of an n × size matrix, by a running mean that stays exact for large equal answers. */
function columnMeans(matrix: Float64Array, size: number): Float64Array {
  const sums = new Float64Array(size);
  const count = size === 0 ? 0 : matrix.length / size;
  for (let row = 0; row < count; row++) {
    for (let g = 0; g < size; g++) sums[g] = (sums[g] as number) + (matrix[row * size + g] as number);
  }
  return sums.map((sum) => sum / count);
}
