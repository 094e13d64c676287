import { type Text, text } from '../../base/text.ts';
import type { Block, Estimate, Report } from '../../report/blocks.ts';
import { formatNumber, formatPValue } from '../../report/format.ts';
import { pathFigure } from '../kit/panels/figures.ts';
import { placeboFigure } from './figures.ts';
import type { ItsFit, Measured } from './fit.ts';
import { notesOf } from './notes.ts';
import type { ItsSpec } from './spec.ts';

/** Writes the report: the sentence, the course with and without the change, diagnostics, the changes, pretended changes. */
export function reportIts(fit: ItsFit, spec: ItsSpec): Report {
  const axis = { times: fit.times, timeLabels: fit.timeLabels, start: fit.start, outcome: fit.outcome };
  const main = fit.level ?? fit.slope;
  const startLabel = fit.timeLabels[fit.start] ?? '';
  const blocks: Block[] = [
    { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(fit, spec) },
    {
      kind: 'figure',
      id: 'course',
      title: text('Did the course bend at the start?', '走势在开始时是否转折？'),
      subtitle: text(
        `${fit.start} periods before and ${fit.times.length - fit.start} after ${startLabel}; the band is for the mean course`,
        `${startLabel} 之前 ${fit.start} 期、之后 ${fit.times.length - fit.start} 期；阴影为平均走势的区间`,
      ),
      ...pathFigure(axis, { treated: fit.observed, counterfactual: fit.counterfactual.value, band: fit.counterfactual }),
    },
    diagnosticsBlock(fit),
    { kind: 'estimates', id: 'effects', title: text('What changed at the start?', '开始后有何变化？'), rows: effectRows(fit, spec) },
    ...(fit.placebos.length === 0 || main === null
      ? []
      : [
          {
            kind: 'figure' as const,
            id: 'placebos',
            title: text('Would a pretended start find a change too?', '假想的开始时间是否也会“发现”变化？'),
            subtitle: text('estimated on the periods before the real start', '仅用真实开始之前的时期估计'),
            ...placeboFigure(fit, { at: fit.start, label: startLabel, change: main }),
          },
        ]),
    coefficientsBlock(fit),
    {
      kind: 'text',
      id: 'estimand',
      title: text('What is estimated', '估计的是什么'),
      body: text(
        'The difference between the fitted course after the start and the course that the trend before it, season and controls continue to: the effect of the change only if nothing else happened at the same time.',
        '开始之后的拟合走势，与由之前的趋势、季节及对照序列外推的走势之差；只有在同期没有其他事件时，才是该变化的效应。',
      ),
    },
    {
      kind: 'text',
      id: 'what-would-change',
      title: text('What would change the conclusion', '什么会改变结论'),
      body: text(
        'Another event at the same time, a trend that was bending already, a change in how the outcome is measured, or seasons that the model leaves out. A control series that the change did not touch would tell most of these apart.',
        '同期的其他事件、原本就在转折的趋势、结果度量方式的改变，或模型遗漏的季节性。加入未受影响的对照序列，可以排除其中的大部分。',
      ),
    },
  ];
  return { blocks, notes: notesOf(fit, spec) };
}

function effectRows(fit: ItsFit, spec: ItsSpec): Estimate[] {
  const level = 1 - spec.alpha;
  const n = fit.times.length;
  const row = (name: string, estimand: string, { value, standardError, low, high, pValue }: Measured): Estimate => ({
    name,
    estimand,
    value,
    standardError,
    interval: [low, high],
    level,
    ...(pValue === null ? {} : { pValue }),
    n,
  });
  const ratio = (name: string, estimand: string, { value, low, high, pValue }: Measured): Estimate => ({
    name,
    estimand,
    value: Math.exp(value),
    interval: [Math.exp(low), Math.exp(high)],
    level,
    ...(pValue === null ? {} : { pValue }),
    n,
  });
  const change = fit.isCount ? ratio : row;
  return [
    ...(fit.level === null ? [] : [change('level change', fit.isCount ? 'rate ratio at the start' : 'jump at the start', fit.level)]),
    ...(fit.slope === null
      ? []
      : [change('slope change', fit.isCount ? 'rate ratio per period' : 'change of trend per period', fit.slope)]),
    row('mean difference after the start', 'fitted less counterfactual, per period', fit.mean),
    row('total difference after the start', 'fitted less counterfactual, summed', fit.total),
    row('difference in the last period', 'fitted less counterfactual', fit.last),
  ];
}

