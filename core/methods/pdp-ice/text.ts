import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';

export const pdpText: MethodText = {
  title: text('PDP and ICE', '部分依赖与个体条件期望 (PDP/ICE)'),
  purpose: text(
    'Shows how a model’s answer moves when one feature is set to other values and all others stay.',
    '在其他特征保持不变时，展示模型预测如何随某个特征的取值变化。',
  ),
  assumptions: [
    text(
      'The feature can be set freely of the others; where it cannot, the grid holds rows that do not exist.',
      '该特征可以独立于其他特征取值；否则网格上会出现现实中不存在的组合。',
    ),
    text('The model answers sensibly at every grid value.', '模型在网格的每个取值上都能给出合理的预测。'),
  ],
  reading: text(
    'Each grey line is one row, the blue line is their mean. Lines that cross or fan out say that the feature works differently for different rows.',
    '每条灰线是一行数据，蓝线是它们的均值。灰线交叉或散开，说明该特征对不同行的作用不同。',
  ),
  pitfalls: [
    text(
      'A mean line can be flat while single rows move in opposite directions: look at the grey lines.',
      '均值线平坦时，单行可能朝相反方向变化：请看灰线。',
    ),
    text('Beyond the middle 90 % of the data (shaded) the model guesses.', '在数据中间 90% 以外（阴影）模型只是在外推。'),
    text('The line is the model’s, not the effect of changing the column.', '曲线反映的是模型，而不是改变该列的效应。'),
  ],
  options: {
    features: {
      label: text('Features', '特征'),
      help: text('Features to draw; without it the four that matter most to the model.', '要绘制的特征；留空则取对模型最重要的四个。'),
    },
    gridSize: {
      label: text('Grid values', '网格点数'),
      help: text('Values that each feature is set to; all its values when it has fewer.', '每个特征取多少个网格值；若取值更少则全部使用。'),
    },
    percentiles: {
      label: text('Grid range', '网格范围'),
      help: text('Quantiles of the data between which the grid lies.', '网格位于数据的哪两个分位数之间。'),
    },
    centred: {
      label: text('Centred', '中心化'),
      help: text('Let every line start at zero, so that only shapes are compared.', '让每条曲线从零开始，只比较形状。'),
    },
    pairs: {
      label: text('Pairs', '特征对'),
      help: text('Pairs of features to draw as surfaces, written first:second.', '以曲面绘制的特征对，写作 特征1:特征2。'),
    },
    pairGridSize: {
      label: text('Grid values of pairs', '特征对的网格点数'),
      help: text('Values along each side of a surface.', '曲面每一边的网格点数。'),
    },
    iceRows: {
      label: text('Lines', '曲线条数'),
      help: text('How many single rows are drawn behind the mean.', '在均值背后绘制多少条单行曲线。'),
    },
    rows: {
      label: text('Rows', '行数'),
      help: text('At most this many rows, drawn at random by the seed, are averaged over.', '最多用这么多行求均值，按种子随机抽取。'),
    },
    arm: {
      label: text('Arm', '组别'),
      help: text(
        'Explain the effects of this arm; without it the model, or the first arm when only effects come in.',
        '解释该组的效应；留空则解释模型，若只有效应则取第一个组别。',
      ),
    },
    covariates: {
      label: text('Explain by', '用于解释的列'),
      help: text('Columns that effects are explained by; the covariates without it.', '用哪些列来解释效应；留空则使用全部协变量。'),
    },
  },
};
