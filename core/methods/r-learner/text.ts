import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { RESIDUAL_OPTIONS } from '../kit/meta-learners/residual-text.ts';
import { META_ASSUMPTIONS, META_PITFALLS, META_READING } from '../kit/meta-learners/text.ts';

export const rLearnerText: MethodText = {
  title: text('R-learner', 'R-learner（残差学习）'),
  purpose: text(
    'Predicts for every row what each arm would change, from what covariates explain neither of the outcome nor of the assignment.',
    '为每一行预测各处理组带来的增量：先从结果与分组中剔除协变量能解释的部分，再由残差学习效应。',
  ),
  assumptions: META_ASSUMPTIONS,
  reading: META_READING,
  pitfalls: [
    ...META_PITFALLS,
    text(
      'Rows whose arm was almost certain say almost nothing here: the effects lean on rows that could have gone either way.',
      '分组几乎确定的行在此几乎不提供信息：效应主要来自两种分组都可能的行。',
    ),
  ],
  options: RESIDUAL_OPTIONS,
};
