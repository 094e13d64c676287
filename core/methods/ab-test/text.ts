import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';

export const abTestText: MethodText = {
  title: text('A/B test', 'A/B 测试'),
  purpose: text(
    'Compares every arm of a randomised test with the control, metric by metric: difference, relative lift, interval and p-value.',
    '逐个指标比较随机实验各处理组与对照组：差值、相对提升、区间与 p 值。',
  ),
  assumptions: [
    text('Rows were assigned to arms at random, with the shares that the plan gave.', '各行按计划份额随机分配到各组。'),
    text(
      'What one row gets does not change the outcome of another; where groups were assigned or behave together, name them as clusters.',
      '一行所受的处理不影响另一行的结果；若按群体分配或群体内相互影响，请指定聚类列。',
    ),
    text(
      'Every row had the whole observation window, and nobody was dropped because of the outcome.',
      '每行都有完整的观察期，且没有因结果而被剔除的行。',
    ),
  ],
  reading: text(
    'Read the interval first: it holds the differences that the data are compatible with. If it spans zero, the sign is open. Compare adjusted p-values, not raw ones, when several arms or metrics are judged.',
    '先看区间：它给出与数据相容的差值范围。区间跨零时，方向尚无定论。同时评判多个组或多个指标时，请看校正后的 p 值。',
  ),
  pitfalls: [
    text(
      'A sample-ratio mismatch means that the split itself is broken; no number below it can be trusted until it is explained.',
      '样本比例失衡说明分流本身有问题；在查明原因之前，其下的任何数字都不可信。',
    ),
    text(
      'Looking every day and stopping at the first small p-value makes false alarms the rule. Fix the end before the start.',
      '每天查看并在 p 值首次变小时停止，会使误报成为常态。请在开始前定好结束时间。',
    ),
    text(
      'Relative lift is unstable when the control is near zero; it is left out where the control cannot be told from zero.',
      '对照组接近零时相对提升不稳定；当对照组与零无法区分时不予给出。',
    ),
    text(
      'A pre-period covariate must be measured before the assignment; anything later can hide the effect.',
      '实验前协变量必须在分组之前测得；之后的变量可能掩盖效应。',
    ),
  ],
  options: {
    treatment: {
      label: text('Treatment', '处理变量'),
      help: text(
        'The column that says which arm each row is in. Default: the column with that role.',
        '标明各行所属组别的列。默认取角色为处理变量的列。',
      ),
    },
    control: { label: text('Control', '对照组'), help: text('The arm that the others are compared with.', '其他各组与之比较的组。') },
    outcome: {
      label: text('Outcomes', '结果指标'),
      help: text('Numeric, yes/no, or two-valued text columns. Default: all with that role.', '数值、是否或二值文本列。默认取全部结果列。'),
    },
    ratios: {
      label: text('Ratio metrics', '比率指标'),
      help: text(
        'Ratios of totals, e.g. spend/visit; their error comes from the delta method.',
        '总量之比，例如 spend/visit；误差由 delta 方法得出。',
      ),
    },
    prePeriod: {
      label: text('Pre-period covariates (CUPED)', '实验前协变量 (CUPED)'),
      help: text(
        'Numeric columns measured before the test; they take predictable variation out of every metric.',
        '实验前测得的数值列，用于扣除各指标中可预测的波动。',
      ),
    },
    cluster: {
      label: text('Cluster', '聚类'),
      help: text('Rows with the same value hang together; errors are summed by cluster.', '取值相同的行彼此相关；误差按聚类汇总。'),
    },
    covariates: {
      label: text('Balance covariates', '平衡性协变量'),
      help: text(
        'Columns compared between arms as a check of the split. Default: all covariates.',
        '用于检查分流、在各组间比较的列。默认取全部协变量。',
      ),
    },
    expectedShares: {
      label: text('Planned shares', '计划份额'),
      help: text('The share or weight of each arm by name; equal shares when left empty.', '按组名给出的份额或权重；留空则视为等分。'),
    },
    adjust: {
      label: text('Adjustment for many comparisons', '多重比较校正'),
      help: text(
        'Holm bounds the chance of any false finding; bh (Benjamini–Hochberg) the share of false findings.',
        'Holm 控制出现任何误报的概率；bh（Benjamini–Hochberg）控制误报所占的比例。',
      ),
    },
    alpha: {
      label: text('Error rate', '错误率'),
      help: text('Intervals hold 1 − alpha; 0.05 gives 95 %.', '区间的置信水平为 1 − alpha；0.05 对应 95 %。'),
    },
  },
};
