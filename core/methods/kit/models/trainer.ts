import type { Work } from '../../../base/work.ts';
import type { PreparedLearner } from '../../../learners/catalog.ts';
import type { Target } from '../../../learners/learner.ts';
import type { LinearFit } from '../../../learners/linear/coefficients.ts';
import type { Model } from '../../../learners/model.ts';
import type { LearningCurve } from './learning-curve.ts';

/** A learner that has read its columns, as a model method sees it. */
export interface Trainer {
  readonly ready: PreparedLearner;
  /** For learners that grow step by step: trains and tells how the loss fell. */
  trainWatched?(target: Target, heldOut: Int32Array, work: Work): Promise<{ readonly model: Model; readonly curve: LearningCurve }>;
  /**
   * For learners that can answer their own training rows honestly, e.g. by the trees that did not draw a row: trains
   * once for both. Undefined answers mean that they could not, and folds are used.
   */
  trainOutOfBag?(target: Target, work: Work): Promise<{ readonly model: Model; readonly outOfBag: Float64Array | undefined }>;
  /** For learners whose model is a short form of what they learnt: trains the model of all rows where the rest is kept. */
  trainWhole?(target: Target, work: Work): Promise<Model>;
  /** For straight lines: the same fit with its coefficient table. */
  fitLine?(target: Target, work: Work): LinearFit;
}
