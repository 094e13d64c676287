import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';

export const eValueText: MethodText = {
  title: text('E-value', 'E 值'),
  purpose: text(
    'Says how strong a hidden confounder would have to be to explain an effect away.',
    '说明未测混杂须有多强，才能将效应完全解释掉。',
  ),
  assumptions: [
    text(
      'Measured covariates are already accounted for in the effect that is checked; effects taken from columns are raw comparisons.',
      '所检验的效应已控制了已测协变量；由列直接计算的效应为未调整的比较。',
    ),
    text('Only hidden confounding is judged, not measurement error or selection.', '仅评估未测混杂，不评估测量误差与选择偏差。'),
  ],
  reading: text(
    '1 means that nothing is needed to explain the finding away. Pass means that only a confounder stronger than any you can name would; fail means that an ordinary one would.',
    '1 表示无需任何混杂即可解释该发现。通过意味着只有比您能想到的都更强的混杂才能推翻它；不通过意味着普通混杂即可。',
  ),
  pitfalls: [
    text('A large E-value does not prove an effect, and a small one does not disprove it.', 'E 值大不能证明效应存在，E 值小也不能否定它。'),
    text(
      'Odds ratios of common outcomes overstate the risk ratio; leave isRare off unless fewer than 15 % have the outcome by the end.',
      '常见结果的比值比会夸大风险比；除非最终发生率低于 15 %，否则不要打开 isRare。',
    ),
  ],
  options: {
    measure: {
      label: text('Measure', '度量'),
      help: text(
        'How the given estimate is stated. Effects from columns are risk ratios (yes/no) or standardised differences.',
        '所给估计值的度量方式。由列计算时为风险比（是否）或标准化均差。',
      ),
    },
    estimate: {
      label: text('Estimate', '估计值'),
      help: text('The effect to check; given, it replaces the columns.', '要检验的效应；设置后代替列。'),
    },
    low: {
      label: text('Lower limit', '区间下限'),
      help: text('Of the interval of the given estimate, on the same scale.', '所给估计值的区间下限，同一尺度。'),
    },
    high: {
      label: text('Upper limit', '区间上限'),
      help: text('Of the interval of the given estimate, on the same scale.', '所给估计值的区间上限，同一尺度。'),
    },
    isRare: {
      label: text('Rare outcome', '罕见结果'),
      help: text(
        'Fewer than 15 % have the outcome by the end, so odds and hazard ratios are read as risk ratios.',
        '最终发生率低于 15 %，比值比与风险率比可直接视为风险比。',
      ),
    },
    treatment: {
      label: text('Treatment', '处理变量'),
      help: text('The column that says which arm each row is in.', '标明各行所属组别的列。'),
    },
    control: { label: text('Control', '对照组'), help: text('The arm that the others are compared with.', '其他各组与之比较的组。') },
    arm: { label: text('Arm', '处理组'), help: text('Check this arm only. Default: all of them.', '仅检验该组。默认全部。') },
    outcome: { label: text('Outcome', '结果指标'), help: text('A yes/no or numeric column.', '是否或数值列。') },
    alpha: {
      label: text('Error rate', '错误率'),
      help: text('Intervals hold 1 − alpha; 0.05 gives 95 %.', '区间的置信水平为 1 − alpha；0.05 对应 95 %。'),
    },
  },
};
