/**
 * A causal graph over named variables: arrows only, no cycles. A two-headed arrow `a <-> b` is held as a hidden
 * common cause of both, which says the same about independence (the canonical graph of Richardson & Spirtes 2002).
 */
export interface CausalGraph {
  /** Names of the variables; hidden common causes that were drawn as `a <-> b` are named after it. */
  readonly names: readonly string[];
  /** Whether a variable can be observed at all. */
  readonly isHidden: readonly boolean[];
  readonly parents: readonly (readonly number[])[];
  readonly children: readonly (readonly number[])[];
  /** Treatment, outcome and variables that are controlled for in any case, as far as the text marks them. */
  readonly marks: { readonly treatment: readonly number[]; readonly outcome: readonly number[]; readonly adjusted: readonly number[] };
  /** Nodes that stand for a two-headed arrow, with its two ends. */
  readonly arcs: ReadonlyMap<number, readonly [number, number]>;
}

export type Nodes = ReadonlySet<number>;

/** The nodes themselves and everything that arrows lead to from them. Arrows for which `isCut` holds are not followed. */
export function descendantsOf(graph: CausalGraph, from: Iterable<number>, isCut?: EdgeTest): Set<number> {
  return reach(from, (node) => graph.children[node] ?? [], isCut === undefined ? undefined : (node, next) => isCut(node, next));
}

/** The nodes themselves and everything from which arrows lead to them. */
export function ancestorsOf(graph: CausalGraph, from: Iterable<number>, isCut?: EdgeTest): Set<number> {
  return reach(from, (node) => graph.parents[node] ?? [], isCut === undefined ? undefined : (node, next) => isCut(next, node));
}

/** Whether the arrow from one node to another is taken out. */
export type EdgeTest = (from: number, to: number) => boolean;

function reach(from: Iterable<number>, next: (node: number) => readonly number[], isCut: EdgeTest | undefined): Set<number> {
  const found = new Set(from);
  const open = [...found];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const other of next(node)) {
      if (found.has(other) || isCut?.(node, other) === true) continue;
      found.add(other);
      open.push(other);
    }
  }
  return found;
}

/** The same graph without the arrows for which `isCut` holds. */
export function withoutArrows(graph: CausalGraph, isCut: EdgeTest): CausalGraph {
  return {
    ...graph,
    parents: graph.parents.map((list, node) => list.filter((parent) => !isCut(parent, node))),
    children: graph.children.map((list, node) => list.filter((child) => !isCut(node, child))),
  };
}

/** Nodes in an order in which every arrow leads forward; undefined when arrows run in a circle. */
export function orderOf(graph: Pick<CausalGraph, 'parents' | 'children'>): number[] | undefined {
  const waiting = graph.parents.map((list) => list.length);
  const order = waiting.flatMap((count, node) => (count === 0 ? [node] : []));
  for (const node of order) {
    for (const child of graph.children[node] ?? []) {
      const left = (waiting[child] ?? 0) - 1;
      waiting[child] = left;
      if (left === 0) order.push(child);
    }
  }
  return order.length === graph.parents.length ? order : undefined;
}
