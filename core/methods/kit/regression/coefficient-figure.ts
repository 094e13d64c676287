import type { Text } from '../../../base/text.ts';
import type { Figure, TableData } from '../../../report/blocks.ts';
import { token } from '../../../report/tokens.ts';
import type { Coefficient } from './coefficients.ts';

/** More rows than this do not fit one page; the rest stay in the table. */
const MOST_ROWS = 30;
const ROW_PIXELS = 28;

/** Coefficients with their intervals and a line where nothing is associated. */
export function coefficientFigure(
  rows: readonly Coefficient[],
  axis: { readonly title: Text; readonly zero?: number },
): { readonly figure: Figure; readonly table: TableData } {
  const shown = rows.slice(0, MOST_ROWS);
  const zero = axis.zero ?? 0;
  return {
    figure: {
      data: [
        {
          type: 'scatter',
          mode: 'markers',
          x: shown.map(({ value }) => value),
          y: shown.map(({ name }) => name),
          error_x: {
            type: 'data',
            symmetric: false,
            array: shown.map(({ value, high }) => high - value),
            arrayminus: shown.map(({ value, low }) => value - low),
            thickness: 6,
            width: 0,
            color: token('accent'),
          },
          marker: { size: 7, symbol: 'line-ns', line: { width: 2, color: token('ink') }, color: token('accent') },
        },
      ],
      layout: {
        xaxis: { title: { text: axis.title }, zeroline: false, nticks: 5, gridcolor: token('line') },
        yaxis: { automargin: true, type: 'category', autorange: 'reversed' },
        shapes: [{ type: 'line', x0: zero, x1: zero, yref: 'paper', y0: 0, y1: 1, line: { width: 1, color: token('ink-2') } }],
        showlegend: false,
        height: 90 + ROW_PIXELS * shown.length,
        margin: { t: 16, b: 44 },
      },
    },
    table: {
      columns: ['term', 'estimate', 'low', 'high'].map((name) => ({ name })),
      rows: rows.map(({ name, value, low, high }) => [name, value, low, high]),
    },
  };
}
