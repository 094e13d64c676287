import { type Text, text } from '../../../base/text.ts';
import type { Figure, TableCell, TableData } from '../../../report/blocks.ts';
import { faded, token } from '../../../report/tokens.ts';

/** One box of a drawn tree. Parents come before their children. */
export interface DrawnNode {
  /** Position of the node above in the list; null for the root. */
  readonly parent: number | null;
  /** Which side of the node above it hangs from. */
  readonly side: 'left' | 'right' | null;
  /** What holds for the rows that come here, e.g. "age ≤ 40"; empty for the root. */
  readonly condition: Text;
  /** What stands in the box, line by line. */
  readonly lines: readonly Text[];
  /** Above zero the box takes the colour of a gain, below zero that of a loss; null leaves it plain. */
  readonly value: number | null;
}

export interface DrawnTree {
  readonly nodes: readonly DrawnNode[];
  /** What the colour says, with its unit. */
  readonly valueName: Text;
}

export interface Drawing {
  readonly figure: Figure;
  readonly table: TableData;
  readonly isWide: boolean;
}

/** Leaves that half a page has room for. */
const MOST_NARROW = 4;
/** A condition longer than this goes over two lines. */
const LONGEST_LINE = 14;

interface Place {
  readonly x: number;
  readonly depth: number;
}

/** Pixels of a level: its box of four lines and the branch below it. */
const LEVEL_PIXELS = 130;

/** The strongest colour of a box; more would drown its words. */
const STRONGEST = 0.45;

/**
 * Draws a tree from the root down: leaves stand side by side at equal distances, every other node over the middle of its
 * children, and each branch carries its condition. The table lists the same nodes.
 *
 * Cost: O(nodes).
 */
export function drawTree(tree: DrawnTree): Drawing {
  const places = placesOf(tree.nodes);
  const depth = places.reduce((most, place) => Math.max(most, place.depth), 0);
  const widest = tree.nodes.reduce((most, { value }) => Math.max(most, Math.abs(value ?? 0)), 0);
  const inner = { xref: 'x', yref: 'y', showarrow: false };
  const labels = tree.nodes.map((node, at) => ({
    ...inner,
    ...pointOf(places[at]),
    text: joined(node.lines),
    bgcolor: colorOf(node.value, widest),
    bordercolor: token('line'),
    borderpad: 4,
    font: { size: 11, color: token('ink') },
  }));
  const conditions = tree.nodes.flatMap((node, at) =>
    node.parent === null
      ? []
      : [
          {
            ...inner,
            ...between(places[at], places[node.parent], node.side),
            text: folded(node.condition),
            bgcolor: token('paper'),
            font: { size: 11, color: token('ink-2') },
          },
        ],
  );
  const axis = { visible: false, fixedrange: true };
  const leaves = leafCount(tree.nodes);
  return {
    figure: {
      data: [branchesOf(tree.nodes, places)],
      layout: {
        showlegend: false,
        height: 60 + LEVEL_PIXELS * (depth + 1),
        xaxis: { ...axis, range: [-0.6, leaves - 0.4] },
        yaxis: { ...axis, range: [-depth - 0.5, 0.5] },
        annotations: [...conditions, ...labels],
      },
    },
    table: tableOf(tree),
    isWide: leaves > MOST_NARROW,
  };
}

/** The name of the column above what is asked of it, where both are too long for one line. */
function folded({ en, zh }: Text): Text {
  const fold = (words: string): string => (words.length > LONGEST_LINE ? words.replace(/ (?=[≤>∈=] )/, '<br>') : words);
  return text(fold(en), fold(zh));
}

function leafCount(nodes: readonly DrawnNode[]): number {
  const inner = new Set(nodes.map(({ parent }) => parent));
  return nodes.reduce((count, _, at) => count + Number(!inner.has(at)), 0);
}

/** Leaves from left to right, then every parent over the middle of its children. */
function placesOf(nodes: readonly DrawnNode[]): Place[] {
  const children = nodes.map((): number[] => []);
  const depths: number[] = [];
  nodes.forEach(({ parent, side }, at) => {
    depths.push(parent === null ? 0 : (depths[parent] ?? 0) + 1);
    const own = parent === null ? undefined : children[parent];
    if (side === 'left') own?.unshift(at);
    else own?.push(at);
  });
  const across: number[] = nodes.map(() => 0);
  let next = 0;
  const waiting = nodes.length === 0 ? [] : [0];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const own = children[node] ?? [];
    if (own.length === 0) across[node] = next++;
    waiting.push(...own.toReversed());
  }
  for (let node = nodes.length - 1; node >= 0; node--) {
    const own = children[node] ?? [];
    if (own.length > 0) across[node] = own.reduce((sum, child) => sum + (across[child] ?? 0), 0) / own.length;
  }
  return nodes.map((_, at) => ({ x: across[at] ?? 0, depth: depths[at] ?? 0 }));
}

function pointOf(place: Place | undefined) {
  return { x: place?.x ?? 0, y: 0 - (place?.depth ?? 0) };
}

/** On a branch: left conditions nearer the node above, right ones nearer the node below, so that neighbours do not meet. */
function between(one: Place | undefined, other: Place | undefined, side: DrawnNode['side']) {
  const [from, to] = [pointOf(one), pointOf(other)];
  const share = side === 'left' ? 0.63 : 0.37;
  return { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
}

function branchesOf(nodes: readonly DrawnNode[], places: readonly Place[]) {
  const [x, y]: [(number | null)[], (number | null)[]] = [[], []];
  nodes.forEach(({ parent }, at) => {
    if (parent === null) return;
    const [from, to] = [pointOf(places[parent]), pointOf(places[at])];
    x.push(from.x, to.x, null);
    y.push(from.y, to.y, null);
  });
  return { type: 'scatter', mode: 'lines', x, y, line: { color: token('ink-3'), width: 1 }, hoverinfo: 'skip' };
}

function colorOf(value: number | null, widest: number): string {
  if (value === null || value === 0 || widest === 0) return token('panel');
  return faded(value > 0 ? 'gain' : 'loss', Number(((STRONGEST * Math.abs(value)) / widest).toFixed(3)));
}

function joined(lines: readonly Text[]): Text {
  return text(lines.map(({ en }) => en).join('<br>'), lines.map(({ zh }) => zh).join('<br>'));
}

function tableOf({ nodes, valueName }: DrawnTree): TableData {
  return {
    columns: [
      { name: 'node', label: text('node', '节点') },
      { name: 'parent', label: text('node above', '上级节点') },
      { name: 'condition', label: text('condition', '条件') },
      { name: 'content', label: text('content', '内容') },
      { name: 'value', label: valueName },
    ],
    rows: nodes.map(({ parent, condition, lines, value }, at): TableCell[] => [
      at + 1,
      parent === null ? null : parent + 1,
      condition.en,
      lines.map(({ en }) => en).join('; '),
      value,
    ]),
  };
}
