import type { BareTree } from './grow-tree.ts';
import { type ForestData, momentCount, NODE_SIZE } from './job.ts';
import { isLeft } from './split-room.ts';

/** A tree as it is kept: pruned, with the moments of its leaves. */
export interface FilledTree {
  readonly nodes: Int32Array;
  readonly masks: Uint32Array;
  readonly moments: Float64Array;
}

/**
 * Sends the honest rows down a grown tree and keeps the means of what comes to lie in each leaf. A leaf that stays
 * empty is taken away: its neighbour moves up into their parent's place.
 *
 * @see Athey, Tibshirani & Wager (2019), section 2.4; pruning as grf's honesty.prune.leaves
 * Cost: rows × depth.
 */
export function fillTree(tree: BareTree, rows: Int32Array, data: ForestData): FilledTree {
  const { nodeCount } = tree;
  const nodes = tree.nodes.slice(0, nodeCount * NODE_SIZE);
  const masks = Uint32Array.from(tree.masks);
  const width = momentCount(data.effects);
  const sums = new Float64Array(nodeCount * width);
  const counts = new Int32Array(nodeCount);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const leaf = leafOf(nodes, masks, data.cells, row * data.featureCount);
    counts[leaf] = (counts[leaf] as number) + 1;
    addMoments(sums, leaf * width, row, data);
  }
  pruneEmpty(nodes, counts);
  return { nodes, masks, moments: packMoments(nodes, sums, counts, width) };
}

/** Walks from a root to a leaf; node positions count from the root. */
function leafOf(nodes: Int32Array, masks: Uint32Array, cells: Uint8Array, offset: number): number {
  let node = 0;
  for (;;) {
    const at = node * NODE_SIZE;
    const head = nodes[at] as number;
    if (head < 0) return node;
    const bin = cells[offset + (head >> 2)] as number;
    const cut = nodes[at + 1] as number;
    node = (nodes[at + 2] as number) + (isLeft(head & 3, cut, bin, masks, cut) ? 0 : 1);
  }
}

function addMoments(sums: Float64Array, at: number, row: number, { effects, outcome, treatment, instrument }: ForestData): void {
  const y = outcome[row] as number;
  sums[at] = (sums[at] as number) + y;
  for (let j = 0; j < effects; j++) {
    const [w, z] = [treatment[row * effects + j] as number, instrument[row * effects + j] as number];
    sums[at + 1 + j] = (sums[at + 1 + j] as number) + w;
    sums[at + 1 + effects + j] = (sums[at + 1 + effects + j] as number) + z;
    sums[at + 1 + 2 * effects + j] = (sums[at + 1 + 2 * effects + j] as number) + z * y;
    for (let k = 0; k < effects; k++) {
      const place = at + 1 + (3 + j) * effects + k;
      sums[place] = (sums[place] as number) + z * (treatment[row * effects + k] as number);
    }
  }
}

/** From the last node to the first, so that children are settled before their parents. */
function pruneEmpty(nodes: Int32Array, counts: Int32Array): void {
  const isEmpty = (node: number): boolean => nodes[node * NODE_SIZE] === -1 && counts[node] === 0;
  for (let node = counts.length - 1; node >= 0; node--) {
    const at = node * NODE_SIZE;
    if (nodes[at] === -1) continue;
    const left = nodes[at + 2] as number;
    const kept = isEmpty(left) ? left + 1 : isEmpty(left + 1) ? left : -1;
    if (kept < 0) continue;
    nodes.copyWithin(at, kept * NODE_SIZE, kept * NODE_SIZE + NODE_SIZE);
    counts[node] = counts[kept] as number;
    // A leaf that moved up still finds its sums at its old place.
    if (nodes[at] === -1 && nodes[at + 1] === 0) nodes[at + 1] = kept;
  }
}

/** Divides sums by counts and numbers the leaves that can be reached; the others are dropped. */
function packMoments(nodes: Int32Array, sums: Float64Array, counts: Int32Array, width: number): Float64Array {
  const moments: number[] = [];
  const reach = [0];
  for (let node = reach.pop(); node !== undefined; node = reach.pop()) {
    const at = node * NODE_SIZE;
    if (nodes[at] !== -1) {
      reach.push((nodes[at + 2] as number) + 1, nodes[at + 2] as number);
      continue;
    }
    const count = counts[node] as number;
    if (count === 0) continue;
    const source = nodes[at + 1] === 0 ? node : (nodes[at + 1] as number);
    nodes[at + 1] = 0;
    nodes[at + 2] = moments.length / width;
    for (let k = 0; k < width; k++) moments.push((sums[source * width + k] as number) / count);
  }
  return Float64Array.from(moments);
}

/** Leaf positions in a batch are found by adding where its tree's leaves begin; -1 stays what it is. */
export function shiftLeaves(nodes: Int32Array, by: { readonly leaves: number; readonly masks: number }): void {
  for (let at = 0; at < nodes.length; at += NODE_SIZE) {
    const head = nodes[at] as number;
    if (head === -1) {
      if ((nodes[at + 2] as number) >= 0) nodes[at + 2] = (nodes[at + 2] as number) + by.leaves;
    } else if ((head & 3) === 2) {
      nodes[at + 1] = (nodes[at + 1] as number) + by.masks;
    }
  }
}
