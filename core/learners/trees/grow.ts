import type { Rng } from '../../base/rng.ts';
import { DESK } from './arena.ts';
import type { Crew } from './crew.ts';
import { buildRoot, fillColumns, searchAlone, searchFresh, searchPair, slotPlace } from './histograms.ts';
import { byDepth, byGain, type NodeQueue, nodeQueue } from './node-queue.ts';
import { searchSplit, settled, wordsOf, writeTable } from './split-search.ts';
import { answerOf, type Split, type TreeNode, type TreePlan, type TreeSample } from './tree-plan.ts';

/** A tree under growth. */
interface Growth {
  readonly crew: Crew;
  readonly plan: TreePlan;
  readonly sample: TreeSample;
  readonly nodes: TreeNode[];
  readonly queue: NodeQueue;
  readonly freeSlots: number[];
}

/**
 * Grows one tree over the rows of the sample, whose gradients are in the arena as words. Afterwards every row of
 * the index, training or riding along, lies in the run of its leaf.
 *
 * Histograms: the smaller child is counted, the larger one is parent minus smaller (LightGBM, Ke et al. 2017, §2.1).
 * @returns nodes in order of birth, the root first
 * Cost: about rows × features × half the depth.
 */
export function growTree(crew: Crew, plan: TreePlan, sample: TreeSample): TreeNode[] {
  const growth: Growth = {
    crew,
    plan,
    sample,
    nodes: [],
    queue: nodeQueue(plan.growth === 'leaf-wise' ? byGain : byDepth),
    freeSlots: Array.from({ length: crew.arena.slotCount }, (_, slot) => crew.arena.slotCount - 1 - slot),
  };
  plantRoot(growth);
  let leaves = 1;
  while (leaves < plan.leaves) {
    const node = growth.queue.pop();
    if (node?.split === undefined) break;
    leaves++;
    divide(growth, node, node.split, leaves < plan.leaves);
  }
  return growth.nodes;
}

function plantRoot(growth: Growth): void {
  const { crew, plan, sample } = growth;
  const slot = growth.freeSlots.pop() ?? 0;
  const runs = {
    from: crew.indexFrom,
    count: sample.trainCount,
    rideFrom: crew.indexFrom + sample.trainCount,
    rideCount: sample.rideCount,
  };
  buildRoot(crew, sample, runs, slot);
  const limits = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  const root: TreeNode = { id: 0, depth: 0, ...runs, ...sumsOf(growth, 0), ...limits, slot, split: undefined, left: -1, right: -1 };
  growth.nodes.push(root);
  if (!maySplit(plan, root)) return;
  if (sample.featuresPerNode > 0) searchDrawn(growth, root);
  else root.split = searchAlone(crew, plan, sample, root, slot);
  if (root.split !== undefined) growth.queue.push(root);
}

/** Carries out a node's split, and finds the children's own when the tree may grow further. */
function divide(growth: Growth, node: TreeNode, split: Split, goesOn: boolean): void {
  const { crew, plan } = growth;
  const id = growth.nodes.length;
  const [own, left, right] = [wordsOf(crew, node.id), wordsOf(crew, id), wordsOf(crew, id + 1)];
  crew.bytes.copyWithin(left, own + 16, own + 32);
  crew.bytes.copyWithin(right, own, own + 16);
  crew.kernels.subtract(right, left, 16);
  const [leftSums, rightSums] = [sumsOf(growth, id), sumsOf(growth, id + 1)];
  // Where nothing was missing in training, later missing values go with the majority.
  node.split = split.hasMissing ? split : { ...split, missingLeft: leftSums.rows >= rightSums.rows };

  writeTable(crew, node.split);
  const [count, rideCount] = [part(crew, split.feature, node.from, node.count), part(crew, split.feature, node.rideFrom, node.rideCount)];
  const [leftLimits, rightLimits] = limitsBelow(plan, node, split, [leftSums, rightSums]);
  const shared = { depth: node.depth + 1, slot: -1, split: undefined, left: -1, right: -1 };
  const leftRuns = { from: node.from, count, rideFrom: node.rideFrom, rideCount };
  const rightRuns = {
    from: node.from + count,
    count: node.count - count,
    rideFrom: node.rideFrom + rideCount,
    rideCount: node.rideCount - rideCount,
  };
  const leftNode: TreeNode = { ...shared, id, ...leftRuns, ...leftSums, ...leftLimits };
  const rightNode: TreeNode = { ...shared, id: id + 1, ...rightRuns, ...rightSums, ...rightLimits };
  growth.nodes.push(leftNode, rightNode);
  node.left = id;
  node.right = id + 1;
  if (goesOn) searchChildren(growth, node, leftNode, rightNode);
  for (const child of [leftNode, rightNode]) {
    if (child.split === undefined) releaseSlot(growth, child);
    else growth.queue.push(child);
  }
}

