import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';

export const sensitivityText: MethodText = {
  title: text('Sensitivity to hidden confounding', '对未测混杂的敏感性'),
  purpose: text(
    'Says how strong a hidden confounder would have to be to take a regression estimate away, measured against the covariates you have.',
    '以已有协变量为标尺，说明未测混杂须有多强才能使回归估计消失。',
  ),
  assumptions: [
    text('The outcome is linear in treatment and covariates.', '结果对处理与协变量呈线性。'),
    text('Covariates were measured before the treatment.', '协变量在处理之前测得。'),
  ],
  reading: text(
    'The robustness value is the share of the remaining variation of both treatment and outcome that a confounder must explain. Compare it with the benchmarks. Pass means that no plausible confounder is that strong; fail means that one could be.',
    '稳健性值是混杂须同时解释的处理与结果剩余变异的比例。请与基准协变量比较。通过意味着不存在如此强的合理混杂；不通过意味着可能存在。',
  ),
  pitfalls: [text('A benchmark that is itself weak makes every bound look small.', '若基准本身很弱，所有界都会显得很小。')],
  options: {
    treatment: {
      label: text('Treatment', '处理变量'),
      help: text('The column that says which arm each row is in.', '标明各行所属组别的列。'),
    },
    control: { label: text('Control', '对照组'), help: text('The arm that the others are compared with.', '其他各组与之比较的组。') },
    arm: { label: text('Arm', '处理组'), help: text('Check this arm only. Default: all of them.', '仅检验该组。默认全部。') },
    outcome: { label: text('Outcome', '结果指标'), help: text('A numeric or yes/no column.', '数值或是否列。') },
    covariates: {
      label: text('Covariates', '协变量'),
      help: text('Columns in the regression. Default: all covariates.', '回归中的列。默认取全部协变量。'),
    },
    benchmarks: {
      label: text('Benchmarks', '基准'),
      help: text(
        'Covariates that the confounder is compared with. Default: all in the regression.',
        '用于与混杂比较的协变量。默认取回归中的全部。',
      ),
    },
    strengths: {
      label: text('Times as strong', '强度倍数'),
      help: text('How many times as strong as the benchmark the confounder is.', '混杂强度为基准的多少倍。'),
    },
    q: {
      label: text('Share to take away', '抵消比例'),
      help: text('1 asks when nothing of the estimate is left; 0.5 when half is gone.', '1 表示估计值完全消失；0.5 表示减半。'),
    },
    alpha: {
      label: text('Error rate', '错误率'),
      help: text('Of intervals and of the robustness value for significance.', '区间及显著性稳健性值所用的错误率。'),
    },
  },
};
