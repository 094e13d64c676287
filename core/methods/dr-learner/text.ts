import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { RESIDUAL_OPTIONS } from '../kit/meta-learners/residual-text.ts';
import { META_ASSUMPTIONS, META_PITFALLS, META_READING } from '../kit/meta-learners/text.ts';

export const drLearnerText: MethodText = {
  title: text('DR-learner', 'DR-learner（双重稳健学习）'),
  purpose: text(
    'Predicts for every row what each arm would change, by learning doubly robust scores: right where either the outcome models or the assignment shares are.',
    '为每一行预测各处理组带来的增量：学习双重稳健得分，结果模型与分组概率只要其一正确即可。',
  ),
  assumptions: META_ASSUMPTIONS,
  reading: META_READING,
  pitfalls: [
    ...META_PITFALLS,
    text(
      'A row that was in an unlikely arm weighs heavily: with shares near 0 or 1 the scores are noisy, and the R-learner is steadier.',
      '落入小概率组的行权重很大：概率接近 0 或 1 时得分噪声大，R-learner 更稳。',
    ),
  ],
  options: RESIDUAL_OPTIONS,
};