function searchChildren(growth: Growth, node: TreeNode, left: TreeNode, right: TreeNode): void {
  const { crew, plan, sample } = growth;
  const open = [left, right].filter((child) => maySplit(plan, child));
  if (sample.featuresPerNode > 0) {
    for (const child of open) searchDrawn(growth, child);
    return;
  }
  const slot = node.slot;
  node.slot = -1;
  if (open.length === 0) {
    if (slot >= 0) growth.freeSlots.push(slot);
    return;
  }
  if (slot < 0) {
    for (const child of open) searchFresh(crew, plan, sample, child, takeSlot(growth));
    return;
  }
  const [small, large] = left.rows <= right.rows ? [left, right] : [right, left];
  searchPair(crew, plan, sample, { small, large, slot: takeSlot(growth), parentSlot: slot });
  for (const child of [small, large]) if (!open.includes(child)) child.split = undefined;
}

/** Finds a node's split among features drawn for it; every child is counted by itself, on those features only. */
function searchDrawn(growth: Growth, node: TreeNode): void {
  const { crew, plan, sample } = growth;
  const features = drawFeatures(sample.features, sample.featuresPerNode, sample.rng.fork(node.id));
  const place = slotPlace(crew, 0);
  fillColumns(crew, features, node, place);
  node.split = settled(searchSplit(crew, plan, sample, node, features, place), plan, node);
}

/** So many of the features, ascending. */
export function drawFeatures(features: Int32Array, count: number, rng: Rng): Int32Array {
  if (count >= features.length) return features;
  const drawn = features.slice();
  for (let i = 0; i < count; i++) {
    const j = i + rng.below(drawn.length - i);
    const held = drawn[i] as number;
    drawn[i] = drawn[j] as number;
    drawn[j] = held;
  }
  return drawn.slice(0, count).sort();
}

function maySplit(plan: TreePlan, node: TreeNode): boolean {
  return node.depth < plan.maxDepth && node.rows >= 2 * plan.minLeafRows;
}

/** Parts one run of the index by the table on the desk; says how many rows went left. */
function part(crew: Crew, feature: number, from: number, count: number): number {
  if (count === 0) return 0;
  const { places, pitch } = crew.arena;
  const [index, spare] = [places.index + 4 * from, places.spare + 4 * from];
  return crew.kernels.partition(index, count, places.columns + feature * pitch, crew.desk + DESK.table, spare);
}

/** Under monotone constraints the children may not cross the middle of their two answers. */
function limitsBelow(plan: TreePlan, node: TreeNode, split: Split, [left, right]: readonly [Sums, Sums]): readonly [Limits, Limits] {
  const here: Limits = { low: node.low, high: node.high };
  const sign = plan.monotone[split.feature] as number;
  if (sign === 0) return [here, here];
  const middle = (answerOf({ ...left, ...here }, plan.lambda) + answerOf({ ...right, ...here }, plan.lambda)) / 2;
  const [below, above]: [Limits, Limits] = [
    { low: here.low, high: middle },
    { low: middle, high: here.high },
  ];
  return sign > 0 ? [below, above] : [above, below];
}

interface Limits {
  readonly low: number;
  readonly high: number;
}

interface Sums {
  readonly gradient: number;
  readonly hessian: number;
  readonly rows: number;
}

function sumsOf({ crew, sample }: Growth, id: number): Sums {
  const { units } = sample;
  crew.kernels.unpack(wordsOf(crew, id), 1, units.countBits, units.gradient, units.hessian, crew.desk + DESK.cells);
  const at = (crew.desk + DESK.cells) / 8;
  return { gradient: crew.floats[at] as number, hessian: crew.floats[at + 1] as number, rows: crew.floats[at + 2] as number };
}

function takeSlot(growth: Growth): number {
  const free = growth.freeSlots.pop();
  if (free !== undefined) return free;
  // All taken: the node that is least likely to be split next gives up its histogram, and is counted afresh if it is.
  let poorest: TreeNode | undefined;
  for (const node of growth.queue.nodes) {
    if (node.slot >= 0 && (poorest === undefined || (poorest.split?.gain ?? 0) > (node.split?.gain ?? 0))) poorest = node;
  }
  const slot = poorest?.slot ?? 0;
  if (poorest !== undefined) poorest.slot = -1;
  return slot;
}

function releaseSlot(growth: Growth, node: TreeNode): void {
  if (node.slot >= 0) growth.freeSlots.push(node.slot);
  node.slot = -1;
}
