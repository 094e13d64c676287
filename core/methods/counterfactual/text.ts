import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { ROW_OPTION_TEXTS } from '../kit/explanations/one-row.ts';
import { SUBJECT_OPTION_TEXTS } from '../kit/explanations/subject-options.ts';

export const counterfactualText: MethodText = {
  title: text('Counterfactual examples', '反事实样例'),
  purpose: text(
    'Finds the smallest changes to one row that would bring the model’s answer across a target, and the nearest real row that is there.',
    '找出使某一行的预测跨过目标值所需的最小改动，以及已在目标另一侧的最近真实行。',
  ),
  assumptions: [
    text(
      'Columns can change one without the other, within the values of the table or the ranges given.',
      '各列可在表中取值或给定范围内单独改变。',
    ),
    text(
      'Equally far means equally hard: distances are in median absolute deviations of each column, and every changed column adds one.',
      '距离相同即难度相同：距离以各列的中位数绝对偏差为单位，每多改一列再加一。',
    ),
  ],
  reading: text(
    'Each example is one version of the row that the model answers as wanted. No change of an example can be left out, and no value moved further back.',
    '每个样例都是该行的一个版本，模型会给出目标一侧的预测。样例中的任何改动都不能省去，数值也不能再往回收。',
  ),
  pitfalls: [
    text(
      'An example says what the model would answer, not what would happen if the columns were changed.',
      '样例说明的是模型会如何作答，而不是改变这些列之后会发生什么。',
    ),
    text(
      'Columns that move together in the world are changed one at a time here; compare with the real row.',
      '现实中一起变动的列在这里会被单独改变；请与真实行对照。',
    ),
    text(
      'Examples are just across the target, so a model trained on other rows may answer otherwise.',
      '样例刚好跨过目标，换用其他行训练的模型可能给出不同预测。',
    ),
    text('Lock what nobody can change, such as age or past orders.', '请锁定无法改变的列，如年龄或历史订单。'),
  ],
  options: {
    ...ROW_OPTION_TEXTS,
    row: {
      label: text('Row', '行号'),
      help: text(
        'The row to explain, counted from 1; without it the one with the highest answer, or the lowest when the goal is above.',
        '要解释的行，从 1 起；留空则取预测最高的一行，目标方向为“高于”时取最低的一行。',
      ),
    },
    target: {
      label: text('Target', '目标值'),
      help: text(
        'The answer to be crossed; without it 0.5 for yes/no models, otherwise the median of the answers.',
        '要跨过的预测值；留空时是否型模型取 0.5，其余取预测的中位数。',
      ),
    },
    goal: {
      label: text('Wanted side', '目标方向'),
      help: text('At or above the target, below it, or wherever the row is not.', '达到或高于目标、低于目标，或自动取该行所不在的一侧。'),
    },
    locked: { label: text('Locked columns', '锁定的列'), help: text('They keep their value.', '这些列保持原值。') },
    increaseOnly: { label: text('May only rise', '只能增加'), help: text('Ordered columns that must not fall.', '不允许减少的有序列。') },
    decreaseOnly: { label: text('May only fall', '只能减少'), help: text('Ordered columns that must not rise.', '不允许增加的有序列。') },
    ranges: {
      label: text('Ranges', '取值范围'),
      help: text(
        'Least and greatest new value of a column; without an entry those of the table.',
        '某列新取值的下限与上限；未列出者取表中的最小值与最大值。',
      ),
    },
    diverse: {
      label: text('Examples', '样例数'),
      help: text('How many examples, as unlike each other as may be.', '给出多少个彼此尽量不同的样例。'),
    },
    mostChanges: {
      label: text('Most changes', '最多改动列数'),
      help: text('Columns that one example may change.', '一个样例最多改动几列。'),
    },
    evaluations: {
      label: text('Limit of answers', '预测次数上限'),
      help: text(
        'The search stops after so many answers of the model, with the best so far.',
        '搜索在模型作答达到该次数后停止，并给出目前最好的结果。',
      ),
    },
    ...SUBJECT_OPTION_TEXTS,
  },
};
