import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { META_ASSUMPTIONS, META_OPTIONS } from '../kit/meta-learners/text.ts';

export const causalForestText: MethodText = {
  title: text('Causal forest', '因果森林'),
  purpose: text(
    'Predicts for every row what each arm would change, with a standard error, by trees that split where effects differ.',
    '在效应存在差异处分裂树，为每一行预测各处理组带来的增量，并给出标准误。',
  ),
  assumptions: [
    ...META_ASSUMPTIONS,
    text(
      'With an instrument: it moved the treatment, was itself as good as random among rows with equal covariates, and touched the outcome only through the treatment.',
      '使用工具变量时：它确实影响处理；在协变量相同的行之间近似随机；且只通过处理影响结果。',
    ),
  ],
  reading: text(
    'Read the averages first, then whether the groups sorted by predicted effect really differ, then single rows. Single effects are smoothed towards those of similar rows; their intervals can be too short where effects change sharply.',
    '先看平均效应，再看按预测增量排序的各组是否真有差异，最后才看单行。单行效应会向相似的行平滑；在效应变化剧烈处，其区间可能偏窄。',
  ),
  pitfalls: [
    text(
      'A covariate that the treatment itself moved (a click, a visit after the offer) hides the effect. Leave it out.',
      '受处理影响的协变量（例如收到优惠后的点击或访问）会掩盖效应，请剔除。',
    ),
    text(
      'Honest trees learn from a quarter of the rows each. With few rows, or few in one arm, they cannot split and every row gets nearly the same effect.',
      '诚实树每棵只用四分之一的行来学习。行数少、或某组样本很少时，树无法分裂，各行效应几乎相同。',
    ),
    text(
      'Importance says which columns the forest split on, not why effects differ: of two columns that say the same, either may be named.',
      '重要性只说明森林依据哪些列分裂，并不解释效应为何不同：信息相同的两列，任何一列都可能入选。',
    ),
    text(
      'With an instrument all effects are those on rows whose treatment the instrument moved.',
      '使用工具变量时，所有效应仅针对处理状态受工具变量影响的行。',
    ),
  ],
  options: {
    ...META_OPTIONS,
    learner: {
      label: text('Centring model', '中心化模型'),
      help: text(
        'The kind of model that learns what outcome and treatment are expected from the covariates, before any effect is looked for.',
        '在寻找效应之前，由协变量预测结果与处理期望值的模型。',
      ),
    },
    folds: {
      label: text('Folds', '折数'),
      help: text(
        'What is expected of a row comes from models of the other folds. More folds learn from more rows and take longer.',
        '每行的期望值由其余各折的模型给出。折数越多，可学习的行越多、用时越长。',
      ),
    },
    treatmentAs: {
      label: text('Treatment is', '处理类型'),
      help: text(
        'arms: every value is an arm. number: an amount such as a discount; effects are those of one unit more.',
        'arms：每个取值为一组；number：数量（如折扣额），效应指每增加一个单位的增量。',
      ),
    },
    instrument: {
      label: text('Instrument', '工具变量'),
      help: text(
        'A column that moved the treatment and nothing else, such as a random invitation. Leave empty without one.',
        '只影响处理、不直接影响结果的列，例如随机邀请。没有则留空。',
      ),
    },
    cluster: {
      label: text('Cluster', '聚类'),
      help: text(
        'Rows with the same value (a branch, a household) are drawn together and counted together in standard errors.',
        '同值的行（同一网点、同一家庭）一起抽样，标准误也按聚类计算。',
      ),
    },
    projectOn: {
      label: text('Describe effects by', '线性描述所用列'),
      help: text(
        'Columns of the straight-line description of effects. Default: all covariates, twenty at most.',
        '用于线性描述效应的列。默认取全部协变量，最多二十列。',
      ),
    },
    trees: {
      label: text('Trees', '树的棵数'),
      help: text(
        'More trees make effects and standard errors steadier. Fewer than 1,000 leave the errors rough.',
        '树越多，效应与标准误越稳定；少于 1,000 棵时标准误较粗略。',
      ),
    },
    sampleShare: {
      label: text('Rows per tree', '每棵树的抽样比例'),
      help: text(
        'The share of rows (or clusters) that a tree draws, without repeats; at most a half, so that standard errors can be told.',
        '每棵树不放回抽取的行（或聚类）比例；最多一半，否则无法估计标准误。',
      ),
    },
    triedColumns: {
      label: text('Columns tried', '每次尝试的列数'),
      help: text(
        'How many columns a node tries, on average. Default: the square root of their number plus 20.',
        '每个节点平均尝试的列数。默认为列数的平方根加 20。',
      ),
    },
    minLeafRows: {
      label: text('Smallest leaf', '叶子最少行数'),
      help: text('Growing rows of every arm that both sides of a split must keep.', '每次分裂后，两侧每组至少保留的行数。'),
    },
    balance: {
      label: text('Balance of splits', '分裂均衡度'),
      help: text(
        'The share of the treatment’s variation that both sides of a split must keep; larger keeps leaves from becoming slivers.',
        '每次分裂后，两侧至少保留的处理变异比例；越大，越不会切出过窄的叶子。',
      ),
    },
    honestShare: {
      label: text('Honest share', '诚实比例'),
      help: text(
        'The share of a tree’s rows that choose its splits; the others fill its leaves. 0 uses all rows for both, and intervals no longer hold.',
        '一棵树中用于选择分裂的行所占比例，其余的行用于填充叶子。设为 0 则两者共用全部行，区间将不再可信。',
      ),
    },
    tune: {
      label: text('Tune', '自动调参'),
      help: text(
        'Tries twelve settings on small forests and keeps the one that predicts best. Not with an instrument.',
        '用小森林尝试十二组设置，保留预测最好的一组。不适用于工具变量。',
      ),
    },
  },
};
