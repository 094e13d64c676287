import { type Text, text } from '../../../base/text.ts';
import type { Figure, TableData } from '../../../report/blocks.ts';
import { armToken, faded, token } from '../../../report/tokens.ts';
import type { MetaFit } from './fit.ts';

interface Drawing {
  readonly figure: Figure;
  readonly table: TableData;
}

/** More panels than this do not fit a page; further arms stay in the table. */
const MOST_PANELS = 6;
const PANEL_PIXELS = 240;

/** How the individual effects spread, one panel per arm, on either side of the zero line. */
export function distributionFigure(fit: MetaFit): Drawing {
  const unit = effectTitle(fit);
  return {
    figure: stacked(fit, { x: unit, y: text('rows', '行数'), effect: 'x' }, (arm, axes) => {
      const { effectEdges, effectCounts } = densityAt(fit, arm);
      const centers = effectCounts.map((_, bin) => middle(effectEdges, bin));
      return [
        {
          type: 'bar',
          x: centers,
          y: effectCounts,
          width: effectCounts.map((_, bin) => (effectEdges[bin + 1] ?? 0) - (effectEdges[bin] ?? 0)),
          marker: { color: centers.map((center) => (center < 0 ? token('loss') : token('gain'))) },
          hovertemplate: '%{x}: %{y}<extra></extra>',
          ...axes,
        },
      ];
    }),
    table: {
      columns: [{ name: 'arm' }, { name: 'effect from' }, { name: 'effect to' }, { name: 'rows' }],
      rows: fit.arms.flatMap((arm, index) => {
        const { effectEdges, effectCounts } = densityAt(fit, index);
        return effectCounts.map((count, bin) => [arm, effectEdges[bin] ?? 0, effectEdges[bin + 1] ?? 0, count]);
      }),
    },
  };
}

/** Ten groups by predicted effect: what was predicted beside what the test shows, with its interval. */
export function decileFigure(fit: MetaFit): Drawing {
  const groups = text('group by predicted effect, lowest first', '按预测增量分组，由低到高');
  return {
    figure: stacked(fit, { x: groups, y: effectTitle(fit), effect: 'y' }, (arm, axes) => {
      const deciles = fit.summaries[arm]?.deciles ?? [];
      const seen = deciles.flatMap(({ observed }, group) => (observed === null ? [] : [{ group: group + 1, observed }]));
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
          marker: { size: 6, color: armToken(arm + 1) },
          ...axes,
        },
        {
          type: 'scatter',
          mode: 'lines+markers',
          name: text('predicted', '预测'),
          x: deciles.map((_, group) => group + 1),
          y: deciles.map(({ predicted }) => predicted),
          line: { color: token('ink-3'), dash: 'dot', width: 1 },
          marker: { symbol: 'circle-open', size: 7, color: token('ink-2') },
          ...axes,
        },
      ];
    }),
    table: {
      columns: ['arm', 'group', 'rows', 'predicted', 'observed', 'low', 'high'].map((name) => ({ name })),
      rows: fit.summaries.flatMap(({ arm, deciles }) =>
        deciles.map(({ n, predicted, observed }, group) => [
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

/** The four-quadrant plane: expected outcome without treatment across, effect up, darkness by rows. */
export function quadrantFigure(fit: MetaFit): Drawing {
  const across = text(`expected ${fit.outcome} under ${fit.control}`, `${fit.control} 下的预期 ${fit.outcome}`);
  return {
    figure: stacked(fit, { x: across, y: effectTitle(fit), effect: 'y' }, (arm, axes) => {
      const { cells, baselineEdges, effectEdges, middleBaseline } = densityAt(fit, arm);
      const low = effectEdges[0] ?? 0;
      return [
        {
          type: 'heatmap',
          x: baselineEdges,
          y: effectEdges,
          z: cells.map((line) => line.map((count) => (count === 0 ? null : Math.sqrt(count)))),
          text: cells.map((line) => line.map(String)),
          hovertemplate: '%{text}<extra></extra>',
          colorscale: [
            [0, faded('accent', 0.08)],
            [1, token('accent')],
          ],
          showscale: false,
          ...axes,
        },
        {
          type: 'scatter',
          mode: 'lines',
          x: [middleBaseline, middleBaseline],
          y: [low, effectEdges.at(-1) ?? low],
          line: { color: token('ink-3'), dash: 'dot', width: 1 },
          hoverinfo: 'skip',
          ...axes,
        },
      ];
    }),
    table: {
      columns: [
        { name: 'arm', label: text('arm', '组别') },
        { name: 'persuadable', label: text('persuadable: low baseline, gain', '可说服：基线低、有增量') },
        { name: 'sure thing', label: text('sure thing: high baseline, gain', '本就会行动：基线高、有增量') },
        { name: 'lost cause', label: text('lost cause: low baseline, no gain', '难以打动：基线低、无增量') },
        { name: 'do not disturb', label: text('do not disturb: high baseline, no gain', '请勿打扰：基线高、无增量') },
      ],
      rows: fit.arms.map((arm, index) => {
        const { persuadable, sureThing, lostCause, doNotDisturb } = densityAt(fit, index).quadrants;
        return [arm, persuadable, sureThing, lostCause, doNotDisturb];
      }),
    },
  };
}

type Trace = Readonly<Record<string, unknown>>;

/** One panel per arm, below each other; the effect axis carries the zero line. */
function stacked(
  fit: MetaFit,
  axes: { readonly x: Text; readonly y: Text; readonly effect: 'x' | 'y' },
  draw: (arm: number, place: { readonly xaxis: string; readonly yaxis: string }) => readonly Trace[],
): Figure {
  const shown = fit.arms.slice(0, MOST_PANELS);
  const share = 1 / Math.max(1, shown.length);
  const layout: Record<string, unknown> = { showlegend: false, height: 60 + PANEL_PIXELS * shown.length };
  const annotations: unknown[] = [];
  const data = shown.flatMap((arm, panel) => {
    const suffix = panel === 0 ? '' : String(panel + 1);
    const top = 1 - panel * share;
    const plain = { zeroline: false, nticks: 5, gridcolor: token('line') };
    // An effect without its zero in view cannot be judged.
    const effect = { ...plain, zeroline: true, zerolinecolor: token('ink-2'), zerolinewidth: 1.5, rangemode: 'tozero' };
    const [across, up] = axes.effect === 'x' ? [effect, plain] : [plain, effect];
    layout[`xaxis${suffix}`] = { ...across, anchor: `y${suffix}`, title: { text: axes.x } };
    layout[`yaxis${suffix}`] = { ...up, anchor: `x${suffix}`, domain: [top - 0.72 * share, top - 0.06 * share], title: { text: axes.y } };
    annotations.push({ text: arm, xref: 'paper', yref: 'paper', x: 0, y: top, xanchor: 'left', yanchor: 'top', showarrow: false });
    return draw(panel, { xaxis: `x${suffix}`, yaxis: `y${suffix}` });
  });
  return { data, layout: { ...layout, annotations } };
}

function effectTitle(fit: MetaFit): Text {
  return text(`effect on ${fit.outcome}`, `对 ${fit.outcome} 的增量`);
}

function densityAt(fit: MetaFit, arm: number): MetaFit['densities'][number] {
  return fit.densities[arm] as MetaFit['densities'][number];
}

function middle(edges: readonly number[], bin: number): number {
  return ((edges[bin] ?? 0) + (edges[bin + 1] ?? 0)) / 2;
}
