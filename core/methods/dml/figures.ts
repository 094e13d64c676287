import { text } from '../../base/text.ts';
import type { Figure, TableData } from '../../report/blocks.ts';
import { token } from '../../report/tokens.ts';
import type { DmlContrast } from './fit.ts';

/** How chances of one arm spread, the arm up and the control down. */
export function overlapFigure(
  { arm, diagnosis: { bins } }: DmlContrast,
  control: string,
): { readonly figure: Figure; readonly table: TableData } {
  const counts = bins ?? { control: [], arm: [] };
  const width = 1 / Math.max(1, counts.arm.length);
  const x = counts.arm.map((_, bin) => (bin + 0.5) * width);
  return {
    figure: {
      data: [
        { type: 'bar', name: arm, x, y: counts.arm, width, marker: { color: token('treated') } },
        { type: 'bar', name: control, x, y: counts.control.map((count) => -count), width, marker: { color: token('control') } },
      ],
      layout: {
        barmode: 'overlay',
        xaxis: { title: { text: text('predicted chance of the arm', '预测的入组概率') }, range: [0, 1], nticks: 5 },
        yaxis: {
          title: { text: text('rows (control below)', '行数（下方为对照组）') },
          nticks: 5,
          zeroline: true,
          zerolinecolor: token('ink-2'),
          gridcolor: token('line'),
        },
        showlegend: false,
        height: 260,
        margin: { t: 16, b: 44 },
      },
    },
    table: {
      columns: [
        { name: 'from', label: text('from', '起') },
        { name: 'rows in the arm', label: text('rows in the arm', '处理组行数') },
        { name: 'rows in the control', label: text('rows in the control', '对照组行数') },
      ],
      rows: counts.arm.map((count, bin) => [bin * width, count, counts.control[bin] ?? 0]),
    },
  };
}
