import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { ROW_OPTION_TEXTS } from '../kit/explanations/one-row.ts';
import { SUBJECT_OPTION_TEXTS } from '../kit/explanations/subject-options.ts';

export const anchorsText: MethodText = {
  title: text('Anchor: a rule for one row', '锚点规则（单行 Anchors）'),
  purpose: text(
    'Finds a short IF-THEN rule that keeps the decision for one row in place, whatever the other columns are.',
    '找出一条简短的“若…则…”规则：只要满足它，无论其他列取何值，该行的判定都基本不变。',
  ),
  assumptions: [
    text(
      'Other rows of the table stand for what the other columns may be; the columns of the rule are drawn from rows that satisfy it.',
      '其他列的取值来自表中的其他行；规则涉及的列取自满足规则的行。',
    ),
    text('The decision is on which side of the threshold the answer lies.', '判定指预测值位于阈值的哪一侧。'),
  ],
  reading: text(
    'Precision is how often rows that satisfy the rule get the same decision, on draws that took no part in the search. Coverage is the share of the table’s rows that the rule holds for: a precise rule with little coverage speaks for few.',
    '精确率指满足规则的行得到相同判定的比例，用未参与搜索的新抽样计算。覆盖率指规则适用的行占比：精确但覆盖率低的规则只代表少数行。',
  ),
  pitfalls: [
    text(
      'Drawn rows mix columns of different rows and may be ones that never occur; compare with the precision on the rows as they are.',
      '抽样行由不同行的列拼成，可能在现实中并不存在；请与真实行上的精确率对照。',
    ),
    text('A row near the threshold needs a long rule, or has none.', '接近阈值的行需要很长的规则，甚至没有规则。'),
    text(
      'Other rules may hold as well; the one with the most rows among those found is shown.',
      '也可能有其他规则成立；这里展示找到的规则中覆盖最广的一条。',
    ),
    text(
      'The rule describes the model, not what would happen if a column were changed.',
      '规则描述的是模型，而不是改变某一列会带来的结果。',
    ),
  ],
  options: {
    ...ROW_OPTION_TEXTS,
    threshold: {
      label: text('Threshold', '阈值'),
      help: text(
        'Answers from here on count as yes; without it 0.5 for probabilities and the median answer otherwise.',
        '不低于该值判为“是”；留空时概率取 0.5，其余取预测的中位数。',
      ),
    },
    tau: {
      label: text('Required precision', '要求的精确率'),
      help: text('Share of draws that must get the same decision.', '得到相同判定的抽样比例须达到此值。'),
    },
    delta: {
      label: text('Chance of error', '误判概率'),
      help: text('Chance of taking a rule for precise that is not.', '把精确率不足的规则误认为足够的概率。'),
    },
    epsilon: {
      label: text('Tolerance', '容差'),
      help: text(
        'Rules whose precision differs by less count as equally good while searching.',
        '搜索时，精确率相差小于此值的规则视为同样好。',
      ),
    },
    beam: {
      label: text('Beam', '束宽'),
      help: text('Rules that are kept and made longer at each length.', '每个长度上保留并继续扩展的规则数。'),
    },
    mostConditions: {
      label: text('Conditions, at most', '最多条件数'),
      help: text('Both ends of a range count.', '区间的两端各计一个条件。'),
    },
    bins: {
      label: text('Bins', '箱数'),
      help: text('Quantile bins that numbers and dates are cut into.', '数值和日期按分位数切成的箱数。'),
    },
    budget: { label: text('Budget', '预算'), help: text('Model answers that may be asked for, at most.', '最多调用模型的次数。') },
    check: {
      label: text('Fresh draws', '新抽样数'),
      help: text('Draws that judge the finished rule; they take no part in the search.', '用于检验最终规则的抽样数，不参与搜索。'),
    },
    alpha: {
      label: text('Error rate', '错误率'),
      help: text('The interval of the precision holds 1 − alpha.', '精确率区间的置信水平为 1 − alpha。'),
    },
    ...SUBJECT_OPTION_TEXTS,
  },
};
