import type { FigureBlock, TableData } from '../../../core/report/blocks.ts';
import { faded, token } from '../../../core/report/tokens.ts';
import { upliftWords } from '../../text/uplift.ts';
import { colourOf, effectAxis } from './figure-parts.ts';

type Trace = Readonly<Record<string, unknown>>;

/** A ranking's Qini curve for one arm. */
export interface QiniCurve {
  readonly name: string;
  readonly points: readonly {
    readonly share: number;
    readonly value: number;
    readonly interval: readonly [number, number] | null;
  }[];
}

/** One curve with its band for each ranking, and the straight line of chance. */
export function qiniFigure(curves: readonly QiniCurve[]): { readonly figure: FigureBlock['figure']; readonly table: TableData } {
  const end = curves[0]?.points.at(-1)?.value ?? 0;
  return {
    figure: {
      data: [
        ...curves.flatMap((curve, place) => curveTraces(curve, place)),
        {
          type: 'scatter',
          mode: 'lines+text',
          x: [0, 0.5, 1],
          y: [0, end / 2, end],
          text: ['', upliftWords.atRandom, ''],
          textposition: 'bottom right',
          line: { color: token('ink-3'), dash: 'dot', width: 1 },
          showlegend: false,
          hoverinfo: 'skip',
        },
      ],
      layout: {
        height: 340,
        showlegend: curves.length > 1,
        xaxis: { title: { text: upliftWords.qiniAcross }, tickformat: '.0%', range: [0, 1], nticks: 5, showgrid: false },
        yaxis: effectAxis(upliftWords.qiniUp),
      },
    },
    table: {
      columns: [
        { name: 'ranking', label: upliftWords.ranking },
        { name: 'share', label: upliftWords.share },
        { name: 'qini', label: upliftWords.qiniUp },
        { name: 'low', label: upliftWords.low },
        { name: 'high', label: upliftWords.high },
      ],
      rows: curves.flatMap(({ name, points }) =>
        points.map(({ share, value, interval }) => [name, share, value, interval?.[0] ?? null, interval?.[1] ?? null]),
      ),
    },
  };
}

function curveTraces({ name, points }: QiniCurve, place: number): readonly Trace[] {
  const colour = colourOf(place);
  const banded = points.filter(({ interval }) => interval !== null);
  const edge = (side: 0 | 1): Trace => ({
    type: 'scatter',
    mode: 'lines',
    x: [0, ...banded.map(({ share }) => share)],
    y: [0, ...banded.map(({ interval }) => interval?.[side] ?? 0)],
    line: { width: 0, color: token(colour) },
    showlegend: false,
    hoverinfo: 'skip',
    ...(side === 1 ? { fill: 'tonexty', fillcolor: faded(colour, 0.18) } : {}),
  });
  return [
    edge(0),
    edge(1),
    {
      type: 'scatter',
      mode: 'lines',
      name,
      x: [0, ...points.map(({ share }) => share)],
      y: [0, ...points.map(({ value }) => value)],
      line: { width: 2, color: token(colour) },
      hovertemplate: '%{x:.0%}: %{y}<extra></extra>',
    },
  ];
}
