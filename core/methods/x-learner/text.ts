import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { META_ASSUMPTIONS, META_OPTIONS, META_PITFALLS, META_READING } from '../kit/meta-learners/text.ts';

export const xLearnerText: MethodText = {
  title: text('X-learner', 'X-learner（交叉学习）'),
  purpose: text(
    'Predicts for every row what each arm would change, by imputing each row’s missing outcome from the other arm; strong when arms differ in size.',
    '为每一行预测各处理组带来的增量：用另一组的模型补出缺失的结果；各组样本量悬殊时尤为有效。',
  ),
  assumptions: META_ASSUMPTIONS,
  reading: META_READING,
  pitfalls: [
    ...META_PITFALLS,
    text(
      'Imputed effects carry the errors of the first models; with few rows in every arm no learner can tell rows apart.',
      '补出的效应带有首阶段模型的误差；各组样本都很少时，任何方法都难以区分个体。',
    ),
  ],
  options: META_OPTIONS,
};
