import { Graph, layout } from '@dagrejs/dagre';

export interface Place {
  readonly x: number;
  readonly y: number;
}

export const NODE_WIDTH = 184;
export const NODE_HEIGHT = 72;

/** Places nodes from left to right so that every connection points to the right; the upper left corners. */
export function layOut(
  ids: readonly string[],
  wires: readonly { readonly source: string; readonly target: string }[],
): ReadonlyMap<string, Place> {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 32, ranksep: 80 });
  graph.setDefaultEdgeLabel(() => ({}));
  const known = new Set(ids);
  for (const id of ids) graph.setNode(id, { width: NODE_WIDTH, height: NODE_HEIGHT });
  for (const { source, target } of wires) if (known.has(source) && known.has(target)) graph.setEdge(source, target);
  layout(graph);
  return new Map(
    ids.map((id) => {
      const { x = 0, y = 0 } = graph.node(id) as { readonly x?: number; readonly y?: number };
      return [id, { x: Math.round(x - NODE_WIDTH / 2), y: Math.round(y - NODE_HEIGHT / 2) }] as const;
    }),
  );
}

/** Places as they are kept between sittings; what cannot be read is forgotten. */
export function readPlaces(kept: string): ReadonlyMap<string, Place> {
  try {
    const found: unknown = JSON.parse(kept);
    if (typeof found !== 'object' || found === null) return new Map();
    return new Map(
      Object.entries(found as Readonly<Record<string, Partial<Place>>>).flatMap(([id, place]) => {
        const { x, y } = place ?? {};
        return Number.isFinite(x) && Number.isFinite(y) ? [[id, { x: Number(x), y: Number(y) }] as const] : [];
      }),
    );
  } catch {
    return new Map();
  }
}
