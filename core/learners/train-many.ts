import { CausewayError } from '../base/problem.ts';
import { rngFromWords } from '../base/rng.ts';
import { partOf, type Work } from '../base/work.ts';
import { sharedFloats } from '../frame/shared-memory.ts';
import { type PreparedLearner, trainPrepared } from './catalog.ts';
import type { Model } from './model.ts';
import { type Asked, predictBlock } from './predict-rows.task.ts';
import { failureOf, type Learnt, type Lesson, teach } from './train-many.task.ts';
import { TEAM_ROWS } from './trees/gbdt.ts';

/**
 * Trains many models from one preparation and has each answer its questions. Independent trainings run side by side,
 * each on one thread; where that would leave threads idle, and one training can share them, one after the other.
 * The bytes are the same either way.
 *
 * @returns one entry per lesson, in their order
 * @throws whatever training throws, unless the lesson allows for a numeric failure
 * Cost: the trainings divided by the threads; as many trainings' working memory at a time as there are threads.
 */
export async function trainMany(ready: PreparedLearner, lessons: readonly Lesson[], work: Work): Promise<readonly Learnt[]> {
  if (!areBestShared(ready, lessons, work.threads)) return trainSideBySide(ready, lessons, work);
  const learnt: Learnt[] = [];
  for (const [index, lesson] of lessons.entries()) {
    const part = partOf(work, index, index / lessons.length, (index + 1) / lessons.length);
    learnt.push(await trainShared(ready, lesson, { ...part, rng: rngFromWords(lesson.seed) }));
  }
  return learnt;
}

/** The model of a lesson that asked for it. */
export function modelOf(learnt: Learnt | undefined): Model {
  if (learnt?.model !== undefined) return learnt.model;
  throw new CausewayError({ kind: 'bug', code: 'bug/unexpected', message: 'A model was looked for where none had been asked for.' });
}

/** A training that shares its threads takes so much longer than its even share of the work. */
const SHARING_COST = 1.25;

function areBestShared({ learner }: PreparedLearner, lessons: readonly Lesson[], threads: number): boolean {
  if (threads === 1 || learner === 'linear' || learner === 'logistic' || learner === 'mlp') return false;
  const isShareable = learner === 'random-forest' || learner === 'gam' || lessons.every((lesson) => rowCountOf(lesson) >= TEAM_ROWS);
  const evenShare = lessons.length / threads;
  return isShareable && Math.ceil(evenShare) > SHARING_COST * evenShare;
}

function rowCountOf({ target }: Lesson): number {
  return target.rows?.length ?? target.values.length;
}

/** The longest first, so that no thread begins one when the others are done. */
async function trainSideBySide(ready: PreparedLearner, lessons: readonly Lesson[], work: Work): Promise<readonly Learnt[]> {
  const order = [...lessons.keys()].sort((left, right) => sizeAt(lessons, right) - sizeAt(lessons, left) || left - right);
  const inOrder = order.map((index) => lessons[index] as Lesson);
  const learnt = await work.spread(teach, ready, inOrder, (share) => work.progress(share, 'training'));
  const placed = new Array<Learnt>(lessons.length);
  order.forEach((index, at) => {
    placed[index] = learnt[at] as Learnt;
  });
  return placed;
}

function sizeAt(lessons: readonly Lesson[], index: number): number {
  return rowCountOf(lessons[index] as Lesson);
}

async function trainShared(ready: PreparedLearner, lesson: Lesson, work: Work): Promise<Learnt> {
  let model: Model;
  try {
    model = await trainPrepared(ready, lesson.target, work);
  } catch (error) {
    return failureOf(lesson, error);
  }
  const answers: Float64Array[] = [];
  for (const rows of lesson.questions) answers.push(await predictSpread({ model, table: ready.table }, rows, work));
  return lesson.wantsModel === true ? { answers, model } : { answers };
}

/** Rows that one thread answers at a time: some tens of milliseconds for an ordinary ensemble. */
const BLOCK_ROWS = 16_384;

/** A model's answers for many rows, blocks of rows spread over threads; the same numbers as `predict`. */
export async function predictSpread(asked: Asked, rows: Int32Array, work: Work): Promise<Float64Array> {
  const answers = sharedFloats(rows.length);
  const blocks = Array.from({ length: Math.ceil(rows.length / BLOCK_ROWS) }, (_, block) => {
    const [from, to] = [block * BLOCK_ROWS, (block + 1) * BLOCK_ROWS];
    return { rows: rows.subarray(from, to), answers: answers.subarray(from, to) };
  });
  await work.spread(predictBlock, asked, blocks);
  return answers;
}
