import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { META_ASSUMPTIONS, META_OPTIONS, META_PITFALLS, META_READING } from '../kit/meta-learners/text.ts';

export const tLearnerText: MethodText = {
  title: text('T-learner', 'T-learner（双模型）'),
  purpose: text(
    'Predicts for every row what each arm would change, as the difference of one outcome model per arm.',
    '为每一行预测各处理组带来的增量：每组各建一个结果模型，取其差值。',
  ),
  assumptions: META_ASSUMPTIONS,
  reading: META_READING,
  pitfalls: [
    ...META_PITFALLS,
    text(
      'Two separate models smooth differently: where one arm is small, their difference shows more variation than there is. The X-learner handles that better.',
      '两个独立模型的平滑程度不同：某一组较小时，差值会夸大变化。此时 X-learner 更合适。',
    ),
  ],
  options: META_OPTIONS,
};
