import { text } from '../../../base/text.ts';
import type { MethodText } from '../../contract.ts';

/** The words that every meta-learner shares. */
export const META_ASSUMPTIONS: MethodText['assumptions'] = [
  text(
    'Arms were assigned at random, or, with propensity set to estimated, at random among rows with equal covariates.',
    '分组是随机的；若倾向得分选“estimated”，则在协变量相同的行之间随机。',
  ),
  text('Covariates were known before the assignment.', '协变量在分组之前已知。'),
  text('What one row gets does not change the outcome of another.', '一行所受的处理不影响另一行的结果。'),
  text('Every kind of row had a chance to be in every arm.', '各类行都有机会进入每一组。'),
];

export const META_READING = text(
  'Single effects are predictions: good for ranking, rough one by one. The average with its interval is an estimate. Before acting on the ranking, look whether the observed effects of the ten groups rise with the predicted ones.',
  '单行效应是预测值：适合排序，逐个来看则较粗略。带区间的平均值才是估计。按排序行动前，请看十个分组的实测增量是否随预测增量上升。',
);

export const META_PITFALLS: MethodText['pitfalls'] = [
  text(
    'A covariate that the treatment itself moved (a click, a visit after the offer) hides the effect. Leave it out.',
    '受处理影响的协变量（例如收到优惠后的点击或访问）会掩盖效应，请剔除。',
  ),
  text(
    'With one fold the models have seen the rows they predict; differences between rows are then exaggerated.',
    '折数为 1 时，模型见过其所预测的行，个体差异会被夸大。',
  ),
  text(
    'A negative predicted effect for one row is weak evidence; for a whole group with its interval below zero it is strong.',
    '单行预测为负证据较弱；整组区间低于零才是有力证据。',
  ),
];

export const META_OPTIONS: MethodText['options'] = {
  treatment: {
    label: text('Treatment', '处理变量'),
    help: text(
      'The column that says which arm each row is in. Default: the column with that role.',
      '标明各行所属组别的列。默认取角色为处理变量的列。',
    ),
  },
  control: { label: text('Control', '对照组'), help: text('The arm that the others are compared with.', '其他各组与之比较的组。') },
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
      'What may make rows react differently, known before the test. Default: all covariates.',
      '实验前已知、可能影响反应差异的列。默认取全部协变量。',
    ),
  },
  learner: {
    label: text('Learner', '基学习器'),
    help: text('The kind of model that learns the outcome in each arm, with its own options.', '用于学习各组结果的模型及其选项。'),
  },
  folds: {
    label: text('Folds', '折数'),
    help: text(
      'Each row is predicted by models that never saw it. More folds learn from more rows and take longer; 1 switches this off.',
      '每行由未见过它的模型预测。折数越多，可学习的行越多、用时越长；1 表示关闭交叉拟合。',
    ),
  },
  propensity: {
    label: text('Assignment shares', '倾向得分'),
    help: text(
      'shares: random assignment with the arms’ shares. estimated: learned from the covariates.',
      'shares：按各组占比随机分配；estimated：由协变量估计。',
    ),
  },
  alpha: {
    label: text('Error rate', '错误率'),
    help: text('Intervals hold 1 − alpha; 0.05 gives 95 %.', '区间的置信水平为 1 − alpha；0.05 对应 95 %。'),
  },
};
