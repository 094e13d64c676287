import { text } from '../../../base/text.ts';
import type { MethodText } from '../../contract.ts';
import { META_OPTIONS } from './text.ts';

/** The words for the options of learners with a last stage of its own. */
export const RESIDUAL_OPTIONS: MethodText['options'] = {
  ...META_OPTIONS,
  effectLearner: {
    label: text('Effect learner', '效应学习器'),
    help: text(
      'The kind of model that learns the effects themselves. A straight line without penalty gives each effect a standard error.',
      '用于学习效应本身的模型。无惩罚的线性模型可为每个效应给出标准误。',
    ),
  },
  finalStage: {
    label: text('Last stage', '末阶段'),
    help: text(
      'by-fold: a row’s effect comes from models that never saw it. once: one model of all rows; fewer trainings, but rows help predict themselves.',
      'by-fold：每行的效应来自未见过它的模型；once：用全部行只训练一个模型，训练更少，但行会参与预测自身。',
    ),
  },
};
