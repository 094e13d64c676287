import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { META_OPTIONS } from '../kit/meta-learners/text.ts';

const { outcome, control, covariates, folds, alpha } = META_OPTIONS as Required<
  Pick<MethodText['options'], 'outcome' | 'control' | 'covariates' | 'folds' | 'alpha'>
>;

export const dmlText: MethodText = {
  title: text('Double machine learning', '双重机器学习 (DML)'),
  purpose: text(
    'Takes out of outcome and treatment what any learner can predict from the covariates, and estimates the effect from what is left.',
    '用任意学习器从结果与处理中剔除协变量可预测的部分，再由剩余部分估计效应。',
  ),
  assumptions: [
    text('Every common cause of treatment and outcome is among the covariates.', '处理与结果的共同原因均在协变量中。'),
    text('Every kind of row could have got more or less of the treatment.', '各类行都有可能接受更多或更少的处理。'),
    text('The product of the two models’ errors is small beside 1/√n.', '两个模型误差的乘积相对 1/√n 很小。'),
    text('What one row gets does not change the outcome of another.', '一行所受的处理不影响另一行的结果。'),
  ],
  reading: text(
    'See first how much of the treatment the covariates explain and whether the arms overlap; then the interval; then how strong a confounder would have to be.',
    '先看协变量解释了多少处理以及各组是否重叠，再看区间，最后看混杂因素需要多强才会改变结论。',
  ),
  pitfalls: [
    text(
      'The partially linear model has one effect for everybody; where effects differ, it weights rows by how uncertain their treatment was.',
      '部分线性模型假定人人效应相同；若效应不同，则按处理的不确定程度对各行加权。',
    ),
    text('A covariate that the treatment moved hides the effect.', '受处理影响的协变量会掩盖效应。'),
    text(
      'Learners do not repair a missing common cause; read the sensitivity table.',
      '再好的学习器也无法弥补遗漏的共同原因；请看敏感性表。',
    ),
  ],
  options: {
    ...{ outcome, control, covariates, folds, alpha },
    treatment: {
      label: text('Treatment', '处理变量'),
      help: text('Arms, yes/no, or an amount such as a price.', '组别、是否，或价格等数量。'),
    },
    arm: {
      label: text('Arm', '组别'),
      help: text('One arm to compare with the control; all of them without it.', '与对照组比较的组；默认全部。'),
    },
    treatmentKind: {
      label: text('Kind of treatment', '处理类型'),
      help: text(
        'amount: each unit counts. auto: numbers with more than ten values are amounts.',
        'amount：按单位计；auto：超过十个取值的数值视为数量。',
      ),
    },
    model: {
      label: text('Model', '模型'),
      help: text(
        'partially-linear: one effect. interactive: effects may differ from row to row; arms only.',
        'partially-linear：单一效应；interactive：各行效应可不同，仅限组别。',
      ),
    },
    score: {
      label: text('Score', '得分函数'),
      help: text('How the partially linear model is solved.', '部分线性模型的求解方式。'),
    },
    estimand: {
      label: text('Estimand', '估计对象'),
      help: text(
        'Interactive model: all compared rows (ate), or those in the arm (atte).',
        '交互模型：全部参与比较的行 (ate) 或处理组的行 (atte)。',
      ),
    },
    normalizeWeights: {
      label: text('Weights add up to one', '权重归一'),
      help: text('Scales inverse chances so that each side’s weights average 1.', '缩放逆概率权重，使每侧均值为 1。'),
    },
    trim: {
      label: text('Trim', '截断'),
      help: text(
        'Chances closer than this to 0 or 1 are moved there (interactive model).',
        '距 0 或 1 小于该值的概率被移至该处（交互模型）。',
      ),
    },
    learner: {
      label: text('Outcome learner', '结果学习器'),
      help: text('Predicts the outcome from the covariates.', '由协变量预测结果。'),
    },
    treatmentLearner: {
      label: text('Treatment learner', '处理学习器'),
      help: text('Predicts the treatment from the covariates.', '由协变量预测处理。'),
    },
    foldColumn: {
      label: text('Fold column', '折列'),
      help: text('A column that says which fold each row is in.', '标明各行所属折的列。'),
    },
    repeats: {
      label: text('Repeats', '重复次数'),
      help: text('Draw the folds anew so many times and take the median.', '重新抽折的次数，取中位数。'),
    },
    cluster: {
      label: text('Cluster', '聚类'),
      help: text('Rows with the same value hang together, in folds and errors.', '取值相同的行彼此相关；折与标准误均据此处理。'),
    },
    group: {
      label: text('Groups', '分组列'),
      help: text('A column whose values get effects of their own.', '按其取值分别估计效应的列。'),
    },
    effectModel: {
      label: text('Effect of a row', '单行效应'),
      help: text(
        'What is handed on: one effect for all, or a line in the columns below.',
        '传给后续步骤的效应：统一数值，或下列各列的线性函数。',
      ),
    },
    effectColumns: {
      label: text('Columns of the line', '线性效应的列'),
      help: text(
        'The effect is projected on them; all covariates for effectModel=linear.',
        '效应向这些列投影；effectModel=linear 时默认全部协变量。',
      ),
    },
    cfY: {
      label: text('Confounder and outcome', '混杂与结果'),
      help: text('Share of the outcome’s rest that a missing confounder explains.', '遗漏混杂因素所解释的结果剩余变异占比。'),
    },
    cfD: {
      label: text('Confounder and treatment', '混杂与处理'),
      help: text('Share of the treatment’s rest that it explains.', '其所解释的处理剩余变异占比。'),
    },
    rho: {
      label: text('Correlation', '相关系数'),
      help: text('How far the two go together; 1 is the worst case.', '两者的相关程度；1 为最坏情形。'),
    },
  },
};
