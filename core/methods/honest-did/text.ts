import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { panelOptionTexts } from '../kit/panels/texts.ts';

export const honestDidText: MethodText = {
  title: text('Honest bounds on trends', '趋势偏离的稳健界限 (Honest DID)'),
  purpose: text(
    'How far trends may part before a difference in differences loses its sign.',
    '趋势偏离多大时，双重差分的结论才会失去方向。',
  ),
  assumptions: [
    text('What trends did before the start says how much they could do after it.', '处理前趋势的表现，可用来界定处理后可能的偏离。'),
    text('Effects by period are about normal with the covariance that the estimator gives.', '各期效应近似正态，协方差由估计方法给出。'),
  ],
  reading: text(
    'Look for the bound at which the interval first touches zero; 1 means as much as was seen before.',
    '看区间在哪个界限处首次触及零；1 表示与处理前所见相当。',
  ),
  pitfalls: [
    text('A quiet past makes small bounds: a shock at the start itself is not in it.', '以往平静会得出较小的界限，但不含开始当期的冲击。'),
    text('Effects before the start must be measured against one common period.', '处理前各期效应须以同一基期为参照。'),
  ],
  options: {
    estimator: { label: text('Estimator', '估计方法'), help: text('Whose effects by period are bounded.', '对哪个方法的各期效应设界。') },
    spec: { label: text('Its options', '其选项'), help: text('Options of that method, as it takes them.', '该方法的选项。') },
    lag: {
      label: text('Period', '时期'),
      help: text('Periods since the start; default: the average from the start on.', '距处理开始的期数；默认取开始以后的平均。'),
    },
    magnitudes: {
      label: text('Relative magnitudes', '相对幅度'),
      help: text('M̄: steps after the start, in largest steps before it.', 'M̄：以处理前单期最大偏离为单位的处理后偏离。'),
    },
    smoothness: {
      label: text('Changes of slope', '斜率变化'),
      help: text('M, in units of the outcome; default: up to twice the largest before.', 'M，以结果变量为单位；默认至处理前最大值的两倍。'),
    },
    alpha: panelOptionTexts.alpha,
  },
};
