import { text } from '../../base/text.ts';
import type { MethodText } from '../contract.ts';
import { ASSIGNMENT_ASSUMPTIONS, ASSIGNMENT_OPTIONS, ASSIGNMENT_PITFALLS } from '../kit/propensity/text.ts';

export const psmText: MethodText = {
  title: text('Propensity score matching (PSM)', '倾向得分匹配 (PSM)'),
  purpose: text(
    'Compares rows that got an arm with the most similar rows of the control, where the arms were not drawn by lot.',
    '在分组并非随机时，将接受处理的行与对照组中最相似的行进行比较。',
  ),
  assumptions: ASSIGNMENT_ASSUMPTIONS,
  reading: text(
    'Look at overlap and balance first: after matching, every covariate should lie left of the line at 0.1. Then read the interval. The matched rows go on to the next step with their set and weight.',
    '先看重叠与平衡：匹配后各协变量应位于 0.1 线的左侧。再看区间。匹配到的行会带着所属匹配组与权重传给下一步。',
  ),
  pitfalls: [
    ...ASSIGNMENT_PITFALLS,
    text('A caliper drops rows, and with them the population changes.', '卡尺会剔除部分行，结果所针对的人群随之改变。'),
    text(
      'With nearest matching without replacement the order of choosing matters; where the control is small, late choosers get poor partners. Optimal matching has no order.',
      '最近匹配且无放回时，选择顺序会影响结果；对照组较小时，后选者只能匹配到较差的行。最优匹配不受顺序影响。',
    ),
  ],
  options: {
    ...ASSIGNMENT_OPTIONS,
    estimand: {
      label: text('Estimand', '估计对象'),
      help: text(
        'att: those in the arm; atc: those in the control; ate: all, with replacement only.',
        'att：处理组；atc：对照组；ate：全部（仅限有放回）。',
      ),
    },
    distance: {
      label: text('Distance', '距离'),
      help: text(
        'The propensity score, its log odds, or the Mahalanobis distance of the covariates.',
        '倾向得分、其对数几率，或协变量的马氏距离。',
      ),
    },
    matching: {
      label: text('Matching', '匹配算法'),
      help: text(
        'nearest: one row after the other takes the nearest that is left; optimal: the smallest sum of distances over all rows (without replacement).',
        'nearest：逐行选取剩余中最近的；optimal：使全部距离之和最小（仅限无放回）。',
      ),
    },
    ratio: { label: text('Partners per row', '匹配比例'), help: text('How many partners every row looks for.', '每行寻找的匹配数。') },
    replacement: {
      label: text('With replacement', '有放回'),
      help: text('Whether a row may be the partner of several.', '一行是否可以被多次匹配。'),
    },
    order: {
      label: text('Order', '匹配顺序'),
      help: text(
        'Nearest without replacement: who chooses first, by score, by data order or at random.',
        '最近匹配且无放回时的先后：按得分、按数据顺序或随机。',
      ),
    },
    caliper: {
      label: text('Caliper', '卡尺'),
      help: text(
        'The farthest partner in standard deviations of the score (in plain units for Mahalanobis); 0.2 is usual with the log odds.',
        '匹配的最大距离，以得分的标准差计（马氏距离按原单位）；对数几率常用 0.2。',
      ),
    },
    exact: { label: text('Exact on', '精确匹配列'), help: text('Partners agree on these columns.', '匹配双方在这些列上取值相同。') },
    learner: {
      label: text('Propensity learner', '倾向得分模型'),
      help: text(
        'Logistic regression without a penalty by default; any other learner is cross-fitted.',
        '默认为无惩罚的逻辑回归；其他模型采用交叉拟合。',
      ),
    },
  },
};
