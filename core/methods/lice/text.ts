import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { ROW_OPTION_TEXTS } from '../kit/explanations/one-row.ts';
import { SUBJECT_OPTION_TEXTS } from '../kit/explanations/subject-options.ts';

export const liceText: MethodText = {
  title: text('Layer-wise local clustering explanation (LICE)', '分层局部聚类解释 (LICE)'),
  purpose: text(
    'Says what kind of decision has been made by the end of each hidden layer of a network, in words of the original columns.',
    '用原始列的语言说明网络在每一隐藏层结束时已经作出了怎样的判定。',
  ),
  assumptions: [
    text('Rows that a layer puts close together are treated alike from there on.', '被某一层放在一起的行，此后会得到相似的处理。'),
    text('The rows explained are like those that the network will meet.', '被解释的行与网络将要面对的行相似。'),
  ],
  reading: text(
    'First look at the comparison: where one tree or k-LIME repeats the network better, prefer them. Then follow the paths: each is a way through the layers with a rule in your columns, its precision and coverage on held-out rows, and a local model whose fidelity is printed. A cluster is only as good as its card says.',
    '先看比较：若单棵树或 k-LIME 更能还原网络，应优先采用。再看路径：每条路径是穿过各层的一种走法，附有以列表述的规则、其在留出行上的精确率与覆盖率，以及标明还原度的局部模型。簇的可信程度以卡片所示为准。',
  ),
  pitfalls: [
    text('Clusters of activations are descriptions, not mechanisms.', '激活的簇是描述，不是机理。'),
    text('K-means depends on how units are scaled and on the number of clusters.', 'K 均值取决于单元的标准化方式和簇数。'),
    text(
      'Two readings of the seed were left open there: clusters are found among rows, and groups of units are shown beside them; classes are clustered apart only in class-split mode.',
      '原文留有两种读法：此处对行聚类，并另行展示单元的分组；仅在按类拆分模式下才对各类分别聚类。',
    ),
    text('A warning about unstable clusters cannot be switched off.', '关于簇不稳定的警告无法关闭。'),
  ],
  options: {
    mode: {
      label: text('Mode', '模式'),
      help: text(
        'Each layer by itself, yes and no apart, or only inside the clusters of the layer before.',
        '逐层独立聚类、按“是”“否”分开聚类，或仅在上一层的簇内聚类。',
      ),
    },
    clusters: {
      label: text('Clusters', '簇数'),
      help: text('A number, or auto: from 2 to 8 by the silhouette.', '具体数目，或 auto：按轮廓系数在 2 至 8 中选择。'),
    },
    local: {
      label: text('Local model', '局部模型'),
      help: text('A shallow tree or a short straight line.', '浅层树或少数几项的线性模型。'),
    },
    depth: { label: text('Depth', '深度'), help: text('Of local trees and of membership rules.', '局部树与成员规则的深度。') },
    terms: { label: text('Columns', '列数'), help: text('Of a local straight line, at most.', '局部线性模型最多使用的列数。') },
    smallest: {
      label: text('Smallest cluster', '最小簇'),
      help: text(
        'Training rows for a local model; the larger of 50 and 1 % without it.',
        '局部模型所需的训练行数；留空则取 50 与 1% 中较大者。',
      ),
    },
    threshold: {
      label: text('Threshold', '阈值'),
      help: text('Answers from here on count as yes.', '预测达到此值即判为“是”。'),
    },
    repeats: { label: text('Seeds', '种子数'), help: text('How often the clusters are found anew.', '重新聚类的次数。') },
    rows: {
      label: text('Rows', '行数'),
      help: text('At most this many rows, drawn at random by the seed.', '最多使用的行数，按种子随机抽取。'),
    },
    ...ROW_OPTION_TEXTS,
    ...SUBJECT_OPTION_TEXTS,
  },
};
