import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';

export const bestArmText: MethodText = {
  title: text('Best arm', '最佳组'),
  purpose: text(
    'Which of several arms is best, which cannot be ruled out, and what a wrong choice would cost?',
    '多个组中哪一个最佳、哪些不能排除，选错会损失多少？',
  ),
  assumptions: [
    text('Arms were assigned at random.', '分组是随机的。'),
    text('What one row gets does not change the outcome of another.', '一行所受的处理不影响另一行的结果。'),
  ],
  reading: text(
    'Intervals hold for all arms together: an arm whose interval ends at 0 from below is not the best; one whose interval begins at 0 is. If several are left open, the average loss says how much the choice matters.',
    '区间对所有组同时成立：上限为 0 的组不是最佳，下限为 0 的组即为最佳。若多个组未定，平均损失说明选择有多重要。',
  ),
  pitfalls: [
    text(
      'The mean of the arm that happened to be ahead is too high on average; its lead shrinks in the next test.',
      '碰巧领先的组，其均值平均而言偏高；下次实验中领先会缩小。',
    ),
    text(
      'Chances of being best are draws around what was seen, without knowledge from before the test.',
      '“最佳的概率”只是围绕观测值的抽样，不含实验之前的知识。',
    ),
  ],
  options: {
    treatment: {
      label: text('Treatment', '处理变量'),
      help: text('The column that says which arm each row is in.', '标明各行所属组别的列。'),
    },
    control: { label: text('Control', '对照组'), help: text('The arm that is listed first.', '列在首位的组。') },
    outcome: {
      label: text('Outcome', '结果变量'),
      help: text('A numeric, yes/no, or two-valued text column.', '数值、是否或二值文本列。'),
    },
    costs: {
      label: text('Costs', '成本'),
      help: text(
        'What each arm costs a row: a number, or a column. Arms without an entry cost nothing.',
        '各组每行的成本：数值或列名；未列出的组成本为 0。',
      ),
    },
    valuePerUnit: {
      label: text('Value per unit', '单位价值'),
      help: text('What one unit of the outcome is worth, in the unit of the costs.', '一个单位的结果值多少，与成本同单位。'),
    },
    prefer: {
      label: text('Better is', '何者为佳'),
      help: text('Whether more or less of the outcome is better.', '结果越高越好，还是越低越好。'),
    },
    draws: {
      label: text('Draws', '抽样次数'),
      help: text('More draws make critical values and chances steadier.', '次数越多，临界值与概率越稳定。'),
    },
    alpha: {
      label: text('Error rate', '错误率'),
      help: text('All intervals together hold 1 − alpha.', '全部区间合计的置信水平为 1 − alpha。'),
    },
  },
};
