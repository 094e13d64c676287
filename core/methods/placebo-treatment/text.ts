import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import type { RefuteWords } from '../kit/refutation/report.ts';
import { REFUTE_OPTIONS } from '../kit/refutation/text.ts';

export const placeboText: MethodText = {
  title: text('Placebo treatment', '安慰剂处理检验'),
  purpose: text(
    'Deals the treatment out anew at random and asks whether an effect is still found.',
    '将处理随机重新分配，检查是否仍会得出效应。',
  ),
  assumptions: [text('Rows are exchangeable: none hangs together with others.', '各行可交换：彼此之间没有关联。')],
  reading: text('The placebo effects should lie around zero, and a real effect outside them.', '安慰剂效应应围绕零；真实效应应在其外。'),
  pitfalls: [text('It cannot see hidden confounders: shuffling cuts their tie as well.', '它无法发现未测混杂：打乱也会切断混杂的关联。')],
  options: REFUTE_OPTIONS,
};

export const placeboWords: RefuteWords = {
  method: 'placebo-treatment',
  simulated: text('placebo treatments', '安慰剂处理'),
  passed: text('placebo treatments do not explain it.', '安慰剂处理无法解释该结果。'),
  failed: text(
    'placebo treatments give effects like it, or are called significant too often; the interval is too short or the estimator finds effects where there are none.',
    '安慰剂处理也能得出类似效应，或过于频繁地显著；区间过窄，或该方法会无中生有。',
  ),
  passAndFail: text(
    'A pass means: with the treatment dealt out at random the estimator finds nothing, and an effect that it calls significant is larger than nearly all of those. A fail means: its error or its formula cannot be trusted on these data. Neither speaks about hidden confounders.',
    '通过意味着：随机分配处理时，该方法不会得出效应，且其称为显著的效应大于几乎所有安慰剂效应。不通过意味着：其标准误或公式在这份数据上不可信。两者都与未测混杂无关。',
  ),
  change: text(
    'Rows that hang together (visits of one person, customers of one branch) ask for an estimator with errors by cluster.',
    '若各行彼此关联（同一人的多次访问、同一门店的顾客），应使用按聚类计算标准误的方法。',
  ),
};
