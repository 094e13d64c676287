import { type Text, text } from '../base/text.ts';
import type { TableData } from './blocks.ts';

/**
 * The words that reports use again and again, in Chinese: what an estimate estimates, and the heads of tables. Methods name
 * them in English, which is also what programs look for; readers get them in their own language.
 */
const CHINESE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    // What is estimated.
    ATE: '平均处理效应 (ATE)',
    ATT: '处理组平均处理效应 (ATT)',
    ATC: '对照组平均处理效应 (ATC)',
    ATO: '重叠人群平均处理效应 (ATO)',
    LATE: '局部平均处理效应 (LATE)',
    ITT: '意向处理效应 (ITT)',
    AUC: 'AUC',
    RMSE: '均方根误差 (RMSE)',
    MAE: '平均绝对误差 (MAE)',
    'R²': 'R²',
    'group ATE': '分组平均处理效应',
    'group ATT': '分组处理组平均处理效应',
    'ATT under parallel trends': '平行趋势下的 ATT',
    'ATT weighted by cohort size': '按批次规模加权的 ATT',
    'ATT averaged over lags': '各滞后期平均 ATT',
    'ATT averaged over cohorts': '各批次平均 ATT',
    'ATT averaged over periods': '各时期平均 ATT',
    'ATT of the treated units': '受处理单位的 ATT',
    'difference in means': '均值之差',
    'difference in ratios': '比率之差',
    'difference in rates': '比例之差',
    'relative lift': '相对提升',
    mean: '均值',
    rate: '比例',
    ratio: '比率',
    'adjusted mean': '校正后均值',
    'average effect': '平均效应',
    'adjusted difference': '校正后差值',
    'plain difference': '未校正差值',
    coefficient: '系数',
    intercept: '截距',
    'risk ratio': '风险比',
    'log loss': '对数损失',
    'Brier score': 'Brier 分数',
    'calibration slope': '校准斜率',
    'calibration intercept': '校准截距',
    'change per unit': '每单位的变化',
    'log odds per unit': '每单位的对数几率',
    'log-odds': '对数几率',
    'average marginal effect': '平均边际效应',
    'jump at the start': '开始时的跃变',
    'jump at the cut-off': '断点处的跃变',
    'change of trend per period': '每期趋势变化',
    'fitted less counterfactual': '拟合值减反事实',
    'per period': '每期',
    summed: '合计',
    'net value per row': '每行净价值',
    'share of compliers': '依从者占比',
    AUTOC: '目标曲线下面积 (AUTOC)',
    'Qini-weighted RATE': 'Qini 加权 RATE',
    'value per row (doubly robust)': '每行价值（双重稳健）',
    'value per row (weighted)': '每行价值（加权）',
    'value per row (models alone)': '每行价值（仅模型）',
    'difference in value per row': '每行价值之差',
    '2SLS coefficient': '两阶段最小二乘系数',
    'OLS coefficient': '最小二乘系数',
    '2SLS with covariates': '两阶段最小二乘，含协变量',
    '2SLS errors': '两阶段最小二乘标准误',
    Wald: 'Wald',
    'delta method': 'delta 法',
    'effect of the encouragement on the outcome': '鼓励对结果的效应',
    'effect of the encouragement on the treatment': '鼓励对处理的效应',
    'compliers’ mean treated': '依从者受处理时的均值',
    "compliers' mean treated": '依从者受处理时的均值',
    "compliers' mean untreated": '依从者未受处理时的均值',
    'average causal response per unit': '每单位的平均因果响应',
    'share of experiments with a finding': '得出结论的实验比例',
    'regression difference': '回归差值',
    'mean |SHAP|': '平均 |SHAP|',
    'should be near 0': '应接近 0',
    'mean of individual effects': '个体效应的均值',
    'effect in the highest tenth − effect in the lowest tenth': '最高十分之一组效应 − 最低十分之一组效应',
    'doubly robust': '双重稳健',
    unadjusted: '未校正',
    CUPED: 'CUPED',
    sklift: 'sklift',
    everyone: '全体',
    Qini: 'Qini',
    AUUC: 'AUUC',
    // Names of rows that are no names from the data.
    '(Intercept)': '（截距）',
    '(intercept)': '（截距）',
    'treated after the start': '开始后的处理组',
    'treated group': '处理组',
    'after the start': '开始之后',
    'all treated cells': '全部受处理单元',
    'over time since the start': '按开始后的时间',
    'over cohorts': '按批次',
    'over periods': '按时期',
    'parallel trends': '平行趋势',
    'level change': '水平变化',
    'slope change': '斜率变化',
    'mean difference after the start': '开始后的平均差值',
    'total difference after the start': '开始后的累计差值',
    'difference in the last period': '最后一期的差值',
    'false alarms': '误报',
    'bias-corrected': '偏差校正',
    'synthetic control': '合成控制',
    'synthetic difference in differences': '合成双重差分',
    'placebo at an earlier start': '提前开始的安慰剂检验',
    calibrationSlope: '校准斜率',
    calibrationIntercept: '校准截距',
    logLoss: '对数损失',
    // Heads of tables.
    metric: '指标',
    arm: '组别',
    group: '分组',
    lift: '提升',
    low: '下限',
    high: '上限',
    from: '从',
    to: '到',
    value: '取值',
    estimate: '估计值',
    effect: '效应',
    n: '样本量',
    p: 'p 值',
    t: 't 值',
    rows: '行数',
    share: '占比',
    feature: '特征',
    weight: '权重',
    unit: '单位',
    period: '时期',
    step: '步骤',
    part: '部分',
    row: '行',
    term: '项',
    check: '检验',
    start: '开始',
    change: '变化',
    side: '侧',
    bound: '界',
    curve: '曲线',
    donor: '对照单位',
    cohort: '批次',
    lag: '滞后',
    controls: '对照',
    covariate: '协变量',
    average: '平均',
    predicted: '预测值',
    actual: '实际值',
    observed: '观测值',
    fitted: '拟合值',
    estimated: '估计值',
    threshold: '阈值',
    precision: '精确率',
    trees: '树数',
    training: '训练集',
    heldOut: '留出集',
    splits: '分裂次数',
    importance: '重要性',
    contribution: '贡献',
    simulation: '模拟次序',
    treated: '处理组',
    times: '倍数',
    first: '第一个',
    second: '第二个',
    columns: '列',
    robustness: '稳健值',
    shap: 'SHAP',
    df: '自由度',
    'adjusted p': '校正 p 值',
    'control value': '对照组取值',
    'arm value': '该组取值',
    'rows in the arm': '该组行数',
    'rows in the control': '对照组行数',
    'standard error': '标准误',
    standard_error: '标准误',
    'band low': '区间带下限',
    'band high': '区间带上限',
    'periods since the start': '开始后的期数',
    'without treatment': '未受处理',
    'odds ratio': '几率比',
    'error before': '之前误差',
    'error after': '之后误差',
    'mean gap': '平均差距',
    'set aside': '是否排除',
    'without donor': '去除的对照单位',
    'effect from': '效应下界',
    'effect to': '效应上界',
    gain_share: '增益占比',
    rows_nearby: '邻近行数',
    mean_abs_shap: '平均 |SHAP|',
    mean_abs_interaction: '平均 |交互|',
    cumulativeGain: '累计增益',
    falsePositiveShare: '假正率',
    truePositiveShare: '真正率',
    withTreatment: '与处理的关联',
    withOutcome: '与结果的关联',
    partialR2: '偏 R²',
    robustnessAtAlpha: '显著性水平下的稳健值',
    adjustedEstimate: '校正后估计',
    adjustedT: '校正后 t 值',
  }),
);

