import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { NEAR_OPTION_TEXTS } from '../kit/explanations/near-row.ts';

export const localTreeText: MethodText = {
  title: text('Local decision tree', '局部决策树'),
  purpose: text(
    'Explains one answer by a small tree grown on made-up rows near it: the rule that the row falls under, and how faithful it is.',
    '用该行附近虚拟行上生长的小树解释一个预测：该行所属的规则，以及它有多忠实。',
  ),
  assumptions: [
    text('Near the row a few splits say what the model does.', '在该行附近，少数几次分裂即可概括模型的做法。'),
    text('Features may be drawn apart from each other: made-up rows need not exist.', '各特征可独立抽取：虚拟行不一定真实存在。'),
  ],
  reading: text(
    'Follow the boxes marked ▲ from the root to the row’s own leaf. Colours show answers above or below those of all rows near by. First look at the fidelity: below 0.5 the rules are not to be used.',
    '沿标有 ▲ 的方框从根走到该行所在的叶子。颜色表示高于或低于附近各行的预测。先看拟合度：低于 0.5 时不应采用这些规则。',
  ),
  pitfalls: [
    text(
      'Near ties between splits another draw gives another tree: compare seeds before you tell a rule to anyone.',
      '当分裂优劣接近时，换一次抽样会得到另一棵树：对外说明规则之前请比较不同种子。',
    ),
    text('The kernel width decides what is near, and with it the tree.', '核宽度决定何为“附近”，从而影响这棵树。'),
    text(
      'A rule is the stand-in’s: crossing its threshold need not change the model’s answer by as much.',
      '规则属于替代树：越过阈值未必使模型的预测改变同样多。',
    ),
  ],
  options: {
    ...NEAR_OPTION_TEXTS,
    depth: { label: text('Depth', '深度'), help: text('Most splits from the root to a leaf.', '从根到叶最多的分裂次数。') },
  },
};
