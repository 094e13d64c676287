import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';

export const ivText: MethodText = {
  title: text('Instrumental variables (2SLS)', '工具变量法（2SLS）'),
  purpose: text(
    'Estimates what one unit of a treatment does when people chose it themselves, from the part of it that instruments move.',
    '当处理由人们自行选择时，利用工具变量所推动的那部分变化，估计处理每单位的效应。',
  ),
  assumptions: [
    text('The instruments move the treatment (first stage).', '工具变量能推动处理变量（第一阶段）。'),
    text('Given the covariates, the instruments are as good as random.', '给定协变量后，工具变量近似随机。'),
    text('The instruments touch the outcome through the treatment only.', '工具变量只经由处理变量影响结果。'),
    text(
      'Where effects differ between people, instruments move everybody in one direction.',
      '若效应因人而异，工具变量对所有人的推动方向一致。',
    ),
  ],
  reading: text(
    'Look at the effective F first. Below 10 the ordinary interval is not to be trusted: read the Anderson–Rubin interval, which may be unbounded when the data say little.',
    '先看有效 F。低于 10 时常规区间不可信：请看 Anderson–Rubin 区间；数据信息不足时该区间可能无界。',
  ),
  pitfalls: [
    text('Many weak instruments pull the estimate towards plain regression.', '大量弱工具变量会把估计拉向普通回归。'),
    text(
      'A passed Sargan or Hansen test does not prove the instruments valid: all may be wrong alike.',
      '通过 Sargan 或 Hansen 检验并不证明工具变量有效：它们可能同样有误。',
    ),
    text('A covariate that the treatment itself changes must stay out.', '受处理影响的变量不能作为协变量。'),
  ],
  options: {
    outcome: {
      label: text('Outcome', '结果变量'),
      help: text('A number or yes/no column. Default: the column with that role.', '数值或是否列。默认取角色为结果的列。'),
    },
    treatment: {
      label: text('Treatment', '处理变量'),
      help: text('The number, yes/no or arm column whose effect is asked for.', '要估计其效应的数值、是否或组别列。'),
    },
    arm: {
      label: text('Arm', '组别'),
      help: text(
        'The arm that counts as 1; rows of other arms are left out. Default: every arm but the control.',
        '记为 1 的组；其他组的行不参与。默认取对照组以外的全部组。',
      ),
    },
    control: { label: text('Control', '对照组'), help: text('The arm that counts as 0.', '记为 0 的组。') },
    instrument: {
      label: text('Instruments', '工具变量'),
      help: text(
        'One or more columns that move the treatment; text enters as indicators.',
        '推动处理变量的一列或多列；文本列以虚拟变量进入。',
      ),
    },
    covariates: {
      label: text('Covariates', '协变量'),
      help: text(
        'Held fixed in both stages; text enters as indicators. Default: all with that role.',
        '两个阶段均加以控制；文本列以虚拟变量进入。默认取全部协变量。',
      ),
    },
    estimator: {
      label: text('Estimator', '估计方法'),
      help: text('2SLS, or LIML, which is less biased with several weak instruments.', '2SLS，或在多个弱工具变量下偏差较小的 LIML。'),
    },
    covariance: {
      label: text('Errors', '标准误'),
      help: text(
        'Classical, robust or by cluster; auto clusters where a cluster is named and is robust otherwise.',
        '经典、稳健或按聚类；自动：指定聚类列时按聚类，否则稳健。',
      ),
    },
    cluster: { label: text('Cluster', '聚类'), help: text('Rows with the same value hang together.', '取值相同的行彼此相关。') },
    debiased: {
      label: text('Small-sample errors', '小样本修正'),
      help: text('Divide by n − p and use the t distribution.', '除以 n − p，并使用 t 分布。'),
    },
    alpha: {
      label: text('Error rate', '错误率'),
      help: text('Intervals hold 1 − alpha; 0.05 gives 95 %.', '区间的置信水平为 1 − alpha；0.05 对应 95 %。'),
    },
  },
};
