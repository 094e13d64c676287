import { refuse } from '../../../base/problem.ts';
import { partOf, type Work } from '../../../base/work.ts';
import type { Frame } from '../../../frame/frame.ts';
import type { Judged } from '../../../learners/evaluation/measured.ts';
import { type Quality, qualityOf } from '../../../learners/evaluation/quality.ts';
import { bindFeatures, describeFeatures } from '../../../learners/features.ts';
import { type Fold, splitRows } from '../../../learners/folds.ts';
import type { LearningTask } from '../../../learners/learner.ts';
import type { LinearFit } from '../../../learners/linear/coefficients.ts';
import type { FeatureTable, Model } from '../../../learners/model.ts';
import type { LearningCurve } from './learning-curve.ts';
import type { ModelOptions } from './spec.ts';
import { judgedOn, type ModelTask, readModelTask } from './task.ts';
import type { Trainer } from './trainer.ts';
import { trainAll } from './training.ts';

/** Everything a model method found. Structured-cloneable. */
export interface ModelFit {
  readonly task: LearningTask;
  readonly outcome: string;
  readonly positive: string | null;
  readonly negative: string | null;
  readonly covariates: readonly string[];
  readonly hasGuessedCovariates: boolean;
  readonly isWeighted: boolean;
  readonly counts: { readonly rows: number; readonly missingOutcome: number; readonly training: number; readonly heldOut: number };
  /** Mean outcome of the rows used: for yes/no the share of ones. */
  readonly meanOutcome: number;
  /** Rows of the rarer outcome; null for numbers. */
  readonly rarer: number | null;
  readonly missing: readonly { readonly feature: string; readonly count: number }[];
  /** Trained on all rows. */
  readonly model: Model;
  /** n predictions, each by a model that did not see the row. */
  readonly prediction: Float64Array;
  readonly quality: Quality;
  /** Up to 400 held-out rows, evenly picked: predicted and actual. */
  readonly sample: readonly (readonly [number, number])[];
  readonly curve: LearningCurve;
  readonly line: Omit<LinearFit, 'model'> | null;
}

/**
 * Trains one model to be judged (on a part of the rows), one per fold for honest predictions of every row (unless the
 * learner gives them out of bag), and one on all rows to be handed on.
 *
 * Cost: one training on 1 − heldOutShare of the rows, `folds` on 1 − 1/folds of them, one on all, and for
 * learners without a history three small ones for the learning curve; over the threads.
 */
export async function fitModel(
  frame: Frame,
  spec: ModelOptions,
  bound: { readonly task: 'auto' | LearningTask; prepare(table: FeatureTable, work: Work): Promise<Trainer> },
  work: Work,
): Promise<ModelFit> {
  const job = readModelTask(frame, spec, bound.task);
  const table = bindFeatures(frame, describeFeatures(frame, job.covariates));
  const trainer = await bound.prepare(table, partOf(work, 'prepare', 0, 0.05));
  const dealing = { rows: job.rows, ...strataAndClusters(job) };
  const split = splitRows(frame.rowCount, spec.heldOutShare, work.rng.fork('held-out'), dealing);
  checkSides(job, split);
  const level = 1 - spec.alpha;
  const { model, line, judged, curve, prediction } = await trainAll(
    trainer,
    { job, table, split, dealing, folds: spec.folds, level },
    work,
  );
  const onHeldOut = judgedOn(job, judged, split.heldOut);
  return {
    ...describe(job, table, split),
    quality: qualityOf(job.task, onHeldOut, level, work.signal),
    sample: sampleOf(onHeldOut),
    curve,
    model,
    prediction,
    line: line === undefined ? null : withoutModel(line),
  };
}

/** Most points that a scatter shows before they hide each other. */
const MOST_POINTS = 400;

/** Evenly picked rows: predicted and actual. */
function sampleOf({ predicted, actual }: Judged): ModelFit['sample'] {
  const step = Math.max(1, Math.ceil(predicted.length / MOST_POINTS));
  return Array.from({ length: Math.ceil(predicted.length / step) }, (_, i) => {
    return [predicted[i * step] as number, actual[i * step] as number] as const;
  });
}

/** Judging needs both outcomes on both sides; a small share, or a few large clusters, may leave one without. */
function checkSides({ task, values, outcome }: ModelTask, { train, heldOut }: Fold): void {
  if (task === 'regression') return;
  for (const rows of [train, heldOut]) {
    const ones = rows.reduce((count, row) => count + (values[row] as number), 0);
    if (ones > 0 && ones < rows.length) continue;
    refuse(
      'data/too-few-rows',
      `One side of the split has only one outcome of "${outcome}" in its ${rows.length} rows, so the model cannot be judged.`,
      'Set heldOutShare nearer to a half, or use more data.',
      { option: 'heldOutShare' },
    );
  }
}

function withoutModel({ model: _, ...line }: LinearFit): Omit<LinearFit, 'model'> {
  return line;
}

function strataAndClusters({ task, values, clusters }: ModelTask): { strata?: Int32Array; clusters?: Int32Array } {
  const strata = task === 'binary' ? { strata: Int32Array.from(values) } : {};
  return clusters === undefined ? strata : { ...strata, clusters };
}

function describe(job: ModelTask, table: FeatureTable, split: Fold) {
  const { rows, values } = job;
  const sum = rows.reduce((total, row) => total + (values[row] as number), 0);
  const missing = table.columns.map((column, index) => ({
    feature: table.features[index]?.name ?? '',
    count: rows.reduce((count, row) => count + Number(Number.isNaN(column[row])), 0),
  }));
  return {
    task: job.task,
    outcome: job.outcome,
    positive: job.positive ?? null,
    negative: job.negative ?? null,
    covariates: job.covariates,
    hasGuessedCovariates: job.hasGuessedCovariates,
    isWeighted: job.weight !== undefined,
    counts: { rows: rows.length, missingOutcome: job.missingOutcome, training: split.train.length, heldOut: split.heldOut.length },
    meanOutcome: sum / rows.length,
    rarer: job.task === 'binary' ? Math.min(sum, rows.length - sum) : null,
    missing: missing.filter(({ count }) => count > 0),
  };
}
