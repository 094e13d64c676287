import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { regressionOptionTexts } from '../kit/regression/texts.ts';

export const logitText: MethodText = {
  title: text('Logistic regression (logit)', 'Logit 回归'),
  purpose: text(
    'How the probability of a yes differs with the treatment at equal values of the covariates.',
    '在协变量取值相同的情况下，“是”的概率如何随处理变化。',
  ),
  assumptions: [
    text('The log-odds of a yes are a sum of the columns times their coefficients.', '“是”的对数几率是各列与其系数乘积之和。'),
    text(
      'For an effect rather than an association: the treatment is as good as random once the covariates are held constant.',
      '若要解读为效应而非关联：控制协变量之后，处理近似随机。',
    ),
    text('Rows are independent, or rows that hang together are named as clusters.', '各行相互独立，或已将彼此相关的行指定为聚类。'),
  ],
  reading: text(
    'Read the average differences in probability first. Odds ratios multiply the odds, not the probability, and look larger than the change they stand for.',
    '请先看概率的平均差异。几率比乘在几率上而非概率上，看起来会大于其对应的变化。',
  ),
  pitfalls: [
    text(
      'Odds ratios of models with different covariates cannot be compared, even in a randomised test.',
      '协变量不同的模型之间，几率比不可比较，即使在随机实验中也是如此。',
    ),
    text(
      'A column that tells the outcomes apart perfectly has no finite coefficient; the method says so and stops.',
      '若某列能完全区分结果，则不存在有限的系数；方法会说明并停止。',
    ),
  ],
  options: {
    ...regressionOptionTexts,
    positive: {
      label: text('Counts as yes', '计为“是”的取值'),
      help: text('The value of the outcome that counts as 1.', '结果列中计为 1 的取值。'),
    },
    covariance: {
      label: text('Standard errors', '标准误'),
      help: text(
        'classical: the inverse information; HC0, HC1: robust; cluster: rows hang together.',
        'classical：信息矩阵之逆；HC0、HC1：稳健；cluster：聚类稳健。',
      ),
    },
    marginal: {
      label: text('Margins of 0/1 columns', '0/1 列的边际效应'),
      help: text(
        'derivative: the slope for every column, as statsmodels; difference: 0/1 columns switched from 0 to 1, as Stata.',
        'derivative：所有列取导数（同 statsmodels）；difference：0/1 列由 0 变 1 的差异（同 Stata）。',
      ),
    },
  },
};
