import { type Text, text } from '../../base/text.ts';
import type { Figure, TableData } from '../../report/blocks.ts';
import { token } from '../../report/tokens.ts';
import type { ImportanceFit } from './fit.ts';

/** Lines of the picture; further ones stay in the table. */
const MOST_SHOWN = 20;
const ROW_PIXELS = 28;

/** Importance with its interval, greatest on top, and where trees keep it the share of training gain beside it. */
export function importanceFigure(fit: ImportanceFit, loss: Text): { readonly figure: Figure; readonly table: TableData } {
  const shown = fit.groups.slice(0, MOST_SHOWN);
  const names = shown.map(({ name }) => name);
  const hasGain = shown.some(({ gainShare }) => gainShare !== null);
  const axis = { nticks: 5, gridcolor: token('line'), zeroline: true, zerolinecolor: token('ink-2') };
  return {
    figure: {
      data: [
        {
          type: 'scatter',
          mode: 'markers',
          x: shown.map(({ value }) => value),
          y: names,
          error_x: {
            type: 'data',
            symmetric: false,
            array: shown.map(({ value, interval }) => interval[1] - value),
            arrayminus: shown.map(({ value, interval }) => value - interval[0]),
            color: token('accent'),
            thickness: 5,
            width: 0,
          },
          marker: { color: token('ink'), size: 6 },
          hovertemplate: '%{y}: %{x}<extra></extra>',
        },
        ...(hasGain
          ? [
              {
                type: 'bar',
                orientation: 'h',
                x: shown.map(({ gainShare }) => gainShare),
                y: names,
                xaxis: 'x2',
                yaxis: 'y2',
                marker: { color: token('ink-3') },
                hovertemplate: '%{y}: %{x:.1%}<extra></extra>',
              },
            ]
          : []),
      ],
      layout: {
        xaxis: { ...axis, domain: [0, hasGain ? 0.62 : 1], title: { text: text(`increase of ${loss.en}`, `${loss.zh}的增量`) } },
        yaxis: { type: 'category', autorange: 'reversed', automargin: true },
        ...(hasGain
          ? {
              xaxis2: {
                ...axis,
                domain: [0.7, 1],
                anchor: 'y2',
                tickformat: '.0%',
                title: { text: text('share of training gain', '训练增益占比') },
              },
              yaxis2: { type: 'category', autorange: 'reversed', anchor: 'x2', showticklabels: false },
            }
          : {}),
        showlegend: false,
        height: 100 + ROW_PIXELS * shown.length,
      },
    },
    table: {
      columns: [
        { name: 'feature' },
        { name: 'importance' },
        { name: 'low' },
        { name: 'high' },
        { name: 'gain_share' },
        { name: 'columns' },
      ],
      rows: fit.groups.map(({ name, value, interval, gainShare, members }) => [
        name,
        value,
        interval[0],
        interval[1],
        gainShare,
        members.join(', '),
      ]),
    },
  };
}
