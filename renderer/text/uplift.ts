import { type Text, text } from '../../core/base/text.ts';

/** The words of the uplift screen. */
export const upliftWords = {
  title: text('Uplift', '增量 (uplift)'),
  arm: text('Arm', '处理组'),
  average: text('Average effect on everyone', '平均处理效应 (ATE)'),
  noInterval: text('no interval is known', '无区间'),
  plane: text('Who gains, who would act anyway, who is better left alone?', '谁有增量、谁本就会行动、谁不宜打扰？'),
  planeHow: text(
    'Stronger colour means more customers. Move the limits to see who falls where.',
    '颜色越浓表示客户越多。移动界线可查看各象限的人数。',
  ),
  quadrant: text('Quadrant', '象限'),
  customers: text('Customers', '客户数'),
  persuadable: text('Persuadables', '可说服'),
  sureThing: text('Sure things', '本就会行动'),
  lostCause: text('Lost causes', '难以打动'),
  doNotDisturb: text('Do not disturb', '请勿打扰'),
  baselineLimit: text('Limit between low and high without treatment', '未触达时高与低的界线'),
  effectLimit: text('Limit of a gain worth having', '值得争取的增量界线'),
  backToMiddle: text('Back to the median and to zero', '恢复为中位数与零'),
  byGroup: text('Does the test bear out the predicted differences?', '实验是否证实了预测的差异？'),
  group: text('Group by predicted effect, 10 gains the most', '按预测增量分组，第 10 组最高'),
  observed: text('observed, with its interval', '实测（含区间）'),
  predicted: text('predicted', '预测'),
  truth: text('planted truth', '预设真值'),
  low: text('Low', '下限'),
  high: text('High', '上限'),
  rows: text('Rows', '行数'),
  who: text('Who are they?', '他们是谁？'),
  whoHow: text(
    'This tenth against everyone else, by how far apart they are in standard deviations; means are read off histograms.',
    '该组与其余客户的差异，以标准差为单位排序；均值由直方图读出。',
  ),
  column: text('Column', '列'),
  inside: text('This group', '该组'),
  outside: text('Everyone else', '其余客户'),
  apart: text('Standardised difference', '标准化差异'),
  alike: text('Nothing tells this group from the others.', '该组与其余客户没有可见差异。'),
  yes: text('yes', '是'),
  no: text('no', '否'),
  asking: text('Looking …', '正在查看…'),
  distribution: text('How do the effects differ between customers?', '不同客户的增量相差多大？'),
  effectFrom: text('Effect from', '增量下界'),
  effectTo: text('Effect to', '增量上界'),
  averageHere: text('average', '平均'),
  qini: text('Does treating the best-ranked first beat chance?', '优先触达排名靠前的客户是否优于随机？'),
  qiniAcross: text('Share of customers treated, best-ranked first', '触达客户比例（按排序从高到低）'),
  qiniUp: text('Added outcome per customer of the arm', '组内人均增量'),
  atRandom: text('at random', '随机'),
  ranking: text('Ranking', '排序来源'),
  share: text('Share treated', '触达比例'),
  compare: text('Which ranking is better?', '哪个排序更好？'),
  notEvaluated: text(
    'Nothing evaluates this ranking yet. Add the step “Uplift evaluation” after it on the canvas to see its Qini curve.',
    '尚未评估该排序。请在画布上于其后添加“增量评估”步骤，以查看 Qini 曲线。',
  ),
  evaluationNotRun: text('The evaluation of this ranking has not been run yet.', '该排序的评估尚未运行。'),
  runEvaluation: text('Run the evaluation', '运行评估'),
} satisfies Record<string, Text>;

/** "between a and b, most likely c". */
export function betweenAnd(low: string, high: string, value: string): Text {
  return text(`between ${low} and ${high}, most likely ${value}`, `介于 ${low} 与 ${high} 之间，最可能为 ${value}`);
}

export function perCustomer(outcome: string, contrast: string): Text {
  return text(`${outcome} per customer, ${contrast}`, `每位客户的 ${outcome}，${contrast}`);
}

export function effectOn(outcome: string): Text {
  return text(`effect on ${outcome}`, `对 ${outcome} 的增量`);
}

export function untreated(outcome: string): Text {
  return text(`expected ${outcome} without treatment`, `未触达时的预期 ${outcome}`);
}

/** What the highest tenth has over the lowest. */
export function spreadIs(low: string, high: string, value: string): Text {
  return text(
    `Highest less lowest tenth, observed: between ${low} and ${high}, most likely ${value}`,
    `实测最高一成与最低一成之差：介于 ${low} 与 ${high} 之间，最可能为 ${value}`,
  );
}

export function tenth(group: string): Text {
  return text(`Group ${group}: who are they?`, `第 ${group} 组：他们是谁？`);
}

/** A value of a column, with the share of customers who have it. */
export function isValue(value: string): Text {
  return text(`is ${value}`, `为“${value}”`);
}

export function meanOf(column: string): Text {
  return text(`${column}, mean`, `${column} 均值`);
}
