import type { Work } from '../../base/work.ts';
import { sharedBytes, sharedFloats } from '../../frame/shared-memory.ts';
import type { BinnedMatrix } from '../trees/binned-matrix.ts';
import { type AskedForest, askForest } from './ask-forest.task.ts';
import { growCausalForest } from './grow-forest.task.ts';
import type { ForestJob } from './job.ts';

/** Trees that one thread grows at a time: a fixed number, so that threads never change a result. */
const BATCH_TREES = 8;

/**
 * Grows a generalized random forest for effects, little bags spread over threads.
 *
 * @returns the forest; ask it with `askAll`
 * @see Athey, Tibshirani & Wager (2019), Generalized random forests, Ann. Statist. 47(2), 1148–1178
 * Cost: trees × rows drawn × columns tried × depth.
 */
export async function growForest(job: ForestJob, work: Work): Promise<AskedForest> {
  const { data, settings } = job;
  const bagCount = Math.max(1, Math.round(settings.trees / settings.bagTrees));
  const perBatch = Math.max(1, Math.floor(BATCH_TREES / settings.bagTrees));
  const items = Array.from({ length: Math.ceil(bagCount / perBatch) }, (_, batch) => ({
    from: batch * perBatch,
    to: Math.min(bagCount, (batch + 1) * perBatch),
  }));
  const batches = await work.spread(growCausalForest, job, items, (share) => work.progress(share, 'growing trees'));
  return { data, settings: { bagTrees: settings.bagTrees, trees: bagCount * settings.bagTrees }, batches };
}

/** Effects of all rows, each from the trees that did not draw it. Matrices are n × d, row-major, on shared memory. */
export interface OutOfBag {
  readonly effect: Float64Array;
  /** Variances of the effects; NaN where there are none. */
  readonly variance: Float64Array;
  /** Rows that every tree had drawn: their effect is NaN. */
  readonly unheard: number;
}

/** Rows that one thread asks about at a time; a leaf number per row and tree must fit the caches. */
const ASKED_ROWS = 512;

/** Asks the forest about every row. Cost: rows × trees × depth. */
export async function askAll(forest: AskedForest, work: Work): Promise<OutOfBag> {
  const { rowCount, effects } = forest.data;
  const items = Array.from({ length: Math.ceil(rowCount / ASKED_ROWS) }, (_, block) => ({
    from: block * ASKED_ROWS,
    to: Math.min(rowCount, (block + 1) * ASKED_ROWS),
  }));
  const answers = await work.spread(askForest, forest, items, (share) => work.progress(share, 'asking trees'));
  const [effect, variance] = [sharedFloats(rowCount * effects), sharedFloats(rowCount * effects)];
  let unheard = 0;
  answers.forEach((answer, index) => {
    const at = (items[index]?.from ?? 0) * effects;
    effect.set(answer.effect, at);
    variance.set(answer.variance, at);
    for (const count of answer.treeCount) if (count === 0) unheard++;
  });
  return { effect, variance, unheard };
}

/** The bins of a table row by row, as the forest reads them. */
export function rowMajor({ bins, rules, rowCount }: BinnedMatrix): { readonly cells: Uint8Array; readonly isCategory: Uint8Array } {
  const cells = sharedBytes(rowCount * bins.length);
  bins.forEach((column, feature) => {
    for (let row = 0; row < rowCount; row++) cells[row * bins.length + feature] = column[row] as number;
  });
  const isCategory = sharedBytes(bins.length);
  rules.forEach((rule, feature) => {
    isCategory[feature] = Number(rule.kind === 'category');
  });
  return { cells, isCategory };
}
