import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';

export const powerText: MethodText = {
  title: text('Sample size and power', '样本量与功效'),
  purpose: text(
    'Says how many customers an experiment needs, how small an effect it can see, or how likely it is to see one.',
    '回答实验需要多少客户、能看到多小的效应，或看到某一效应的概率有多大。',
  ),
  assumptions: [
    text(
      'The file shows customers as they will be during the experiment: same outcome, same window, same kind of customer.',
      '数据中的客户与实验期的客户相同：同一指标、同一时间窗、同一类客户。',
    ),
    text(
      'Rows, or the named clusters, are assigned at random and do not influence each other.',
      '各行（或所指定的聚类）随机分配，且互不影响。',
    ),
    text('The experiment is read once, at its planned end.', '实验仅在计划结束时读取一次。'),
  ],
  reading: text(
    'Power is the chance of a finding if the effect is real. The simulated share uses your own rows and the real test; where it falls below the formula, trust the simulation.',
    '功效是效应真实存在时得到发现的概率。模拟比例使用您自己的数据与真实检验；若低于公式值，以模拟为准。',
  ),
  pitfalls: [
    text(
      'A plan for an effect that is larger than anyone has seen is a plan for a null result.',
      '按从未见过的大效应做计划，等于计划一个没有发现的实验。',
    ),
    text(
      'Rows of one customer are not separate customers: name the customer as cluster, or sum the rows first.',
      '同一客户的多行不是多个客户：请将客户指定为聚类，或先汇总。',
    ),
    text(
      'A few very large customers make the mean noisy; simulation shows how far the formula can be trusted.',
      '少数极大的客户会使均值波动很大；模拟可显示公式是否可信。',
    ),
  ],
  options: {
    solveFor: {
      label: text('Solve for', '求解'),
      help: text(
        'size: customers for an effect. effect: what a given number of customers can see. power: the chance to see an effect.',
        'size：看到效应所需的客户数；effect：给定客户数能看到的效应；power：看到效应的概率。',
      ),
    },
    outcome: {
      label: text('Outcome', '结果指标'),
      help: text(
        'The measure to plan for, from past data. Default: the column with that role.',
        '用历史数据为其做计划的指标。默认取角色为结果的列。',
      ),
    },
    denominator: {
      label: text('Denominator', '分母'),
      help: text('Makes the metric a ratio of totals: outcome / denominator.', '使指标成为总量之比：结果 / 分母。'),
    },
    metric: {
      label: text('Kind of metric', '指标类型'),
      help: text('auto: zeros and ones are a share, other numbers a mean.', 'auto：0 与 1 视为比例，其他数值视为均值。'),
    },
    baseline: {
      label: text('Baseline', '基线'),
      help: text('The mean or share without treatment; given, it replaces the outcome column.', '未处理时的均值或比例；设置后代替结果列。'),
    },
    deviation: {
      label: text('Standard deviation', '标准差'),
      help: text('Of one customer; needed with a baseline that is a mean.', '单个客户的标准差；基线为均值时必填。'),
    },
    effect: {
      label: text('Effect', '效应'),
      help: text(
        'The change to see, in the unit of the outcome; for shares a difference of shares (0.01 is one percentage point).',
        '要看到的变化，以结果的单位计；比例则为比例之差（0.01 为一个百分点）。',
      ),
    },
    lift: {
      label: text('Lift', '提升'),
      help: text(
        'The change relative to the baseline: 0.05 is +5 %. Used when effect is not set; 0.05 if neither is.',
        '相对基线的变化：0.05 为 +5 %。未设置效应时使用；两者皆未设置则为 0.05。',
      ),
    },
    customers: {
      label: text('Customers in all', '客户总数'),
      help: text(
        'Over all arms; used when solving for effect or power. Default: the rows of the file.',
        '各组合计；求解效应或功效时使用。默认取数据行数。',
      ),
    },
    power: { label: text('Power', '功效'), help: text('The chance of a finding that is asked for.', '所要求的发现概率。') },
    alpha: {
      label: text('Error rate', '错误率'),
      help: text('The chance of a finding where there is nothing, over all arms.', '没有效应时误报的概率，按全部组合计。'),
    },
    sides: {
      label: text('Sides', '检验方向'),
      help: text('one: only changes in the direction of the effect count.', 'one：仅计入与效应同方向的变化。'),
    },
    allocation: {
      label: text('Allocation', '分配权重'),
      help: text(
        'One weight per arm, the control first: 2,1,1 gives the control half of the customers.',
        '每组一个权重，对照组在前：2,1,1 表示对照组占一半。',
      ),
    },
    adjust: {
      label: text('Adjustment for many arms', '多组校正'),
      help: text(
        'holm and bonferroni plan every arm at alpha divided by the number of arms; the simulation runs the real step-down.',
        'holm 与 bonferroni 均按 alpha 除以组数为每组做计划；模拟中执行真实的逐步检验。',
      ),
    },
    test: {
      label: text('Test', '检验'),
      help: text(
        't is exact for normal outcomes; z is its limit for many customers. Shares use z.',
        't 对正态结果精确；z 为大样本极限。比例使用 z。',
      ),
    },
    cluster: {
      label: text('Cluster', '聚类'),
      help: text(
        'Rows with the same value are assigned or behave together; their correlation is measured on the file.',
        '取值相同的行一同分配或彼此相关；相关程度由数据估计。',
      ),
    },
    prePeriod: {
      label: text('Pre-period covariates (CUPED)', '实验前协变量 (CUPED)'),
      help: text(
        'Numeric columns from before the outcome; what they explain need not be covered by customers.',
        '结果之前测得的数值列；其解释的波动无需靠客户数弥补。',
      ),
    },
    explained: {
      label: text('Explained variance', '已解释方差'),
      help: text(
        'Share of the variance that covariates will explain, when it is known; replaces the measured one.',
        '协变量将解释的方差比例（若已知）；代替实测值。',
      ),
    },
    icc: {
      label: text('Intraclass correlation', '组内相关系数'),
      help: text('Replaces the one measured on the cluster column.', '代替由聚类列估计的值。'),
    },
    clusterSize: {
      label: text('Customers per cluster', '每个聚类的客户数'),
      help: text('Replaces the average of the cluster column.', '代替聚类列的平均值。'),
    },
    simulations: {
      label: text('Simulated experiments', '模拟实验次数'),
      help: text(
        'Experiments drawn from the rows of the file to check the formula; 0 for none.',
        '从数据行中抽取的实验次数，用于检验公式；0 表示不模拟。',
      ),
    },
  },
};
