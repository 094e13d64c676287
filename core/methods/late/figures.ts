import { text } from '../../base/text.ts';
import { normalUpperQuantile } from '../../numeric/distributions.ts';
import type { Figure, TableData } from '../../report/blocks.ts';
import { token } from '../../report/tokens.ts';
import type { Compliance, GroupMean } from './profile.ts';

/** How the compliers differ from everybody, in standard errors' reach: the ratio of means is drawn per column. */
export function complianceFigure(
  { compliers, alwaysTakers, neverTakers }: Compliance,
  alpha: number,
): { readonly figure: Figure; readonly table: TableData } {
  const z = normalUpperQuantile(alpha / 2);
  const kinds = [
    [text('compliers', '依从者'), compliers, token('treated')],
    [text('always-takers', '始终接受者'), alwaysTakers, token('control')],
    [text('never-takers', '从不接受者'), neverTakers, token('control')],
  ] as const;
  const ends = ({ value, standardError }: GroupMean) => [value - z * standardError, value + z * standardError] as const;
  return {
    figure: {
      data: kinds.map(([name, share, color]) => ({
        type: 'bar',
        orientation: 'h',
        x: [share.value],
        y: [name],
        marker: { color },
        error_x: { type: 'data', array: [z * share.standardError], color: token('ink') },
      })),
      layout: {
        xaxis: {
          title: { text: text('share of rows', '占比') },
          tickformat: '.0%',
          nticks: 5,
          zeroline: true,
          zerolinecolor: token('ink-2'),
          gridcolor: token('line'),
        },
        yaxis: { type: 'category', automargin: true, autorange: 'reversed' },
        showlegend: false,
        height: 220,
        margin: { t: 16, b: 48 },
      },
    },
    table: {
      columns: [
        { name: 'kind', label: text('kind', '类型') },
        { name: 'share', label: text('share', '占比') },
        { name: 'low', label: text('low', '下限') },
        { name: 'high', label: text('high', '上限') },
      ],
      rows: kinds.map(([name, share]) => [name.en, share.value, ...ends(share)]),
    },
  };
}
