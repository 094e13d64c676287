import { text } from '../../base/text.ts';
import type { Figure, TableData } from '../../report/blocks.ts';
import { token } from '../../report/tokens.ts';
import type { PowerFit } from './fit.ts';
import type { PowerSpec } from './spec.ts';

interface Drawing {
  readonly figure: Figure;
  readonly table: TableData;
}

const CUSTOMERS_AXIS = {
  title: { text: text('customers in the control', '对照组客户数') },
  type: 'log',
  nticks: 5,
  gridcolor: token('line'),
};

/** Power against size, with the asked power, the plan, and what the simulation found with its interval. */
export function powerCurve(fit: PowerFit, spec: PowerSpec): Drawing {
  const planned = fit.arms[0]?.customers ?? 0;
  const simulated = (fit.simulated?.power ?? []).map(({ share, interval }) => ({ share, interval }));
  return {
    figure: {
      data: [
        ...simulated.map(({ share, interval: [low, high] }) => ({
          type: 'scatter',
          mode: 'markers',
          name: text('simulated, 95 % interval', '模拟，95 % 区间'),
          x: [planned],
          y: [share],
          error_y: {
            type: 'data',
            symmetric: false,
            array: [high - share],
            arrayminus: [share - low],
            thickness: 4,
            width: 0,
            color: token('gain'),
          },
          marker: { color: token('gain'), size: 7 },
        })),
        {
          type: 'scatter',
          mode: 'lines',
          name: text('formula', '公式'),
          x: fit.curve.map(({ perControl }) => perControl),
          y: fit.curve.map(({ power }) => power),
          line: { color: token('accent') },
        },
      ],
      layout: {
        xaxis: CUSTOMERS_AXIS,
        yaxis: { title: { text: text('power', '功效') }, tickformat: '.0%', range: [0, 1.02], nticks: 5, gridcolor: token('line') },
        shapes: [
          { type: 'line', xref: 'paper', x0: 0, x1: 1, y0: spec.power, y1: spec.power, line: { color: token('ink-3'), dash: 'dot' } },
          { type: 'line', yref: 'paper', y0: 0, y1: 1, x0: planned, x1: planned, line: { color: token('ink-3'), dash: 'dot' } },
        ],
        showlegend: simulated.length > 0,
        height: 340,
      },
    },
    table: curveTable(fit),
  };
}

/** The smallest effect that is found, against size. */
export function detectableCurve(fit: PowerFit): Drawing {
  const points = fit.curve.filter(({ detectable }) => detectable !== null);
  return {
    figure: {
      data: [
        {
          type: 'scatter',
          mode: 'lines',
          x: points.map(({ perControl }) => perControl),
          y: points.map(({ detectable }) => detectable),
          line: { color: token('accent') },
        },
      ],
      layout: {
        xaxis: CUSTOMERS_AXIS,
        yaxis: {
          title: { text: text(`detectable effect on ${fit.baseline.name}`, `${fit.baseline.name} 的最小可检测效应`) },
          rangemode: 'tozero',
          zeroline: true,
          zerolinecolor: token('ink-2'),
          nticks: 5,
          gridcolor: token('line'),
        },
        showlegend: false,
        height: 320,
      },
    },
    table: curveTable(fit),
  };
}

function curveTable({ curve }: PowerFit): TableData {
  return {
    columns: [
      { name: 'control', label: text('customers in the control', '对照组客户数') },
      { name: 'total', label: text('customers in all', '客户总数') },
      { name: 'power', label: text('power', '功效'), unit: 'share' },
      { name: 'detectable', label: text('detectable effect', '最小可检测效应') },
    ],
    rows: curve.map(({ perControl, total, power, detectable }) => [perControl, total, power, detectable]),
  };
}
