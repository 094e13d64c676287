import { type Language, type Text, text } from '../../../base/text.ts';
import type { Block, Estimate, Note, TableCell } from '../../../report/blocks.ts';
import { formatNumber } from '../../../report/format.ts';
import type { Stretch } from './anderson-rubin.ts';
import type { Coefficient } from './coefficients.ts';
import type { IvResult } from './fit.ts';

/** Below this the first stage cannot carry an ordinary interval (Staiger & Stock 1997). */
export const WEAK_F = 10;

/** The effective F that keeps the worst-case bias below a tenth with one effective instrument (Olea & Pflueger 2013). */
const SAFE_F = 23.1;

const FEW_CLUSTERS = 30;

/** Whether the ordinary interval must not be trusted. */
export function isWeak({ strength }: IvResult): boolean {
  return !strength.isPerfect && (strength.effectiveF ?? 0) < WEAK_F;
}

/** An Anderson–Rubin set in words. */
export function stretchesInWords(stretches: readonly Stretch[], language: Language): string {
  if (stretches.length === 0) return language === 'zh' ? '空集' : 'empty';
  const end = (value: number | null, infinite: string): string => (value === null ? infinite : formatNumber(value, language));
  const joined = stretches.map(([low, high]) => `[${end(low, '−∞')}, ${end(high, '∞')}]`);
  return joined.join(language === 'zh' ? ' 或 ' : ' or ');
}

/** A coefficient as a row of estimates. */
export function estimateRow(
  { value, standardError, interval, pValue, name }: Coefficient,
  estimand: string,
  level: number,
  n: number,
): Estimate {
  return { name, estimand, value, standardError, interval, level, pValue, n };
}

/** The first stage slope by slope, and its strength. */
export function firstStageBlocks(result: IvResult, level: number): Block[] {
  const { strength, firstStage, names, rowCount } = result;
  return [
    {
      kind: 'scalars',
      id: 'strength',
      title: text('Are the instruments strong enough?', '工具变量是否足够强？'),
      rows: [
        { name: 'effective F', label: text('effective F (Olea–Pflueger)', '有效 F（Olea–Pflueger）'), value: strength.effectiveF },
        { name: 'F', label: text('F, classical errors', 'F（经典误差）'), value: strength.f },
        { name: 'robust F', label: text('F, chosen errors', 'F（所选误差）'), value: strength.robustF },
        { name: 'p', label: text('p of F', 'F 的 p 值'), value: strength.pValue },
        { name: 'numerator df', label: text('instruments', '工具变量个数'), value: strength.df[0] },
        { name: 'denominator df', label: text('residual degrees of freedom', '残差自由度'), value: strength.df[1] },
        { name: 'partial R²', label: text('partial R²', '偏 R²'), value: strength.partialR2 },
      ],
    },
    {
      kind: 'estimates',
      id: 'first-stage',
      title: text('First stage: what the instruments do to the treatment', '第一阶段：工具变量对处理变量的影响'),
      rows: firstStage.map((row) => estimateRow(row, `first stage on ${names.treatment}`, level, rowCount)),
    },
  ];
}

/** Anderson–Rubin as a table: as many rows as the set has pieces; an empty cell is an end at infinity. */
export function andersonRubinBlock({ andersonRubin }: IvResult): Block {
  const { statistic, pValue, df, stretches } = andersonRubin;
  const rows: TableCell[][] = stretches.map(([low, high]) => [low, high, statistic, df[0], df[1], pValue]);
  return {
    kind: 'table',
    id: 'anderson-rubin',
    title: text('Interval that holds even with weak instruments (Anderson–Rubin)', '弱工具变量下仍有效的区间（Anderson–Rubin）'),
    table: {
      columns: [
        { name: 'low', label: text('low (empty: −∞)', '下限（空：−∞）') },
        { name: 'high', label: text('high (empty: ∞)', '上限（空：∞）') },
        { name: 'F', label: text('F of no effect', '无效应的 F') },
        { name: 'df', label: text('df', '自由度') },
        { name: 'df2', label: text('df 2', '自由度 2') },
        { name: 'p', label: text('p of no effect', '无效应的 p 值') },
      ],
      rows,
    },
  };
}

