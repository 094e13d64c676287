import { text, verbatim } from '../../base/text.ts';
import type { Figure, TableData } from '../../report/blocks.ts';
import { faded, token } from '../../report/tokens.ts';
import type { OlsFit } from './fit.ts';

/** Do the residuals sit evenly around zero all along the fitted values? Band: the middle 80 %; line: the median. */
export function residualFigure(fit: OlsFit): { readonly figure: Figure; readonly table: TableData } {
  const x = fit.residuals.map(({ fitted }) => fitted);
  const line = (name: 'low' | 'middle' | 'high'): readonly number[] => fit.residuals.map((band) => band[name]);
  return {
    figure: {
      data: [
        { type: 'scatter', mode: 'lines', x, y: line('low'), line: { width: 0, color: token('accent') }, hoverinfo: 'skip' },
        {
          type: 'scatter',
          mode: 'lines',
          x,
          y: line('high'),
          fill: 'tonexty',
          fillcolor: faded('accent', 0.18),
          line: { width: 0, color: token('accent') },
          name: text('middle 80 %', '中间 80 %'),
        },
        {
          type: 'scatter',
          mode: 'lines+markers',
          x,
          y: line('middle'),
          line: { width: 2, color: token('accent') },
          name: text('median', '中位数'),
        },
      ],
      layout: {
        xaxis: { title: { text: text(`fitted ${fit.outcome}`, `${fit.outcome} 的拟合值`) }, nticks: 5, gridcolor: token('line') },
        yaxis: {
          title: { text: text(`residual of ${fit.outcome}`, `${fit.outcome} 的残差`) },
          zeroline: true,
          zerolinecolor: token('ink-2'),
          nticks: 5,
          gridcolor: token('line'),
        },
        showlegend: false,
        height: 300,
        margin: { t: 16, b: 44 },
      },
    },
    table: {
      columns: ['mean fitted', 'lowest tenth', 'median', 'highest tenth', 'rows'].map((name) => ({ name, label: verbatim(name) })),
      rows: fit.residuals.map(({ fitted, low, middle, high, count }) => [fitted, low, middle, high, count]),
    },
  };
}
