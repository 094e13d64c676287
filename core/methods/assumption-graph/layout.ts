import type { AssumptionGraphFit } from './fit.ts';

/** Where each node is drawn: column by column from causes to effects. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Passes over the columns that pull nodes towards what they are joined with. */
const SWEEPS = 12;

/** Places nodes in layers by their longest chain of causes, and orders each layer by the mean place of its neighbours (Sugiyama, Tagawa & Toda 1981). */
export function placeNodes({ nodes, arrows, arcs }: Pick<AssumptionGraphFit, 'nodes' | 'arrows' | 'arcs'>): Place[] {
  const layer = nodes.map(() => 0);
  for (let pass = 0; pass < nodes.length; pass++)
    for (const [from, to] of arrows) layer[to] = Math.max(layer[to] ?? 0, (layer[from] ?? 0) + 1);
  // Causes stand right before their first effect: short arrows are read more easily.
  for (const [node] of nodes.entries()) {
    const next = arrows.filter(([from]) => from === node).map(([, to]) => (layer[to] ?? 0) - 1);
    if (next.length > 0 && !arrows.some(([, to]) => to === node)) layer[node] = Math.min(...next);
  }
  const columns: number[][] = Array.from({ length: Math.max(0, ...layer) + 1 }, () => []);
  for (const node of nodes.keys()) columns[layer[node] ?? 0]?.push(node);
  const y = nodes.map(() => 0);
  const spread = (column: readonly number[]): void => {
    for (const [place, node] of column.entries()) y[node] = (column.length - 1) / 2 - place;
  };
  for (const column of columns) spread(column);
  const near = nodes.map((_, node) => [...arrows, ...arcs].flatMap(([from, to]) => (from === node ? [to] : to === node ? [from] : [])));
  const pull = (node: number): number => {
    const others = near[node] ?? [];
    return others.length === 0 ? (y[node] ?? 0) : others.reduce((sum, other) => sum + (y[other] ?? 0), 0) / others.length;
  };
  for (let sweep = 0; sweep < SWEEPS; sweep++)
    for (const column of sweep % 2 === 0 ? columns : columns.toReversed()) {
      const wished = new Map(column.map((node) => [node, pull(node)]));
      column.sort((left, right) => (wished.get(right) ?? 0) - (wished.get(left) ?? 0) || left - right);
      spread(column);
    }
  // Every other column a little lower, so that an arrow over a column does not run through its nodes.
  return nodes.map((_, node) => ({ x: layer[node] ?? 0, y: (y[node] ?? 0) + ((layer[node] ?? 0) % 2 === 1 ? 0.25 : 0) }));
}
