import { text } from '../../../base/text.ts';
import type { MethodText } from '../../contract.ts';

type OptionTexts = MethodText['options'];

/** Words for the options that every model method shares. */
export const MODEL_OPTION_TEXTS: OptionTexts = {
  outcome: {
    label: text('Outcome', '结果'),
    help: text('What to predict. Default: the column with that role.', '要预测的列。默认取角色为结果的列。'),
  },
  covariates: {
    label: text('Covariates', '协变量'),
    help: text('Columns to predict from. Default: all with that role.', '用于预测的列。默认取全部角色为协变量的列。'),
  },
  task: {
    label: text('Task', '任务'),
    help: text(
      'binary predicts the probability of yes, regression a number; auto takes binary when the outcome has two values.',
      'binary 预测发生的概率，regression 预测数值；auto 在结果只有两个取值时选 binary。',
    ),
  },
  positive: {
    label: text('Counts as 1', '计为 1 的取值'),
    help: text(
      'The value of the outcome whose probability is predicted. Default: yes, true or 1, else the larger one.',
      '预测其发生概率的结果取值。默认取 yes、true 或 1，否则取较大者。',
    ),
  },
  weight: {
    label: text('Weight', '权重'),
    help: text(
      'How much each row counts, from 0. Default: the column with that role, else all alike.',
      '每行的权重，不小于 0。默认取角色为权重的列，否则各行相同。',
    ),
  },
  cluster: {
    label: text('Cluster', '聚类'),
    help: text(
      'Rows with the same value (e.g. one customer) are never split between learning and judging.',
      '取值相同的行（例如同一客户）不会被拆分到训练与评估两侧。',
    ),
  },
  heldOutShare: {
    label: text('Held-out share', '留出比例'),
    help: text('Share of the rows that the judged model does not learn from.', '不参与训练、仅用于评估的行所占比例。'),
  },
  folds: {
    label: text('Folds', '折数'),
    help: text(
      'How many parts the rows are dealt into, so that each row is predicted by a model that had not seen it.',
      '将数据分成几份，使每一行都由未见过它的模型来预测。',
    ),
  },
  into: {
    label: text('Name of the predictions', '预测列的名称'),
    help: text('The column that is added to the table.', '加入表中的列的名称。'),
  },
  alpha: {
    label: text('Error rate', '显著性水平'),
    help: text('One minus the level of the intervals: 0.05 gives 95 % intervals.', '1 减去区间的置信水平：0.05 对应 95% 区间。'),
  },
};

/** Words for the options of the two straight-line learners. */
export const LINE_OPTION_TEXTS: OptionTexts = {
  penalty: {
    label: text('Penalty', '惩罚'),
    help: text(
      'none gives standard errors; ridge shrinks, lasso also drops columns, elastic-net mixes both. Under a penalty every category has a term of its own.',
      'none 可给出标准误；ridge 收缩系数，lasso 还会剔除列，elastic-net 兼有两者。有惩罚时每个类别各有一项。',
    ),
  },
  strength: {
    label: text('Strength', '强度'),
    help: text(
      'How strongly coefficients are pulled to zero, per standard deviation of their column; auto chooses it by cross-validation.',
      '把系数拉向零的力度，按各列标准差计；auto 由交叉验证选定。',
    ),
  },
  mix: {
    label: text('Mix', '混合比例'),
    help: text('For elastic-net: 0 is ridge, 1 is lasso.', '用于 elastic-net：0 为 ridge，1 为 lasso。'),
  },
};

/** What every prediction rests on. */
export const MODEL_ASSUMPTIONS: MethodText['assumptions'] = [
  text(
    'Rows are independent of each other; where one customer has several rows, name the customer as cluster.',
    '各行相互独立；若同一客户有多行，请将客户指定为聚类。',
  ),
  text(
    'The future looks like these rows: the same kinds of customers, measured in the same way.',
    '未来与这些数据相似：同类客户，同样的度量方式。',
  ),
  text('Every covariate is known before the outcome.', '所有协变量都在结果发生之前已知。'),
];

export const MODEL_PITFALLS: MethodText['pitfalls'] = [
  text(
    'A good prediction is no reason to act: who is likely to buy is not who buys because of the offer. For that, use a meta-learner.',
    '预测准确并不构成行动的理由：可能购买的人不等于因优惠才购买的人。后者请使用元学习器。',
  ),
  text(
    'Do not judge by rows the model learnt from. The added column is cross-fitted and the metrics are from held-out rows; the model that is handed on was trained on all of them.',
    '不要用训练过的数据来评估。新增的列由交叉拟合得出，指标来自留出数据；而交给后续步骤的模型是用全部数据训练的。',
  ),
];

export const MODEL_READING = text(
  'First the interval of the AUC or R²: how much is learnt at all. Then the calibration: whether a predicted 20 % happens 20 times in 100. The learning curve says whether more data or more trees would help.',
  '先看 AUC 或 R² 的区间：究竟学到了多少。再看校准：预测 20% 的，是否每 100 次发生 20 次。学习曲线则说明增加数据或树是否有用。',
);
