import { text } from '../../../base/text.ts';
import type { Figure, TableData } from '../../../report/blocks.ts';
import { token } from '../../../report/tokens.ts';
import type { Stretch } from './anderson-rubin.ts';
import type { IvResult } from './fit.ts';

interface Row {
  readonly name: string;
  readonly value: number | null;
  readonly stretches: readonly Stretch[];
  readonly color: string;
}

/** The instrument estimate, the interval that weak instruments cannot spoil, and the regression without instruments. */
export function comparisonFigure(result: IvResult, label: string): { readonly figure: Figure; readonly table: TableData } {
  const rows: Row[] = [
    { name: label, value: result.estimate.value, stretches: [result.estimate.interval], color: token('treated') },
    { name: 'Anderson–Rubin', value: null, stretches: result.andersonRubin.stretches, color: token('accent') },
    { name: 'OLS', value: result.ols.value, stretches: [result.ols.interval], color: token('control') },
  ];
  const [from, to] = window(rows);
  const bars = rows.flatMap(({ name, stretches, color }) =>
    stretches.map(([low, high]) => ({
      type: 'scatter',
      mode: 'lines',
      x: [low ?? from, high ?? to],
      y: [name, name],
      line: { width: 6, color },
      hovertemplate: `%{y}: ${low ?? '−∞'} … ${high ?? '∞'}<extra></extra>`,
    })),
  );
  const points = rows
    .filter(({ value }) => value !== null)
    .map(({ name, value }) => ({
      type: 'scatter',
      mode: 'markers',
      x: [value],
      y: [name],
      marker: { size: 12, symbol: 'line-ns', line: { width: 2, color: token('ink') } },
      hovertemplate: '%{y}: %{x}<extra></extra>',
    }));
  const { treatment, outcome } = result.names;
  return {
    figure: {
      data: [...bars, ...points],
      layout: {
        xaxis: {
          title: { text: text(`${outcome} per unit of ${treatment}`, `${treatment} 每单位带来的 ${outcome} 变化`) },
          range: [from, to],
          zeroline: true,
          zerolinecolor: token('ink-2'),
          nticks: 5,
          gridcolor: token('line'),
        },
        yaxis: { type: 'category', autorange: 'reversed', automargin: true },
        showlegend: false,
        height: 220,
        margin: { t: 16, b: 48 },
      },
    },
    table: {
      columns: [
        { name: 'estimator', label: text('estimator', '估计方法') },
        { name: 'value', label: text('value', '估计值') },
        { name: 'low', label: text('low', '下限') },
        { name: 'high', label: text('high', '上限') },
      ],
      rows: rows.flatMap(({ name, value, stretches }) => stretches.map(([low, high]) => [name, value, low, high])),
    },
  };
}

/** The stretch of the axis that shows all finite ends and zero; unbounded bars run to its edge. */
function window(rows: readonly Row[]): readonly [number, number] {
  const ends = [0, ...rows.flatMap(({ value, stretches }) => [value, ...stretches.flat()])].filter((end) => end !== null);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const margin = 0.1 * (high - low || 1);
  return [low - margin, high + margin];
}
