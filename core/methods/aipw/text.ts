import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { ASSIGNMENT_ASSUMPTIONS, ASSIGNMENT_OPTIONS, ASSIGNMENT_PITFALLS } from '../kit/propensity/text.ts';

export const aipwText: MethodText = {
  title: text('Doubly robust estimation (AIPW)', '双重稳健估计 (AIPW)'),
  purpose: text(
    'Compares arms that were not drawn by lot with a model of the outcome and a model of the assignment; one of the two has to be right.',
    '在分组并非随机时，同时使用结果模型与分组模型进行比较；两者之一正确即可。',
  ),
  assumptions: [
    ...ASSIGNMENT_ASSUMPTIONS,
    text(
      'The outcome model or the propensity model is right; with cross-fitting, both need only be fairly good.',
      '结果模型或倾向得分模型之一正确；采用交叉拟合时，两者都只需大致准确。',
    ),
  ],
  reading: text(
    'Look at overlap, balance and weights first, then at the interval. If the doubly robust answer and that of the outcome models alone are far apart, one of the two models is wrong somewhere.',
    '先看重叠、平衡与权重，再看区间。若双重稳健的结果与仅由结果模型得出的结果相差很大，说明某个模型在某处设定有误。',
  ),
  pitfalls: [
    ...ASSIGNMENT_PITFALLS,
    text('Both models wrong, and the answer can be worse than either.', '两个模型都错时，结果可能比任一模型单独使用更差。'),
    text(
      'Group effects are many looks at the same data: the largest of ten is partly luck.',
      '分组效应是对同一数据的多次查看：十组中最大的部分出于运气。',
    ),
  ],
  options: {
    ...ASSIGNMENT_OPTIONS,
    estimand: {
      label: text('Estimand', '估计对象'),
      help: text('ate: all rows of the compared arms; att: those in the arm.', 'ate：参与比较的全部行；att：处理组的行。'),
    },
    group: {
      label: text('Groups', '分组列'),
      help: text(
        'A column whose values get effects of their own; numbers with many values are cut at their quartiles.',
        '按该列取值分别给出效应；取值较多的数值列按四分位切分。',
      ),
    },
    learner: {
      label: text('Outcome learner', '结果模型'),
      help: text(
        'The kind of model that learns the outcome in each arm; straight lines by default (log odds for yes/no outcomes).',
        '学习各组结果的模型；默认为线性模型（是否型结果用对数几率）。',
      ),
    },
    propensityLearner: {
      label: text('Propensity learner', '倾向得分模型'),
      help: text('The kind of model that learns the assignment; logistic regression by default.', '学习分组的模型；默认为逻辑回归。'),
    },
  },
};
