import { type Text, text } from '../../base/text.ts';
import type { Figure, TableData } from '../../report/blocks.ts';
import { armToken, faded, type Token, token } from '../../report/tokens.ts';
import type { ArmEvaluation, CurvePoint, UpliftEvaluationFit } from './fit.ts';

/** The token of an arm's colour by name; `armToken` gives the prefixed form. */
function colorOf(arm: number): Token {
  return armToken(arm + 1).slice('token:'.length) as Token;
}

/** The Qini curve of every arm with its band, and the straight line of targeting at random. */
export function qiniFigure(fit: UpliftEvaluationFit): { readonly figure: Figure; readonly table: TableData } {
  return {
    figure: {
      data: fit.arms.flatMap((evaluation, arm) => curveTraces(evaluation, arm)),
      layout: {
        height: 380,
        margin: { t: 16, b: 48 },
        legend: { orientation: 'h', y: 1.08 },
        xaxis: {
          title: { text: text('Share of customers treated, best-ranked first', '触达客户比例（按排序从高到低）') },
          tickformat: '.0%',
          range: [0, 1],
          nticks: 5,
          gridcolor: token('line'),
        },
        yaxis: {
          title: { text: text(`Added ${fit.outcome} per customer of the arm`, `组内人均增量（${fit.outcome}）`) },
          zeroline: true,
          zerolinecolor: token('ink-2'),
          nticks: 5,
          gridcolor: token('line'),
        },
      },
    },
    table: curveTable(fit),
  };
}

function curveTraces(evaluation: ArmEvaluation, arm: number): Readonly<Record<string, unknown>>[] {
  const color = colorOf(arm);
  const points = evaluation.curve.filter(({ value }) => value !== null);
  const banded = points.filter(({ interval }) => interval !== null);
  const edge = (end: 0 | 1): Readonly<Record<string, unknown>> => ({
    type: 'scatter',
    mode: 'lines',
    x: [0, ...banded.map(({ share }) => share)],
    y: [0, ...banded.map(({ interval }) => interval?.[end] ?? 0)],
    line: { width: 0, color: token(color) },
    showlegend: false,
    hoverinfo: 'skip',
    ...(end === 1 ? { fill: 'tonexty', fillcolor: faded(color, 0.16) } : {}),
  });
  return [
    edge(0),
    edge(1),
    {
      type: 'scatter',
      mode: 'lines',
      name: evaluation.arm,
      x: [0, ...points.map(({ share }) => share)],
      y: [0, ...points.map(({ value }) => value)],
      line: { width: 2, color: token(color) },
      hovertemplate: '%{x:.0%}: %{y}<extra></extra>',
    },
    {
      type: 'scatter',
      mode: 'lines',
      name: text(`${evaluation.arm}, at random`, `${evaluation.arm}，随机`),
      x: [0, 1],
      y: [0, points.at(-1)?.value ?? 0],
      line: { width: 1, dash: 'dot', color: token(color) },
      hoverinfo: 'skip',
    },
  ];
}

function curveTable(fit: UpliftEvaluationFit): TableData {
  const row = (arm: string, { share, value, interval }: CurvePoint) => [arm, share, value, interval?.[0] ?? null, interval?.[1] ?? null];
  return {
    columns: [
      { name: 'arm', label: text('Arm', '组') },
      { name: 'share', label: text('Share treated', '触达比例') },
      { name: 'qini', label: text('Added outcome per customer of the arm', '组内人均增量') },
      { name: 'low', label: text('Low', '下限') },
      { name: 'high', label: text('High', '上限') },
    ],
    rows: fit.arms.flatMap(({ arm, curve }) => curve.map((point) => row(arm, point))),
  };
}

/** Uplift by slice of the ranking: bars with intervals, the mean score as a mark, and the zero line. */
export function sliceFigure(fit: UpliftEvaluationFit): { readonly figure: Figure; readonly table: TableData } {
  return {
    figure: {
      data: fit.arms.flatMap(({ arm, bins }, index) => {
        const color = colorOf(index);
        const places = bins.map((_, bin) => bin + 1);
        return [
          {
            type: 'bar',
            name: arm,
            x: places,
            y: bins.map(({ value }) => value),
            marker: { color: faded(color, 0.55) },
            offsetgroup: arm,
            error_y: {
              type: 'data',
              symmetric: false,
              array: bins.map(({ value, interval }) => (value === null || interval === null ? 0 : interval[1] - value)),
              arrayminus: bins.map(({ value, interval }) => (value === null || interval === null ? 0 : value - interval[0])),
              thickness: 1.5,
              width: 3,
              color: token('ink'),
            },
          },
        ];
      }),
      layout: {
        height: 340,
        barmode: 'group',
        margin: { t: 16, b: 48 },
        legend: { orientation: 'h', y: 1.08 },
        xaxis: { title: { text: text('Slice of the ranking, 1 is the best', '排序分段，1 为最高') }, nticks: 10 },
        yaxis: {
          title: { text: text(`Uplift in ${fit.outcome}`, `${fit.outcome} 的增量`) },
          zeroline: true,
          zerolinecolor: token('ink-2'),
          nticks: 5,
          gridcolor: token('line'),
        },
      },
    },
    table: {
      columns: [
        { name: 'arm', label: text('Arm', '组') },
        { name: 'slice', label: text('Slice', '分段') },
        { name: 'uplift', label: text('Uplift', '增量') },
        { name: 'low', label: text('Low', '下限') },
        { name: 'high', label: text('High', '上限') },
        { name: 'meanScore', label: text('Mean score', '平均得分') },
        { name: 'treated', label: text('Rows in the arm', '处理组行数') },
        { name: 'control', label: text('Control rows', '对照组行数') },
      ],
      rows: fit.arms.flatMap(({ arm, bins }) =>
        bins.map((slice, bin) => [
          arm,
          bin + 1,
          slice.value,
          slice.interval?.[0] ?? null,
          slice.interval?.[1] ?? null,
          slice.meanScore,
          slice.treatedCount,
          slice.controlCount,
        ]),
      ),
    },
  };
}

/** What the curves say, as a heading. */
export function qiniTitle(fit: UpliftEvaluationFit): Text {
  const better = fit.arms.filter(({ qini }) => (qini.interval?.[0] ?? 0) > 0).map(({ arm }) => arm);
  if (better.length === 0) return text('Does the ranking beat chance? The data leave it open', '排序是否优于随机？数据尚无定论');
  return text(`The ranking beats targeting at random for ${better.join(', ')}`, `对 ${better.join('、')}，按排序触达优于随机触达`);
}
