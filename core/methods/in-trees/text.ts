import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { SUBJECT_OPTION_TEXTS } from '../kit/explanations/subject-options.ts';

export const inTreesText: MethodText = {
  title: text('Rules of a forest (inTrees)', '森林规则提取 (inTrees)'),
  purpose: text(
    'Reads the rules that a model of many trees is made of, keeps the few that matter, and orders them into a list that predicts by itself.',
    '从由许多树组成的模型中读出规则，保留少数要紧的规则，并排成一个可独立预测的规则列表。',
  ),
  assumptions: [
    text('Rules are measured on rows like those that the model is for.', '用于度量规则的行与模型所面向的行相似。'),
    text(
      'What the trees do together can be said by few rules; how far is measured on held-out rows.',
      '众多树的共同作用可以用少数规则表达；表达得如何由留出行检验。',
    ),
  ],
  reading: text(
    'Frequency is the share of rows that a rule holds for, error is how often it is wrong on them (for numbers: the share of the variance that it leaves open), length is its number of conditions. The list is read from the top: the first rule that holds answers. ∅ stands for a missing value.',
    '频率是规则适用的行占比；误差是规则在这些行上判错的比例（数值目标为规则未解释的方差占比）；长度是条件个数。规则列表自上而下读取，由第一条成立的规则给出答案。∅ 表示缺失值。',
  ),
  pitfalls: [
    text(
      'Held-out rows are held out from the rules; the model itself may have been trained on them.',
      '留出行只对规则而言是留出的；模型本身可能用它们训练过。',
    ),
    text('A rule further down the list holds only for rows that no rule above it took.', '列表中靠后的规则只对前面规则未覆盖的行成立。'),
    text(
      'Other lists may do as well; features that say the same take each other’s place.',
      '可能有其他同样好的列表；含义相近的特征会相互替代。',
    ),
    text('A rule is no reason why: changing a column may change nothing.', '规则不等于原因：改变某一列未必会改变结果。'),
  ],
  options: {
    target: {
      label: text('Measured against', '度量对象'),
      help: text(
        'The outcome column, the model itself, or (auto) the outcome where one is known and fits.',
        '结果列、模型自身，或自动：若有合适的结果列则用结果列。',
      ),
    },
    outcome: { label: text('Outcome', '结果列'), help: text('The column that rules are to predict.', '规则要预测的列。') },
    threshold: {
      label: text('Threshold', '阈值'),
      help: text('Answers from here on count as yes, where the target is yes or no.', '目标为是否型时，不低于该值的预测判为“是”。'),
    },
    trees: { label: text('Trees', '树的数量'), help: text('Trees that are read, from the first.', '从第一棵起读取的树数。') },
    depth: { label: text('Depth', '深度'), help: text('Deeper paths are cut here.', '更深的路径在此截断。') },
    frequency: {
      label: text('Least frequency', '最低频率'),
      help: text('Share of the rows that a rule must hold for.', '规则至少须适用的行占比。'),
    },
    decay: {
      label: text('Pruning', '剪枝阈值'),
      help: text(
        'A condition is dropped while the rule’s error grows by at most this in all.',
        '只要规则误差的总增量不超过此值，就删去该条件。',
      ),
    },
    rules: { label: text('Rules, at most', '最多规则数'), help: text('How many rules are chosen.', '最多选出的规则数。') },
    rows: {
      label: text('Rows', '行数'),
      help: text('At most this many rows, drawn at random by the seed.', '最多使用的行数，按种子随机抽取。'),
    },
    heldOutShare: {
      label: text('Held-out share', '留出比例'),
      help: text('Share of these rows that judges the list.', '用于检验规则列表的行占比。'),
    },
    ...SUBJECT_OPTION_TEXTS,
  },
};
