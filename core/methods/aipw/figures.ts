import { text } from '../../base/text.ts';
import { armToken, faded, token } from '../../report/tokens.ts';
import type { Drawing } from '../kit/propensity/figures.ts';
import type { AipwFit } from './fit.ts';

/** Every group's effect with its interval and the zero line, one colour per arm. */
export function groupFigure(fit: AipwFit): Drawing {
  const rows = fit.contrasts.flatMap(({ arm, groups }) => groups.map((group) => ({ arm, ...group })));
  const isOneArm = fit.contrasts.length === 1;
  return {
    figure: {
      data: fit.contrasts.map(({ arm, groups }, index) => ({
        type: 'scatter',
        mode: 'markers',
        name: arm,
        x: groups.map(({ value }) => value),
        y: groups.map(({ group }) => (isOneArm ? group : `${group} · ${arm}`)),
        error_x: {
          type: 'data',
          symmetric: false,
          array: groups.map(({ value, interval }) => (interval === null ? 0 : interval[1] - value)),
          arrayminus: groups.map(({ value, interval }) => (interval === null ? 0 : value - interval[0])),
          thickness: 6,
          width: 0,
          color: faded(`arm-${((index % 6) + 1) as 1}`, 0.5),
        },
        marker: { size: 8, symbol: 'line-ns', line: { width: 2, color: token('ink') }, color: armToken(index + 1) },
      })),
      layout: {
        xaxis: {
          title: { text: text(`${fit.outcome}: difference from ${fit.control}`, `${fit.outcome}：与 ${fit.control} 之差`) },
          zeroline: true,
          rangemode: 'tozero',
          zerolinecolor: token('ink-2'),
          nticks: 5,
          gridcolor: token('line'),
        },
        yaxis: { type: 'category', automargin: true, autorange: 'reversed' },
        showlegend: !isOneArm,
        height: 110 + 30 * rows.length,
        margin: { t: 16, b: 44 },
      },
    },
    table: {
      columns: ['group', 'arm', 'effect', 'low', 'high', 'rows'].map((name) => ({ name })),
      rows: rows.map(({ group, arm, value, interval, n }) => [group, arm, value, interval?.[0] ?? null, interval?.[1] ?? null, n]),
    },
  };
}
