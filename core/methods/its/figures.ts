import { text } from '../../base/text.ts';
import type { Figure, TableData } from '../../report/blocks.ts';
import { token } from '../../report/tokens.ts';
import type { ItsFit, PlaceboBreak } from './fit.ts';

/** Changes found where nothing happened, beside the real one. */
export function placeboFigure(fit: ItsFit, own: PlaceboBreak): { readonly figure: Figure; readonly table: TableData } {
  const points = (rows: readonly PlaceboBreak[], color: string) => ({
    type: 'scatter',
    mode: 'markers',
    x: rows.map(({ label }) => label),
    y: rows.map(({ change }) => change.value),
    error_y: {
      type: 'data',
      symmetric: false,
      array: rows.map(({ change }) => change.high - change.value),
      arrayminus: rows.map(({ change }) => change.value - change.low),
      width: 0,
      color,
    },
    marker: { size: 8, color },
  });
  return {
    figure: {
      data: [points(fit.placebos, token('control')), points([own], token('treated'))],
      layout: {
        xaxis: { title: { text: text('pretended and real start', '假想与真实的开始时间') }, nticks: 5, gridcolor: token('line') },
        yaxis: {
          title: { text: text(`change in ${fit.outcome}`, `${fit.outcome} 的变化`) },
          nticks: 5,
          zeroline: true,
          zerolinecolor: token('ink-2'),
          gridcolor: token('line'),
        },
        showlegend: false,
        height: 300,
        margin: { t: 16, b: 44 },
      },
    },
    table: {
      columns: ['start', 'change', 'low', 'high', 'p'].map((name) => ({ name })),
      rows: [...fit.placebos, own].map(({ label, change }) => [label, change.value, change.low, change.high, change.pValue]),
    },
  };
}
