import type { Rng } from '../../base/rng.ts';

/** How a causal forest grows; the defaults of the method are those of grf. */
export interface ForestSettings {
  readonly trees: number;
  /** Trees grown on one half-sample: 2 or more give standard errors ("little bags"), 1 is a little more accurate. */
  readonly bagTrees: number;
  /** Share of the rows (or clusters) that a tree draws, without repeats; at most a half with bags. */
  readonly sampleShare: number;
  /** Mean number of columns tried at a node. */
  readonly triedColumns: number;
  /** Growing rows of each arm that both sides of a split must keep. */
  readonly minLeafRows: number;
  /** Share of the treatment's variance that both sides of a split must keep. */
  readonly balance: number;
  /** Share of a tree's rows that only grow it, the others only fill its leaves; 0 lets all rows do both. */
  readonly honestShare: number;
}

/** Units that are drawn together: unit u has members[start[u]] … members[start[u+1]−1]. */
export interface SamplingUnits {
  readonly start: Int32Array;
  readonly members: Int32Array;
}

/**
 * What every thread that grows or asks the forest reads; all large parts on shared memory. d = `effects` is the number
 * of treatment columns: arms beyond the control, or 1 for a continuous treatment. Outcome, treatment and instrument
 * are centred: what nobody could expect from the covariates is left of them.
 */
export interface ForestData {
  readonly rowCount: number;
  readonly featureCount: number;
  /** n × p bins, row-major: 0 is missing. */
  readonly cells: Uint8Array;
  /** 1 for features whose bins have no order. */
  readonly isCategory: Uint8Array;
  readonly effects: number;
  /** n centred outcomes. */
  readonly outcome: Float64Array;
  /** n × d centred treatments. */
  readonly treatment: Float64Array;
  /** n × d centred instruments: the treatments themselves unless there is an instrument. */
  readonly instrument: Float64Array;
  /** n codes 0 … d of the arm (or the side of the instrument): splits keep rows of every code on both sides. */
  readonly arm: Uint8Array;
  /** The rows that may be drawn: those with an outcome and a treatment. */
  readonly units: SamplingUnits;
}

export interface ForestJob {
  readonly data: ForestData;
  readonly settings: ForestSettings;
  readonly seed: Rng['seed'];
}

/**
 * Some trees, in flat arrays on shared memory. A node is four numbers: [head, cut, child, rows]; its children are `child`
 * and `child` + 1, counted from the tree's first node. head = 4·feature + kind; a leaf's head is −1 and its `child` is
 * the position of its moments, or −1 where no honest row came to lie.
 */
export interface TreeBatch {
  readonly treeCount: number;
  /** Node (not number) at which each tree begins. */
  readonly treeStart: Int32Array;
  readonly nodes: Int32Array;
  /** Eight words per split on a category: the bins that go left. */
  readonly masks: Uint32Array;
  /** Means of the honest rows of each leaf, `momentCount(d)` numbers a leaf. */
  readonly moments: Float64Array;
  /** Per tree ⌈n/8⌉ bytes: the rows that it drew. */
  readonly drawn: Uint8Array;
}

/** Kinds of split: missing values go left; missing values go right; a set of categories goes left. */
export const MISSING_LEFT = 0;
export const MISSING_RIGHT = 1;
export const CATEGORIES = 2;

/** Words of a set of bins. */
export const MASK_WORDS = 8;

/** Numbers of a node. */
export const NODE_SIZE = 4;

/** Numbers kept per leaf: means of y, w (d), z (d), z·y (d), z·w (d × d). */
export function momentCount(effects: number): number {
  return 1 + 3 * effects + effects * effects;
}
