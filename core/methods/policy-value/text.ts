import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { META_ASSUMPTIONS, META_OPTIONS } from '../kit/meta-learners/text.ts';

export const policyValueText: MethodText = {
  title: text('Value of a targeting rule', '投放规则的价值'),
  purpose: text(
    'What would a targeting rule have been worth per customer, judged on data in which it was not followed?',
    '在未执行该规则的数据上评估：若按此规则投放，平均每位客户值多少？',
  ),
  assumptions: META_ASSUMPTIONS,
  reading: text(
    'The value of the rule is compared with giving everybody the same arm. A rule is worth having when its difference from the best of these has an interval above 0.',
    '将规则的价值与“所有人同一组”相比较。若与其中最佳者之差的区间在 0 以上，规则才值得采用。',
  ),
  pitfalls: [
    text(
      'A rule that was learned from the same rows looks better than it is. Judge it on rows that it has not seen, or on cross-fitted effects.',
      '在同一批行上学得的规则看起来会偏好。请在未见过的行或交叉拟合的效应上评估。',
    ),
    text(
      'Nothing is known about an arm for customers who never got it: where the arm was rare, the value leans on few rows. Look at the effective number of rows.',
      '客户从未得到过的组无从评估：某组很少见时，价值仅由少数行支撑。请看有效样本量。',
    ),
  ],
  options: {
    ...META_OPTIONS,
    rule: {
      label: text('Rule', '规则列'),
      help: text(
        'A text column with the arm that each row would get. Without it the plan or the effects that come in make the rule.',
        '写明每行应得组别的文本列。不填时由连入的方案或效应给出规则。',
      ),
    },
    costs: {
      label: text('Costs', '成本'),
      help: text(
        'What each arm costs a row: a number, or a column. Arms without an entry cost nothing.',
        '各组每行的成本：数值或列名；未列出的组成本为 0。',
      ),
    },
    valuePerUnit: {
      label: text('Value per unit', '单位价值'),
      help: text('What one unit of the outcome is worth, in the unit of the costs.', '一个单位的结果值多少，与成本同单位。'),
    },
    threshold: {
      label: text('Threshold', '阈值'),
      help: text(
        'For a rule from effects: an arm is given where it gains more than this, net of its cost.',
        '由效应形成规则时：净收益高于此值才投放。',
      ),
    },
  },
};
