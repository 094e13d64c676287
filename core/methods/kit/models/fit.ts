import { CausewayError, refuse } from '../../../base/problem.ts';
import { shuffle } from '../../../base/rng.ts';
import { partOf, type Work } from '../../../base/work.ts';
import type { Frame } from '../../../frame/frame.ts';
import { sharedFloats } from '../../../frame/shared-memory.ts';
import { logLoss, rootMeanSquaredError } from '../../../learners/evaluation/losses.ts';
import type { Judged } from '../../../learners/evaluation/measured.ts';
import { type Quality, qualityOf } from '../../../learners/evaluation/quality.ts';
import { bindFeatures, describeFeatures } from '../../../learners/features.ts';
import { type Dealing, dealFolds, type Fold, splitRows } from '../../../learners/folds.ts';
import type { LearningTask, Target } from '../../../learners/learner.ts';
import type { LinearFit } from '../../../learners/linear/coefficients.ts';
import type { FeatureTable, Model } from '../../../learners/model.ts';
import { predict } from '../../../learners/predict.ts';
import type { ModelOptions } from './spec.ts';
import { type ModelTask, readModelTask } from './task.ts';

/** How the loss fell as the learner got more trees, or more rows. */
export interface LearningCurve {
  readonly by: 'trees' | 'rows';
  readonly measure: 'logLoss' | 'rmse' | 'loss';
  readonly points: readonly LearningPoint[];
}

export interface LearningPoint {
  readonly at: number;
  readonly training: number;
  readonly heldOut: number;
  readonly interval?: readonly [number, number];
}

/** A learner that has read its columns, as a model method sees it. */
export interface Trainer {
  train(target: Target, work: Work): Promise<Model>;
  /** For learners that grow step by step: trains and tells how the loss fell. */
  trainWatched?(target: Target, heldOut: Int32Array, work: Work): Promise<{ readonly model: Model; readonly curve: LearningCurve }>;
  /**
   * For learners that can answer their own training rows honestly, e.g. by the trees that did not draw a row: trains
   * once for both. Undefined answers mean that they could not, and folds are used.
   */
  trainOutOfBag?(target: Target, work: Work): Promise<{ readonly model: Model; readonly outOfBag: Float64Array | undefined }>;
  /** For straight lines: the same fit with its coefficient table. */
  fitLine?(target: Target, work: Work): LinearFit;
}

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
 * learners without a history three small ones for the learning curve.
 */
export async function fitModel(
  frame: Frame,
  spec: ModelOptions,
  bound: { readonly task: 'auto' | LearningTask; prepare(table: FeatureTable, work: Work): Promise<Trainer> },
  work: Work,
): Promise<ModelFit> {
  const job = readModelTask(frame, spec, bound.task);
  const table = bindFeatures(frame, describeFeatures(frame, job.covariates));
  const trainer = await bound.prepare(table, work);
  const dealing = { rows: job.rows, ...strataAndClusters(job) };
  const split = splitRows(frame.rowCount, spec.heldOutShare, work.rng.fork('held-out'), dealing);
  checkSides(job, split);
  const judging = await judgeHeldOut(trainer, table, job, { split, level: 1 - spec.alpha }, work);
  const { model, line, prediction } = await answerAll(trainer, table, job, { folds: spec.folds, dealing }, partOf(work, 'all', 0.3, 1));
  predictMissing(model, table, job, prediction);
  return { ...describe(job, table, split), ...judging, model, prediction, line: line === undefined ? null : withoutModel(line) };
}

