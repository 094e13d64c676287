import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';

export const lateText: MethodText = {
  title: text('Effect on compliers (LATE)', '依从者的平均效应 (LATE)'),
  purpose: text(
    'Estimates what a treatment does to those who follow an encouragement, such as an invitation drawn by lot, and says who they are.',
    '利用随机邀请等推动因素，估计处理对响应推动的人群的效应，并描述这些人是谁。',
  ),
  assumptions: [
    text('The encouragement moves the treatment.', '推动因素能改变是否接受处理。'),
    text('Given the covariates, the encouragement is as good as random (independence).', '给定协变量后，推动因素近似随机（独立性）。'),
    text('It touches the outcome through the treatment only (exclusion).', '它只经由处理影响结果（排他性）。'),
    text('Nobody does the opposite of what they are encouraged to (monotonicity).', '没有人反其道而行（单调性）。'),
  ],
  reading: text(
    'See first how many comply and whether the instrument is strong. The effect speaks about compliers only; compare their profile with everybody before carrying it over.',
    '先看依从者占比与工具变量强度。该效应只涉及依从者；推广之前，请比较其特征与全体的差异。',
  ),
  pitfalls: [
    text(
      'A letter that itself persuades moves the outcome without the treatment: exclusion fails.',
      '若邀请函本身就能打动客户，结果会绕过处理而改变：排他性不成立。',
    ),
    text(
      'With covariates, 2SLS averages compliers with weights of its own; dr-iv weights them evenly.',
      '加入协变量后，2SLS 以自身的权重对依从者取平均；dr-iv 则等权平均。',
    ),
    text(
      'A complier share near zero makes the ratio wild; read the Anderson–Rubin interval.',
      '依从者占比接近零时比值极不稳定；请看 Anderson–Rubin 区间。',
    ),
  ],
  options: {
    outcome: { label: text('Outcome', '结果变量'), help: text('A number or yes/no column.', '数值或是否列。') },
    treatment: {
      label: text('Treatment', '处理变量'),
      help: text('What was taken: yes/no, an arm, or an amount.', '实际接受的处理：是否、组别或数量。'),
    },
    arm: {
      label: text('Arm', '组别'),
      help: text('The arm that counts as taken; every arm but the control without it.', '记为接受处理的组；默认取对照组以外的全部组。'),
    },
    control: { label: text('Control', '对照组'), help: text('The arm that counts as not taken.', '记为未接受处理的组。') },
    instrument: {
      label: text('Instrument', '工具变量'),
      help: text('The column that says who was encouraged; two values, or arms.', '说明谁受到推动的列；两个取值或多个组。'),
    },
    encouraged: {
      label: text('Encouraged', '受推动取值'),
      help: text(
        'The value that counts as encouraged; rows with others but the base are left out.',
        '记为受到推动的取值；除基准外的其他取值不参与。',
      ),
    },
    notEncouraged: {
      label: text('Not encouraged', '未受推动取值'),
      help: text('The value that counts as not encouraged.', '记为未受推动的取值。'),
    },
    covariates: {
      label: text('Covariates', '协变量'),
      help: text('Held fixed in both stages. Default: all with that role.', '两个阶段均加以控制。默认取全部协变量。'),
    },
    profile: {
      label: text('Profile', '特征列'),
      help: text('Columns that describe compliers. Default: the covariates.', '用于描述依从者的列。默认为协变量。'),
    },
    covariance: {
      label: text('Errors', '标准误'),
      help: text(
        'Classical, robust or by cluster; auto clusters where a cluster is named.',
        '经典、稳健或按聚类；自动：指定聚类列时按聚类。',
      ),
    },
    cluster: { label: text('Cluster', '聚类'), help: text('Rows with the same value hang together.', '取值相同的行彼此相关。') },
    alpha: { label: text('Error rate', '错误率'), help: text('Intervals hold 1 − alpha.', '区间的置信水平为 1 − alpha。') },
  },
};
