import { type Text, text } from '../../core/base/text.ts';

/** The words of the test scorecard. */
export const testWords = {
  title: text('Scorecard', '记分卡'),
  metric: text('Metric', '指标'),
  arm: text('Arm', '组别'),
  change: text('Arm, control', '该组、对照组'),
  difference: text('Difference', '差值'),
  interval: text('Interval', '区间'),
  lift: text('Lift', '提升'),
  adjusted: text('Adjusted p', '校正 p 值'),
  n: text('n', '样本量'),
  split: text('Arm sizes', '样本比例'),
  balance: text('Balance', '组间平衡'),
  fine: text('as planned', '正常'),
  wrong: text('look into this first', '请先查明'),
  splitFix: text(
    'Find out where rows were lost or counted twice before you read any number below. If the arms were never meant to be equal, set the planned shares.',
    '请先查明哪里丢失或重复计入了行，再看下面的数字。若各组本就不等分，请设置计划份额。',
  ),
  balanceFix: text(
    'In a small sample this may be chance. Where the covariate was measured before the test, adjust for it as a pre-period covariate.',
    '小样本中可能出于偶然。若协变量在实验前测得，可将其设为实验前协变量加以校正。',
  ),
  band: text(
    'Grey band: a true difference inside of it would be missed in at least one of five such tests (5 % level).',
    '灰带：真实差值若落在其中，同样规模的实验至少有五分之一会错过它（5 % 水平）。',
  ),
  metrics: text('Metrics', '指标'),
  metricsByRole: text('All outcomes', '全部结果列'),
  analyses: text('Analyses', '分析'),
  options: text('All options of this test', '此实验的全部选项'),
  add: text('New analysis', '新建分析'),
  addHint: text('Search a method', '搜索方法'),
  added: text('Added an analysis', '添加了分析'),
  changed: text('Changed the metrics', '更改了指标'),
} satisfies Record<string, Text>;
