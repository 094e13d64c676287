import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { MODEL_ASSUMPTIONS, MODEL_OPTION_TEXTS, MODEL_PITFALLS, MODEL_READING } from '../kit/models/text.ts';

export const gamText: MethodText = {
  title: text('Additive model (GAM, explainable boosting)', '可加模型（GAM，可解释提升）'),
  purpose: text(
    'Predicts a number or a yes/no outcome as a sum of one curve a column and a few pairs, every one of which can be seen and edited.',
    '把数值或是否型结果预测为每列一条曲线与少数特征对之和，每一项都可查看、可编辑。',
  ),
  assumptions: [
    ...MODEL_ASSUMPTIONS,
    text('What more than two columns do together is small enough to be left out.', '三列及以上的联合作用小到可以忽略。'),
  ],
  reading: text(
    `${MODEL_READING.en} A shape says what a column adds to the answer at each of its values, beside its mean of 0; where its band is wide, the bags disagree.`,
    `${MODEL_READING.zh}形状曲线给出该列在每个取值处对预测的贡献（均值为 0）；带宽之处表示各袋意见不一。`,
  ),
  pitfalls: [
    ...MODEL_PITFALLS,
    text(
      'Columns that say the same share one shape between them: remove one before you read the other.',
      '含义相近的列会分摊同一条曲线：解读其一之前，请先去掉另一列。',
    ),
    text(
      'An edit changes answers, not data: look at the held-out quality before and after.',
      '编辑改变的是预测而非数据：请比较编辑前后的留出表现。',
    ),
    text('The band is between bags of the same rows; it is no confidence interval.', '带反映同一批数据不同抽样之间的差异，并非置信区间。'),
  ],
  options: {
    ...MODEL_OPTION_TEXTS,
    rounds: {
      label: text('Rounds', '轮数'),
      help: text('Most passes over the columns; early stopping usually ends sooner.', '遍历各列的最多轮数；通常会提前停止。'),
    },
    learningRate: {
      label: text('Learning rate', '学习率'),
      help: text(
        'How much of its answer each step adds; smaller gives smoother curves and takes longer.',
        '每一步贡献的比例；越小曲线越平滑，耗时越长。',
      ),
    },
    leaves: { label: text('Leaves', '叶子数'), help: text('Most leaves of one step along a column.', '沿一列每一步最多的叶子数。') },
    minLeafRows: { label: text('Rows a leaf', '叶子最少行数'), help: text('The fewest rows a leaf may hold.', '一个叶子至少包含的行数。') },
    bags: {
      label: text('Bags', '袋数'),
      help: text(
        'Models that are averaged, each stopped by another part of the rows; they give the band.',
        '取平均的模型个数，各由不同的部分数据决定何时停止；带由它们得出。',
      ),
    },
    validationShare: {
      label: text('Rows that decide when to stop', '早停所用比例'),
      help: text('Share of the training rows that tells a bag when to stop.', '训练行中用于决定何时停止的比例。'),
    },
    earlyStopping: {
      label: text('Early stopping', '提前停止'),
      help: text('Rounds without a better loss on those rows before a bag stops.', '在这些行上连续多少轮无改进即停止。'),
    },
    pairs: {
      label: text('Pairs', '特征对数'),
      help: text('Most pairs of columns that get a term of their own; 0 for curves only.', '最多为多少对列单独建项；0 表示只用曲线。'),
    },
    bins: {
      label: text('Bins', '分箱数'),
      help: text('Into how many bins numbers are cut, the one for missing values included.', '数值被分成的箱数，含缺失值所占的一箱。'),
    },
    pairBins: {
      label: text('Bins of pairs', '特征对分箱数'),
      help: text('The same for pairs, along each column.', '特征对中每列的箱数。'),
    },
    increasing: {
      label: text('May only rise', '只升'),
      help: text('Columns along which the answer may only rise; they join no pair.', '预测只能随之上升的列；不参与特征对。'),
    },
    decreasing: {
      label: text('May only fall', '只降'),
      help: text('Columns along which the answer may only fall; they join no pair.', '预测只能随之下降的列；不参与特征对。'),
    },
    edits: {
      label: text('Edits', '编辑'),
      help: text(
        'Overwrites shapes after training: a list of {feature, from, to, value} (both ends included, dates in ms) or {feature, category, value}.',
        '训练后改写形状：由 {feature, from, to, value}（含两端，日期以毫秒计）或 {feature, category, value} 组成的列表。',
      ),
    },
  },
};
