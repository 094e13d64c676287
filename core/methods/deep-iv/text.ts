import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { NETWORK_OPTION_TEXTS } from '../kit/models/network-text.ts';

const { hidden, epochs, learningRate, weightDecay, patience } = NETWORK_OPTION_TEXTS as Required<
  Pick<MethodText['options'], 'hidden' | 'epochs' | 'learningRate' | 'weightDecay' | 'patience'>
>;

export const deepIvText: MethodText = {
  title: text('Instrumental variables with networks (Deep IV)', '深度工具变量（Deep IV）'),
  purpose: text(
    'Traces how the outcome follows a treatment that people chose themselves, bends included, from the part of it that instruments move.',
    '当处理由人们自行选择时，利用工具变量所推动的部分，估计结果随处理变化的曲线（可非线性）。',
  ),
  assumptions: [
    text('The instruments move the treatment, over the whole range that is asked about.', '工具变量能在所问的整个范围内推动处理变量。'),
    text('Given the covariates, the instruments are as good as random.', '给定协变量后，工具变量近似随机。'),
    text('The instruments touch the outcome through the treatment only.', '工具变量只经由处理变量影响结果。'),
    text('What is not measured adds to the outcome; it does not change the effect.', '未测量的因素只与结果相加，不改变效应本身。'),
  ],
  reading: text(
    'Look at the effective F first. Then compare the curve with the straight line: where both say the same, report the line, whose interval has a theory behind it.',
    '先看有效 F，再将曲线与直线比较：若两者一致，请报告直线，因为它的区间有理论依据。',
  ),
  pitfalls: [
    text(
      'Networks draw a smooth curve also where instruments say nothing; weak instruments flatten it.',
      '即使工具变量没有信息，网络也会画出平滑曲线；弱工具变量会使其变平。',
    ),
    text(
      'The interval is the spread of retrained networks. It covers less often than it says where the curve is pulled to smoothness.',
      '区间为重新训练的离散程度；当曲线被拉向平滑时，其实际覆盖率低于名义值。',
    ),
    text(
      'Below some thousands of rows, iv-2sls with a squared treatment is the better tool.',
      '数据少于数千行时，带平方项的 iv-2sls 更合适。',
    ),
  ],
  options: {
    outcome: {
      label: text('Outcome', '结果变量'),
      help: text('A number or yes/no column. Default: the column with that role.', '数值或是否列。默认取角色为结果的列。'),
    },
    treatment: {
      label: text('Treatment', '处理变量'),
      help: text('The amount, yes/no or arm column whose effect is asked for.', '要估计其效应的数量、是否或组别列。'),
    },
    arm: {
      label: text('Arm', '组别'),
      help: text('The arm that counts as 1. Default: every arm but the control.', '记为 1 的组。默认取对照组以外的全部组。'),
    },
    control: { label: text('Control', '对照组'), help: text('The arm that counts as 0.', '记为 0 的组。') },
    instrument: {
      label: text('Instruments', '工具变量'),
      help: text('Columns that move the treatment; text enters as indicators.', '推动处理变量的列；文本列以虚拟变量进入。'),
    },
    covariates: {
      label: text('Covariates', '协变量'),
      help: text('Known to both networks. Default: all with that role.', '两个网络均使用。默认取全部协变量。'),
    },
    from: {
      label: text('From', '起始值'),
      help: text('The amount before the change. Default: the lower quartile, or 0.', '变化前的处理值。默认取下四分位数或 0。'),
    },
    to: {
      label: text('To', '终止值'),
      help: text('The amount after the change. Default: the upper quartile, or 1.', '变化后的处理值。默认取上四分位数或 1。'),
    },
    ...{ hidden, epochs, learningRate, weightDecay, patience },
    components: {
      label: text('Bumps', '混合成分数'),
      help: text('Normal bumps that the distribution of the treatment is made of.', '构成处理分布的正态成分个数。'),
    },
    draws: {
      label: text('Draws', '抽样次数'),
      help: text('Draws of the treatment per row and step: more are calmer and slower.', '每行每步对处理的抽样次数；越多越平稳、越慢。'),
    },
    resamples: {
      label: text('Retrainings', '重新训练次数'),
      help: text(
        'Networks trained on resampled rows for the interval; 0 gives none.',
        '为得到区间而在重抽样数据上训练的次数；0 表示不给区间。',
      ),
    },
    alpha: {
      label: text('Error rate', '错误率'),
      help: text('Intervals hold 1 − alpha; 0.05 gives 95 %.', '区间的置信水平为 1 − alpha；0.05 对应 95 %。'),
    },
  },
};
