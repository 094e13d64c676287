import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { SUBJECT_OPTION_TEXTS } from '../kit/explanations/subject-options.ts';

export const surrogateTreeText: MethodText = {
  title: text('Surrogate tree', '替代树'),
  purpose: text('Repeats a whole model’s answers with one small tree that a person can read.', '用一棵人人可读的小树还原整个模型的预测。'),
  assumptions: [text('A few questions, asked one after another, can repeat the answers.', '依次提出少数几个问题即可还原预测。')],
  reading: text(
    'Read the fidelity before the tree: it is the share of the answers’ variance on held-out rows that the tree repeats. Below 0.8 the tree is marked, and its rules must not be quoted as the model’s.',
    '先看拟合度，再看树：它是树在留出行上还原的预测方差比例。低于 0.8 时树会被标出，其规则不得当作模型的规则引用。',
  ),
  pitfalls: [
    text('It explains the model on average; one customer may be decided otherwise.', '它解释的是模型的整体；个别客户的判定可能不同。'),
    text('Where columns move together the tree may ask the one for the other.', '当列之间相互关联时，树可能以此代彼。'),
  ],
  options: {
    depth: { label: text('Depth', '深度'), help: text('Questions from the root to a leaf, at most.', '从根到叶最多的提问数。') },
    leafShare: {
      label: text('Smallest leaf', '最小叶子'),
      help: text('As a share of the rows that the tree is grown on.', '占建树所用行的比例。'),
    },
    rows: {
      label: text('Rows', '行数'),
      help: text('At most this many rows, drawn at random by the seed.', '最多使用的行数，按种子随机抽取。'),
    },
    ...SUBJECT_OPTION_TEXTS,
  },
};
