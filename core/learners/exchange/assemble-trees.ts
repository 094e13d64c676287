import { sharedBytes, sharedFloats, sharedInts } from '../../frame/shared-memory.ts';
import type { Feature, Link, TreeModel } from '../model.ts';
import { MODEL_LIMITS, malformed, tooLarge } from './limits.ts';
import type { ParsedTree } from './parsed-tree.ts';

/** What a forest says besides its trees. */
export interface ForestFacts {
  readonly features: readonly Feature[];
  readonly link: Link;
  readonly base: number;
  /** Multiplies every leaf: 1 / number of trees for an averaged forest, the slope of a scaled link. */
  readonly leafScale: number;
}

/**
 * Checks parsed trees and lays them out as one model on shared memory: nodes in preorder, so that every child
 * comes after its parent; covers of splits are sums of their leaves and values their weighted means, so that
 * explanations add up exactly.
 *
 * @throws model/malformed for a cycle, a node with two parents, a child or feature that does not exist, a number
 * that is not finite; model/too-large beyond the budgets
 * Cost: one pass over the nodes.
 */
export function assembleTrees(trees: readonly ParsedTree[], facts: ForestFacts): TreeModel {
  if (trees.length > MODEL_LIMITS.trees) tooLarge('trees', trees.length, MODEL_LIMITS.trees);
  const orders = trees.map((tree) => preorder(tree, facts.features.length));
  const nodeCount = orders.reduce((sum, order) => sum + order.length, 0);
  const wordCount = trees.reduce((sum, tree, t) => sum + wordsOf(tree, orders[t] as Int32Array), 0);
  if (nodeCount > MODEL_LIMITS.nodes) tooLarge('nodes', nodeCount, MODEL_LIMITS.nodes);
  if (wordCount > MODEL_LIMITS.allCategoryWords) tooLarge('category words', wordCount, MODEL_LIMITS.allCategoryWords);
  const model = blankModel(trees.length, nodeCount, wordCount, facts);
  let node = 0;
  let word = 0;
  trees.forEach((tree, t) => {
    model.treeStart[t] = node;
    word = placeTree(model, tree, { order: orders[t] as Int32Array, start: node, word, leafScale: facts.leafScale });
    node += (orders[t] as Int32Array).length;
  });
  model.treeStart[trees.length] = node;
  return model;
}

function blankModel(treeCount: number, nodeCount: number, wordCount: number, facts: ForestFacts): TreeModel {
  return {
    kind: 'trees',
    features: facts.features,
    link: facts.link,
    base: facts.base,
    treeStart: sharedInts(treeCount + 1),
    feature: sharedInts(nodeCount),
    threshold: sharedFloats(nodeCount),
    categoryWords: sharedInts(nodeCount),
    categoryBits: new Uint32Array(new SharedArrayBuffer(4 * wordCount)),
    left: sharedInts(nodeCount),
    right: sharedInts(nodeCount),
    missingLeft: sharedBytes(nodeCount),
    value: sharedFloats(nodeCount),
    cover: sharedFloats(nodeCount),
    gain: sharedFloats(nodeCount),
  };
}

/** Node numbers in preorder; proves on the way that the nodes form a tree of sane depth. */
function preorder(tree: ParsedTree, featureCount: number): Int32Array {
  const size = tree.feature.length;
  const isSeen = new Uint8Array(size);
  const order = new Int32Array(size);
  const waiting: number[] = [tree.root];
  const depths: number[] = [0];
  let count = 0;
  while (waiting.length > 0) {
    const node = waiting.pop() ?? -1;
    const depth = depths.pop() ?? 0;
    if (!(node >= 0 && node < size)) malformed(`${tree.name} points at node ${node}, which does not exist`);
    if (isSeen[node] === 1) malformed(`node ${node} of ${tree.name} is reached twice, so it is no tree`);
    if (depth > MODEL_LIMITS.depth) tooLarge(`levels in ${tree.name}`, depth, MODEL_LIMITS.depth);
    isSeen[node] = 1;
    order[count++] = node;
    checkNode(tree, node, featureCount);
    if ((tree.feature[node] as number) < 0) continue;
    waiting.push(tree.right[node] as number, tree.left[node] as number);
    depths.push(depth + 1, depth + 1);
  }
  return order.subarray(0, count);
}

function checkNode(tree: ParsedTree, node: number, featureCount: number): void {
  const feature = tree.feature[node] as number;
  const here = `node ${node} of ${tree.name}`;
  if (feature >= featureCount) malformed(`${here} splits on feature ${feature}; there are ${featureCount}`);
  if (feature < 0) {
    if (!Number.isFinite(tree.value[node])) malformed(`the answer of ${here} is not a finite number`);
    const cover = tree.cover[node] as number;
    if (!(cover >= 0 && cover < Number.POSITIVE_INFINITY)) malformed(`the weight of ${here} is ${cover}`);
    return;
  }
  if (!tree.categories.has(node) && !Number.isFinite(tree.threshold[node])) malformed(`the threshold of ${here} is not a finite number`);
  if (!Number.isFinite(tree.gain[node])) malformed(`the gain of ${here} is not a finite number`);
}

function wordsOf(tree: ParsedTree, order: Int32Array): number {
  let words = 0;
  for (const node of order) words += tree.categories.get(node)?.length ?? 0;
  return words;
}

interface Placement {
  readonly order: Int32Array;
  readonly start: number;
  readonly word: number;
  readonly leafScale: number;
}

/** Writes one tree into the model and gives the next free category word. */
function placeTree(model: TreeModel, tree: ParsedTree, { order, start, word, leafScale }: Placement): number {
  const position = new Int32Array(tree.feature.length);
  order.forEach((node, index) => {
    position[node] = start + index;
  });
  let nextWord = word;
  for (let index = 0; index < order.length; index++) {
    const node = order[index] as number;
    const at = start + index;
    const isLeaf = (tree.feature[node] as number) < 0;
    model.feature[at] = isLeaf ? -1 : (tree.feature[node] as number);
    model.left[at] = isLeaf ? -1 : (position[tree.left[node] as number] as number);
    model.right[at] = isLeaf ? -1 : (position[tree.right[node] as number] as number);
    model.value[at] = isLeaf ? (tree.value[node] as number) * leafScale : 0;
    model.cover[at] = isLeaf ? (tree.cover[node] as number) : 0;
    if (isLeaf) continue;
    model.gain[at] = tree.gain[node] as number;
    model.missingLeft[at] = tree.missingLeft[node] as number;
    const set = tree.categories.get(node);
    model.threshold[at] = set === undefined ? (tree.threshold[node] as number) : nextWord;
    model.categoryWords[at] = set?.length ?? 0;
    if (set !== undefined) model.categoryBits.set(set, nextWord);
    nextWord += set?.length ?? 0;
  }
  summarizeSplits(model, start, order.length);
  return nextWord;
}

/** Children come after parents, so one backward pass fills in what splits hold. */
function summarizeSplits(model: TreeModel, start: number, size: number): void {
  for (let at = start + size - 1; at >= start; at--) {
    if ((model.feature[at] as number) < 0) continue;
    const [left, right] = [model.left[at] as number, model.right[at] as number];
    const [leftCover, rightCover] = [model.cover[left] as number, model.cover[right] as number];
    const cover = leftCover + rightCover;
    model.cover[at] = cover;
    // Without any weight below (a file without counts) the plain mean is all that can be said.
    const leftShare = cover > 0 ? leftCover / cover : 0.5;
    model.value[at] = leftShare * (model.value[left] as number) + (1 - leftShare) * (model.value[right] as number);
  }
}
