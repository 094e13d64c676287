import type { Hands, Learner, Target } from '../learner.ts';
import type { Model } from '../model.ts';
import { type Design, designOf } from './design.ts';
import { fitLeastSquares } from './least-squares.ts';
import { fitLogistic } from './logistic.ts';
import { type LinearSpec, linearSpec } from './spec.ts';

/** Straight lines: least squares for numbers, logistic regression for yes/no outcomes. */
export const linear: Learner<LinearSpec, Design> = {
  id: 'linear',
  spec: linearSpec,
  prepare: designOf,
  train: trainLine,
  trainAlone: trainLine,
};

function trainLine(design: Design, target: Target, spec: LinearSpec, hands: Hands): Model {
  return target.task === 'binary' ? fitLogistic(design, target, spec, hands).model : fitLeastSquares(design, target, spec, hands).model;
}
