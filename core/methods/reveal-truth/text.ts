import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';

export const truthText: MethodText = {
  title: text('Reveal truth', '揭示真值'),
  purpose: text(
    'Lays the estimated effects beside the effects that a sample was made with.',
    '把估计出的效应与生成样本时设定的真实效应并排对照。',
  ),
  assumptions: [
    text(
      'The named columns hold the true effect of each customer; only generated data can have them.',
      '所选列保存每位客户的真实效应；只有生成的数据才会有这样的列。',
    ),
    text('These columns were not among the covariates.', '这些列没有作为协变量参与建模。'),
  ],
  reading: text(
    'Bars are estimates, the ink line is the truth. Close together: the sizes can be trusted. Rising together: the ranking can be trusted.',
    '柱形是估计值，墨色折线是真值。两者贴近，说明大小可信；同升同降，说明排序可信。',
  ),
  pitfalls: [
    text(
      'On real data no such check exists; there, look at the uplift evaluation.',
      '真实数据没有这种检验；此时应查看增量 (uplift) 评估。',
    ),
    text('Individual estimates are noisy even when groups are right.', '即使分组正确，单个客户的估计仍有噪声。'),
  ],
  options: {
    truth: {
      label: text('Columns with the truth', '真值所在列'),
      help: text('For each arm, the column that holds its true effect.', '为每个组别指定保存其真实效应的列。'),
    },
    groups: {
      label: text('Groups', '分组数'),
      help: text('Into how many groups of equal size customers are sorted for the chart.', '图表中把客户按估计值等分为多少组。'),
    },
  },
};
