import { text } from '../../../base/text.ts';
import type { MethodText } from '../../contract.ts';

/** What every uplift tree or forest takes for granted. */
export const UPLIFT_ASSUMPTIONS: MethodText['assumptions'] = [
  text('Arms were assigned at random.', '分组是随机的。'),
  text('Covariates were known before the assignment.', '协变量在分组之前已知。'),
  text('What one row gets does not change the outcome of another.', '一行所受的处理不影响另一行的结果。'),
];

/** Words for the options that trees and forests share. */
export const UPLIFT_OPTION_TEXTS = {
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
  maxDepth: { label: text('Depth', '最大深度'), help: text('Levels of splits at most.', '分裂的最多层数。') },
  minLeafRows: {
    label: text('Rows of each arm', '各组最少行数'),
    help: text('Rows of each arm on either side of a split.', '分裂两侧每组至少的行数。'),
  },
  nReg: {
    label: text('Regularisation', '正则化'),
    help: text('So many rows of the node above are added to each arm of a node.', '向每个节点的各组加入这么多来自上级节点的行。'),
  },
} satisfies MethodText['options'];
