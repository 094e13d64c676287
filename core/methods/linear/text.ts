import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { LINE_OPTION_TEXTS, MODEL_ASSUMPTIONS, MODEL_OPTION_TEXTS, MODEL_PITFALLS, MODEL_READING } from '../kit/models/text.ts';

export const linearText: MethodText = {
  title: text('Linear regression', '线性回归'),
  purpose: text(
    'Predicts a number as a straight line in every column, with a coefficient for each; a yes/no outcome gets a logistic regression.',
    '以各列的线性组合预测数值，并给出每一列的系数；是否型结果改用逻辑回归。',
  ),
  assumptions: [
    ...MODEL_ASSUMPTIONS,
    text('Each column moves the outcome in a straight line, whatever the others are.', '无论其他列如何，每一列对结果的影响都是线性的。'),
    text('Errors spread alike everywhere; standard errors of coefficients rest on this.', '误差的离散程度处处相同；系数的标准误依赖于此。'),
  ],
  reading: MODEL_READING,
  pitfalls: [
    ...MODEL_PITFALLS,
    text(
      'A coefficient is a difference between rows that differ in one column and agree in all others; it is an association unless the design makes it more.',
      '系数是其他列相同、仅一列不同的行之间的差异；除非研究设计支持，它只表示相关。',
    ),
    text(
      'Set task to regression to fit a straight line to a yes/no outcome as it is (linear probability model).',
      '若要直接对是否型结果拟合直线（线性概率模型），请将 task 设为 regression。',
    ),
  ],
  options: { ...MODEL_OPTION_TEXTS, ...LINE_OPTION_TEXTS },
};
