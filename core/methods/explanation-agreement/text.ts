import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { SUBJECT_OPTION_TEXTS } from '../kit/explanations/subject-options.ts';

export const agreementText: MethodText = {
  title: text('Agreement of explanations', '解释的一致性'),
  purpose: text(
    'Asks SHAP, shuffling, local lines and stand-in trees which features matter, and says where they disagree.',
    '让 SHAP、置换、局部线性与替代树模型分别指出重要特征，并说明它们的分歧。',
  ),
  assumptions: [text('Each technique is fit for the model: see its own page.', '各技术均适用于该模型：参见各自的页面。')],
  reading: text(
    'Kendall’s τ is 1 where two rankings are the same and 0 where they have nothing in common. Features that lead for all four may be quoted as reasons; disputed ones need a closer look, often because columns say the same.',
    'Kendall τ 为 1 表示两个排序相同，为 0 表示毫无共同之处。四种技术都认可的特征可以作为理由引用；有分歧的特征需进一步查看，常因多列信息重叠所致。',
  ),
  pitfalls: [
    text('Techniques measure different things; some disagreement is no fault.', '各技术度量的内容不同，一定的分歧并非错误。'),
    text('Agreement is no proof: all four can be misled by the same leak.', '一致并非证明：同一处泄漏可能同时误导四者。'),
  ],
  options: {
    top: { label: text('Leading features', '领先特征数'), help: text('How many count as leading.', '视为领先的特征个数。') },
    rows: { label: text('Rows', '行数'), help: text('Rows that SHAP and shuffling look at.', 'SHAP 与置换所用的行数。') },
    lines: {
      label: text('Local lines', '局部线性数'),
      help: text('Rows that are explained by lines of their own.', '逐行拟合局部线性模型的行数。'),
    },
    ...SUBJECT_OPTION_TEXTS,
  },
};
