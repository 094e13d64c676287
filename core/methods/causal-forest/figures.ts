import { type Text, text } from '../../base/text.ts';
import type { Figure, TableData } from '../../report/blocks.ts';
import { armToken, faded, token } from '../../report/tokens.ts';
import { columnOf } from '../kit/meta-learners/average.ts';
import type { ForestFit } from './fit.ts';
import { OVERLAP_BINS } from './overlap.ts';

export interface Drawing {
  readonly figure: Figure;
  readonly table: TableData;
}

/** More panels than this do not fit a page; further arms stay in the table. */
const MOST_PANELS = 6;
const PANEL_PIXELS = 240;

/** Rows that stand for all in the picture of sorted effects: enough for a smooth curve. */
const SHOWN_ROWS = 100;

/** Effects from lowest to highest with the interval of each, one panel per arm. */
export function effectsFigure(fit: ForestFit, quantile: number): Drawing {
  const curves = fit.arms.map((_, arm) => sortedEffects(fit, arm, quantile));
  const x = text('rows from lowest to highest predicted effect, share', '按预测增量由低到高的行，占比');
  return {
    figure: stacked(fit, { x, y: effectTitle(fit) }, (arm, place) => {
      const curve = curves[arm] ?? [];
      const across = curve.map(({ share }) => share);
      return [
        { type: 'scatter', mode: 'lines', x: across, y: curve.map(({ low }) => low), line: { width: 0 }, hoverinfo: 'skip', ...place },
        {
          type: 'scatter',
          mode: 'lines',
          x: across,
          y: curve.map(({ high }) => high),
          fill: 'tonexty',
          fillcolor: `${armToken(arm + 1)}/0.2`,
          line: { width: 0 },
          hoverinfo: 'skip',
          ...place,
        },
        {
          type: 'scatter',
          mode: 'lines',
          x: across,
          y: curve.map(({ effect }) => effect),
          line: { color: armToken(arm + 1), width: 2 },
          ...place,
        },
      ];
    }),
    table: {
      columns: ['arm', 'share of rows', 'effect', 'low', 'high'].map((name) => ({ name })),
      rows: fit.arms.flatMap((arm, index) => (curves[index] ?? []).map(({ share, effect, low, high }) => [arm, share, effect, low, high])),
    },
  };
}

function sortedEffects(fit: ForestFit, arm: number, quantile: number) {
  const [effects, errors] = [columnOf(fit.value, fit.arms.length, arm), columnOf(fit.standardError, fit.arms.length, arm)];
  const order = Int32Array.from(effects, (_, row) => row).sort(
    (one, other) => (effects[one] as number) - (effects[other] as number) || one - other,
  );
  const count = Math.min(SHOWN_ROWS, order.length);
  return Array.from({ length: count }, (_, at) => {
    const share = (at + 0.5) / count;
    const row = order[Math.floor(share * order.length)] as number;
    const [effect, half] = [effects[row] as number, quantile * (errors[row] as number)];
    return { share, effect, low: effect - half, high: effect + half };
  });
}

/** Groups sorted by predicted effect: what was predicted beside what the scores say, with its interval. */
export function groupsFigure(fit: ForestFit): Drawing {
  return {
    figure: stacked(
      fit,
      { x: text('fifth by predicted effect, lowest first', '按预测增量五等分，由低到高'), y: effectTitle(fit) },
      (arm, place) => {
        const groups = fit.findings[arm]?.sorted.groups ?? [];
        const seen = groups.flatMap(({ observed }, group) => (observed === null ? [] : [{ group: group + 1, observed }]));
        return [
          {
            type: 'scatter',
            mode: 'markers',
            name: text('observed (doubly robust)', '实测（双重稳健）'),
            x: seen.map(({ group }) => group),
            y: seen.map(({ observed }) => observed.value),
            error_y: {
              type: 'data',
              symmetric: false,
              array: seen.map(({ observed }) => observed.interval[1] - observed.value),
              arrayminus: seen.map(({ observed }) => observed.value - observed.interval[0]),
              thickness: 6,
              width: 0,
              color: `${armToken(arm + 1)}/0.35`,
            },
            marker: { size: 7, color: armToken(arm + 1) },
            ...place,
          },
          {
            type: 'scatter',
            mode: 'lines+markers',
            name: text('predicted', '预测'),
            x: groups.map((_, group) => group + 1),
            y: groups.map(({ predicted }) => predicted),
            line: { color: token('ink-3'), dash: 'dot', width: 1 },
            marker: { symbol: 'circle-open', size: 8, color: token('ink-2') },
            ...place,
          },
        ];
      },
    ),
    table: {
      columns: ['arm', 'group', 'rows', 'predicted', 'observed', 'low', 'high'].map((name) => ({ name })),
      rows: fit.findings.flatMap(({ arm, sorted }) =>
        sorted.groups.map(({ n, predicted, observed }, group) => [
          arm,
          group + 1,
          n,
          predicted,
          observed?.value ?? null,
          observed?.interval[0] ?? null,
          observed?.interval[1] ?? null,
        ]),
      ),
    },
  };
}

/** Names longer than this would push the bars off the page. */
const SHOWN_NAMES = 15;

