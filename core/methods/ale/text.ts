import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { SUBJECT_OPTION_TEXTS } from '../kit/explanations/subject-options.ts';

export const aleText: MethodText = {
  title: text('Accumulated local effects (ALE)', '累积局部效应 (ALE)'),
  purpose: text(
    'Shows how a model’s answer changes along one feature by comparing only rows that are alike in it.',
    '只比较该特征取值相近的行，展示模型预测沿该特征如何变化。',
  ),
  assumptions: [text('Within a bin, rows can take the values of both its edges.', '同一箱内的行可以取该箱两端的值。')],
  reading: text(
    'Only differences along the curve have a meaning; its height is set so that the mean over the rows is 0. Where this curve and partial dependence differ, features move together, and this one is to be believed.',
    '只有曲线上的差异有意义；其高度使各行均值为 0。若与部分依赖曲线不同，说明特征相互关联，应以本曲线为准。',
  ),
  pitfalls: [
    text(
      'Far apart places of the curve rest on different rows: it is no path that one row takes.',
      '曲线上相距较远的位置基于不同的行，并非某一行的变化路径。',
    ),
    text('Few bins hide bends, many bins show noise.', '箱数过少会掩盖弯曲，过多会显出噪声。'),
    text('The curve is the model’s, not the effect of changing the column.', '曲线反映的是模型，而不是改变该列的效应。'),
  ],
  options: {
    features: {
      label: text('Features', '特征'),
      help: text(
        'Numbers, dates or yes/no columns; without it the ordered ones among the four that matter most.',
        '数值、日期或是否列；留空则取最重要的四个特征中有序者。',
      ),
    },
    bins: { label: text('Bins', '箱数'), help: text('Quantile bins along the feature.', '沿该特征的分位数箱。') },
    rows: {
      label: text('Rows', '行数'),
      help: text('At most this many rows, drawn at random by the seed.', '最多使用的行数，按种子随机抽取。'),
    },
    ...SUBJECT_OPTION_TEXTS,
    alpha: { label: text('Error rate', '错误率'), help: text('Bands hold 1 − alpha.', '区间带的置信水平为 1 − alpha。') },
  },
};
