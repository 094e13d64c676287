import { text } from '../../base/text.ts';
import type { Figure, TableData } from '../../report/blocks.ts';
import { token } from '../../report/tokens.ts';
import type { DidFit } from './fit.ts';

/** Estimates by period since the start with their intervals; the period before the start is 0 by construction. */
export function eventFigure(fit: DidFit): { readonly figure: Figure; readonly table: TableData } {
  const rows = [...fit.events, { lag: -1, value: 0, low: 0, high: 0 }].sort((left, right) => left.lag - right.lag);
  return {
    figure: {
      data: [
        {
          type: 'scatter',
          mode: 'markers',
          x: rows.map(({ lag }) => lag),
          y: rows.map(({ value }) => value),
          error_y: {
            type: 'data',
            symmetric: false,
            array: rows.map(({ value, high }) => high - value),
            arrayminus: rows.map(({ value, low }) => value - low),
            width: 0,
            color: token('accent'),
          },
          marker: { size: 7, color: token('accent') },
        },
      ],
      layout: {
        xaxis: { title: { text: text('periods since the start', '距处理开始的期数') }, nticks: 5, gridcolor: token('line') },
        yaxis: {
          title: { text: text(`difference in ${fit.outcome}`, `${fit.outcome} 之差`) },
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
      columns: ['periods since the start', 'estimate', 'low', 'high'].map((name) => ({ name })),
      rows: rows.map(({ lag, value, low, high }) => [lag, value, low, high]),
    },
  };
}
