import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { MODEL_ASSUMPTIONS, MODEL_OPTION_TEXTS, MODEL_PITFALLS, MODEL_READING } from '../kit/models/text.ts';

export const gbdtText: MethodText = {
  title: text('Gradient-boosted trees', '梯度提升树'),
  purpose: text(
    'Predicts a number or a yes/no outcome with trees that correct each other, and judges itself on rows it has not seen.',
    '用逐步相互纠正的树预测数值或是否型结果，并在未见过的数据上评估自身。',
  ),
  assumptions: MODEL_ASSUMPTIONS,
  reading: MODEL_READING,
  pitfalls: [
    ...MODEL_PITFALLS,
    text(
      'When the held-out loss rises while the training loss still falls, there are too many trees: use fewer, a smaller learning rate, or early stopping.',
      '若训练损失仍在下降而留出损失上升，说明树太多：请减少树的数量、降低学习率，或启用提前停止。',
    ),
  ],
  options: {
    ...MODEL_OPTION_TEXTS,
    loss: {
      label: text('Loss', '损失函数'),
      help: text(
        'What an error costs: squared for numbers, logistic for yes/no, poisson for counts, quantile for a chosen quantile; auto follows the task.',
        '误差的代价：squared 用于数值，logistic 用于是否，poisson 用于计数，quantile 用于指定分位数；auto 随任务而定。',
      ),
    },
    quantile: {
      label: text('Quantile', '分位数'),
      help: text('The quantile that the quantile loss aims at.', 'quantile 损失所瞄准的分位数。'),
    },
    trees: { label: text('Trees', '树的数量'), help: text('How many trees are grown, one after another.', '依次生长的树的数量。') },
    leaves: { label: text('Leaves', '叶子数'), help: text('The most leaves a tree may have.', '每棵树最多的叶子数。') },
    learningRate: {
      label: text('Learning rate', '学习率'),
      help: text('How much of its answer each tree adds; smaller needs more trees.', '每棵树贡献的比例；越小需要的树越多。'),
    },
    maxDepth: { label: text('Depth', '最大深度'), help: text('The most splits from root to leaf.', '从根到叶最多的分裂次数。') },
    growth: {
      label: text('Growth', '生长方式'),
      help: text(
        'leaf-wise splits the best leaf first, depth-wise a whole level.',
        'leaf-wise 先分裂收益最大的叶子，depth-wise 逐层分裂。',
      ),
    },
    minLeafRows: { label: text('Rows a leaf', '叶子最少行数'), help: text('The fewest rows a leaf may hold.', '一个叶子至少包含的行数。') },
    minLeafHessian: {
      label: text('Curvature a leaf', '叶子最小曲率'),
      help: text('The least sum of second derivatives a leaf may hold.', '一个叶子至少包含的二阶导数之和。'),
    },
    lambda: {
      label: text('Shrinkage', 'L2 正则'),
      help: text('Added to the curvature of every leaf: pulls answers to zero.', '加到每个叶子的曲率上：把取值拉向零。'),
    },
    minGain: { label: text('Least gain', '最小增益'), help: text('Splits that gain less are not made.', '增益低于此值则不分裂。') },
    rowShare: { label: text('Row share', '行采样比例'), help: text('Share of the rows that each tree sees.', '每棵树所见行的比例。') },
    columnShare: {
      label: text('Column share', '列采样比例'),
      help: text('Share of the columns that each tree sees.', '每棵树所见列的比例。'),
    },
    bins: {
      label: text('Bins', '分箱数'),
      help: text('Into how many bins numbers are cut, the one for missing values included.', '数值被分成的箱数，含缺失值所占的一箱。'),
    },
    monotone: {
      label: text('Monotone', '单调约束'),
      help: text(
        'Per column name: 1 if the answer may only rise with it, -1 if only fall.',
        '按列名指定：1 表示只能随之上升，-1 表示只能随之下降。',
      ),
    },
    earlyStopping: {
      label: text('Early stopping', '提前停止'),
      help: text(
        'Stop after so many trees without progress on rows set aside from training; 0 never.',
        '在训练中另留的数据上连续多少棵树无改进即停止；0 表示不启用。',
      ),
    },
    validationShare: {
      label: text('Watched share', '监测比例'),
      help: text('Share of the training rows set aside for early stopping.', '为提前停止另留的训练行比例。'),
    },
    categorySmoothing: {
      label: text('Category smoothing', '类别平滑'),
      help: text('Pulls small categories to the middle before they are ordered.', '排序前把小类别拉向中间。'),
    },
    categoryLambda: {
      label: text('Category shrinkage', '类别正则'),
      help: text('Shrinkage in splits of categories.', '类别分裂时的收缩力度。'),
    },
    categoryRows: {
      label: text('Rows a category group', '类别组最少行数'),
      help: text('The fewest rows of a group of categories in a split.', '分裂时一个类别组至少包含的行数。'),
    },
  },
};
