import type { Feature, Link, TreeModel } from '../model.ts';
import type { FeatureBins } from './bin-feature.task.ts';
import { answerOf, type Split, type TreeNode } from './tree-plan.ts';

/** One grown tree as flat arrays; child positions count from its own root. Crosses threads as it is. */
export interface TreePart {
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  /** The category sets of the splits that have one, by node. */
  readonly sets: ReadonlyMap<number, Uint32Array>;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly missingLeft: Uint8Array;
  readonly value: Float64Array;
  readonly cover: Float64Array;
  readonly gain: Float64Array;
}

/**
 * Turns grown nodes into flat arrays: bins become thresholds and category sets again.
 *
 * @param answers by node id, for leaves: what the tree adds there
 */
export function partOfNodes(nodes: readonly TreeNode[], rules: readonly FeatureBins[], answers: Float64Array): TreePart {
  const size = nodes.length;
  const sets = new Map<number, Uint32Array>();
  const part = {
    feature: new Int32Array(size).fill(-1),
    threshold: new Float64Array(size),
    sets,
    left: new Int32Array(size).fill(-1),
    right: new Int32Array(size).fill(-1),
    missingLeft: new Uint8Array(size),
    value: answers.slice(0, size),
    cover: Float64Array.from(nodes, (node) => node.rows),
    gain: new Float64Array(size),
  };
  // Children are born after their parent: backwards, every mean below a split is known before the split's own.
  for (let id = size - 1; id >= 0; id--) {
    const node = nodes[id] as TreeNode;
    if (node.left < 0 || node.split === undefined) continue;
    const { split, left, right } = node;
    part.feature[id] = split.feature;
    part.left[id] = left;
    part.right[id] = right;
    part.missingLeft[id] = Number(split.missingLeft);
    part.gain[id] = split.gain;
    const [leftCover, rightCover] = [part.cover[left] as number, part.cover[right] as number];
    part.value[id] = ((part.value[left] as number) * leftCover + (part.value[right] as number) * rightCover) / (leftCover + rightCover);
    const rule = rules[split.feature];
    if (rule?.kind === 'number') part.threshold[id] = rule.bounds[split.bin - 1] ?? Number.POSITIVE_INFINITY;
    if (rule?.kind === 'category') sets.set(id, setOfCodes(split, rule.codeOfBin));
  }
  return part;
}

function setOfCodes(split: Split, codeOfBin: Int32Array): Uint32Array {
  const codes = codeOfBin.filter((_, at) => split.set?.[at + 1] === 1);
  const words = new Uint32Array(codes.reduce((most, code) => Math.max(most, code >> 5), 0) + 1);
  for (const code of codes) words[code >> 5] = (words[code >> 5] as number) | (1 << (code & 31));
  return words;
}

/** What each node answers if it is a leaf: rate × its best answer. */
export function answersOf(nodes: readonly TreeNode[], lambda: number, rate: number): Float64Array {
  return Float64Array.from(nodes, (node) => rate * answerOf(node, lambda));
}

/** Joins trees into a model, in order. */
export function joinParts(
  parts: readonly TreePart[],
  frame: { readonly features: readonly Feature[]; readonly link: Link; readonly base: number },
): TreeModel {
  const treeStart = new Int32Array(parts.length + 1);
  let words = 0;
  parts.forEach((part, tree) => {
    treeStart[tree + 1] = (treeStart[tree] as number) + part.feature.length;
    for (const set of part.sets.values()) words += set.length;
  });
  const size = treeStart[parts.length] as number;
  const model = {
    kind: 'trees' as const,
    ...frame,
    treeStart,
    feature: new Int32Array(size),
    threshold: new Float64Array(size),
    categoryWords: new Int32Array(size),
    categoryBits: new Uint32Array(words),
    left: new Int32Array(size),
    right: new Int32Array(size),
    missingLeft: new Uint8Array(size),
    value: new Float64Array(size),
    cover: new Float64Array(size),
    gain: new Float64Array(size),
  };
  let word = 0;
  parts.forEach((part, tree) => {
    const start = treeStart[tree] as number;
    for (const name of ['feature', 'threshold', 'missingLeft', 'value', 'cover', 'gain'] as const) model[name].set(part[name], start);
    for (const side of ['left', 'right'] as const)
      model[side].set(
        part[side].map((child) => (child < 0 ? -1 : child + start)),
        start,
      );
    for (const [node, set] of part.sets) {
      model.threshold[start + node] = word;
      model.categoryWords[start + node] = set.length;
      model.categoryBits.set(set, word);
      word += set.length;
    }
  });
  return model;
}
