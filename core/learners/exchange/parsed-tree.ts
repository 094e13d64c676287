/**
 * One tree as a file describes it, before anything is believed: nodes in the file's own numbering, children by
 * node number. `assembleTrees` checks it and lays it out for use.
 */
export interface ParsedTree {
  /** What messages call it, e.g. "tree 3". */
  readonly name: string;
  readonly root: number;
  /** Feature index of a split; −1 marks a leaf. */
  readonly feature: Int32Array;
  /** Greatest value that goes left; unused for category splits and leaves. */
  readonly threshold: Float64Array;
  /** Category sets by node number; codes in the set go left. */
  readonly categories: ReadonlyMap<number, Uint32Array>;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly missingLeft: Uint8Array;
  /** Answers of leaves; unused for splits. */
  readonly value: Float64Array;
  /** Training weight of leaves; unused for splits, whose weight is the sum below them. */
  readonly cover: Float64Array;
  readonly gain: Float64Array;
}

/** An empty tree of the given size for a parser to fill in. */
export function blankTree(name: string, nodeCount: number, root: number, categories = new Map<number, Uint32Array>()): ParsedTree {
  return {
    name,
    root,
    feature: new Int32Array(nodeCount).fill(-1),
    threshold: new Float64Array(nodeCount),
    categories,
    left: new Int32Array(nodeCount).fill(-1),
    right: new Int32Array(nodeCount).fill(-1),
    missingLeft: new Uint8Array(nodeCount),
    value: new Float64Array(nodeCount),
    cover: new Float64Array(nodeCount),
    gain: new Float64Array(nodeCount),
  };
}
