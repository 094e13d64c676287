import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { NEAR_OPTION_TEXTS } from '../kit/explanations/near-row.ts';

export const limeText: MethodText = {
  title: text('LIME', 'LIME 局部线性解释'),
  purpose: text(
    'Explains one answer by a weighted line on made-up rows near it, and says how stable and how faithful that line is.',
    '用该行附近虚拟行上的加权直线解释一个预测，并说明该直线有多稳定、多忠实。',
  ),
  assumptions: [
    text('Near the row the model is close to a line in few features.', '在该行附近，模型近似为少数特征的直线。'),
    text('Features may be drawn apart from each other: made-up rows need not exist.', '各特征可独立抽取：虚拟行不一定真实存在。'),
  ],
  reading: text(
    'A bar to the right raised the answer near this row, one to the left lowered it. First look at the fidelity: below 0.5 the reasons are not to be used. Then at the error bars and the agreement between draws.',
    '条形向右表示在该行附近提高预测，向左表示降低。先看拟合度：低于 0.5 时不应采用其解释；再看误差条与各次抽样的一致度。',
  ),
  pitfalls: [
    text(
      'The kernel width decides what is near, and with it the answer: try half and twice.',
      '核宽度决定何为“附近”，从而影响结论：请试试一半与两倍。',
    ),
    text('Features that move together in the data are drawn apart here.', '数据中相互关联的特征在这里被独立抽取。'),
    text('A coefficient is the line’s, not the effect of changing the column.', '系数属于替代直线，并非改变该列的效应。'),
  ],
  options: {
    ...NEAR_OPTION_TEXTS,
    terms: { label: text('Terms', '项数'), help: text('Most features with a coefficient.', '最多有系数的特征数。') },
    ridge: {
      label: text('Ridge', '岭惩罚'),
      help: text('Penalty on squared coefficients; 0 for plain least squares.', '对系数平方的惩罚；0 表示普通最小二乘。'),
    },
    repeats: {
      label: text('Draws', '抽样次数'),
      help: text('Draws of made-up rows that are compared with each other.', '相互比较的虚拟行抽样次数。'),
    },
  },
};
