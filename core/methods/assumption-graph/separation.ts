import { ancestorsOf, type CausalGraph, type Nodes } from './graph.ts';

/**
 * Whether no path leads from one set to another once the given variables are held fixed (d-separation, Pearl 1988;
 * reachability after Shachter 1998). Cost: linear in the arrows.
 */
export function isSeparated(graph: CausalGraph, from: Iterable<number>, to: Nodes, given: Nodes): boolean {
  return !connectedTo(graph, from, given).some((node) => to.has(node));
}

/** Every node to which some open path leads from the given ones. */
function connectedTo(graph: CausalGraph, from: Iterable<number>, given: Nodes): number[] {
  const aboveGiven = ancestorsOf(graph, given);
  const count = graph.names.length;
  // A node is met through an arrow's head (from a parent) or through its tail (from a child): two states each.
  const seen = new Uint8Array(2 * count);
  const open: number[] = [];
  const meet = (state: number): void => {
    if (seen[state] === 1) return;
    seen[state] = 1;
    open.push(state);
  };
  for (const node of from) meet(node);
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    const node = state % count;
    const isThroughTail = state < count;
    if (isThroughTail ? !given.has(node) : aboveGiven.has(node)) for (const parent of graph.parents[node] ?? []) meet(parent);
    if (!given.has(node)) for (const child of graph.children[node] ?? []) meet(count + child);
  }
  return graph.names.flatMap((_, node) => (seen[node] === 1 || seen[count + node] === 1 ? [node] : []));
}

/** What a separating set may and must hold. */
export interface SeparatorRule {
  /** Whether a variable may be in the set. */
  isAllowed(node: number): boolean;
  /** Variables that are held fixed in any case. */
  readonly required?: Nodes;
  /** Stop after so many sets. */
  readonly most: number;
}

/**
 * All sets that separate two variables and from which nothing can be taken away, in order of size, then of names.
 * They are the minimal vertex separators of the moral graph of the ancestors (van der Zander, Liśkiewicz & Textor 2014);
 * listed by moving a separator from one end towards the other (Shen & Liang 1997).
 */
export function minimalSeparators(graph: CausalGraph, start: number, end: number, rule: SeparatorRule): Set<number>[] {
  const required = rule.required ?? new Set<number>();
  const moral = moralGraph(graph, new Set([start, end, ...required]));
  for (const node of required) dropNode(moral, node, false);
  for (const node of [...moral.keys()]) if (node !== start && node !== end && !rule.isAllowed(node)) dropNode(moral, node, true);
  if (moral.get(start)?.has(end) === true) return [];
  const found = new Map<string, Set<number>>();
  const queue: Set<number>[] = [];
  const keep = (separator: Set<number>): void => {
    const key = [...separator].sort((left, right) => left - right).join(',');
    if (found.has(key) || found.size >= rule.most) return;
    found.set(key, separator);
    queue.push(separator);
  };
  keep(farSide(moral, new Set([start]), end));
  for (const separator of queue) {
    const near = componentOf(moral, start, separator);
    for (const node of separator) if (moral.get(node)?.has(end) !== true) keep(farSide(moral, new Set([...near, node]), end));
  }
  return inOrder(
    graph,
    [...found.values()].map((set) => new Set([...set, ...required])),
  );
}

/** The neighbours of the end's part of the graph once the inner nodes and their neighbours are taken out. */
function farSide(moral: Moral, inner: ReadonlySet<number>, end: number): Set<number> {
  const border = new Set([...inner].flatMap((node) => [...(moral.get(node) ?? [])]));
  const far = componentOf(moral, end, new Set([...inner, ...border]));
  return new Set([...far].flatMap((node) => [...(moral.get(node) ?? [])]).filter((node) => !far.has(node)));
}

function componentOf(moral: Moral, start: number, walls: Nodes): Set<number> {
  const part = new Set([start]);
  for (const node of part) for (const next of moral.get(node) ?? []) if (!walls.has(next)) part.add(next);
  return part;
}

type Moral = Map<number, Set<number>>;

/** Ancestors of the given nodes; joined are neighbours, and parents of a common child. */
export function moralGraph(graph: CausalGraph, of: Iterable<number>): Moral {
  const nodes = ancestorsOf(graph, of);
  const moral: Moral = new Map([...nodes].map((node) => [node, new Set<number>()]));
  for (const node of nodes) {
    const family = [node, ...(graph.parents[node] ?? [])];
    for (const one of family) for (const other of family) if (one !== other) moral.get(one)?.add(other);
  }
  return moral;
}

/** Takes a node out; where paths may still run through it, its neighbours become neighbours of each other. */
function dropNode(moral: Moral, node: number, isPassable: boolean): void {
  const near = [...(moral.get(node) ?? [])];
  for (const one of near) {
    moral.get(one)?.delete(node);
    if (isPassable) for (const other of near) if (one !== other) moral.get(one)?.add(other);
  }
  moral.delete(node);
}

/** Smallest first; sets of one size by the names in them. */
export function inOrder(graph: CausalGraph, sets: readonly Set<number>[]): Set<number>[] {
  const key = (set: Nodes): string => namesOf(graph, set).join('\u0000');
  return [...sets].sort((left, right) => left.size - right.size || (key(left) < key(right) ? -1 : 1));
}

/** The names of a set of variables, in order. */
export function namesOf(graph: CausalGraph, nodes: Nodes): string[] {
  return [...nodes].map((node) => graph.names[node] ?? '').sort((left, right) => (left < right ? -1 : 1));
}
