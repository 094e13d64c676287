import { partOf, type Work } from '../../../base/work.ts';
import { sharedFloats, sharedInts } from '../../../frame/shared-memory.ts';
import { type Dealing, dealFolds, type Fold } from '../../../learners/folds.ts';
import type { LinearFit } from '../../../learners/linear/coefficients.ts';
import type { FeatureTable, Model } from '../../../learners/model.ts';
import type { Learnt, Lesson } from '../../../learners/train-many.task.ts';
import { modelOf, predictSpread, trainMany } from '../../../learners/train-many.ts';
import { curveByRows, curveLessons, type LearningCurve } from './learning-curve.ts';
import { type ModelTask, targetOf } from './task.ts';
import type { Trainer } from './trainer.ts';

/** What is to be trained. */
export interface TrainingPlan {
  readonly job: ModelTask;
  readonly table: FeatureTable;
  /** The rows to judge by, and those that the judged model learns from. */
  readonly split: Fold;
  readonly dealing: Dealing;
  readonly folds: number;
  /** Level of the learning curve's intervals. */
  readonly level: number;
}

/** What was trained, and what it answered. */
export interface Trained {
  /** The model of all rows. */
  readonly model: Model;
  readonly line: LinearFit | undefined;
  /** Answers of the judged model for the held-out rows. */
  readonly judged: Float64Array;
  readonly curve: LearningCurve;
  /** n answers, each by a model that did not see the row. */
  readonly prediction: Float64Array;
}

/** Trainings that give more than a model; they come first, as they may make others needless. */
interface Special {
  readonly watched: { readonly model: Model; readonly curve: LearningCurve } | undefined;
  readonly bagged: { readonly model: Model; readonly outOfBag: Float64Array | undefined } | undefined;
  readonly line: LinearFit | undefined;
  readonly whole: Model | undefined;
}

/** Trains everything that a model method needs; what does not wait for something else goes side by side. */
export async function trainAll(trainer: Trainer, plan: TrainingPlan, work: Work): Promise<Trained> {
  const { job, table, split } = plan;
  const special = await trainSpecial(trainer, plan, work);
  const all = work.rng.fork('all');
  const folds = special.bagged?.outOfBag === undefined ? dealFolds(table.rowCount, plan.folds, all.fork('folds'), plan.dealing) : [];
  const lessons = lessonsOf(plan, special, folds, work);
  const { judged, curve, whole, answers } = await teach(trainer, lessons, partOf(work, 'many', 0.4, 0.95));
  const model = special.bagged?.model ?? special.line?.model ?? special.whole ?? modelOf(whole);
  const asked = partOf(work, 'asked', 0.95, 1);
  return {
    model,
    line: special.line,
    judged: judged?.answers[0] ?? (await predictSpread({ model: special.watched?.model ?? model, table }, split.heldOut, asked)),
    curve: special.watched?.curve ?? curveByRows(job, split.heldOut, curve, plan.level),
    prediction: await honestAnswers(plan, { model, outOfBag: special.bagged?.outOfBag, folds, answers }, asked),
  };
}

async function trainSpecial(trainer: Trainer, { job, split }: TrainingPlan, work: Work): Promise<Special> {
  const watched = await trainer.trainWatched?.(targetOf(job, split.train), split.heldOut, partOf(work, 'judged', 0, 0.2));
  const part = partOf(partOf(work, 'all', 0.2, 0.4), 'model', 0, 1);
  const whole = targetOf(job, job.rows);
  // Rows of one cluster may be in and out of the same bag; only folds keep them apart.
  const bagged = job.clusters === undefined ? await trainer.trainOutOfBag?.(whole, part) : undefined;
  return { watched, bagged, line: trainer.fitLine?.(whole, part), whole: await trainer.trainWhole?.(whole, part) };
}

interface Lessons {
  readonly judged: readonly Lesson[];
  readonly curve: readonly Lesson[];
  readonly whole: readonly Lesson[];
  readonly folds: readonly Lesson[];
}

function lessonsOf(plan: TrainingPlan, { watched, bagged, line, whole: model }: Special, folds: readonly Fold[], work: Work): Lessons {
  const { job, split } = plan;
  const all = work.rng.fork('all');
  const judged = { target: targetOf(job, split.train), seed: work.rng.fork('judged').seed, questions: [split.heldOut, split.train] };
  const whole = { target: targetOf(job, job.rows), seed: all.fork('model').seed, questions: [], wantsModel: true };
  return {
    judged: watched === undefined ? [judged] : [],
    curve: watched === undefined ? curveLessons(job, split, work.rng.fork('curve')) : [],
    whole: bagged === undefined && line === undefined && model === undefined ? [whole] : [],
    folds: folds.map(({ train, heldOut }, index) => {
      return { target: targetOf(job, train), seed: all.fork('folds').fork(index).seed, questions: [heldOut] };
    }),
  };
}

/** Teaches all lessons at once and sorts what came of them. */
async function teach(trainer: Trainer, { judged, curve, whole, folds }: Lessons, work: Work) {
  const lessons = [...judged, ...curve, ...whole, ...folds];
  const pairs = (await trainMany(trainer.ready, lessons, work)).map((learnt, index) => [lessons[index] as Lesson, learnt] as const);
  const learntOf = (wanted: readonly Lesson[]): Learnt[] => pairs.flatMap(([lesson, learnt]) => (wanted.includes(lesson) ? [learnt] : []));
  return {
    judged: learntOf(judged)[0],
    curve: pairs.filter(([lesson]) => curve.includes(lesson) || judged.includes(lesson)),
    whole: learntOf(whole)[0],
    answers: learntOf(folds).map(({ answers }) => answers[0]),
  };
}

interface Honest {
  readonly model: Model;
  readonly outOfBag: Float64Array | undefined;
  readonly folds: readonly Fold[];
  /** Per fold, the answers for its held-out rows. */
  readonly answers: readonly (Float64Array | undefined)[];
}

/** An answer for each row, out of bag or out of fold. Rows that nobody learnt from are answered by the model of all rows. */
async function honestAnswers({ job, table }: TrainingPlan, { model, outOfBag, folds, answers }: Honest, work: Work): Promise<Float64Array> {
  const prediction = sharedFloats(table.rowCount);
  if (outOfBag !== undefined) write(prediction, job.rows, outOfBag);
  folds.forEach(({ heldOut }, index) => {
    write(prediction, heldOut, answers[index] ?? new Float64Array(0));
  });
  const others = rowsWithout(table.rowCount, job.rows);
  write(prediction, others, await predictSpread({ model, table }, others, work));
  return prediction;
}

function write(into: Float64Array, rows: Int32Array, values: Float64Array): void {
  for (let i = 0; i < rows.length; i++) into[rows[i] as number] = values[i] as number;
}

/** The rows of a table that are not among those given, which are ascending. */
function rowsWithout(rowCount: number, rows: Int32Array): Int32Array {
  const others = sharedInts(rowCount - rows.length);
  let at = 0;
  let next = 0;
  for (let row = 0; row < rowCount; row++) {
    if (rows[next] === row) next++;
    else others[at++] = row;
  }
  return others;
}
