import { type Text, text } from '../../../base/text.ts';
import type { Figure, TableData } from '../../../report/blocks.ts';
import { faded, token } from '../../../report/tokens.ts';

interface Drawn {
  readonly figure: Figure;
  readonly table: TableData;
}

/** What a picture over time needs to know. */
export interface TimeAxis {
  readonly times: readonly number[];
  readonly timeLabels: readonly string[];
  readonly start: number;
  readonly outcome: string;
}

/** Numbers as they are, days as days. */
function ticksOf({ times, timeLabels }: TimeAxis): readonly (number | string)[] {
  return timeLabels[0] === String(times[0]) ? times : timeLabels;
}

function layoutOf(axis: TimeAxis, title: Text, hasZero: boolean): Figure['layout'] {
  const ticks = ticksOf(axis);
  return {
    shapes: [
      {
        type: 'line',
        yref: 'paper',
        y0: 0,
        y1: 1,
        x0: ticks[axis.start],
        x1: ticks[axis.start],
        line: { color: token('ink-2'), dash: 'dash', width: 1 },
      },
    ],
    xaxis: { title: { text: text('period', '时期') }, nticks: 5, zeroline: false, gridcolor: token('line') },
    yaxis: { title: { text: title }, nticks: 5, zeroline: hasZero, zerolinecolor: token('ink-2'), gridcolor: token('line') },
    height: 360,
    margin: { t: 16, b: 48 },
    legend: { orientation: 'h', y: 1.1 },
  };
}

/** The treated beside what it would have been, with an optional band around the latter. */
export function pathFigure(
  axis: TimeAxis,
  lines: {
    readonly treated: Float64Array;
    readonly counterfactual: Float64Array;
    readonly band?: { readonly low: Float64Array; readonly high: Float64Array };
  },
): Drawn {
  const x = ticksOf(axis);
  const line = (name: Text, y: Float64Array, color: string, dash: string) => ({
    type: 'scatter',
    mode: 'lines',
    name,
    x,
    y: Array.from(y),
    line: { color, dash, width: 2 },
  });
  const { band } = lines;
  const edge = { type: 'scatter', mode: 'lines', x, line: { width: 0 }, showlegend: false, hoverinfo: 'skip' };
  const shade =
    band === undefined
      ? []
      : [
          { ...edge, y: Array.from(band.low) },
          { ...edge, y: Array.from(band.high), fill: 'tonexty', fillcolor: faded('control', 0.2) },
        ];
  const named = ['period', 'treated', 'without treatment', ...(band === undefined ? [] : ['low', 'high'])];
  return {
    figure: {
      data: [
        ...shade,
        line(text('treated', '处理单位'), lines.treated, token('treated'), 'solid'),
        line(text('without treatment', '无处理（反事实）'), lines.counterfactual, token('control'), 'dash'),
      ],
      layout: layoutOf(axis, text(axis.outcome, axis.outcome), false),
    },
    table: {
      columns: named.map((name) => ({ name })),
      rows: axis.timeLabels.map((label, at) => [
        label,
        finite(lines.treated[at]),
        finite(lines.counterfactual[at]),
        ...(band === undefined ? [] : [finite(band.low[at]), finite(band.high[at])]),
      ]),
    },
  };
}

/** The gap of the treated among the gaps of units that were not treated. */
export function gapFigure(
  axis: TimeAxis,
  own: Float64Array,
  others: readonly { readonly unit: string; readonly gap: Float64Array }[],
): Drawn {
  const x = ticksOf(axis);
  const line = (name: Text | string, gap: Float64Array, color: string, width: number) => ({
    type: 'scatter',
    mode: 'lines',
    name,
    x,
    y: Array.from(gap),
    line: { color, width },
    showlegend: false,
  });
  return {
    figure: {
      data: [
        ...others.map(({ unit, gap }) => line(unit, gap, faded('control', 0.5), 1)),
        line(text('treated', '处理单位'), own, token('treated'), 2.5),
      ],
      layout: layoutOf(axis, text(`gap in ${axis.outcome}`, `${axis.outcome} 差距`), true),
    },
    table: {
      columns: ['period', 'treated', ...others.map(({ unit }) => unit)].map((name) => ({ name })),
      rows: axis.timeLabels.map((label, at) => [label, finite(own[at]), ...others.map(({ gap }) => finite(gap[at]))]),
    },
  };
}

/** Estimates by period since the start with pointwise intervals and, where given, a band for all of them together. */
export function eventFigure(
  rows: readonly {
    readonly lag: number;
    readonly value: number;
    readonly low: number;
    readonly high: number;
    readonly bandLow?: number;
    readonly bandHigh?: number;
  }[],
  outcome: string,
): Drawn {
  const bars = (low: 'low' | 'bandLow', high: 'high' | 'bandHigh', color: string, thickness: number) => ({
    type: 'scatter',
    mode: 'markers',
    x: rows.map(({ lag }) => lag),
    y: rows.map(({ value }) => value),
    error_y: {
      type: 'data',
      symmetric: false,
      array: rows.map((row) => (row[high] ?? row.high) - row.value),
      arrayminus: rows.map((row) => row.value - (row[low] ?? row.low)),
      width: 0,
      thickness,
      color,
    },
    marker: { size: 7, color: token('accent') },
  });
  return {
    figure: {
      data: [bars('bandLow', 'bandHigh', faded('accent', 0.4), 1), bars('low', 'high', token('accent'), 2.5)],
      layout: {
        xaxis: { title: { text: text('periods since the start', '距处理开始的期数') }, nticks: 5, gridcolor: token('line') },
        yaxis: {
          title: { text: text(`effect on ${outcome}`, `对 ${outcome} 的效应`) },
          zeroline: true,
          zerolinecolor: token('ink-2'),
          nticks: 5,
          gridcolor: token('line'),
        },
        showlegend: false,
        height: 320,
        margin: { t: 16, b: 44 },
      },
    },
    table: {
      columns: ['periods since the start', 'estimate', 'low', 'high', 'band low', 'band high'].map((name) => ({ name })),
      rows: rows.map(({ lag, value, low, high, bandLow, bandHigh }) => [lag, value, low, high, bandLow ?? null, bandHigh ?? null]),
    },
  };
}

function finite(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
