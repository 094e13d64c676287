import { refuse } from '../../base/problem.ts';
import type { Work } from '../../base/work.ts';
import { sharedFloats } from '../../frame/shared-memory.ts';
import type { FeatureTable, TreeModel } from '../model.ts';
import { predictTrees } from '../trees/predict.ts';
import { explainTreeBlock, type RowRange, type TreeShapJob } from './tree-shap.task.ts';

/** Why a model answers what it answers, row by row: raw answer = base + the row's values. */
export interface Explanation {
  /** What the model answers when nothing is known: on its raw scale. */
  readonly base: number;
  /** n × F contributions, row-major, on shared memory. */
  readonly values: Float64Array;
}

export interface ExplainOptions {
  /** The rows to explain; all without it. */
  readonly rows?: Int32Array;
  /** Rows to compare with: with them features are replaced by the background's, without by the training weights. */
  readonly background?: FeatureTable;
}

/** The fewest and most rows in one piece of work: patterns are computed once a piece, so small pieces cost more. */
const FEWEST_BLOCK_ROWS = 512;
const MOST_BLOCK_ROWS = 5000;

/** Rows in one piece: a function of the rows alone, so that every number of threads does the same pieces. */
function blockRows(count: number): number {
  return Math.min(MOST_BLOCK_ROWS, Math.max(FEWEST_BLOCK_ROWS, Math.ceil(count / 4)));
}

/**
 * Exact SHAP values of a tree model on its raw scale (log-odds for a logit link).
 *
 * Without a background, path-dependent: unknown features follow the training weights of the branches. With one,
 * interventional: unknown features are taken from each background row in turn, and the answers averaged.
 *
 * @param table columns bound with `bindFeatures(frame, model.features)`
 * @throws model/unsupported when the model's file kept no training weights and no background is given
 * @see pathDependentLeaf, backgroundLeaf
 * Cost: rows × groups of leaves × features in a group; groups are about a sixth of the leaves.
 */
export async function explainTrees(model: TreeModel, table: FeatureTable, options: ExplainOptions, work: Work): Promise<Explanation> {
  if (options.background === undefined) requireWeights(model);
  const width = model.features.length;
  const count = options.rows?.length ?? table.rowCount;
  const values = sharedFloats(count * width);
  const job: TreeShapJob = {
    model,
    columns: table.columns,
    entries: 'features',
    out: values,
    ...(options.rows === undefined ? {} : { rows: options.rows }),
    ...(options.background === undefined ? {} : { background: options.background.columns }),
  };
  await work.spread(explainTreeBlock, job, rowRanges(count, blockRows(count)));
  return { base: options.background === undefined ? expectedAnswer(model) : meanAnswer(model, options.background), values };
}

/**
 * Path-dependent SHAP interaction values: for every row an F × F matrix whose rows sum to the row's SHAP values.
 *
 * @returns n × F × F numbers on shared memory
 * @throws model/unsupported as `explainTrees`
 */
export async function explainInteractions(
  model: TreeModel,
  table: FeatureTable,
  options: Pick<ExplainOptions, 'rows'>,
  work: Work,
): Promise<Float64Array> {
  const { values } = await explainTrees(model, table, options, work);
  const width = model.features.length;
  const count = options.rows?.length ?? table.rowCount;
  const out = sharedFloats(count * width * width);
  const rows = options.rows === undefined ? {} : { rows: options.rows };
  await work.spread(
    explainTreeBlock,
    { model, columns: table.columns, entries: 'pairs', out, ...rows },
    rowRanges(count, FEWEST_BLOCK_ROWS),
  );
  for (let row = 0; row < count; row++) completeMatrix(out.subarray(row * width * width, (row + 1) * width * width), values, row, width);
  return out;
}

/** Mirrors the upper triangle and gives the diagonal what is left of each feature's own value. */
function completeMatrix(matrix: Float64Array, values: Float64Array, row: number, width: number): void {
  for (let a = 0; a < width; a++) {
    let own = values[row * width + a] as number;
    for (let b = 0; b < width; b++) {
      if (b === a) continue;
      if (b < a) matrix[a * width + b] = matrix[b * width + a] as number;
      own -= matrix[a * width + b] as number;
    }
    matrix[a * width + a] = own;
  }
}

/** The ranges [0, size), [size, 2·size), … over `count` rows. */
export function rowRanges(count: number, size: number): RowRange[] {
  return Array.from({ length: Math.ceil(count / size) }, (_, index) => ({ from: index * size, to: Math.min(count, (index + 1) * size) }));
}

/** The weighted mean answer of all trees: what path-dependent explanations start from. */
export function expectedAnswer(model: TreeModel): number {
  let sum = model.base;
  for (let tree = 0; tree + 1 < model.treeStart.length; tree++) sum += model.value[model.treeStart[tree] as number] as number;
  return sum;
}

function meanAnswer(model: TreeModel, background: FeatureTable): number {
  const answers = predictTrees(model, background);
  let sum = 0;
  for (const answer of answers) sum += answer;
  return sum / answers.length;
}

/** @throws model/unsupported when the model's file kept no training weights */
export function requireWeights(model: TreeModel): void {
  for (let tree = 0; tree + 1 < model.treeStart.length; tree++) {
    const root = model.treeStart[tree] as number;
    if ((model.feature[root] as number) < 0 || (model.cover[root] as number) > 0) continue;
    refuse(
      'model/unsupported',
      `Tree ${tree} of this model was saved without training counts, which path-dependent explanations need.`,
      'Explain against a sample of rows instead (background = sample).',
      { option: 'background' },
    );
  }
}
