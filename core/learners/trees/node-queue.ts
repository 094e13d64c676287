import type { TreeNode } from './tree-plan.ts';

/** Which node is split next. */
export interface NodeQueue {
  push(node: TreeNode): void;
  pop(): TreeNode | undefined;
  /** The nodes in it, in no order that means anything. */
  readonly nodes: readonly TreeNode[];
}

/** A binary heap; `isBefore` must be a strict order, so that the sequence is the same on every thread. */
export function nodeQueue(isBefore: (left: TreeNode, right: TreeNode) => boolean): NodeQueue {
  const nodes: TreeNode[] = [];
  const at = (i: number): TreeNode => nodes[i] as TreeNode;
  const swap = (i: number, j: number): void => {
    const held = at(i);
    nodes[i] = at(j);
    nodes[j] = held;
  };
  const push = (node: TreeNode): void => {
    let i = nodes.push(node) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!isBefore(at(i), at(parent))) return;
      swap(i, parent);
      i = parent;
    }
  };
  const pop = (): TreeNode | undefined => {
    const first = nodes[0];
    const last = nodes.pop();
    if (first === undefined || last === undefined || nodes.length === 0) return first;
    nodes[0] = last;
    let i = 0;
    for (;;) {
      let next = 2 * i + 1;
      if (next >= nodes.length) return first;
      if (next + 1 < nodes.length && isBefore(at(next + 1), at(next))) next++;
      if (!isBefore(at(next), at(i))) return first;
      swap(i, next);
      i = next;
    }
  };
  return { push, pop, nodes };
}

/** Leaf-wise: the greatest gain first. Ties go to the older node. */
export function byGain(left: TreeNode, right: TreeNode): boolean {
  const [gained, other] = [left.split?.gain ?? 0, right.split?.gain ?? 0];
  return gained > other || (gained === other && left.id < right.id);
}

/** Depth-wise: level by level, in order of birth. */
export function byDepth(left: TreeNode, right: TreeNode): boolean {
  return left.depth < right.depth || (left.depth === right.depth && left.id < right.id);
}