/** Overidentification and endogeneity: only those that the data allow. */
export function checksBlock({ sargan, hansen, overidentification, endogeneity, kappa }: IvResult): Block {
  const rows: TableCell[][] = [];
  for (const [name, check, question] of [
    ['Sargan', sargan, 'do the instruments agree (classical errors)'],
    ['Hansen J', hansen, 'do the instruments agree (robust errors)'],
    ['Basmann', overidentification?.basmann ?? null, 'do the instruments agree (small samples)'],
    ['Basmann F', overidentification?.basmannF ?? null, 'do the instruments agree (small samples, by LIML)'],
    ['Anderson–Rubin likelihood ratio', overidentification?.likelihoodRatio ?? null, 'do the instruments agree (by LIML)'],
    ['Wu–Hausman', endogeneity.wuHausman, 'does OLS differ'],
    ['Durbin', endogeneity.durbin, 'does OLS differ'],
    ['Wu–Hausman, as linearmodels computes it', endogeneity.asLinearmodels?.wuHausman ?? null, 'does OLS differ'],
    ['Durbin, as linearmodels computes it', endogeneity.asLinearmodels?.durbin ?? null, 'does OLS differ'],
  ] as const)
    if (check !== null) rows.push([name, question, check.statistic, check.df, check.df2 ?? null, check.pValue]);
  if (kappa !== 1) rows.push(['LIML kappa', 'k-class parameter', kappa, null, null, null]);
  return {
    kind: 'table',
    id: 'checks',
    title: text('Specification checks', '设定检验'),
    table: {
      columns: [
        { name: 'test', label: text('test', '检验') },
        { name: 'question', label: text('question', '问题') },
        { name: 'statistic', label: text('statistic', '统计量') },
        { name: 'df', label: text('df', '自由度') },
        { name: 'df2', label: text('df 2', '自由度 2') },
        { name: 'p', label: text('p', 'p 值') },
      ],
      rows,
    },
  };
}

/** What the reader must know first. Codes begin with the method's id. */
export function instrumentNotes(result: IvResult, method: string): Note[] {
  const notes: Note[] = [];
  const add = (severity: Note['severity'], what: string, message: Text): void => {
    notes.push({ severity, code: `${method}/${what}`, message });
  };
  const { strength, hansen, sargan } = result;
  const f = formatNumber(strength.effectiveF ?? 0, 'en');
  if (strength.isPerfect)
    add(
      'info',
      'perfect-first-stage',
      text('The instruments fix the treatment altogether, so the estimate equals OLS.', '工具变量完全决定处理变量，估计等于 OLS。'),
    );
  else if (isWeak(result))
    add(
      'stop',
      'weak-instrument',
      text(
        `The instruments are weak (effective F ${f}, below ${WEAK_F}): the estimate leans towards OLS and its ordinary interval is too short. Read the Anderson–Rubin interval instead.`,
        `工具变量较弱（有效 F ${f}，低于 ${WEAK_F}）：估计偏向 OLS，常规区间过窄。请改看 Anderson–Rubin 区间。`,
      ),
    );
  else if ((strength.effectiveF ?? 0) < SAFE_F)
    add(
      'warning',
      'moderate-instrument',
      text(
        `An effective F of ${f} is below ${SAFE_F}, so some bias towards OLS remains possible; compare the Anderson–Rubin interval.`,
        `有效 F 为 ${f}，低于 ${SAFE_F}，仍可能偏向 OLS；请对照 Anderson–Rubin 区间。`,
      ),
    );
  const agreement = hansen ?? sargan;
  if (agreement !== null && agreement.pValue < 0.05)
    add(
      'warning',
      'instruments-disagree',
      text(
        'The instruments give different answers (overidentification test below 0.05): at least one may act on the outcome directly, or they move different people.',
        '各工具变量给出的答案不一致（过度识别检验 p < 0.05）：至少有一个可能直接影响结果，或它们影响的是不同人群。',
      ),
    );
  return [...notes, ...rowNotes(result, method)];
}

/** Which rows took part, and how the treatment was read. */
function rowNotes({ cluster, incompleteRows, otherArmRows, counted, names }: IvResult, method: string): Note[] {
  const notes: Note[] = [];
  const add = (severity: Note['severity'], what: string, message: Text): void => {
    notes.push({ severity, code: `${method}/${what}`, message });
  };
  if (cluster !== null && cluster.count < FEW_CLUSTERS)
    add(
      'warning',
      'few-clusters',
      text(
        `There are only ${cluster.count} clusters; below ${FEW_CLUSTERS} their standard errors tend to be too small.`,
        `仅有 ${cluster.count} 个聚类；少于 ${FEW_CLUSTERS} 个时标准误往往偏小。`,
      ),
    );
  if (incompleteRows > 0)
    add(
      'warning',
      'missing-values',
      text(`${incompleteRows} rows lack a value that is needed and were left out.`, `${incompleteRows} 行缺少所需的值，已剔除。`),
    );
  if (otherArmRows > 0)
    add(
      'info',
      'other-arms',
      text(`${otherArmRows} rows belong to other arms and were left out.`, `${otherArmRows} 行属于其他组，已剔除。`),
    );
  if (counted !== null)
    add(
      'info',
      'level-counted',
      text(`In "${names.treatment}", "${counted}" counts as 1.`, `“${names.treatment}”中，“${counted}”记为 1。`),
    );
  return notes;
}
