import { type Rng, shuffle } from '../../../base/rng.ts';
import { shareInts } from '../../../frame/shared-memory.ts';
import { logLoss, rootMeanSquaredError } from '../../../learners/evaluation/losses.ts';
import type { Fold } from '../../../learners/folds.ts';
import type { Learnt, Lesson } from '../../../learners/train-many.task.ts';
import { judgedOn, type ModelTask, targetOf } from './task.ts';

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

const CURVE_SHARES = [0.1, 0.25, 0.5];

/** Too few rows for a point on the curve: it would show luck. */
const FEWEST_FOR_CURVE = 30;

/**
 * Small trainings for a curve by rows: each on some of the training rows, asked about these and the held-out ones. A
 * few rows may be separable or collinear where all of them are not; the curve then starts later.
 */
export function curveLessons(job: ModelTask, { train, heldOut }: Fold, rng: Rng): Lesson[] {
  const order = shuffle(Int32Array.from(train), rng.fork('order'));
  return CURVE_SHARES.flatMap((share, index) => {
    const rows = shareInts(order.slice(0, Math.round(share * order.length)).sort());
    if (rows.length < FEWEST_FOR_CURVE) return [];
    return [{ target: targetOf(job, rows), seed: rng.fork(index).seed, questions: [heldOut, rows], mayFail: true }];
  });
}

/** The curve through what those trainings, and the one on all training rows, answered. */
export function curveByRows(
  job: ModelTask,
  heldOut: Int32Array,
  taught: readonly (readonly [Lesson, Learnt])[],
  level: number,
): LearningCurve {
  const measure = job.task === 'binary' ? logLoss : rootMeanSquaredError;
  const points = taught.flatMap(([{ target }, { answers }]) => {
    const [outside, inside] = answers;
    if (outside === undefined || inside === undefined || target.rows === undefined) return [];
    const { value, interval } = measure(judgedOn(job, outside, heldOut), level);
    const training = measure(judgedOn(job, inside, target.rows), level).value;
    return [{ at: target.rows.length, training, heldOut: value, interval }];
  });
  return { by: 'rows', measure: job.task === 'binary' ? 'logLoss' : 'rmse', points: points.sort((left, right) => left.at - right.at) };
}
