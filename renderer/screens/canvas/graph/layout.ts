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
  graph.setGraph({ rankdir: 'LR', nodesep: 32, ranksep: 48 });
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

/** The places that an edit leads to; the same map where it leads to none. */
export function placesAfter(
  before: ReadonlyMap<string, Place>,
  { places, renamed }: { readonly places?: ReadonlyMap<string, Place>; readonly renamed?: readonly [string, string] },
): ReadonlyMap<string, Place> {
  // The old name keeps its place: undo brings it back.
  const stood = renamed === undefined ? undefined : before.get(renamed[0]);
  if (places === undefined && stood === undefined) return before;
  const after = new Map([...before, ...(places ?? [])]);
  if (renamed !== undefined && stood !== undefined) after.set(renamed[1], stood);
  return after;
}

/** Below this zoom the words on a card cannot be read. */
const READABLE_ZOOM = 0.8;
const MARGIN = 24;

/**
 * Which part of a graph to show first: all of it where the cards stay readable; else as much as fits from its left
 * edge, where the data are.
 *
 * @param corners the upper left corners of the nodes, at least one
 */
export function firstViewport(
  corners: readonly Place[],
  room: Size,
  node: Size,
): { readonly x: number; readonly y: number; readonly zoom: number } {
  const left = Math.min(...corners.map(({ x }) => x));
  const top = Math.min(...corners.map(({ y }) => y));
  const width = Math.max(...corners.map(({ x }) => x)) + node.width - left;
  const height = Math.max(...corners.map(({ y }) => y)) + node.height - top;
  const whole = Math.min((room.width - 2 * MARGIN) / width, (room.height - 2 * MARGIN) / height, 1);
  const zoom = Math.max(whole, READABLE_ZOOM);
  // What fits is centred; what does not begins at its left and upper edge.
  const start = (space: number, length: number): number => Math.max(MARGIN, (space - length * zoom) / 2);
  return { x: start(room.width, width) - left * zoom, y: start(room.height, height) - top * zoom, zoom };
}

interface Size {
  readonly width: number;
  readonly height: number;
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
