import { text } from '../../base/text.ts';
import type { Figure, TableData } from '../../report/blocks.ts';
import { faded, token } from '../../report/tokens.ts';
import type { LiceFit } from './fit.ts';

/** Rows between neighbouring clusters, as a share of all. */
const GAP = 0.025;
const NODE_WIDTH = 0.08;
/** Points along a ribbon's edge. */
const STEPS = 12;

interface Node {
  readonly layer: number;
  readonly cluster: number;
  readonly from: number;
  readonly size: number;
  readonly colour: string;
}

/** Clusters of every layer as bars, lowest score at the bottom, and the rows that go from one to the next as ribbons. */
export function flowFigure(fit: LiceFit): { readonly figure: Figure; readonly table: TableData } {
  const n = fit.rows.length;
  const columns = fit.layers.map((_, at) => nodesOf(fit, at, n));
  const ribbons = fit.layers.flatMap(({ flow }, at) =>
    flow === null ? [] : ribbonsBetween(columns[at - 1] ?? [], columns[at] ?? [], flow, n),
  );
  const bars = columns.flat().map(({ layer, from, size, colour }) => ({
    type: 'rect',
    x0: layer - NODE_WIDTH,
    x1: layer + NODE_WIDTH,
    y0: from,
    y1: from + size,
    fillcolor: colour,
    line: { color: token('ink-2'), width: 1 },
  }));
  const labels = columns.flat().map(({ layer, cluster, from, size }) => ({
    x: layer,
    y: from + size / 2,
    text: String(cluster + 1),
    showarrow: false,
    font: { size: 11, color: token('ink') },
  }));
  return {
    figure: {
      data: [...ribbons.map(({ trace }) => trace), hoverPoints(fit, columns.flat())],
      layout: {
        shapes: bars,
        annotations: labels,
        showlegend: false,
        xaxis: {
          range: [0.7, fit.layers.length + 0.3],
          tickvals: fit.layers.map(({ layer }) => layer),
          ticktext: fit.layers.map(({ layer }) => text(`layer ${layer}`, `第 ${layer} 层`)),
          zeroline: false,
          showgrid: false,
          fixedrange: true,
        },
        yaxis: { visible: false, fixedrange: true },
      },
    },
    table: {
      columns: [
        { name: 'layer', label: text('from layer', '起始层') },
        { name: 'from', label: text('from cluster', '起始簇') },
        { name: 'to', label: text('to cluster', '到达簇') },
        { name: 'rows', label: text('rows', '行数') },
      ],
      rows: fit.layers.flatMap(({ flow, layer }) =>
        (flow ?? []).flatMap((counts, from) =>
          [...counts].flatMap((rows, to) => (rows === 0 ? [] : [[layer - 1, from + 1, to + 1, rows]])),
        ),
      ),
    },
  };
}

function nodesOf(fit: LiceFit, at: number, n: number): Node[] {
  const { cards, layer } = fit.layers[at] as LiceFit['layers'][number];
  let from = 0;
  return cards.map(({ rows, meanRaw }, cluster) => {
    const node = { layer, cluster, from, size: rows / n, colour: colourOf(fit, meanRaw, 0.75) };
    from += rows / n + GAP;
    return node;
  });
}

/** Above the mean answer the colour of a gain, below it that of a loss; the farther the stronger. */
function colourOf(fit: LiceFit, meanRaw: number, most: number): string {
  const farthest = fit.layers.flatMap(({ cards }) => cards).reduce((far, card) => Math.max(far, Math.abs(card.meanRaw - fit.meanRaw)), 0);
  const share = farthest === 0 ? 0 : (meanRaw - fit.meanRaw) / farthest;
  return faded(share >= 0 ? 'gain' : 'loss', Number((0.08 + (most - 0.08) * Math.abs(share)).toFixed(3)));
}

function ribbonsBetween(left: readonly Node[], right: readonly Node[], flow: readonly Int32Array[], n: number) {
  const leftAt = left.map(({ from }) => from);
  const rightAt = right.map(({ from }) => from);
  return flow.flatMap((counts, from) =>
    [...counts].flatMap((rows, to) => {
      if (rows === 0) return [];
      const size = rows / n;
      const [a, b] = [leftAt[from] as number, rightAt[to] as number];
      leftAt[from] = a + size;
      rightAt[to] = b + size;
      const start = left[from] as Node;
      return [{ trace: ribbon({ x: start.layer, a, b, size }, start.colour) }];
    }),
  );
}

function ribbon({ x, a, b, size }: { readonly x: number; readonly a: number; readonly b: number; readonly size: number }, colour: string) {
  const steps = Array.from({ length: STEPS + 1 }, (_, step) => step / STEPS);
  const across = steps.map((share) => x + NODE_WIDTH + share * (1 - 2 * NODE_WIDTH));
  const lower = steps.map((share) => a + (b - a) * share * share * (3 - 2 * share));
  return {
    type: 'scatter',
    mode: 'lines',
    x: [...across, ...across.toReversed()],
    y: [...lower, ...lower.map((y) => y + size).toReversed()],
    fill: 'toself',
    fillcolor: colour,
    opacity: 0.5,
    line: { width: 0 },
    hoverinfo: 'skip',
  };
}

function hoverPoints(fit: LiceFit, nodes: readonly Node[]) {
  return {
    type: 'scatter',
    mode: 'markers',
    x: nodes.map(({ layer }) => layer),
    y: nodes.map(({ from, size }) => from + size / 2),
    text: nodes.map(({ layer, cluster }) => {
      const card = fit.layers[layer - 1]?.cards[cluster];
      return text(
        `layer ${layer}, cluster ${cluster + 1}: ${card?.rows} rows, ${Math.round(100 * (card?.yesShare ?? 0))} % yes`,
        `第 ${layer} 层第 ${cluster + 1} 簇：${card?.rows} 行，${Math.round(100 * (card?.yesShare ?? 0))}% 为“是”`,
      );
    }),
    hoverinfo: 'text',
    marker: { size: 18, opacity: 0 },
  };
}
