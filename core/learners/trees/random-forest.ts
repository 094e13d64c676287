import type { Rng } from '../../base/rng.ts';
import type { Work } from '../../base/work.ts';
import { sharedFloats } from '../../frame/shared-memory.ts';
import type { Learner, Target } from '../learner.ts';
import type { TreeModel } from '../model.ts';
import { type BinnedMatrix, binTable } from './binned-matrix.ts';
import { type ForestBatch, type ForestJob, type GrownBatch, growForest } from './forest.task.ts';
import { type ForestSpec, forestSpec } from './forest-spec.ts';
import { checkTarget } from './target-check.ts';
import { joinParts } from './tree-part.ts';
import type { TreePlan } from './tree-plan.ts';

/** A forest is grown in so many batches whatever the threads: sums over batches then add up in one order. */
const BATCHES = 16;

/**
 * Random forests: Breiman (2001), Machine Learning 45:5, on binned features. Splits lower the squared error, which for
 * a 0/1 outcome is the Gini impurity; a leaf answers its mean, so the forest's answer is a probability there.
 * The model's cover counts drawn rows, repeats included.
 */
export const randomForest: Learner<ForestSpec, BinnedMatrix> = {
  id: 'random-forest',
  spec: forestSpec,
  prepare: (table, spec, work) => binTable(table, spec.bins, work),
  train: async (matrix, target, spec, work) => joinForest(matrix, await growBatches(matrix, target, spec, work, false)),
  trainAlone(matrix, target, spec, hands) {
    const job = jobOf(matrix, target, spec, hands.rng, false);
    return joinForest(
      matrix,
      batchesOf(spec.trees).map((batch) => growForest.run(job, batch, hands.signal)),
    );
  },
};

/**
 * Trains a forest and answers every training row by the trees that did not draw it.
 *
 * @returns the model, and one answer per row of the target (in the order of `target.rows`); NaN for a row that every
 *   tree drew
 */
export async function trainForestOutOfBag(
  matrix: BinnedMatrix,
  target: Target,
  spec: ForestSpec,
  work: Work,
): Promise<{ readonly model: TreeModel; readonly outOfBag: Float64Array }> {
  const batches = await growBatches(matrix, target, spec, work, true);
  const rowCount = target.rows?.length ?? matrix.rowCount;
  const outOfBag = new Float64Array(rowCount);
  const counts = new Int32Array(rowCount);
  for (const { outOfBag: found } of batches) {
    for (let i = 0; i < rowCount; i++) {
      outOfBag[i] = (outOfBag[i] as number) + (found?.sum[i] ?? 0);
      counts[i] = (counts[i] as number) + (found?.count[i] ?? 0);
    }
  }
  for (let i = 0; i < rowCount; i++) outOfBag[i] = counts[i] === 0 ? Number.NaN : (outOfBag[i] as number) / (counts[i] as number);
  return { model: joinForest(matrix, batches), outOfBag };
}

async function growBatches(
  matrix: BinnedMatrix,
  target: Target,
  spec: ForestSpec,
  work: Work,
  wantsOutOfBag: boolean,
): Promise<readonly GrownBatch[]> {
  const job = jobOf(matrix, target, spec, work.rng, wantsOutOfBag);
  work.progress(0, 'growing trees');
  const grown = await work.spread(growForest, job, batchesOf(spec.trees));
  work.progress(1, 'growing trees');
  return grown;
}

function jobOf(matrix: BinnedMatrix, target: Target, spec: ForestSpec, rng: Rng, wantsOutOfBag: boolean): ForestJob {
  checkTarget(target, matrix.rowCount, undefined);
  const { outcome, weight, mean } = rowsOf(target, matrix.rowCount);
  const featureCount = matrix.features.length;
  const usual = target.task === 'binary' ? Math.round(Math.sqrt(featureCount)) : Math.floor(featureCount / 3);
  const mtry = Math.min(featureCount, spec.mtry > 0 ? spec.mtry : Math.max(1, usual));
  return {
    matrix,
    rows: target.rows,
    outcome,
    weight,
    mean,
    plan: planOf(matrix, spec),
    featuresPerNode: mtry < featureCount ? mtry : 0,
    bootstrap: spec.bootstrap,
    drawCount: Math.max(1, Math.round(spec.rowShare * outcome.length)),
    treeCount: spec.trees,
    seed: rng.fork('trees').seed,
    wantsOutOfBag,
  };
}

function batchesOf(trees: number): ForestBatch[] {
  const count = Math.min(BATCHES, trees);
  const border = (batch: number): number => Math.floor((trees * batch) / count);
  return Array.from({ length: count }, (_, batch) => ({ from: border(batch), to: border(batch + 1) }));
}

function joinForest(matrix: BinnedMatrix, batches: readonly GrownBatch[]): TreeModel {
  const parts = batches.flatMap((batch) => batch.parts);
  return joinParts(parts, { features: matrix.features, link: 'identity', base: 0 });
}

/** Outcome and weight of the rows that take part, on shared memory, and the weighted mean outcome. */
function rowsOf(target: Target, rowCount: number) {
  const count = target.rows?.length ?? rowCount;
  const outcome = sharedFloats(count);
  const weight = target.weight === undefined ? undefined : sharedFloats(count);
  let total = 0;
  let mean = 0;
  for (let i = 0; i < count; i++) {
    const row = target.rows === undefined ? i : (target.rows[i] as number);
    const w = target.weight === undefined ? 1 : (target.weight[row] as number);
    outcome[i] = target.values[row] as number;
    if (weight !== undefined) weight[i] = w;
    total += w;
    if (w > 0) mean += (w / total) * ((outcome[i] as number) - mean);
  }
  return { outcome, weight, mean };
}

function planOf(matrix: BinnedMatrix, spec: ForestSpec): TreePlan {
  return {
    leaves: spec.leaves,
    maxDepth: spec.maxDepth,
    growth: 'leaf-wise',
    minLeafRows: spec.minLeafRows,
    minLeafHessian: 1e-10,
    lambda: 0,
    minGain: spec.minGain,
    // Averaging over trees does what smoothing does in boosting.
    categorySmoothing: 1,
    categoryLambda: 0,
    categoryRows: spec.minLeafRows,
    rules: matrix.rules,
    monotone: new Int8Array(matrix.features.length),
    isBounded: false,
  };
}
