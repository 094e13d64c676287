import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { LINE_OPTION_TEXTS, MODEL_ASSUMPTIONS, MODEL_OPTION_TEXTS, MODEL_PITFALLS, MODEL_READING } from '../kit/models/text.ts';

const { task: _, ...shared } = MODEL_OPTION_TEXTS;

export const logisticText: MethodText = {
  title: text('Logistic regression', '逻辑回归'),
  purpose: text(
    'Predicts the probability of a yes/no outcome as a straight line in the log odds, with a coefficient for every column.',
    '以对数几率的线性模型预测是否型结果的概率，并给出每一列的系数。',
  ),
  assumptions: [
    ...MODEL_ASSUMPTIONS,
    text(
      'Each column moves the log odds in a straight line, whatever the others are.',
      '无论其他列如何，每一列对对数几率的影响都是线性的。',
    ),
  ],
  reading: MODEL_READING,
  pitfalls: [
    ...MODEL_PITFALLS,
    text(
      'A coefficient is the log of an odds ratio, with all other columns held fixed; it is an association unless the design makes it more.',
      '系数是其他列固定时优势比的对数；除非研究设计支持，它只表示相关。',
    ),
    text(
      'A category in which only one outcome occurs has no finite coefficient; merge it with others or use a ridge penalty.',
      '只出现一种结果的类别没有有限的系数；请与其他类别合并，或使用 ridge 惩罚。',
    ),
  ],
  options: { ...shared, ...LINE_OPTION_TEXTS },
};
