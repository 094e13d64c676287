import type { ZodType } from 'zod';
import type { Work } from '../base/work.ts';
import type { FeatureTable, Model } from './model.ts';

/** What a model is to predict: a number, or the probability of 1. */
export type LearningTask = 'regression' | 'binary';

/** What one training run learns from. Arrays are n long; `rows` picks the rows to train on (all without it). */
export interface Target {
  readonly task: LearningTask;
  readonly values: Float64Array;
  readonly weight?: Float64Array;
  readonly rows?: Int32Array;
}

/** What training needs besides other threads: randomness, to hear when to stop, and to say how far it is. */
export type Hands = Pick<Work, 'rng' | 'signal' | 'progress'>;

/**
 * A way of learning. Two verbs: `prepare` turns the columns into what training needs (bins, a design matrix)
 * once; `train` may then run many times on different targets and rows, as meta-learners and folds do.
 * `Prepared` is structured-cloneable, its large parts on shared memory: other threads train from it as well.
 */
export interface Learner<Spec, Prepared> {
  readonly id: string;
  readonly spec: ZodType<Spec>;
  prepare(table: FeatureTable, spec: Spec, work: Work): Prepared | Promise<Prepared>;
  train(prepared: Prepared, target: Target, spec: Spec, work: Work): Model | Promise<Model>;
  /** The same training by the calling thread alone, to the same bytes: for many trainings side by side. */
  trainAlone(prepared: Prepared, target: Target, spec: Spec, hands: Hands): Model;
}
