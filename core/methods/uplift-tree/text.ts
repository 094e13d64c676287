import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { META_OPTIONS, META_PITFALLS, META_READING } from '../kit/meta-learners/text.ts';
import { UPLIFT_ASSUMPTIONS, UPLIFT_OPTION_TEXTS } from '../kit/uplift-trees/text.ts';

const { learner: _learner, propensity: _propensity, ...shared } = META_OPTIONS;

export const upliftTreeText: MethodText = {
  title: text('Uplift tree', '增量树'),
  purpose: text(
    'Splits the rows of a test into segments in which the arms differ most, and draws the tree with rows, rates and uplift.',
    '把实验数据分成各组差异最大的分群，并画出带有行数、比率与增量的树。',
  ),
  assumptions: UPLIFT_ASSUMPTIONS,
  reading: META_READING,
  pitfalls: [
    ...META_PITFALLS,
    text(
      'One tree changes with the sample: another seed may split elsewhere. A forest predicts single rows better.',
      '单棵树随样本而变：换个种子可能在别处分裂。预测单行时森林更好。',
    ),
  ],
  options: {
    ...shared,
    ...UPLIFT_OPTION_TEXTS,
    pruneShare: {
      label: text('Rows that confirm', '用于剪枝的比例'),
      help: text('Share of the rows that must confirm every split; 0 keeps all splits.', '须证实每次分裂的行所占比例；0 表示不剪枝。'),
    },
    honest: {
      label: text('Honest', '诚实估计'),
      help: text('Half of the rows find the splits, the other half fill the nodes.', '一半行用于寻找分裂，另一半用于估计各节点。'),
    },
  },
};
