import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { LEAK_THRESHOLDS } from './leakage.ts';

export const profileText: MethodText = {
  title: text('Data profile', '数据概况'),
  purpose: text(
    'Shows what each column holds, what is missing, and what to be careful with before any analysis.',
    '在分析之前，查看每一列的内容、缺失情况以及需要留意的地方。',
  ),
  assumptions: [
    text(
      'Quantiles, counts and distinct values are exact; nothing is sampled except to recognise personal data.',
      '分位数、计数与不同取值数均为精确值；仅在识别个人信息时抽样查看。',
    ),
    text(
      `A column may leak when alone it reaches an AUC of ${LEAK_THRESHOLDS.auc}, an adjusted R² of ${LEAK_THRESHOLDS['r-squared']}, or a share of ${LEAK_THRESHOLDS['mutual-information']} of the outcome's information (64 quantile bins, or its levels).`,
      `单列即可达到 AUC ${LEAK_THRESHOLDS.auc}、调整后 R² ${LEAK_THRESHOLDS['r-squared']}，或占结果信息量 ${LEAK_THRESHOLDS['mutual-information']} 时，提示可能泄漏（数值按 64 个分位箱，类别按取值）。`,
    ),
  ],
  reading: text(
    'Start with the hints, then the missing shares, then the shapes. A hint is a question, not a verdict.',
    '先看提示，再看缺失比例，最后看分布形状。提示是问题，不是结论。',
  ),
  pitfalls: [
    text(
      'A column without a hint may still leak or name people; the checks know only common forms.',
      '没有提示的列仍可能泄漏结果或涉及个人；检查只认得常见形式。',
    ),
    text(
      'A strong column known before the outcome is a good covariate, not a leak.',
      '在结果发生之前就已知的强相关列是好的协变量，并非泄漏。',
    ),
  ],
  options: {
    columns: { label: text('Columns', '列'), help: text('Which columns to profile; all without it.', '要查看的列；不设则为全部。') },
    outcome: {
      label: text('Outcome', '结果'),
      help: text(
        'The column that leaks are looked for against; else the first with the role outcome.',
        '据此检查泄漏的列；不设则取第一个角色为结果的列。',
      ),
    },
    topCategories: {
      label: text('Most frequent values', '最常见取值数'),
      help: text('How many values of a text column are counted out.', '文本列列出多少个取值及其行数。'),
    },
    maxBins: {
      label: text('Most bins', '最多箱数'),
      help: text(
        'The cap on the bins of a histogram; their width follows Freedman and Diaconis.',
        '直方图箱数的上限；箱宽按 Freedman–Diaconis 规则。',
      ),
    },
  },
};
