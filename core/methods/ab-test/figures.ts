import { type Text, text, verbatim } from '../../base/text.ts';
import type { Figure, TableData } from '../../report/blocks.ts';
import { armToken, token } from '../../report/tokens.ts';
import type { MetricFit } from './estimate.ts';
import type { AbTestFit } from './fit.ts';

/** More rows than this do not fit one page; the rest stay in the table. */
const MOST_PANELS = 8;
const ROW_PIXELS = 34;
const PANEL_PIXELS = 64;

/** One panel per metric, as units differ: every arm's difference from the control with its interval and the zero line. */
export function forestFigure(fit: AbTestFit): { readonly figure: Figure; readonly table: TableData } {
  const shown = fit.metrics.slice(0, MOST_PANELS);
  const height = 1 / Math.max(1, shown.length);
  const axes = shown.flatMap((metric, panel) => {
    const suffix = panel === 0 ? '' : String(panel + 1);
    const top = 1 - panel * height;
    return [
      [
        `xaxis${suffix}`,
        {
          anchor: `y${suffix}`,
          title: { text: differenceTitle(metric, fit) },
          zeroline: true,
          rangemode: 'tozero',
          zerolinecolor: token('ink-2'),
          nticks: 5,
          gridcolor: token('line'),
        },
      ],
      [
        `yaxis${suffix}`,
        { anchor: `x${suffix}`, domain: [top - 0.55 * height, top], automargin: true, type: 'category', autorange: 'reversed' },
      ],
    ] as const;
  });
  const rows = shown.length * (PANEL_PIXELS + ROW_PIXELS * (fit.arms.length - 1));
  return {
    figure: {
      data: shown.flatMap((metric, panel) => metric.contrasts.map((contrast) => intervalTrace(fit.arms, contrast.arm, contrast, panel))),
      layout: { ...Object.fromEntries(axes), showlegend: false, height: 60 + rows, margin: { t: 16, b: 44 } },
    },
    table: contrastTable(fit),
  };
}

/** Relative lift of every metric and arm on one scale. */
export function liftFigure(fit: AbTestFit): { readonly figure: Figure; readonly table: TableData } {
  const rows = fit.metrics.flatMap((metric) =>
    metric.contrasts.flatMap((contrast) => (contrast.lift === null ? [] : [{ metric, contrast, lift: contrast.lift }])),
  );
  return {
    figure: {
      data: rows.map(({ metric, contrast, lift }) => ({
        ...intervalTrace(fit.arms, contrast.arm, lift, 0),
        y: [`${metric.name} · ${fit.arms[contrast.arm]}`],
      })),
      layout: {
        xaxis: {
          title: { text: text(`relative lift against ${fit.arms[0]}`, `相对 ${fit.arms[0]} 的提升`) },
          tickformat: '+.0%',
          zeroline: true,
          rangemode: 'tozero',
          zerolinecolor: token('ink-2'),
          nticks: 5,
          gridcolor: token('line'),
        },
        yaxis: { automargin: true, type: 'category', autorange: 'reversed' },
        showlegend: false,
        height: 90 + ROW_PIXELS * rows.length,
        margin: { t: 16, b: 44 },
      },
    },
    table: {
      columns: [
        { name: 'metric' },
        { name: 'arm' },
        { name: 'lift', unit: 'share' },
        { name: 'low', unit: 'share' },
        { name: 'high', unit: 'share' },
      ],
      rows: rows.map(({ metric, contrast, lift }) => [
        metric.name,
        fit.arms[contrast.arm] ?? '',
        lift.value,
        lift.interval?.[0] ?? null,
        lift.interval?.[1] ?? null,
      ]),
    },
  };
}

/** A thick interval bar with a small mark at the estimate: the uncertainty is what the eye meets first. */
function intervalTrace(
  arms: readonly string[],
  arm: number,
  measured: { readonly value: number; readonly interval: readonly [number, number] | null },
  panel: number,
): Readonly<Record<string, unknown>> {
  const [low, high] = measured.interval ?? [measured.value, measured.value];
  const suffix = panel === 0 ? '' : String(panel + 1);
  const color = armToken(arm);
  return {
    type: 'scatter',
    mode: 'markers',
    name: arms[arm],
    x: [measured.value],
    y: [arms[arm]],
    error_x: {
      type: 'data',
      symmetric: false,
      array: [high - measured.value],
      arrayminus: [measured.value - low],
      thickness: 6,
      width: 0,
      color,
    },
    marker: { size: 7, symbol: 'line-ns', line: { width: 2, color: token('ink') }, color },
    hovertemplate: `%{y}: %{x}<br>${low} … ${high}<extra></extra>`,
    xaxis: `x${suffix}`,
    yaxis: `y${suffix}`,
  };
}

function differenceTitle(metric: MetricFit, fit: AbTestFit): Text {
  const what = {
    mean: text('difference in mean', '均值之差'),
    share: text('difference in share', '比例之差'),
    ratio: text('difference in ratio', '比率之差'),
  }[metric.kind];
  return text(`${metric.name}: ${what.en} against ${fit.arms[0]}`, `${metric.name}：与 ${fit.arms[0]} 的${what.zh}`);
}

function contrastTable(fit: AbTestFit): TableData {
  return {
    columns: ['metric', 'arm', 'difference', 'low', 'high'].map((name) => ({ name, label: verbatim(name) })),
    rows: fit.metrics.flatMap((metric) =>
      metric.contrasts.map((contrast) => [
        metric.name,
        fit.arms[contrast.arm] ?? '',
        contrast.value,
        contrast.interval?.[0] ?? null,
        contrast.interval?.[1] ?? null,
      ]),
    ),
  };
}