/** The model of all rows, and an honest answer for each of them: out of bag where the learner can, else out of fold. */
async function answerAll(
  trainer: Trainer,
  table: FeatureTable,
  job: ModelTask,
  by: { readonly folds: number; readonly dealing: Dealing },
  work: Work,
): Promise<{ readonly model: Model; readonly line: LinearFit | undefined; readonly prediction: Float64Array }> {
  const whole = targetOf(job, job.rows);
  // Rows of one cluster may be in and out of the same bag; only folds keep them apart.
  const bagged = job.clusters === undefined ? await trainer.trainOutOfBag?.(whole, partOf(work, 'model', 0, 0.4)) : undefined;
  const line = trainer.fitLine?.(whole, partOf(work, 'model', 0, 0.4));
  const model = bagged?.model ?? line?.model ?? (await trainer.train(whole, partOf(work, 'model', 0, 0.4)));
  if (bagged?.outOfBag === undefined) {
    const folds = dealFolds(table.rowCount, by.folds, work.rng.fork('folds'), by.dealing);
    return { model, line, prediction: await predictByFolds(trainer, table, job, folds, partOf(work, 'folds', 0.4, 1)) };
  }
  const prediction = sharedFloats(table.rowCount);
  job.rows.forEach((row, i) => {
    prediction[row] = bagged.outOfBag?.[i] as number;
  });
  return { model, line, prediction };
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

function targetOf({ task, values, weight }: ModelTask, rows: Int32Array): Target {
  return weight === undefined ? { task, values, rows } : { task, values, weight, rows };
}

function judgedOn(job: ModelTask, predicted: Float64Array, rows: Int32Array): Judged {
  const pick = (values: Float64Array): Float64Array => Float64Array.from(rows, (row) => values[row] as number);
  const judged = { predicted, actual: pick(job.values) };
  return job.weight === undefined ? judged : { ...judged, weight: pick(job.weight) };
}

/** Most points that a scatter shows before they hide each other. */
const MOST_POINTS = 400;

async function judgeHeldOut(
  trainer: Trainer,
  table: FeatureTable,
  job: ModelTask,
  { split, level }: { readonly split: Fold; readonly level: number },
  work: Work,
): Promise<Pick<ModelFit, 'quality' | 'sample' | 'curve'>> {
  const target = targetOf(job, split.train);
  const part = partOf(work, 'judged', 0, 0.2);
  const watched = await trainer.trainWatched?.(target, split.heldOut, part);
  const model = watched?.model ?? (await trainer.train(target, part));
  const predicted = predict(model, table, split.heldOut);
  const judged = judgedOn(job, predicted, split.heldOut);
  const step = Math.max(1, Math.ceil(predicted.length / MOST_POINTS));
  const sample = Array.from({ length: Math.ceil(predicted.length / step) }, (_, i) => {
    return [predicted[i * step] as number, judged.actual[i * step] as number] as const;
  });
  const curve = watched?.curve ?? (await curveByRows(trainer, table, job, { split, model, level }, partOf(work, 'curve', 0.2, 0.3)));
  return { quality: qualityOf(job.task, judged, level, work.signal), sample, curve };
}

async function predictByFolds(
  trainer: Trainer,
  table: FeatureTable,
  job: ModelTask,
  folds: readonly Fold[],
  work: Work,
): Promise<Float64Array> {
  const prediction = sharedFloats(table.rowCount);
  for (const [index, { train, heldOut }] of folds.entries()) {
    const part = partOf(work, index, index / folds.length, (index + 1) / folds.length);
    const model = await trainer.train(targetOf(job, train), part);
    const answers = predict(model, table, heldOut);
    heldOut.forEach((row, i) => {
      prediction[row] = answers[i] as number;
    });
  }
  return prediction;
}

/** Rows that nobody learnt from (no outcome, or weight 0) are answered by the final model: it has not seen them either. */
function predictMissing(model: Model, table: FeatureTable, job: ModelTask, prediction: Float64Array): void {
  const isUsed = new Uint8Array(table.rowCount);
  for (const row of job.rows) isUsed[row] = 1;
  const others = Int32Array.from(isUsed.keys()).filter((row) => isUsed[row] === 0);
  const answers = predict(model, table, others);
  others.forEach((row, i) => {
    prediction[row] = answers[i] as number;
  });
}

const CURVE_SHARES = [0.1, 0.25, 0.5];

/** Too few rows for a point on the curve: it would show luck. */
const FEWEST_FOR_CURVE = 30;

async function curveByRows(
  trainer: Trainer,
  table: FeatureTable,
  job: ModelTask,
  { split, model, level }: { readonly split: Fold; readonly model: Model; readonly level: number },
  work: Work,
): Promise<LearningCurve> {
  const measure = job.task === 'binary' ? logLoss : rootMeanSquaredError;
  const pointOf = (trained: Model, rows: Int32Array): LearningPoint => {
    const { value, interval } = measure(judgedOn(job, predict(trained, table, split.heldOut), split.heldOut), level);
    return {
      at: rows.length,
      training: measure(judgedOn(job, predict(trained, table, rows), rows), level).value,
      heldOut: value,
      interval,
    };
  };
  const order = shuffle(Int32Array.from(split.train), work.rng.fork('order'));
  const points: LearningPoint[] = [];
  for (const [index, share] of CURVE_SHARES.entries()) {
    const rows = order.slice(0, Math.round(share * order.length)).sort();
    if (rows.length < FEWEST_FOR_CURVE) continue;
    const trained = await tryTraining(trainer, targetOf(job, rows), partOf(work, index, index / 3, (index + 1) / 3));
    if (trained !== undefined) points.push(pointOf(trained, rows));
  }
  return { by: 'rows', measure: job.task === 'binary' ? 'logLoss' : 'rmse', points: [...points, pointOf(model, split.train)] };
}

/** A few rows may be separable or collinear where all of them are not; the curve then starts later. */
async function tryTraining(trainer: Trainer, target: Target, work: Work): Promise<Model | undefined> {
  try {
    return await trainer.train(target, work);
  } catch (error) {
    if (error instanceof CausewayError && error.problem.kind === 'numeric') return undefined;
    throw error;
  }
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