/** "… of y", "… on x": the name comes from the data and stays as it is. */
const NAMED: readonly (readonly [RegExp, string])[] = [
  [/^difference in means of (.+)$/su, '$1 的均值之差'],
  [/^first stage on (.+)$/su, '对 $1 的第一阶段'],
  [/^increase of (.+) of (.+)$/su, '$2 的 $1 增幅'],
  [/^best-ranked share (.+)$/su, '排名最前的 $1'],
  [/^covariance with (.+)$/su, '与 $1 的协方差'],
  [/^reduced form of (.+)$/su, '$1 的简约式'],
  [/^n (.+)$/su, '样本量 $1'],
  [/^reference of (.+)$/su, '$1 的参照'],
];

/** A word of reports in both languages; what is not known, names from the data above all, is the same in both. */
export function phraseOf(words: string): Text {
  return text(words, chineseOf(words) ?? words);
}

function chineseOf(words: string): string | undefined {
  const known = CHINESE.get(words);
  if (known !== undefined) return known;
  // "difference in means (CUPED)": both sides are phrases of their own.
  const [, outer, inner] = /^(.+) \(([^()]+)\)$/su.exec(words) ?? [];
  if (outer !== undefined && inner !== undefined) {
    const [outside, inside] = [chineseOf(outer), chineseList(inner)];
    return outside === undefined ? undefined : `${outside}（${inside ?? inner}）`;
  }
  return chineseList(words) ?? chineseNamed(words);
}

/** Phrases with commas between them, where at least the first is known. */
function chineseList(words: string): string | undefined {
  const parts = words.split(', ');
  if (parts.length === 1) return CHINESE.get(words);
  const [first = '', ...rest] = parts;
  const head = CHINESE.get(first) ?? chineseNamed(first);
  return head === undefined ? undefined : [head, ...rest.map((part) => CHINESE.get(part) ?? chineseNamed(part) ?? part)].join('，');
}

function chineseNamed(words: string): string | undefined {
  const found = NAMED.find(([pattern]) => pattern.test(words));
  return found === undefined ? undefined : words.replace(...found);
}

/**
 * A table with heads in both languages. Heads may also be names from the data, which must stay as they are: so nothing is
 * changed where a single one of them is no word of reports.
 */
export function withPhrasedHeads(table: TableData): TableData {
  const bare = table.columns.filter(({ label }) => label === undefined);
  if (bare.length === 0 || bare.some(({ name }) => chineseOf(name) === undefined)) return table;
  return {
    ...table,
    columns: table.columns.map((column) => (column.label === undefined ? { ...column, label: phraseOf(column.name) } : column)),
  };
}

/** The name of a row: a single word is a column of the data, longer ones may be words of reports. */
export function rowNameOf(name: string): Text {
  return /[ (]/.test(name) ? phraseOf(name) : text(name, name);
}

/** A result's short name: what was measured and where, e.g. "profit · mail − none". */
export function joinedPhrase(name: string, place: string | undefined): Text {
  const { en, zh } = rowNameOf(name);
  return place === undefined ? { en, zh } : text(`${en} · ${place}`, `${zh} · ${place}`);
}
