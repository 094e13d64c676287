import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { panelOptionTexts } from '../kit/panels/texts.ts';

export const syntheticDidText: MethodText = {
  title: text('Synthetic difference in differences', '合成双重差分 (SDID)'),
  purpose: text(
    'What a treatment changed in some units, against untreated units weighed to run alongside them.',
    '以加权后与之并行的未处理单位为参照，处理使部分单位改变了多少。',
  ),
  assumptions: [
    text(
      'Without the treatment the treated would have changed like the weighed untreated units.',
      '若无处理，处理单位的变化会与加权后的未处理单位相同。',
    ),
    text(
      'All treated units start in the same period, and untreated units are not reached.',
      '所有处理单位同期开始，且未处理单位不受波及。',
    ),
  ],
  reading: text(
    'Before the start the two lines should run alongside; then look at how far they part.',
    '处理前两条线应当并行，再看之后拉开多少。',
  ),
  pitfalls: [
    text(
      'With few treated units the standard error rests on untreated ones being as noisy.',
      '处理单位少时，标准误依赖“未处理单位噪声相同”的假定。',
    ),
    text(
      'Lines that run alongside because weights were chosen so do not prove that they would have gone on.',
      '因选择权重而并行，并不证明此后仍会并行。',
    ),
  ],
  options: {
    ...panelOptionTexts,
    estimator: {
      label: text('Estimator', '估计方法'),
      help: text(
        'sdid; sc: weights for units only, no common level; did: equal weights.',
        'sdid；sc：仅单位加权且不平移水平；did：等权重。',
      ),
    },
    solver: {
      label: text('Weights by', '权重求解'),
      help: text(
        'frank-wolfe: the steps of the R package synthdid; exact: the minimum itself.',
        'frank-wolfe：与 R 包 synthdid 的步骤一致；exact：精确最小值。',
      ),
    },
    ridge: {
      label: text('Ridge of unit weights', '单位权重正则项'),
      help: text(
        'ζ; default: (treated cells)^¼ times the noise of untreated units.',
        'ζ；默认为处理单元格数的四次方根乘以未处理单位的噪声。',
      ),
    },
    standardErrors: {
      label: text('Standard errors', '标准误'),
      help: text(
        'Default: placebo; from 10 treated units on jackknife.',
        '默认 placebo（安慰剂）；处理单位达到 10 个时用 jackknife（刀切法）。',
      ),
    },
    replications: {
      label: text('Replications', '重复次数'),
      help: text('Draws of the placebo or bootstrap.', '安慰剂或自助法的抽样次数。'),
    },
  },
};
