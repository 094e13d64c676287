import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';

export const importanceText: MethodText = {
  title: text('Feature importance', '特征重要性'),
  purpose: text(
    'Says how much worse a model’s answers get when one column no longer says anything, because its values are dealt to other rows.',
    '把某一列的取值在各行之间打乱，使其不再携带信息，看模型的预测会变差多少。',
  ),
  assumptions: [
    text('The judged rows were not used to train the model.', '用于评估的行没有参与模型训练。'),
    text(
      'A shuffled column may meet rows that do not exist; the model is taken to answer sensibly there.',
      '打乱后可能出现现实中不存在的行，假定模型在那里也能合理作答。',
    ),
  ],
  reading: text(
    'Each bar is the interval of how much the loss grows without the column. A bar that holds zero: the model can do without.',
    '每条线段是失去该列后损失增量的区间。区间包含零，说明模型可以不用该列。',
  ),
  pitfalls: [
    text(
      'Columns that say the same stand in for each other, and each looks unimportant: put them into one group.',
      '含义相近的列可以互相替代，单独看都不重要：请放进同一组。',
    ),
    text('Training gain favours columns with many different values; trust the shuffles.', '训练增益偏向取值很多的列，应以打乱结果为准。'),
    text(
      'Important for the model does not mean that changing the column changes the outcome.',
      '对模型重要，并不意味着改变该列就能改变结果。',
    ),
  ],
  options: {
    metric: {
      label: text('Loss', '损失'),
      help: text('1 − AUC or log loss for yes/no outcomes, RMSE for numbers.', '是否型结果用 1 − AUC 或对数损失，数值结果用 RMSE。'),
    },
    outcome: {
      label: text('Outcome', '结果列'),
      help: text('The column that the model predicts.', '模型所预测的列。'),
    },
    heldOut: {
      label: text('Held-out rows', '留出行'),
      help: text('A yes/no column; only rows where it says yes are judged.', '是否型列；只评估取值为“是”的行。'),
    },
    repeats: {
      label: text('Shuffles', '打乱次数'),
      help: text('How often each column is shuffled; more make intervals steadier.', '每列打乱多少次；次数越多，区间越稳定。'),
    },
    rows: {
      label: text('Rows', '行数'),
      help: text('At most this many rows, drawn at random by the seed, are judged.', '最多评估这么多行，按种子随机抽取。'),
    },
    groups: {
      label: text('Groups', '列组'),
      help: text('Columns that are shuffled together, under a name.', '以一个名称把若干列放在一起打乱。'),
    },
    alpha: {
      label: text('Error rate', '显著性水平'),
      help: text('One minus the level of the intervals.', '1 减去区间的置信水平。'),
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
