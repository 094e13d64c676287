import { wilsonInterval } from '../../learners/evaluation/calibration.ts';
import { explainedShare } from '../../learners/evaluation/losses.ts';
import type { LearningTask } from '../../learners/learner.ts';

/** The share of equal decisions, or R²; null where it cannot be told. */
export interface Score {
  readonly value: number;
  readonly interval: readonly [number, number];
}

/** The list beside the model, on held-out rows. */
export interface Comparison {
  /** How well the list repeats the model. */
  readonly withModel: Score | null;
  /** How well the list and the model predict the target; the model repeats itself where it is the target. */
  readonly list: Score | null;
  readonly model: Score | null;
  /** How much less well the list does than the model; below 0 it does better. */
  readonly gap: number | null;
}

/** The list is to do no worse than the model by more than this: three points of accuracy or R². */
export const CLOSE = 0.03;

interface Answers {
  /** What the list says, what the model says, and what is true; classes 0 and 1 or numbers. */
  readonly listed: Float64Array;
  readonly said: Float64Array;
  readonly target: Float64Array;
}

/** Accuracy for classes, R² for numbers. */
export function compare(task: LearningTask, { listed, said, target }: Answers): Comparison {
  const score = task === 'binary' ? agreement : explained;
  const [list, model] = [score(listed, target), score(said, target)];
  return { withModel: score(listed, said), list, model, gap: list === null || model === null ? null : model.value - list.value };
}

function agreement(predicted: Float64Array, actual: Float64Array): Score {
  const value = predicted.filter((answer, row) => answer === actual[row]).length / predicted.length;
  return { value, interval: wilsonInterval(value, predicted.length, 0.95) };
}

function explained(predicted: Float64Array, actual: Float64Array): Score | null {
  const { value, interval } = explainedShare({ predicted, actual }, 0.95);
  return Number.isFinite(value) && interval.every(Number.isFinite) ? { value, interval } : null;
}
