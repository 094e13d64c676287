import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { META_OPTIONS, META_PITFALLS, META_READING } from '../kit/meta-learners/text.ts';
import { UPLIFT_ASSUMPTIONS, UPLIFT_OPTION_TEXTS } from '../kit/uplift-trees/text.ts';

const { learner: _learner, propensity: _propensity, ...shared } = META_OPTIONS;

export const upliftForestText: MethodText = {
  title: text('Uplift forest', '增量森林'),
  purpose: text(
    'Predicts for every row what each arm would change, with trees whose splits drive the arms’ outcomes apart.',
    '为每一行预测各处理组带来的增量：树的分裂直接拉开各组结果的差异。',
  ),
  assumptions: UPLIFT_ASSUMPTIONS,
  reading: META_READING,
  pitfalls: [
    ...META_PITFALLS,
    text(
      'Splits look at one arm’s lift as a whole: where covariates also decided the assignment, use a causal forest or the DR-learner.',
      '分裂只看各组之间的差异：若分组还取决于协变量，请用因果森林或 DR-learner。',
    ),
  ],
  options: {
    ...shared,
    ...UPLIFT_OPTION_TEXTS,
    trees: {
      label: text('Trees', '树的数量'),
      help: text('More trees steady single effects and take longer.', '树越多，单行效应越稳定，用时越长。'),
    },
    sampleShare: {
      label: text('Share drawn', '抽样比例'),
      help: text('Share of the rows that each tree draws.', '每棵树抽取的行的比例。'),
    },
    triedColumns: {
      label: text('Columns tried', '每次尝试列数'),
      help: text('Columns tried at a node. Default: √p + 20, at most all.', '每个节点尝试的列数。默认 √p + 20，不超过全部。'),
    },
    honest: {
      label: text('Honest', '诚实估计'),
      help: text(
        'Half of a tree’s rows find its splits, the other half fill its leaves.',
        '每棵树一半行用于寻找分裂，另一半用于估计叶节点。',
      ),
    },
  },
};