function diagnosticsBlock(fit: ItsFit): Block {
  const rows: (readonly [string, number | null, number | null])[] = [
    ['Durbin–Watson of the residuals', fit.durbinWatson, null],
    ...fit.ofResiduals.map(({ lag, statistic, pValue }) => [`Ljung–Box of the residuals, lags 1–${lag}`, statistic, pValue] as const),
    ...fit.ofInnovations.map(({ lag, statistic, pValue }) => [`Ljung–Box after ARMA, lags 1–${lag}`, statistic, pValue] as const),
    ...fit.ar.map((value, k) => [`AR ${k + 1}`, value, null] as const),
    ...fit.ma.map((value, k) => [`MA ${k + 1}`, value, null] as const),
    ...(fit.lags === null ? [] : [['Newey–West lags', fit.lags, null] as const]),
    ...(fit.dispersion === null ? [] : [['dispersion', fit.dispersion, null] as const]),
    ...(fit.logLikelihood === null ? [] : [['log-likelihood', fit.logLikelihood, null] as const]),
  ];
  return {
    kind: 'table',
    id: 'diagnostics',
    title: text('Do neighbouring periods hang together?', '相邻时期是否相关？'),
    table: { columns: ['check', 'value', 'p'].map((name) => ({ name })), rows },
  };
}

function coefficientsBlock({ coefficients, isCount }: ItsFit): Block {
  return {
    kind: 'table',
    id: 'coefficients',
    title: isCount ? text('All coefficients, on the log scale', '全部系数（对数尺度）') : text('All coefficients', '全部系数'),
    table: {
      columns: ['term', 'estimate', 'standard error', 'low', 'high', 'p'].map((name) => ({ name })),
      rows: coefficients.map(({ name, value, standardError, low, high, pValue }) => [name, value, standardError, low, high, pValue]),
    },
  };
}

function readingOf(fit: ItsFit, spec: ItsSpec): Text {
  const percent = formatNumber(100 * (1 - spec.alpha), 'en');
  const label = fit.timeLabels[fit.start] ?? '';
  const { low, high, value, pValue } = fit.mean;
  const say = (number: number) => [formatNumber(number, 'en'), formatNumber(number, 'zh')] as const;
  const [[lowEn, lowZh], [highEn, highZh], [valueEn, valueZh]] = [say(low), say(high), say(value)];
  const open = low <= 0 && high >= 0;
  const level = fit.level === null || !fit.isCount ? null : fit.level;
  const ratio = level === null ? ['', ''] : ratioWords(level);
  const p = pValue === null ? '' : `, p ${formatPValue(pValue)}`;
  return text(
    `From ${label} on ${fit.outcome} differed from what the course before says by ${lowEn} to ${highEn} a period (${percent} % interval${p}), on average ${valueEn}.${ratio[0]}${open ? ' The interval holds zero, so the sign is open.' : ''} It is the effect of the change only if nothing else happened then.`,
    `自 ${label} 起，${fit.outcome} 与按此前走势外推的水平每期相差 ${lowZh} 至 ${highZh}（${percent} % 区间${p}），平均 ${valueZh}。${ratio[1]}${open ? '区间包含零，方向尚无定论。' : ''}只有在同期没有其他事件时，这才是该变化的效应。`,
  );
}

function ratioWords({ value, low, high }: Measured): readonly [string, string] {
  const [a, b, c] = [low, high, value].map((number) => formatNumber(Math.exp(number), 'en'));
  return [
    ` The rate at the start was ${a} to ${b} times as high, most likely ${c}.`,
    `开始时的发生率为原来的 ${a} 至 ${b} 倍，最可能为 ${c} 倍。`,
  ];
}
