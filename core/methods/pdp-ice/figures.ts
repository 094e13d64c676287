import { text, verbatim } from '../../base/text.ts';
import type { Feature } from '../../learners/model.ts';
import { normalUpperQuantile } from '../../numeric/distributions.ts';
import type { Figure, TableCell, TableData } from '../../report/blocks.ts';
import { faded, token } from '../../report/tokens.ts';
import { answerScale } from '../kit/explanations/words.ts';
import type { PdpFit, Profile, Surface } from './fit.ts';

export interface Drawing {
  readonly figure: Figure;
  readonly table: TableData;
}

const REACH = normalUpperQuantile(0.025);

/** Lines of single rows, their mean with its interval, a rug of deciles, and shade where data are rare. */
export function profileFigure(fit: PdpFit, profile: Profile, isCentred: boolean): Drawing {
  const x = gridCells(profile.feature, profile.grid);
  const start = (values: Float64Array): number => (isCentred ? (values[0] as number) : 0);
  const shift = start(profile.average);
  const average = Array.from(profile.average, (value) => value - shift);
  const errors = Array.from(profile.standardError, (error) => REACH * error);
  const scale = answerScale(fit.facts);
  return {
    figure: {
      data: [
        ...profile.lines.map((line, at) => ({
          type: 'scatter',
          mode: 'lines',
          x,
          y: Array.from(line, (value) => value - start(line)),
          // The row that the line belongs to, so that a page can bring the same customers out in every picture.
          customdata: x.map(() => (profile.lineRows[at] as number) + 1),
          line: { color: faded('ink-3', 0.25), width: 1 },
          hoverinfo: 'skip',
          showlegend: false,
        })),
        ...bandTraces(x, average, errors),
        {
          type: 'scatter',
          mode: profile.feature.kind === 'category' ? 'markers' : 'lines',
          name: text('mean over rows', '各行均值'),
          x,
          y: average,
          // An explanation is association, which is drawn dashed.
          line: { color: token('accent'), width: 2.5, dash: 'dash' },
          marker: { color: token('accent'), size: 8 },
        },
        ...rugTraces(profile),
      ],
      layout: {
        xaxis: {
          title: { text: verbatim(profile.feature.name) },
          zeroline: false,
          nticks: 5,
          gridcolor: token('line'),
          ...(profile.feature.kind === 'category' ? { type: 'category' } : {}),
        },
        yaxis: {
          title: { text: isCentred ? text(`change of ${scale.en}`, `${scale.zh}的变化`) : scale },
          zeroline: isCentred || fit.facts.kind === 'effects',
          zerolinecolor: token('ink-2'),
          nticks: 5,
          gridcolor: token('line'),
        },
        // The rug lives on an axis of its own along the lower edge.
        yaxis2: { overlaying: 'y', range: [0, 1], visible: false, fixedrange: true },
        shapes: extrapolation(profile),
        showlegend: false,
      },
    },
    table: {
      columns: [{ name: profile.feature.name }, { name: 'average' }, { name: 'standard_error' }, { name: 'low' }, { name: 'high' }],
      rows: x.map((cell, g) => [
        cell,
        average[g] ?? null,
        profile.standardError[g] ?? null,
        (average[g] ?? 0) - (errors[g] ?? 0),
        (average[g] ?? 0) + (errors[g] ?? 0),
      ]),
    },
  };
}

/** The mean over a grid of two features; crosses mark points without rows nearby. */
export function surfaceFigure(fit: PdpFit, { features, grids, average, support }: Surface): Drawing {
  const [x, y] = [gridCells(features[1], grids[1]), gridCells(features[0], grids[0])];
  const width = x.length;
  const empty = Array.from(support.keys()).filter((cell) => support[cell] === 0);
  const axis = (feature: Feature): Record<string, unknown> => ({
    title: { text: verbatim(feature.name) },
    zeroline: false,
    nticks: 5,
    ...(feature.kind === 'category' ? { type: 'category' } : {}),
  });
  return {
    figure: {
      data: [
        {
          type: 'heatmap',
          x,
          y,
          z: y.map((_, row) => Array.from(average.subarray(row * width, (row + 1) * width))),
          colorscale: [
            [0, faded('accent', 0.05)],
            [1, token('accent')],
          ],
          colorbar: { title: { text: answerScale(fit.facts) }, nticks: 5 },
        },
        {
          type: 'scatter',
          mode: 'markers',
          name: text('no rows nearby', '附近没有数据'),
          x: empty.map((cell) => x[cell % width] ?? null),
          y: empty.map((cell) => y[Math.floor(cell / width)] ?? null),
          marker: { symbol: 'x-thin', size: 6, line: { color: token('ink-2'), width: 1 } },
          hoverinfo: 'skip',
        },
      ],
      layout: { xaxis: axis(features[1]), yaxis: axis(features[0]), showlegend: false, height: 420 },
    },
    table: {
      columns: [{ name: features[0].name }, { name: features[1].name }, { name: 'average' }, { name: 'rows_nearby' }],
      rows: Array.from(average, (value, cell) => [y[Math.floor(cell / width)] ?? null, x[cell % width] ?? null, value, support[cell] ?? 0]),
    },
  };
}

/** Grid values as a reader knows them: category names, yes/no as 0 and 1, dates as dates. */
export function gridCells({ kind, categories }: Feature, grid: Float64Array): TableCell[] {
  return Array.from(grid, (value) => {
    if (kind === 'category') return categories?.[value] ?? String(value);
    return kind === 'date' ? new Date(value).toISOString().slice(0, 10) : value;
  });
}

function bandTraces(x: readonly TableCell[], average: readonly number[], errors: readonly number[]): Record<string, unknown>[] {
  const edge = (side: -1 | 1, fill: object): Record<string, unknown> => ({
    type: 'scatter',
    mode: 'lines',
    x,
    y: average.map((value, g) => value + side * (errors[g] ?? 0)),
    line: { width: 0 },
    hoverinfo: 'skip',
    showlegend: false,
    ...fill,
  });
  return [edge(-1, {}), edge(1, { fill: 'tonexty', fillcolor: faded('accent', 0.2) })];
}

function rugTraces({ feature, deciles }: Profile): Record<string, unknown>[] {
  if (deciles.length === 0) return [];
  return [
    {
      type: 'scatter',
      mode: 'markers',
      yaxis: 'y2',
      x: gridCells(feature, Float64Array.from(deciles)),
      y: deciles.map(() => 0.015),
      marker: { symbol: 'line-ns', size: 9, line: { color: token('ink'), width: 1 } },
      hovertemplate: '%{x}<extra></extra>',
    },
  ];
}

/** Shade over the parts of the grid beyond the data's 5 % and 95 %. */
function extrapolation({ feature, grid, usual }: Profile): Record<string, unknown>[] {
  if (usual === null) return [];
  const [first, last] = [grid[0] as number, grid.at(-1) as number];
  const parts = [
    [first, Math.min(usual[0], last)],
    [Math.max(usual[1], first), last],
  ].filter(([from = 0, to = 0]) => from < to);
  return parts.map((part) => {
    const [x0, x1] = gridCells(feature, Float64Array.from(part));
    return {
      type: 'rect',
      xref: 'x',
      yref: 'paper',
      x0,
      x1,
      y0: 0,
      y1: 1,
      fillcolor: faded('warn', 0.12),
      line: { width: 0 },
      layer: 'below',
    };
  });
}
