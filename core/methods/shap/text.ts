import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';

export const shapText: MethodText = {
  title: text('SHAP', 'SHAP 贡献分解'),
  purpose: text(
    'Splits every answer of a model into parts, one for each feature, that add up to the answer.',
    '把模型的每个预测拆分为各特征的贡献，贡献之和等于该预测。',
  ),
  assumptions: [
    text(
      'The model is the one that decides: what it leans on is explained, not how the world works.',
      '解释的是模型依赖什么，而不是现实世界的因果机制。',
    ),
    text(
      'Path-dependent: features that are not known follow the rows that the model was trained on.',
      '路径依赖方式：未知特征按训练数据在各分支上的权重取值。',
    ),
    text(
      'Sample: features that are not known are taken from rows of this table, as if they did not depend on the known ones.',
      '样本方式：未知特征取自本表的行，视为与已知特征相互独立。',
    ),
  ],
  reading: text(
    'Points to the right of the zero line raised the answer of their row, points to the left lowered it. For yes/no models the scale is log-odds.',
    '零线右侧的点提高了该行的预测，左侧的点降低了预测。是否型模型的尺度为对数几率。',
  ),
  pitfalls: [
    text(
      'Features that say the same share their credit: either may look weak alone.',
      '含义相近的特征会分摊贡献，单看每一个都可能显得较弱。',
    ),
    text('A contribution is no effect: changing the column may change nothing.', '贡献不是效应：改变该列并不一定改变结果。'),
    text('Contributions on log-odds do not add up to probabilities.', '对数几率上的贡献不能直接相加为概率。'),
  ],
  options: {
    background: {
      label: text('Unknown features', '未知特征的处理'),
      help: text(
        'Follow the training weights (path-dependent), or are taken from a sample of rows.',
        '按训练权重（路径依赖），或取自抽样的行（样本）。',
      ),
    },
    backgroundRows: {
      label: text('Background rows', '背景行数'),
      help: text('How many rows are drawn to compare with when the background is a sample.', '采用样本方式时抽取多少行作为比较背景。'),
    },
    rows: {
      label: text('Rows to explain', '解释的行数'),
      help: text('At most this many rows, drawn at random by the seed, are explained.', '最多解释这么多行，按种子随机抽取。'),
    },
    row: {
      label: text('Row to show', '展示的行号'),
      help: text(
        'The row whose answer is taken apart, counted from 1; the highest answer without it.',
        '逐项拆解的行（从 1 计数）；留空则取预测最高的一行。',
      ),
    },
    customer: {
      label: text('Customer to show', '展示的客户'),
      help: text('The same by the value of the id column.', '按编号列的取值指定要展示的客户。'),
    },
    interactions: {
      label: text('Interactions', '交互作用'),
      help: text('Also find which pairs of features act together; takes longer.', '同时找出共同起作用的特征对，耗时更长。'),
    },
    dependence: {
      label: text('Feature pictures', '单特征图数量'),
      help: text('How many of the leading features get a picture over their own values.', '为前几个重要特征绘制贡献随取值变化的图。'),
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