/** Which columns the first splits were made on. */
export function importanceFigure(fit: ForestFit): Drawing {
  const ordered = [...fit.importance].sort((one, other) => other.share - one.share);
  const shown = ordered.slice(0, SHOWN_NAMES).reverse();
  return {
    figure: {
      data: [
        {
          type: 'bar',
          orientation: 'h',
          x: shown.map(({ share }) => share),
          y: shown.map(({ name }) => name),
          marker: { color: token('accent') },
        },
      ],
      layout: {
        showlegend: false,
        height: 90 + 24 * shown.length,
        xaxis: {
          title: { text: text('share of splits, the first counting most', '分裂占比（越早权重越大）') },
          nticks: 5,
          gridcolor: token('line'),
        },
        yaxis: { automargin: true, type: 'category' },
      },
    },
    table: { columns: [{ name: 'column' }, { name: 'share of splits' }], rows: ordered.map(({ name, share }) => [name, share]) },
  };
}

/** Coefficients of the straight-line description, with intervals on both sides of the zero line. */
export function projectionFigure(fit: ForestFit): Drawing {
  const names = [...new Set(fit.findings.flatMap(({ projection }) => projection.slice(1).map(({ name }) => name)))].slice(0, SHOWN_NAMES);
  return {
    figure: {
      data: fit.findings.slice(0, MOST_PANELS).map(({ arm, projection }, index) => {
        const own = projection.filter(({ name }) => names.includes(name));
        return {
          type: 'scatter',
          mode: 'markers',
          name: arm,
          x: own.map(({ value }) => value),
          y: own.map(({ name }) => name),
          error_x: {
            type: 'data',
            symmetric: false,
            array: own.map(({ value, interval }) => interval[1] - value),
            arrayminus: own.map(({ value, interval }) => value - interval[0]),
            color: armToken(index + 1),
          },
          marker: { color: armToken(index + 1), size: 7 },
        };
      }),
      layout: {
        showlegend: fit.arms.length > 1,
        height: 110 + 28 * names.length,
        xaxis: {
          title: { text: text(`change of the effect on ${fit.outcome} per unit`, `每单位对“${fit.outcome}”增量的改变`) },
          zeroline: true,
          zerolinecolor: token('ink-2'),
          zerolinewidth: 1.5,
          rangemode: 'tozero',
          nticks: 5,
          gridcolor: token('line'),
        },
        yaxis: { automargin: true, type: 'category', autorange: 'reversed' },
      },
    },
    table: {
      columns: ['arm', 'column', 'coefficient', 'standard error', 'low', 'high', 'p-value'].map((name) => ({ name })),
      rows: fit.findings.flatMap(({ arm, projection }) =>
        projection.map(({ name, value, standardError, interval, pValue }) => [
          arm,
          name,
          value,
          standardError,
          interval[0],
          interval[1],
          pValue,
        ]),
      ),
    },
  };
}

/** Shares that were expected of rows in the arm and in the control: where they do not lie on each other there is no comparison. */
export function overlapFigure(fit: ForestFit): Drawing {
  const edges = Array.from({ length: OVERLAP_BINS }, (_, bin) => (bin + 0.5) / OVERLAP_BINS);
  const { shares } = fit.overlap;
  return {
    figure: stacked(fit, { x: text('expected share of the arm', '进入该组的预期概率'), y: text('rows', '行数') }, (arm, place) => {
      const own = shares[arm];
      const bar = { type: 'bar', x: edges, width: 1 / OVERLAP_BINS, ...place };
      return [
        { ...bar, name: fit.control, y: own?.inControl ?? [], marker: { color: faded('control', 0.6) } },
        { ...bar, name: own?.arm ?? '', y: own?.inArm ?? [], marker: { color: `${armToken(arm + 1)}/0.45` } },
      ];
    }),
    table: {
      columns: ['arm', 'expected share from', 'expected share to', 'rows in the arm', 'rows in the control'].map((name) => ({ name })),
      rows: shares.flatMap(({ arm, inArm, inControl }) =>
        inArm.map((count, bin) => [arm, bin / OVERLAP_BINS, (bin + 1) / OVERLAP_BINS, count, inControl[bin] ?? 0]),
      ),
    },
  };
}

type Trace = Readonly<Record<string, unknown>>;

/** One panel per arm, below each other; the upward axis carries the zero line. */
function stacked(
  fit: ForestFit,
  titles: { readonly x: Text; readonly y: Text },
  draw: (arm: number, place: { readonly xaxis: string; readonly yaxis: string }) => readonly Trace[],
): Figure {
  const shown = fit.arms.slice(0, MOST_PANELS);
  const share = 1 / Math.max(1, shown.length);
  const layout: Record<string, unknown> = { showlegend: false, barmode: 'overlay', height: 60 + PANEL_PIXELS * shown.length };
  const annotations: unknown[] = [];
  const data = shown.flatMap((arm, panel) => {
    const suffix = panel === 0 ? '' : String(panel + 1);
    const top = 1 - panel * share;
    const plain = { zeroline: false, nticks: 5, gridcolor: token('line') };
    layout[`xaxis${suffix}`] = { ...plain, anchor: `y${suffix}`, title: { text: titles.x } };
    layout[`yaxis${suffix}`] = {
      ...plain,
      zeroline: true,
      zerolinecolor: token('ink-2'),
      zerolinewidth: 1.5,
      rangemode: 'tozero',
      anchor: `x${suffix}`,
      domain: [top - 0.72 * share, top - 0.06 * share],
      title: { text: titles.y },
    };
    annotations.push({ text: arm, xref: 'paper', yref: 'paper', x: 0, y: top, xanchor: 'left', yanchor: 'top', showarrow: false });
    return draw(panel, { xaxis: `x${suffix}`, yaxis: `y${suffix}` });
  });
  return { data, layout: { ...layout, annotations } };
}

function effectTitle(fit: ForestFit): Text {
  return text(`effect on ${fit.outcome}`, `对 ${fit.outcome} 的增量`);
}
