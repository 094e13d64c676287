import { type Language, type Text, text } from '../../base/text.ts';
import type { Block, Report } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { comparisonFigure } from '../kit/instruments/figures.ts';
import type { IvResult } from '../kit/instruments/fit.ts';
import {
  andersonRubinBlock,
  checksBlock,
  estimateRow,
  firstStageBlocks,
  instrumentNotes,
  isWeak,
  stretchesInWords,
} from '../kit/instruments/report.ts';
import type { IvSpec } from './spec.ts';

/** Writes the report: the sentence, the strength of the instruments, the estimate beside OLS, the checks. */
export function reportIv(result: IvResult, spec: IvSpec): Report {
  const level = 1 - spec.alpha;
  const label = spec.estimator === 'liml' ? 'LIML' : '2SLS';
  const percent = formatNumber(100 * level, 'en');
  const { rowCount: n, estimate, ols, other, coefficients } = result;
  const blocks: Block[] = [
    { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(result, percent) },
    ...firstStageBlocks(result, level),
    {
      kind: 'figure',
      id: 'comparison',
      title: text('How far is the instrument estimate from plain regression?', '工具变量估计与普通回归相差多少？'),
      subtitle: text(`n = ${n}, ${percent} % intervals`, `n = ${n}，${percent} % 区间`),
      ...comparisonFigure(result, label),
    },
    {
      kind: 'estimates',
      id: 'effects',
      title: text('Effect of one unit of the treatment', '处理变量每单位的效应'),
      rows: [
        estimateRow(estimate, `${label} coefficient`, level, n),
        ...(other === null ? [] : [estimateRow(other, `${label === 'LIML' ? '2SLS' : 'LIML'} coefficient`, level, n)]),
        estimateRow(ols, 'OLS coefficient', level, n),
      ],
    },
    andersonRubinBlock(result),
    checksBlock(result),
    {
      kind: 'estimates',
      id: 'coefficients',
      title: text('All coefficients of the second stage', '第二阶段全部系数'),
      rows: coefficients.map((row) => estimateRow(row, `${label} coefficient`, level, n)),
    },
    { kind: 'text', id: 'what-would-change', title: text('What would change the conclusion', '什么会改变结论'), body: WHAT_WOULD_CHANGE },
  ];
  return { blocks, notes: instrumentNotes(result, 'iv-2sls') };
}

function readingOf(result: IvResult, percent: string): Text {
  const { names, estimate, ols, andersonRubin } = result;
  const said = (language: Language) => ({
    low: formatNumber(estimate.interval[0], language),
    high: formatNumber(estimate.interval[1], language),
    value: formatNumber(estimate.value, language),
    ols: formatNumber(ols.value, language),
    robust: stretchesInWords(andersonRubin.stretches, language),
  });
  const [en, zh] = [said('en'), said('zh')];
  const instruments = names.instruments.join(', ');
  const condition = text(
    `This is the effect for those whose ${names.treatment} the instruments (${instruments}) move, and only if they touch ${names.outcome} through ${names.treatment} alone.`,
    `这是其 ${names.treatment} 受工具变量（${instruments}）影响的人群的效应，且前提是工具变量只经由 ${names.treatment} 影响 ${names.outcome}。`,
  );
  if (isWeak(result)) {
    return text(
      `The instruments are too weak for an ordinary interval; the data are compatible with ${en.robust} in ${names.outcome} per unit of ${names.treatment} (Anderson–Rubin, ${percent} %). ${condition.en} The point estimate is ${en.value}, plain regression gives ${en.ols}.`,
      `工具变量太弱，常规区间不可用；与数据相容的 ${names.treatment} 每单位 ${names.outcome} 变化为 ${zh.robust}（Anderson–Rubin，${percent} %）。${condition.zh}点估计为 ${zh.value}，普通回归为 ${zh.ols}。`,
    );
  }
  return text(
    `One more unit of ${names.treatment} goes with ${en.low} to ${en.high} in ${names.outcome} (${percent} % interval), most likely ${en.value}; plain regression says ${en.ols}. ${condition.en}`,
    `${names.treatment} 每增加一个单位，${names.outcome} 变化 ${zh.low} 至 ${zh.high}（${percent} % 区间），最可能为 ${zh.value}；普通回归为 ${zh.ols}。${condition.zh}`,
  );
}

const WHAT_WOULD_CHANGE = text(
  'A path from an instrument to the outcome that does not pass through the treatment, or something that drives both the instrument and the outcome. No test on these data can rule this out; it has to be argued from how the instrument came about.',
  '若工具变量另有不经过处理变量而影响结果的途径，或存在同时影响工具变量与结果的因素，结论就会改变。数据本身无法排除这一点，必须依据工具变量的来历加以论证。',
);
