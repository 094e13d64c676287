import { text } from '../../base/text.ts';
import type { Figure, TableData } from '../../report/blocks.ts';
import { faded, token } from '../../report/tokens.ts';
import type { Bin } from './bins.ts';
import type { Check, RddFit } from './fit.ts';
import type { RddSpec } from './spec.ts';

interface Drawn {
  readonly figure: Figure;
  readonly table: TableData;
}

/** Points per drawn curve; a cubic looks smooth with these. */
const CURVE_POINTS = 41;

/** Bin means with intervals, the two local polynomials, and the window that they were fitted in. */
export function scatterFigure(fit: RddFit, spec: RddSpec): Drawn {
  const { main } = fit.estimate.bandwidths;
  const colors =
    spec.treatedSide === 'above' ? ([token('control'), token('treated')] as const) : ([token('treated'), token('control')] as const);
  const { cutoff } = spec;
  const band = { type: 'rect', yref: 'paper', y0: 0, y1: 1, layer: 'below', line: { width: 0 }, fillcolor: faded('accent', 0.08) };
  return {
    figure: {
      data: [
        ...fit.bins.map((bins, at) => binTrace(bins, cutoff, colors[at] as string)),
        ...[0, 1].map((at) => curveTrace(fit, at as 0 | 1, spec, colors[at] as string)),
      ],
      layout: {
        shapes: [
          { ...band, x0: cutoff - main[0], x1: cutoff + main[1] },
          { type: 'line', yref: 'paper', y0: 0, y1: 1, x0: cutoff, x1: cutoff, line: { color: token('ink-2'), dash: 'dash', width: 1 } },
        ],
        xaxis: { title: { text: fit.names.running }, nticks: 5, zeroline: false, gridcolor: token('line') },
        yaxis: {
          title: { text: text(`mean of ${fit.names.outcome}`, `${fit.names.outcome} 均值`) },
          nticks: 5,
          zeroline: false,
          gridcolor: token('line'),
        },
        showlegend: false,
        height: 380,
        margin: { t: 16, b: 48 },
      },
    },
    table: {
      columns: ['side', 'from', 'to', 'rows', 'mean', 'low', 'high'].map((name) => ({ name })),
      rows: fit.bins.flatMap((bins, at) =>
        [...bins]
          .sort((a, b) => a.from - b.from)
          .map((bin) => [
            at === 0 ? 'below' : 'above',
            cutoff + bin.from,
            cutoff + bin.to,
            bin.rows,
            bin.mean,
            bin.interval?.[0] ?? null,
            bin.interval?.[1] ?? null,
          ]),
      ),
    },
  };
}

function binTrace(bins: readonly Bin[], cutoff: number, color: string): Readonly<Record<string, unknown>> {
  const halves = bins.map(({ mean, interval }) => (interval === null ? 0 : interval[1] - mean));
  return {
    type: 'scatter',
    mode: 'markers',
    x: bins.map(({ from, to }) => cutoff + (from + to) / 2),
    y: bins.map(({ mean }) => mean),
    error_y: { type: 'data', array: halves, thickness: 2, width: 0, color },
    marker: { size: 5, color },
    hovertemplate: '%{x}: %{y}<extra></extra>',
  };
}

function curveTrace(fit: RddFit, at: 0 | 1, { cutoff }: RddSpec, color: string): Readonly<Record<string, unknown>> {
  const width = (at === 0 ? -1 : 1) * fit.estimate.bandwidths.main[at];
  const away = Array.from({ length: CURVE_POINTS }, (_, step) => (width * step) / (CURVE_POINTS - 1));
  const beta = fit.estimate.curves[at];
  return {
    type: 'scatter',
    mode: 'lines',
    x: away.map((distance) => cutoff + distance),
    y: away.map((distance) => beta.reduceRight((sum, value) => sum * distance + value, 0)),
    line: { color, width: 2.5 },
    hoverinfo: 'skip',
  };
}

/** Checks or variations as intervals around a zero line. */
export function checkFigure(rows: readonly Check[], axis: string): Drawn {
  const drawn = rows.filter(({ estimate }) => estimate !== null);
  return {
    figure: {
      data: drawn.map(({ name, estimate, isOff }) => ({
        type: 'scatter',
        mode: 'markers',
        x: [estimate?.value],
        y: [name],
        error_x: {
          type: 'data',
          symmetric: false,
          array: [(estimate?.interval[1] ?? 0) - (estimate?.value ?? 0)],
          arrayminus: [(estimate?.value ?? 0) - (estimate?.interval[0] ?? 0)],
          thickness: 6,
          width: 0,
          color: token(isOff ? 'stop' : 'accent'),
        },
        marker: { size: 7, symbol: 'line-ns', line: { width: 2, color: token('ink') }, color: token(isOff ? 'stop' : 'accent') },
        hovertemplate: '%{y}: %{x}<extra></extra>',
      })),
      layout: {
        xaxis: {
          title: { text: text(`jump in ${axis}`, `${axis} 的跳跃`) },
          zeroline: true,
          rangemode: 'tozero',
          zerolinecolor: token('ink-2'),
          nticks: 5,
          gridcolor: token('line'),
        },
        yaxis: { automargin: true, type: 'category', autorange: 'reversed' },
        showlegend: false,
        height: 90 + 34 * drawn.length,
        margin: { t: 16, b: 44 },
      },
    },
    table: checkTable(rows),
  };
}

/** One row per check; empty where the data could not carry it. */
export function checkTable(rows: readonly Check[]): TableData {
  return {
    columns: [
      { name: 'name', label: text('where', '项目') },
      { name: 'jump', label: text('jump', '跳跃') },
      { name: 'low', label: text('low', '下限') },
      { name: 'high', label: text('high', '上限') },
      { name: 'p', label: text('p', 'p 值') },
      { name: 'rows', label: text('rows', '行数') },
      { name: 'flag', label: text('after Holm', 'Holm 校正后显著') },
    ],
    rows: rows.map(({ name, estimate, rows: count, isOff }) => [
      name,
      estimate?.value ?? null,
      estimate?.interval[0] ?? null,
      estimate?.interval[1] ?? null,
      estimate?.pValue ?? null,
      count,
      isOff,
    ]),
  };
}
