import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { META_ASSUMPTIONS, META_OPTIONS } from '../kit/meta-learners/text.ts';

export const policyTreeText: MethodText = {
  title: text('Policy tree', '策略树'),
  purpose: text(
    'Finds the best rule of a few conditions that says who gets which arm, with costs and a budget.',
    '在成本与预算约束下，寻找由少数条件构成、决定“谁得到哪一组”的最优规则。',
  ),
  assumptions: META_ASSUMPTIONS,
  reading: text(
    'Read each path from the top as a rule. The value of the rule is measured on rows that it was not learned from; it is worth having when its gain over the best single arm has an interval above 0.',
    '自上而下的每条路径即一条规则。规则的价值在未参与学习的行上衡量；若相对最佳单一做法的增益区间在 0 以上，才值得采用。',
  ),
  pitfalls: [
    text(
      'Neighbouring rules are often nearly as good: the columns named are one readable choice, not the only one, and say nothing about what drives the outcome.',
      '相近的规则往往几乎同样好：树中出现的列只是一种可读的选择，并不说明结果由其驱动。',
    ),
    text(
      'Deeper trees fit noise: compare the value on unseen rows, not on the rows searched.',
      '树越深越易拟合噪声：应比较未见行上的价值，而非搜索所用行上的价值。',
    ),
  ],
  options: {
    ...META_OPTIONS,
    depth: {
      label: text('Depth', '深度'),
      help: text('Levels of conditions. One and two are searched exactly.', '条件的层数；一层与两层为精确搜索。'),
    },
    splitOn: {
      label: text('Columns for rules', '规则可用列'),
      help: text('The columns that rules may name. Default: the covariates.', '规则中可以使用的列；默认取协变量。'),
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
    budget: {
      label: text('Budget', '预算'),
      help: text(
        'The most that the rule may cost in all, on these rows. The search finds the price of the budget.',
        '规则在这些行上的总成本上限；搜索会求出预算的影子价格。',
      ),
    },
    minLeafRows: {
      label: text('Rows per leaf', '叶节点最少行数'),
      help: text('Every leaf holds at least so many rows.', '每个叶节点至少包含的行数。'),
    },
    minArmRows: {
      label: text('Rows of each arm per leaf', '叶节点各组最少行数'),
      help: text(
        'Every leaf holds at least so many rows of each arm, so that its value rests on evidence.',
        '每个叶节点中每组至少包含的行数，使其价值有据可依。',
      ),
    },
    bins: {
      label: text('Cuts per column', '每列分箱数'),
      help: text('Columns with more values than this are cut at quantiles; 255 at most.', '取值多于此数的列按分位数切分；最多 255。'),
    },
  },
};
