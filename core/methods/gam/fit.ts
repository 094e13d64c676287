import type { Work } from '../../base/work.ts';
import type { Frame } from '../../frame/frame.ts';
import { type Quality, qualityOf } from '../../learners/evaluation/quality.ts';
import { bindFeatures, describeFeatures } from '../../learners/features.ts';
import { checkEdits, editGam } from '../../learners/gam/edit.ts';
import { fitGam, type GamPrepared, gam, type LossPoint, modelOfGam, signsOf } from '../../learners/gam/gam.ts';
import type { GamEdit } from '../../learners/gam/spec.ts';
import { type Gam, type GamTerm, termAt } from '../../learners/gam/terms.ts';
import type { FeatureTable } from '../../learners/model.ts';
import { predict } from '../../learners/predict.ts';
import type { Inputs } from '../contract.ts';
import { findInput } from '../inputs.ts';
import { fitModel, type ModelFit } from '../kit/models/fit.ts';
import type { LearningCurve } from '../kit/models/learning-curve.ts';
import { judgedOn, type ModelTask, readModelTask } from '../kit/models/task.ts';
import type { Trainer } from '../kit/models/trainer.ts';
import type { GamMethodSpec } from './spec.ts';

/** A column's smallest and largest value; null where there is none or it holds categories. */
export type Range = readonly [number, number] | null;

/** What one edit overwrote. */
export interface EditFact {
  readonly edit: GamEdit;
  /** Rows of the table that it concerns, as a share. */
  readonly share: number;
  /** What the shape said for them, on average; null for none. */
  readonly before: number | null;
}

export interface GamMethodFit {
  /** What every model method finds, of the edited model. */
  readonly fit: ModelFit;
  /** The terms of the model of all rows, edited. */
  readonly gam: Gam;
  readonly ranges: readonly Range[];
  readonly edits: readonly EditFact[];
  /** Held-out quality without the edits; null without any. */
  readonly unedited: Quality['metrics'] | null;
}

/** @throws everything that `validate` should say: option/invalid, data/* */
export function readGamTask(frame: Frame, spec: GamMethodSpec): ModelTask {
  const job = readModelTask(frame, spec, spec.task);
  const features = describeFeatures(frame, job.covariates);
  signsOf(features, spec);
  checkEdits(features, spec.edits);
  return job;
}

/** Trains as every model method does, and keeps the terms and what the edits changed. */
export async function fitGamMethod(frame: Frame, spec: GamMethodSpec, work: Work): Promise<GamMethodFit> {
  const job = readGamTask(frame, spec);
  const kept: Kept = {};
  const fit = await fitModel(
    frame,
    spec,
    { task: spec.task, prepare: async (table, part) => trainerOf(table, await gam.prepare(table, spec, part), spec, kept) },
    work,
  );
  const table = bindFeatures(frame, describeFeatures(frame, job.covariates));
  const whole = kept.whole ?? { features: table.features, link: 'identity', base: 0, terms: [] };
  return {
    fit,
    gam: editGam(whole, spec.edits),
    ranges: table.features.map(({ kind }, at) => (kind === 'category' ? null : rangeOf(table.columns[at] as Float64Array))),
    edits: spec.edits.map((edit, at) => factOf(editGam(whole, spec.edits.slice(0, at)), edit, table)),
    unedited: kept.judged === undefined ? null : qualityWithout(job, kept.judged, 1 - spec.alpha, work),
  };
}

/** What a trainer sees but a model does not hold. */
interface Kept {
  whole?: Gam;
  /** Answers for the held-out rows without the edits. */
  judged?: { readonly rows: Int32Array; readonly answers: Float64Array };
}

function trainerOf(table: FeatureTable, prepared: GamPrepared, spec: GamMethodSpec, kept: Kept): Trainer {
  return {
    ready: { learner: 'gam', spec, table, prepared },
    trainWatched: async (target, heldOut, part) => {
      const { gam: found, course } = await fitGam(prepared, target, spec, part, heldOut);
      if (spec.edits.length > 0) kept.judged = { rows: heldOut, answers: predict(modelOfGam(found), table, heldOut) };
      return { model: modelOfGam(editGam(found, spec.edits)), curve: curveOf(course, found.link === 'logit') };
    },
    trainWhole: async (target, part) => {
      const { gam: found } = await fitGam(prepared, target, spec, part);
      kept.whole = found;
      return modelOfGam(editGam(found, spec.edits));
    },
  };
}

function curveOf(course: readonly LossPoint[], isBinary: boolean): LearningCurve {
  const inUnit = (loss: number): number => (isBinary ? loss : Math.sqrt(2 * loss));
  return {
    by: 'trees',
    measure: isBinary ? 'logLoss' : 'rmse',
    points: course.map(({ trees, training, watched }) => ({ at: trees, training: inUnit(training), heldOut: inUnit(watched) })),
  };
}

function qualityWithout(job: ModelTask, { rows, answers }: NonNullable<Kept['judged']>, level: number, work: Work): Quality['metrics'] {
  return qualityOf(job.task, judgedOn(job, answers, rows), level, work.signal).metrics;
}

function rangeOf(column: Float64Array): Range {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of column) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return Number.isFinite(low) && Number.isFinite(high) ? [low, high] : null;
}

function factOf({ features, terms }: Gam, edit: GamEdit, table: FeatureTable): EditFact {
  const at = features.findIndex(({ name }) => name === edit.feature);
  const column = table.columns[at] as Float64Array;
  const code = edit.category === undefined ? undefined : features[at]?.categories?.indexOf(edit.category);
  let [count, sum] = [0, 0];
  for (let row = 0; row < column.length; row++) {
    const cell = column[row] as number;
    const isInside =
      code === undefined ? cell >= (edit.from ?? Number.NEGATIVE_INFINITY) && cell <= (edit.to ?? Number.POSITIVE_INFINITY) : cell === code;
    if (!isInside) continue;
    count++;
    sum += termAt(terms[at] as GamTerm, table.columns, row);
  }
  return { edit, share: count / Math.max(1, column.length), before: count === 0 ? null : sum / count };
}

/** Working arrays a row, two bytes a feature for bins, and the cells and derivatives of one bag a thread. */
export function memoryOfGam(spec: GamMethodSpec, inputs: Inputs): number {
  const frame = findInput(inputs, 'frame');
  if (frame === undefined) return 0;
  const features = spec.covariates?.length ?? frame.columns.size;
  return frame.rowCount * (8 * (12 + features) + 2 * features + 2 * (48 + 2 * features));
}
