import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { META_OPTIONS } from '../kit/meta-learners/text.ts';

const { outcome, control, covariates, learner, folds, alpha } = META_OPTIONS as Required<
  Pick<MethodText['options'], 'outcome' | 'control' | 'covariates' | 'learner' | 'folds' | 'alpha'>
>;

export const drIvText: MethodText = {
  title: text('Doubly robust effect on compliers', '双重稳健的依从者效应'),
  purpose: text(
    'Estimates what a treatment does to those who follow a yes/no encouragement, with models of outcome, take-up and encouragement that check each other.',
    '利用是否型推动因素，估计处理对响应者的效应；结果、接受处理与推动的模型相互校正。',
  ),
  assumptions: [
    text('Given the covariates, the encouragement is as good as random (independence).', '给定协变量后，推动近似随机（独立性）。'),
    text('It touches the outcome through the treatment only (exclusion).', '它只经由处理影响结果（排他性）。'),
    text('Nobody does the opposite of what they are encouraged to (monotonicity).', '没有人反其道而行（单调性）。'),
    text('It moves somebody, and every kind of row could have been encouraged or not.', '推动确有作用，且各类行都可能受到或未受推动。'),
  ],
  reading: text(
    'See first how many comply. The effect speaks about compliers only. Where the first stage is weak, read the set that holds for weak instruments.',
    '先看依从者占比。效应只涉及依从者。第一阶段较弱时，请看弱工具变量下仍有效的区间。',
  ),
  pitfalls: [
    text('Good models of the outcome do not help against a broken exclusion.', '结果模型再好也无法弥补排他性的破坏。'),
    text(
      'A segment with few compliers has a wild ratio; compare shares of compliers before effects.',
      '依从者很少的分群比值极不稳定；比较效应前先比较依从者占比。',
    ),
  ],
  options: {
    ...{ outcome, control, covariates, learner, folds, alpha },
    treatment: { label: text('Treatment', '处理变量'), help: text('What was taken: yes/no, or an arm.', '实际接受的处理：是否或组别。') },
    arm: {
      label: text('Arm', '组别'),
      help: text('The arm that counts as taken; every arm but the control without it.', '记为接受处理的组；默认取对照组以外的全部组。'),
    },
    instrument: {
      label: text('Instrument', '工具变量'),
      help: text('The column that says who was encouraged; two values, or arms.', '说明谁受到推动的列；两个取值或多个组。'),
    },
    encouraged: { label: text('Encouraged', '受推动取值'), help: text('The value that counts as encouraged.', '记为受到推动的取值。') },
    notEncouraged: {
      label: text('Not encouraged', '未受推动取值'),
      help: text('The value that counts as not encouraged.', '记为未受推动的取值。'),
    },
    groups: {
      label: text('Segments', '分群'),
      help: text('A text column whose values get effects of their own.', '按其取值分别估计效应的文本列。'),
    },
    propensityLearner: {
      label: text('Model of the encouragement', '推动概率的模型'),
      help: text('Learns how likely each row was to be encouraged.', '用于学习每行受推动概率的模型。'),
    },
    propensity: {
      label: text('Assignment of the encouragement', '推动的分配'),
      help: text('shares: drawn by lot. estimated: learned from the covariates.', 'shares：抽签分配；estimated：由协变量估计。'),
    },
    alwaysTakers: {
      label: text('Always-takers', '始终接受者'),
      help: text('Switch off where nobody can take the treatment without being encouraged.', '若未受推动者不可能接受处理，请关闭。'),
    },
    repeats: {
      label: text('Repeats', '重复次数'),
      help: text('Draw the folds anew so many times and take the median.', '重新抽折的次数，取中位数。'),
    },
  },
};
