import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';

export const effectTreeText: MethodText = {
  title: text('Effect tree', '效应树'),
  purpose: text(
    'Sums individual effects up as a few segments that can be read, and checks each against the test.',
    '把个体增量归纳为若干可读的分群，并用实验逐一检验。',
  ),
  assumptions: [
    text('The effects come from a sound method; the tree adds no knowledge of its own.', '增量来自可靠的方法；树本身不增加信息。'),
    text('Arms were assigned at random, where observed effects are given.', '给出实测增量时，分组须为随机。'),
  ],
  reading: text(
    'Compare observed with predicted: segments are found on one half of the rows and observed on the other. Low fidelity means that effects differ in ways the segments do not name.',
    '比较实测与预测：分群在一半的行上寻找，在另一半上检验。保真度低说明增量差异未被分群概括。',
  ),
  pitfalls: [
    text('Columns that name a segment go with the effect; they need not be why.', '用于划分的列与增量相关，未必是其原因。'),
    text('Nearby rows on either side of a threshold hardly differ.', '阈值两侧相近的行差别甚微。'),
  ],
  options: {
    arm: { label: text('Arm', '组别'), help: text('One arm; every arm without it.', '只看某一组；不填则各组各有一棵树。') },
    splitOn: {
      label: text('Columns for segments', '分群可用列'),
      help: text('Columns that segments may be named by. Default: the covariates.', '可用于描述分群的列；默认取协变量。'),
    },
    segments: { label: text('Segments', '分群数'), help: text('The most segments per arm.', '每组最多的分群数。') },
    minLeafRows: {
      label: text('Rows per segment', '每群最少行数'),
      help: text('Of the half that segments are found on.', '就用于寻找分群的一半而言。'),
    },
    treatment: {
      label: text('Treatment', '处理变量'),
      help: text('Default: the column that the effects came from.', '默认取得出增量的列。'),
    },
    outcome: { label: text('Outcome', '结果变量'), help: text('Default: the outcome of the effects.', '默认取增量所属的结果。') },
    alpha: { label: text('Error rate', '错误率'), help: text('Intervals hold 1 − alpha.', '区间的置信水平为 1 − alpha。') },
  },
};
