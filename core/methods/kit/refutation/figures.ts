import { type Text, text } from '../../../base/text.ts';
import type { Figure, TableData } from '../../../report/blocks.ts';
import { faded, token } from '../../../report/tokens.ts';
import type { RefuteFit } from './simulate.ts';

/** The simulated estimates of every effect as a strip, and the original as a line across it. */
export function distributionFigure(fit: RefuteFit, simulated: Text): { readonly figure: Figure; readonly table: TableData } {
  return {
    figure: {
      data: fit.effects.flatMap(({ name, value, simulated: values }, index) => [
        {
          type: 'box',
          name: simulated,
          x: [...values],
          y: values.map(() => name),
          orientation: 'h',
          boxpoints: 'all',
          jitter: 0.4,
          pointpos: 0,
          marker: { size: 4, color: faded('control', 0.6) },
          line: { color: token('control') },
          showlegend: index === 0,
        },
        {
          type: 'scatter',
          mode: 'markers',
          name: text('original estimate', '原估计值'),
          x: [value],
          y: [name],
          marker: { symbol: 'line-ns', size: 26, line: { width: 3, color: token('treated') } },
          showlegend: index === 0,
        },
      ]),
      layout: {
        xaxis: {
          title: { text: text(`effect on ${fit.outcome}`, `对 ${fit.outcome} 的效应`) },
          zeroline: true,
          zerolinecolor: token('ink-2'),
          rangemode: 'tozero',
          nticks: 5,
          gridcolor: token('line'),
        },
        yaxis: { type: 'category', automargin: true, autorange: 'reversed' },
        showlegend: true,
        height: 160 + 90 * fit.effects.length,
        margin: { t: 16, b: 48 },
      },
    },
    table: {
      columns: [{ name: 'effect' }, { name: 'simulation' }, { name: 'value' }],
      rows: fit.effects.flatMap(({ name, simulated: values }) => values.map((value, index) => [name, index + 1, value])),
    },
  };
}
