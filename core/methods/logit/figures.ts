import { text } from '../../base/text.ts';
import type { Figure, TableData } from '../../report/blocks.ts';
import { token } from '../../report/tokens.ts';
import type { LogitFit } from './fit.ts';

/** Observed against fitted shares with a diagonal where both agree. */
export function calibrationFigure({ calibration }: LogitFit): { readonly figure: Figure; readonly table: TableData } {
  const x = calibration.map(({ fitted }) => fitted);
  const ends = [Math.min(...x), Math.max(...x)];
  return {
    figure: {
      data: [
        { type: 'scatter', mode: 'lines', x: ends, y: ends, line: { width: 1, dash: 'dot', color: token('ink-2') }, hoverinfo: 'skip' },
        {
          type: 'scatter',
          mode: 'markers',
          x,
          y: calibration.map(({ observed }) => observed),
          error_y: { type: 'data', array: calibration.map(({ standardError }) => 2 * standardError), width: 0, color: token('accent') },
          marker: { size: 7, color: token('accent') },
        },
      ],
      layout: {
        xaxis: { title: { text: text('fitted probability (share)', '拟合概率（比例）') }, nticks: 5, gridcolor: token('line') },
        yaxis: { title: { text: text('observed share', '实际比例') }, nticks: 5, gridcolor: token('line') },
        showlegend: false,
        height: 300,
        margin: { t: 16, b: 44 },
      },
    },
    table: {
      columns: ['fitted', 'observed', 'standard error', 'rows'].map((name) => ({ name })),
      rows: calibration.map(({ fitted, observed, standardError, count }) => [fitted, observed, standardError, count]),
    },
  };
}
