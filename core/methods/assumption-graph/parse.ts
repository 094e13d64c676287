import { refuse } from '../../base/problem.ts';
import { type CausalGraph, orderOf } from './graph.ts';
import { readTokens, type Token } from './tokens.ts';

/** Most variables of one graph: beyond it nobody can read the drawing. */
export const MOST_NODES = 200;

const MARKS: Readonly<Record<string, keyof Draft['marks']>> = {
  latent: 'hidden',
  hidden: 'hidden',
  unobserved: 'hidden',
  u: 'hidden',
  exposure: 'treatment',
  treatment: 'treatment',
  e: 'treatment',
  outcome: 'outcome',
  o: 'outcome',
  adjusted: 'adjusted',
  a: 'adjusted',
};

interface Draft {
  readonly names: string[];
  readonly arrows: (readonly [number, number])[];
  readonly arcs: (readonly [number, number])[];
  readonly marks: Readonly<Record<'hidden' | 'treatment' | 'outcome' | 'adjusted', Set<number>>>;
}

/**
 * Reads a graph from text in the notation that DAGitty made common: `a -> b`, `a <- b`, `a <-> b` (a hidden common
 * cause), chains `a -> b -> c`, groups `x -> {a b}`, marks `x [treatment]`, `u [latent]`; one statement per line or
 * separated by `;`. A surrounding `dag { … }` may stand there. Names with blanks are put in quotes.
 *
 * @throws expression/syntax naming the line; document/cycle when arrows run in a circle; data/too-large
 */
export function parseGraph(source: string): CausalGraph {
  const draft: Draft = {
    names: [],
    arrows: [],
    arcs: [],
    marks: { hidden: new Set(), treatment: new Set(), outcome: new Set(), adjusted: new Set() },
  };
  const tokens = readTokens(source);
  let at = tokens[0]?.kind === 'word' && tokens[1]?.text === '{' ? 2 : 0;
  const end = at === 2 ? tokens.findLastIndex(({ text }) => text === '}') : tokens.length;
  if (at === 2 && end < 2) wrong(tokens[1], 'The opening brace is never closed', 'Add "}" at the end.');
  while (at < end) at = tokens[at]?.kind === 'break' ? at + 1 : readStatement(tokens, at, end, draft).at;
  if (draft.names.length === 0) refuse('expression/syntax', 'The graph is empty.', 'Write arrows such as: age -> treatment.', HERE);
  return build(draft);
}

const HERE = { option: 'graph' };

function wrong(token: Token | undefined, what: string, fix: string): never {
  const place = token === undefined ? 'at the end' : `in line ${token.line}, at "${token.text}"`;
  return refuse('expression/syntax', `${what} (${place}).`, fix, token === undefined ? HERE : { ...HERE, line: token.line });
}

interface Read {
  /** Every node that was named, for arrows that lead to or from the whole group. */
  readonly nodes: readonly number[];
  /** The place behind it. */
  readonly at: number;
}

/** One statement: groups of nodes joined by arrows. */
function readStatement(tokens: readonly Token[], start: number, end: number, draft: Draft): Read {
  let left = readGroup(tokens, start, end, draft);
  const all = [...left.nodes];
  while (left.at < end && tokens[left.at]?.kind === 'arrow') {
    const arrow = tokens[left.at]?.text;
    const right = readGroup(tokens, left.at + 1, end, draft);
    for (const from of left.nodes) {
      for (const to of right.nodes) {
        if (arrow === '<->') draft.arcs.push([from, to]);
        else draft.arrows.push(arrow === '->' ? [from, to] : [to, from]);
      }
    }
    all.push(...right.nodes);
    left = right;
  }
  return { nodes: all, at: left.at };
}

/** A node with its marks, or several statements in braces. */
function readGroup(tokens: readonly Token[], start: number, end: number, draft: Draft): Read {
  const first = start < end ? tokens[start] : undefined;
  if (first?.kind === 'brace' && first.text === '{') return readBraces(tokens, start, end, draft);
  if (first?.kind !== 'word') return wrong(first, 'A name is missing', 'Write arrows such as: age -> treatment.');
  const node = nodeOf(draft, first.text);
  const next = tokens[start + 1];
  if (next?.kind !== 'marks') return { nodes: [node], at: start + 1 };
  readMarks(next, node, draft);
  return { nodes: [node], at: start + 2 };
}

