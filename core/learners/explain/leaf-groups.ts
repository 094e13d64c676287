import type { TreeModel } from '../model.ts';

/** One way down at one split: whether the row must go left there. */
export interface Test {
  readonly node: number;
  readonly left: boolean;
}

/** A leaf as a game for its features: each either agrees with the path to the leaf or does not. */
export interface GroupLeaf {
  readonly value: number;
  /** D positions in the group's `features`: the different features on the path, D of them. */
  readonly slots: Int32Array;
  /**
   * D lists of facts, flat: feature j agrees with the path when every fact in wantStart[j] … wantStart[j+1]−1
   * has the wanted value.
   */
  readonly wantStart: Int32Array;
  readonly wantFact: Int32Array;
  readonly wantValue: Uint8Array;
  /** D shares of the training weight that go the leaf's way at the splits on each feature. */
  readonly shares: Float64Array;
}

/**
 * Neighbouring leaves of a tree whose explanation depends on few yes/no facts about a row: one fact for each
 * feature on the way to their common ancestor (does the row agree with all its splits there), and one for each
 * split below it (does the row go left). Rows with the same facts get the same contributions, which are
 * therefore computed once for each pattern that occurs.
 */
export interface LeafGroup {
  /** For every fact the tests that must all hold. */
  readonly facts: readonly (readonly Test[])[];
  /** Indices of the features that the group's leaves can credit. */
  readonly features: Int32Array;
  readonly leaves: readonly GroupLeaf[];
}

/** A feature on the current path: its tests since the root, and the share of weight that follows them. */
interface PathFeature {
  readonly feature: number;
  readonly tests: readonly Test[];
  readonly share: number;
}

/**
 * Cuts a tree into groups of leaves with at most `mostFacts` facts each; a single leaf whose path holds more
 * different features than that is a group of its own.
 *
 * Cost: nodes × depth.
 */
export function groupLeaves(model: TreeModel, tree: number, mostFacts: number): LeafGroup[] {
  const splitsBelow = countSplits(model, tree);
  const start = model.treeStart[tree] as number;
  const groups: LeafGroup[] = [];
  const descend = (node: number, path: readonly PathFeature[]): void => {
    const splits = splitsBelow[node - start] as number;
    if (splits === 0 && path.length === 0) return; // A tree of one leaf credits nobody.
    if (splits === 0 || splits + path.length <= mostFacts) {
      groups.push(buildGroup(model, node, path));
      return;
    }
    descend(model.left[node] as number, extendPath(model, node, path, true));
    descend(model.right[node] as number, extendPath(model, node, path, false));
  };
  descend(start, []);
  return groups;
}

/** The most different features on any path of the model: the largest game that has to be solved. */
export function widestPath(groups: readonly LeafGroup[]): number {
  let widest = 0;
  for (const group of groups) for (const leaf of group.leaves) widest = Math.max(widest, leaf.slots.length);
  return widest;
}

function countSplits(model: TreeModel, tree: number): Int32Array {
  const start = model.treeStart[tree] as number;
  const size = (model.treeStart[tree + 1] as number) - start;
  const below = new Int32Array(size);
  const visit = (node: number): number => {
    const count = (model.feature[node] as number) < 0 ? 0 : 1 + visit(model.left[node] as number) + visit(model.right[node] as number);
    below[node - start] = count;
    return count;
  };
  visit(start);
  return below;
}

function extendPath(model: TreeModel, node: number, path: readonly PathFeature[], left: boolean): PathFeature[] {
  const feature = model.feature[node] as number;
  const cover = model.cover[node] as number;
  const child = (left ? model.left[node] : model.right[node]) as number;
  const share = cover > 0 ? (model.cover[child] as number) / cover : 0;
  const test = { node, left };
  const at = path.findIndex((step) => step.feature === feature);
  if (at < 0) return [...path, { feature, tests: [test], share }];
  return path.map((step, index) => (index === at ? { feature, tests: [...step.tests, test], share: step.share * share } : step));
}

function buildGroup(model: TreeModel, root: number, path: readonly PathFeature[]): LeafGroup {
  const facts: (readonly Test[])[] = path.map((step) => step.tests);
  const features = path.map((step) => step.feature);
  const leaves: GroupLeaf[] = [];
  // Below the root every split is a fact of its own; `wants` says what each feature on the path asks of the facts.
  const visit = (
    node: number,
    below: readonly PathFeature[],
    wants: ReadonlyMap<number, readonly (readonly [number, boolean])[]>,
  ): void => {
    const feature = model.feature[node] as number;
    if (feature < 0) {
      leaves.push(buildLeaf(model.value[node] as number, below, features, wants));
      return;
    }
    const fact = facts.length;
    facts.push([{ node, left: true }]);
    if (!features.includes(feature)) features.push(feature);
    for (const left of [true, false]) {
      const wanted = new Map(wants).set(feature, [...(wants.get(feature) ?? []), [fact, left]]);
      visit((left ? model.left[node] : model.right[node]) as number, extendPath(model, node, below, left), wanted);
    }
  };
  visit(root, path, new Map(path.map((step, fact) => [step.feature, [[fact, true]]])));
  return { facts, features: Int32Array.from(features), leaves };
}

function buildLeaf(
  value: number,
  path: readonly PathFeature[],
  features: readonly number[],
  wants: ReadonlyMap<number, readonly (readonly [number, boolean])[]>,
): GroupLeaf {
  const lists = path.map((step) => wants.get(step.feature) ?? []);
  const wantStart = new Int32Array(path.length + 1);
  lists.forEach((list, index) => {
    wantStart[index + 1] = (wantStart[index] as number) + list.length;
  });
  const flat = lists.flat();
  return {
    value,
    slots: Int32Array.from(path, (step) => features.indexOf(step.feature)),
    wantStart,
    wantFact: Int32Array.from(flat, ([fact]) => fact),
    wantValue: Uint8Array.from(flat, ([, wanted]) => Number(wanted)),
    shares: Float64Array.from(path, (step) => step.share),
  };
}

/** Which of a leaf's features agree with its path, given the facts: writes D values 0 or 1. */
export function readAgreement(leaf: GroupLeaf, facts: Uint8Array, agrees: Uint8Array): void {
  const { wantStart, wantFact, wantValue } = leaf;
  for (let j = 0; j < leaf.slots.length; j++) {
    let all = 1;
    for (let at = wantStart[j] as number; at < (wantStart[j + 1] as number); at++) {
      if (facts[wantFact[at] as number] !== wantValue[at]) all = 0;
    }
    agrees[j] = all;
  }
}
