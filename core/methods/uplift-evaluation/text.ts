import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';

export const upliftEvaluationText: MethodText = {
  title: text('Uplift evaluation', '增量评估'),
  purpose: text(
    'Judges how well scores rank customers by uplift: Qini, AUUC, uplift among the best-ranked, uplift by slice, with bootstrap bands.',
    '评判得分按增量给客户排序的能力：Qini、AUUC、排名靠前者的增量与分段增量，并给出自助法区间。',
  ),
  assumptions: [
    text(
      'Rows were assigned to arms at random; if with unequal known chances, name the propensities.',
      '各行随机分组；若已知分组概率不等，请指定倾向得分列。',
    ),
    text(
      'The scores come from models that did not see these rows (cross-fitted, or trained elsewhere).',
      '得分来自未见过这些行的模型（交叉拟合，或另行训练）。',
    ),
    text('Rows are independent of each other.', '各行彼此独立。'),
  ],
  reading: text(
    'The curve shows the outcome added when the best-ranked customers are treated first; the dotted line is targeting at random. The higher the curve stands above the line, the better the ranking. Read the band: where it holds the line, chance is an explanation.',
    '曲线表示先触达排名靠前的客户所增加的结果；虚线为随机触达。曲线高出虚线越多，排序越好。请看区间带：若其包含虚线，则可能只是偶然。',
  ),
  pitfalls: [
    text(
      'Qini and AUUC mean different numbers in different packages. Compare values of one definition only; it is printed below the figures.',
      '不同软件包中的 Qini 与 AUUC 定义不同。只比较同一定义下的数值；定义印在图下。',
    ),
    text(
      'A high Qini says that the order is right, not that the sizes of the effects are. Compare mean score and uplift by slice.',
      'Qini 高只说明顺序正确，不说明效应大小正确。请对照各段的平均得分与增量。',
    ),
    text(
      'Effects judged on the rows that they were fitted to look better than they are.',
      '在拟合所用的数据上评判效应，会显得比实际更好。',
    ),
  ],
  options: {
    treatment: {
      label: text('Treatment', '处理变量'),
      help: text(
        'The column that says which arm each row is in. Default: the one of the effects, or with that role.',
        '标明各行所属组别的列。默认取效应所用的列或相应角色的列。',
      ),
    },
    control: { label: text('Control', '对照组'), help: text('The arm that the others are compared with.', '其他各组与之比较的组。') },
    outcome: {
      label: text('Outcome', '结果'),
      help: text(
        'Number or yes/no. Default: the one of the effects, or with that role.',
        '数值或是/否。默认取效应所用的列或相应角色的列。',
      ),
    },
    scores: {
      label: text('Score columns', '得分列'),
      help: text('One column per arm in the order of the arms, instead of effects.', '不使用效应时，按组的顺序每组一列。'),
    },
    definition: {
      label: text('Definition', '定义'),
      help: text(
        'Qini and AUUC as scikit-uplift (sklift) or as causalml define them.',
        '按 scikit-uplift（sklift）或 causalml 的定义计算 Qini 与 AUUC。',
      ),
    },
    strategy: {
      label: text('Cut for uplift@k', 'uplift@k 的截取方式'),
      help: text(
        'overall: the best-ranked share of all rows; by-group: of the arm and of the control each.',
        'overall：取全体中排名靠前的比例；by-group：处理组与对照组各自截取。',
      ),
    },
    k: {
      label: text('Shares for uplift@k', 'uplift@k 的比例'),
      help: text('Best-ranked shares whose uplift is given.', '给出增量的靠前比例。'),
    },
    bins: { label: text('Slices', '分段数'), help: text('Into how many equal slices the ranking is cut.', '将排序等分为多少段。') },
    propensity: {
      label: text('Propensity columns', '倾向得分列'),
      help: text(
        'By arm name, the control included: the chance that the row got that arm. Empty: the same for all rows.',
        '按组名（含对照组）给出各行被分到该组的概率。留空表示各行相同。',
      ),
    },
    replicates: {
      label: text('Bootstrap replicates', '自助抽样次数'),
      help: text('How often the rows are drawn anew for the bands. 0 turns bands off.', '为得到区间带而重抽样的次数。0 表示关闭。'),
    },
    alpha: {
      label: text('Error rate', '错误率'),
      help: text('Intervals hold 1 − alpha; 0.05 gives 95 %.', '区间的置信水平为 1 − alpha；0.05 对应 95 %。'),
    },
  },
};
