import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { META_ASSUMPTIONS, META_OPTIONS, META_PITFALLS, META_READING } from '../kit/meta-learners/text.ts';

export const sLearnerText: MethodText = {
  title: text('S-learner', 'S-learner（单模型）'),
  purpose: text(
    'Predicts for every row what each arm would change, with one model of the outcome in which the arm is a covariate like any other.',
    '为每一行预测各处理组带来的增量：只建一个结果模型，把组别当作普通协变量。',
  ),
  assumptions: META_ASSUMPTIONS,
  reading: META_READING,
  pitfalls: [
    ...META_PITFALLS,
    text(
      'The model may overlook the arm: trees that never split on it, or a penalty, pull effects towards zero; straight lines give every row the same effect.',
      '模型可能忽略组别：树未在组别上分裂、或有惩罚项时，效应会被压向零；线性模型则给每行相同的效应。',
    ),
  ],
  options: META_OPTIONS,
};
