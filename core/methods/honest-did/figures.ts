import { type Text, text } from '../../base/text.ts';
import type { Figure, TableData } from '../../report/blocks.ts';
import { token } from '../../report/tokens.ts';
import type { Bounded, HonestDidFit } from './fit.ts';

/** Intervals against the bound, the one under parallel trends first. */
export function boundsFigure(
  { original, estimate }: HonestDidFit,
  rows: readonly Bounded[],
  axis: Text,
): { readonly figure: Figure; readonly table: TableData } {
  const labels = rows.map(({ bound }) => String(Number(bound.toPrecision(3))));
  const bars = (x: readonly string[], own: readonly Bounded[], color: string) => ({
    type: 'scatter',
    mode: 'markers',
    x,
    y: own.map(({ low, high }) => (low + high) / 2),
    error_y: { type: 'data', array: own.map(({ low, high }) => (high - low) / 2), width: 6, thickness: 2.5, color },
    marker: { size: 1, color },
  });
  return {
    figure: {
      data: [bars(['parallel'], [original], token('control')), bars(labels, rows, token('accent'))],
      layout: {
        xaxis: { title: { text: axis }, type: 'category', gridcolor: token('line') },
        yaxis: {
          title: { text: text('effect', '效应') },
          nticks: 5,
          zeroline: true,
          zerolinecolor: token('ink-2'),
          gridcolor: token('line'),
        },
        showlegend: false,
        height: 320,
        margin: { t: 16, b: 48 },
      },
    },
    table: {
      columns: ['bound', 'low', 'high', 'estimate'].map((name) => ({ name })),
      rows: [['parallel trends', original.low, original.high, estimate], ...rows.map(({ bound, low, high }) => [bound, low, high, null])],
    },
  };
}