function readBraces(tokens: readonly Token[], start: number, end: number, draft: Draft): Read {
  const nodes: number[] = [];
  let at = start + 1;
  while (at < end && tokens[at]?.text !== '}') {
    if (tokens[at]?.kind === 'break') at++;
    else {
      const inner = readStatement(tokens, at, end, draft);
      nodes.push(...inner.nodes);
      at = inner.at;
    }
  }
  if (at >= end) wrong(tokens[start], 'The opening brace is never closed', 'Add "}" behind the last name of the group.');
  return { nodes: [...new Set(nodes)], at: at + 1 };
}

function readMarks(token: Token, node: number, draft: Draft): void {
  for (const mark of token.text.split(',').map((part) => part.trim().toLowerCase())) {
    const kind = MARKS[mark];
    if (kind !== undefined) draft.marks[kind].add(node);
    else if (mark !== '' && !mark.includes('='))
      wrong(token, `The mark "${mark}" is not known`, 'Marks are: treatment, outcome, adjusted, latent.');
  }
}

function nodeOf({ names }: Draft, name: string): number {
  const known = names.indexOf(name);
  if (known >= 0) return known;
  if (names.length >= MOST_NODES)
    return refuse('data/too-large', `The graph has more than ${MOST_NODES} variables.`, 'Draw the variables that matter.', HERE);
  return names.push(name) - 1;
}

function build({ names, arrows, arcs, marks }: Draft): CausalGraph {
  const allNames = [...names];
  const arcEnds = new Map<number, readonly [number, number]>();
  const parents = names.map((): number[] => []);
  const children = names.map((): number[] => []);
  const isHidden = names.map((_, node) => marks.hidden.has(node));
  const join = (from: number, to: number): void => {
    if (from === to) refuse('document/cycle', `"${allNames[from]}" points at itself.`, 'Take that arrow out.', HERE);
    if (children[from]?.includes(to)) return;
    children[from]?.push(to);
    parents[to]?.push(from);
  };
  for (const [from, to] of arrows) join(from, to);
  for (const ends of arcs) {
    const node = allNames.push(`${names[ends[0]]} <-> ${names[ends[1]]}`) - 1;
    arcEnds.set(node, ends);
    parents.push([]);
    children.push([]);
    isHidden.push(true);
    for (const end of ends) join(node, end);
  }
  const graph: CausalGraph = {
    names: allNames,
    isHidden,
    parents,
    children,
    marks: { treatment: [...marks.treatment], outcome: [...marks.outcome], adjusted: [...marks.adjusted] },
    arcs: arcEnds,
  };
  if (orderOf(graph) === undefined) refuseCycle(graph);
  return graph;
}

/** Walks backwards among what cannot be ordered until a node comes up again: that is a circle. */
function refuseCycle({ names, parents, children }: CausalGraph): never {
  const left = new Set(names.keys());
  for (let isShrinking = true; isShrinking; ) {
    isShrinking = false;
    for (const node of left) {
      const isFree = !parents[node]?.some((parent) => left.has(parent)) || !children[node]?.some((child) => left.has(child));
      if (isFree) isShrinking = left.delete(node) || isShrinking;
    }
  }
  const path: number[] = [];
  let node = [...left][0] as number;
  while (!path.includes(node)) {
    path.unshift(node);
    node = parents[node]?.find((parent) => left.has(parent)) as number;
  }
  const circle = [...path.slice(0, path.indexOf(node) + 1)].map((step) => names[step]);
  return refuse(
    'document/cycle',
    `The arrows run in a circle: ${[circle.at(-1), ...circle].join(' -> ')}.`,
    'A cause comes before its effect: take one of these arrows out, or split a variable by time.',
    HERE,
  );
}
