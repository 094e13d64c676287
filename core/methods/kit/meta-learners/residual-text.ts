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
      'by-fold: the last stage that predicts a row never saw it. once: one last stage of all rows; fewer trainings, but rows help predict themselves.',
      'by-fold：预测某行的末阶段模型未见过该行；once：用全部行只训练一个模型，训练更少，但行会参与预测自身。',
    ),
  },
};
