import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { META_OPTIONS, META_PITFALLS, META_READING } from '../kit/meta-learners/text.ts';

const { learner: _learner, propensity: _propensity, ...shared } = META_OPTIONS;

export const upliftForestText: MethodText = {
  title: text('Uplift forest', '增量森林'),
  purpose: text(
    'Predicts for every row what each arm would change, with trees whose splits drive the arms’ outcomes apart.',
    '为每一行预测各处理组带来的增量：树的分裂直接拉开各组结果的差异。',
  ),
  assumptions: [
    text('Arms were assigned at random.', '分组是随机的。'),
    text('Covariates were known before the assignment.', '协变量在分组之前已知。'),
    text('What one row gets does not change the outcome of another.', '一行所受的处理不影响另一行的结果。'),
  ],
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
    criterion: {
      label: text('Criterion', '分裂准则'),
      help: text(
        'kl, chi2: for yes/no outcomes. euclid, cts, ddp: for any. They measure how far a split drives the arms apart.',
        'kl、chi2 用于是否型结果；euclid、cts、ddp 皆可。衡量分裂使各组差异拉开的程度。',
      ),
    },
    normalize: {
      label: text('Normalise', '归一化'),
      help: text(
        'Divides gains by a penalty on splits that part the arms unevenly (kl, euclid, chi2).',
        '对使各组分布不均的分裂加以惩罚（kl、euclid、chi2）。',
      ),
    },
    trees: {
      label: text('Trees', '树的数量'),
      help: text('More trees steady single effects and take longer.', '树越多，单行效应越稳定，用时越长。'),
    },
    maxDepth: { label: text('Depth', '最大深度'), help: text('Levels of splits at most.', '分裂的最多层数。') },
    minLeafRows: {
      label: text('Rows of each arm', '各组最少行数'),
      help: text('Rows of each arm on either side of a split.', '分裂两侧每组至少的行数。'),
    },
    nReg: {
      label: text('Regularisation', '正则化'),
      help: text('So many rows of the node above are added to each arm of a node.', '向每个节点的各组加入这么多来自上级节点的行。'),
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
