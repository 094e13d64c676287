import { text } from '../../../base/text.ts';
import type { MethodText } from '../../contract.ts';

/** The words that methods on observed assignment share. */
export const ASSIGNMENT_ASSUMPTIONS: MethodText['assumptions'] = [
  text(
    'Everything that drove both who got which arm and the outcome is among the covariates.',
    '同时影响分组与结果的因素都包含在协变量中（无未观测混杂）。',
  ),
  text('Every kind of row had a chance to be in either arm (overlap).', '每一类行都有机会进入任一组（重叠）。'),
  text('Covariates were known before the assignment.', '协变量在分组之前已知。'),
  text('What one row gets does not change the outcome of another.', '一行所受的处理不影响另一行的结果。'),
];

export const ASSIGNMENT_PITFALLS: MethodText['pitfalls'] = [
  text('Good balance says nothing about what was not measured.', '协变量平衡并不能说明未测量的因素。'),
  text(
    'A covariate that the treatment itself moved (a click, a visit after the offer) hides the effect. Leave it out.',
    '受处理影响的协变量（例如收到优惠后的点击或访问）会掩盖效应，请剔除。',
  ),
];

/** Labels and help of the options in `assignmentOptions`, and of the propensity learner and its folds. */
export const ASSIGNMENT_OPTIONS = {
  treatment: {
    label: text('Treatment', '处理变量'),
    help: text(
      'The column that says which arm each row is in. Default: the column with that role.',
      '标明各行所属组别的列。默认取角色为处理变量的列。',
    ),
  },
  control: { label: text('Control', '对照组'), help: text('The arm that the others are compared with.', '其他各组与之比较的组。') },
  arm: {
    label: text('Arm', '处理组'),
    help: text(
      'One arm to compare with the control. Default: every arm, one after the other.',
      '与对照组比较的某一处理组。默认逐一比较所有组。',
    ),
  },
  outcome: {
    label: text('Outcome', '结果变量'),
    help: text(
      'A numeric, yes/no, or two-valued text column. Default: the column with that role.',
      '数值、是否或二值文本列。默认取角色为结果的列。',
    ),
  },
  covariates: {
    label: text('Covariates', '协变量'),
    help: text(
      'What was known before and may drive both assignment and outcome. Default: all covariates.',
      '分组前已知、可能同时影响分组与结果的列。默认取全部协变量。',
    ),
  },
  alpha: {
    label: text('Error rate', '错误率'),
    help: text('Intervals hold 1 − alpha; 0.05 gives 95 %.', '区间的置信水平为 1 − alpha；0.05 对应 95 %。'),
  },
  folds: {
    label: text('Folds', '折数'),
    help: text(
      'Each row is scored by models that never saw it; 1 switches this off. Default: 1 for straight lines without a penalty, otherwise 5.',
      '每行由未见过它的模型打分；1 表示关闭交叉拟合。默认：无惩罚的线性模型为 1，其余为 5。',
    ),
  },
} satisfies MethodText['options'];
