import type { Learner } from '../learner.ts';
import { type Design, designOf } from './design.ts';
import { fitLeastSquares } from './least-squares.ts';
import { fitLogistic } from './logistic.ts';
import { type LinearSpec, linearSpec } from './spec.ts';

/** Straight lines: least squares for numbers, logistic regression for yes/no outcomes. */
export const linear: Learner<LinearSpec, Design> = {
  id: 'linear',
  spec: linearSpec,
  prepare: designOf,
  train: (design, target, spec, work) =>
    target.task === 'binary' ? fitLogistic(design, target, spec, work).model : fitLeastSquares(design, target, spec, work).model,
};
