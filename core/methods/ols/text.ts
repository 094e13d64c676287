import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { regressionOptionTexts } from '../kit/regression/texts.ts';

export const olsText: MethodText = {
  title: text('Linear regression (OLS)', '线性回归 (OLS)'),
  purpose: text(
    'How the outcome differs with the treatment at equal values of the covariates, with errors that fit the data.',
    '在协变量取值相同的情况下，结果如何随处理变化，并给出与数据相符的误差。',
  ),
  assumptions: [
    text('The average outcome is a sum of the columns times their coefficients.', '平均结果是各列与其系数乘积之和。'),
    text(
      'For an effect rather than an association: the treatment is as good as random once the covariates are held constant.',
      '若要解读为效应而非关联：控制协变量之后，处理近似随机。',
    ),
    text('Rows are independent, or rows that hang together are named as clusters.', '各行相互独立，或已将彼此相关的行指定为聚类。'),
  ],
  reading: text(
    'A coefficient is the difference in the average outcome for one unit more (or for this value instead of the reference), everything else in the table held equal.',
    '系数表示该列增加一个单位（或取该值而非参照值）时，在其他列不变的情况下平均结果的差异。',
  ),
  pitfalls: [
    text('A covariate that the treatment itself changes hides part of the difference.', '受处理影响的协变量会掩盖部分差异。'),
    text(
      'Classical errors are too small when the spread of the outcome differs between rows.',
      '当各行结果的离散程度不同时，经典标准误偏小。',
    ),
    text('With fewer than about 30 clusters, errors by cluster are too small as well.', '聚类少于约 30 个时，聚类标准误也偏小。'),
  ],
  options: {
    ...regressionOptionTexts,
    fixedEffects: {
      label: text('Fixed effects', '固定效应'),
      help: text('Columns whose groups each get their own level, absorbed and not shown.', '每个取值各有其水平的列；吸收而不列出。'),
    },
    interactions: {
      label: text('Interact with covariates', '与协变量交互'),
      help: text(
        'Adds the treatment times every centred covariate (Lin 2013): the treatment keeps its average difference.',
        '加入处理与各中心化协变量的交互项（Lin 2013）；处理系数仍为平均差异。',
      ),
    },
    covariance: {
      label: text('Standard errors', '标准误'),
      help: text(
        'classical: equal spread; HC0–HC3: any spread (HC1 as Stata, HC2/HC3 for small samples); cluster: rows hang together.',
        'classical：等方差；HC0–HC3：异方差稳健（HC1 同 Stata，小样本用 HC2/HC3）；cluster：聚类稳健。',
      ),
    },
  },
};
