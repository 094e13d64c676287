import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';

export const modelViewText: MethodText = {
  title: text('Model view', '模型结构'),
  purpose: text(
    'Draws a model as it is built: a tree with its rows, a network with its layers, a line with its terms.',
    '按构造展示模型：树及其行数、网络及其各层、线性模型及其各项。',
  ),
  assumptions: [text('The table is like the rows that the model will meet.', '表中的行与模型将要面对的行相似。')],
  reading: text(
    'In a tree, each box says what its rows get added and how many come through; the column tree_leaf that goes on lets you filter the rows of a drawn leaf. One tree of many is a small part of the answer.',
    '在树中，每个方框给出其行得到的贡献及经过的行数；传出的 tree_leaf 列可用于筛选某片叶子的行。多棵树中的一棵只是预测的一小部分。',
  ),
  pitfalls: [
    text('One tree of a boosted model is no rule of the model.', '提升模型中的单棵树不是模型的规则。'),
    text('Units that are silent here may speak on other rows.', '在此不激活的单元在其他行上可能激活。'),
  ],
  options: {
    tree: { label: text('Tree', '树'), help: text('Which tree, counted from 1.', '第几棵树，从 1 起。') },
    depth: { label: text('Levels', '层数'), help: text('Levels that are drawn, at most.', '最多绘制的层数。') },
    part: { label: text('Part', '部分'), help: text('Which part of a blended model, counted from 1.', '组合模型的第几部分，从 1 起。') },
    rows: {
      label: text('Rows', '行数'),
      help: text('At most this many rows, drawn at random by the seed.', '最多使用的行数，按种子随机抽取。'),
    },
  },
};
