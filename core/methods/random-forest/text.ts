import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { MODEL_ASSUMPTIONS, MODEL_OPTION_TEXTS, MODEL_PITFALLS, MODEL_READING } from '../kit/models/text.ts';

export const randomForestText: MethodText = {
  title: text('Random forest', '随机森林'),
  purpose: text(
    'Predicts a number or a yes/no outcome with the average of many deep trees on random parts of the data, and judges itself on rows it has not seen.',
    '对数据随机部分上生长的大量深树取平均来预测数值或是否型结果，并在未见过的数据上评估自身。',
  ),
  assumptions: MODEL_ASSUMPTIONS,
  reading: MODEL_READING,
  pitfalls: [
    ...MODEL_PITFALLS,
    text(
      'Averages never leave the range of what was seen: trends beyond it are cut off, and probabilities near 0 and 1 are drawn to the middle.',
      '平均值不会超出见过的范围：范围之外的趋势会被截断，接近 0 和 1 的概率会被拉向中间。',
    ),
  ],
  options: {
    ...MODEL_OPTION_TEXTS,
    folds: {
      label: text('Folds', '折数'),
      help: text(
        'Rows are answered by the trees that did not draw them; folds are used only with clusters, without sampling, or with very few trees.',
        '每一行由未抽到它的树来预测；仅在指定聚类、不抽样或树极少时才使用分折。',
      ),
    },
    trees: {
      label: text('Trees', '树的数量'),
      help: text('How many trees are averaged; more only costs time.', '取平均的树的数量；更多只会增加时间。'),
    },
    mtry: {
      label: text('Columns a split', '每次分裂的候选列数'),
      help: text(
        'Columns drawn at every split; 0: their square root for yes/no, a third of them for numbers.',
        '每次分裂随机抽取的列数；0 表示是否型取平方根，数值型取三分之一。',
      ),
    },
    minLeafRows: { label: text('Rows a leaf', '叶子最少行数'), help: text('The fewest rows a leaf may hold.', '一个叶子至少包含的行数。') },
    leaves: { label: text('Leaves', '叶子数'), help: text('The most leaves a tree may have.', '每棵树最多的叶子数。') },
    maxDepth: { label: text('Depth', '最大深度'), help: text('The most splits from root to leaf.', '从根到叶最多的分裂次数。') },
    minGain: { label: text('Least gain', '最小增益'), help: text('Splits that gain less are not made.', '增益低于此值则不分裂。') },
    bootstrap: {
      label: text('With replacement', '有放回抽样'),
      help: text('Whether each tree draws its rows with replacement.', '每棵树是否有放回地抽取行。'),
    },
    rowShare: {
      label: text('Row share', '行采样比例'),
      help: text('How many rows a tree draws, as a share of all.', '每棵树抽取的行数占全部的比例。'),
    },
    bins: {
      label: text('Bins', '分箱数'),
      help: text('Into how many bins numbers are cut, the one for missing values included.', '数值被分成的箱数，含缺失值所占的一箱。'),
    },
  },
};
