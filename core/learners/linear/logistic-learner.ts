import { refuse } from '../../base/problem.ts';
import type { Hands, Learner, Target } from '../learner.ts';
import type { Model } from '../model.ts';
import { type Design, designOf } from './design.ts';
import { fitLogistic } from './logistic.ts';
import { type LinearSpec, linearSpec } from './spec.ts';

/** Logistic regression, for yes/no outcomes only. */
export const logistic: Learner<LinearSpec, Design> = {
  id: 'logistic',
  spec: linearSpec,
  prepare: designOf,
  train: trainLogistic,
  trainAlone: trainLogistic,
};

function trainLogistic(design: Design, target: Target, spec: LinearSpec, hands: Hands): Model {
  if (target.task === 'binary') return fitLogistic(design, target, spec, hands).model;
  return refuse('option/invalid', 'Logistic regression predicts yes/no outcomes; this outcome is a number.', 'Set learner to "linear".', {
    option: 'learner',
  });
}
