import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import type { RefuteWords } from '../kit/refutation/report.ts';
import { REFUTE_OPTIONS } from '../kit/refutation/text.ts';

export const subsetText: MethodText = {
  title: text('Data subset', '数据子集检验'),
  purpose: text(
    'Estimates again on random parts of the rows and asks whether the answer holds.',
    '在随机抽取的部分数据上重新估计，检查结论是否稳定。',
  ),
  assumptions: [text('Rows, or clusters where named, are exchangeable.', '各行（或指定的聚类）可交换。')],
  reading: text(
    'The estimates on subsets should scatter around the original no wider than its error allows.',
    '子集估计值应围绕原估计值，且离散程度不超过标准误所允许的范围。',
  ),
  pitfalls: [
    text(
      'Where rows hang together, name the cluster; subsets of single rows will not see it.',
      '若各行彼此关联，请指定聚类；按单行抽取无法发现。',
    ),
  ],
  options: {
    ...REFUTE_OPTIONS,
    subset: {
      label: text('Share kept', '保留比例'),
      help: text('The share of rows, or clusters, in every subset.', '每个子集保留的行（或聚类）比例。'),
    },
    cluster: {
      label: text('Cluster', '聚类'),
      help: text('Rows with the same value are kept or left out together.', '取值相同的行一同保留或剔除。'),
    },
  },
};

export const subsetWords: RefuteWords = {
  method: 'data-subset',
  simulated: text('subsets', '子集'),
  passed: text('subsets agree with it as well as its error says.', '子集结果与其一致，离散程度符合标准误。'),
  failed: text(
    'subsets scatter more than its standard error allows, or around another value; it hangs on a few rows or clusters.',
    '子集结果的离散超过标准误所允许的范围，或偏离原值；结论取决于少数行或聚类。',
  ),
  passAndFail: text(
    'A pass means: no small part of the data carries the result, and its standard error is about right. A fail means: a few rows or clusters decide, or rows hang together and the error does not count it in.',
    '通过意味着：结论不由少数数据决定，标准误大致正确。不通过意味着：少数行或聚类左右结果，或各行彼此关联而标准误未予考虑。',
  ),
  change: text(
    'Errors by cluster, or a look at the rows with extreme outcomes or weights.',
    '改用按聚类的标准误，或检查结果或权重极端的行。',
  ),
};
