import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { ASSIGNMENT_ASSUMPTIONS, ASSIGNMENT_OPTIONS, ASSIGNMENT_PITFALLS } from '../kit/propensity/text.ts';

export const ipwText: MethodText = {
  title: text('Inverse-probability weighting (IPW)', '逆概率加权 (IPW)'),
  purpose: text(
    'Compares arms that were not drawn by lot, by weighting rows so that the measured covariates are alike in both.',
    '在分组并非随机时，通过对行加权使两组的已测协变量相近，再进行比较。',
  ),
  assumptions: [...ASSIGNMENT_ASSUMPTIONS, text('The propensity model is right.', '倾向得分模型设定正确。')],
  reading: text(
    'Look at overlap, balance and weights first. If they hold, read the interval: it holds the differences that the data are compatible with. ATE speaks about all rows, ATT about those treated, ATC about the others, overlap about those who could well have been in either arm.',
    '先看重叠、平衡与权重。若都成立，再看区间：它给出与数据相容的差值范围。ATE 针对全部行，ATT 针对已处理的行，ATC 针对未处理的行，overlap 针对两组都可能进入的行。',
  ),
  pitfalls: [
    ...ASSIGNMENT_PITFALLS,
    text(
      'A few huge weights mean that a few rows decide. Trim, or change the question to the overlap population.',
      '少数极大的权重意味着结果由少数行决定。请修剪样本，或改为针对重叠人群。',
    ),
    text('Trimming changes whom the result speaks about.', '修剪会改变结果所针对的人群。'),
  ],
  options: {
    ...ASSIGNMENT_OPTIONS,
    estimand: {
      label: text('Estimand', '估计对象'),
      help: text(
        'ate: all rows; att: those in the arm; atc: those in the control; overlap: those who could well have been in either.',
        'ate：全部行；att：处理组；atc：对照组；overlap：两组都可能进入的行。',
      ),
    },
    normalization: {
      label: text('Normalisation', '归一化'),
      help: text(
        'hajek divides by the sum of weights and is steadier; horvitz-thompson by the size of the population.',
        'hajek 除以权重之和，更稳定；horvitz-thompson 除以总体规模。',
      ),
    },
    trimming: {
      label: text('Trimming', '修剪'),
      help: text(
        'fixed drops rows with scores outside the bounds, clip moves the scores to them, crump finds the range with the smallest variance.',
        'fixed 剔除得分在界限外的行；clip 将得分移到界限；crump 自动选取方差最小的范围。',
      ),
    },
    bounds: {
      label: text('Bounds', '界限'),
      help: text('Lowest and highest score for fixed and clip, e.g. 0.05,0.95.', 'fixed 与 clip 使用的最低与最高得分，例如 0.05,0.95。'),
    },
    stabilized: {
      label: text('Stabilised weights', '稳定化权重'),
      help: text(
        'Shows weights times the share of their arm, so that they average about 1. The estimate does not change.',
        '将权重乘以所在组的占比，使其平均约为 1。估计值不变。',
      ),
    },
    learner: {
      label: text('Propensity learner', '倾向得分模型'),
      help: text(
        'Logistic regression without a penalty by default; its error is counted in. Any other learner is cross-fitted.',
        '默认为无惩罚的逻辑回归，其误差计入标准误。其他模型采用交叉拟合。',
      ),
    },
  },
};
