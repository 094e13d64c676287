import type { Rng } from '../../base/rng.ts';
import type { FeatureBins } from './bin-feature.task.ts';

/** How trees may grow. The same for every tree of a run. */
export interface TreePlan {
  readonly leaves: number;
  readonly maxDepth: number;
  readonly growth: 'leaf-wise' | 'depth-wise';
  /** At least 1. */
  readonly minLeafRows: number;
  readonly minLeafHessian: number;
  readonly lambda: number;
  readonly minGain: number;
  readonly categorySmoothing: number;
  readonly categoryLambda: number;
  readonly categoryRows: number;
  readonly rules: readonly FeatureBins[];
  /** Per feature: 1 rising, −1 falling, 0 free. */
  readonly monotone: Int8Array;
  readonly isBounded: boolean;
}

/** What one tree is grown on. */
export interface TreeSample {
  /** Rows of this thread that train, at the start of its part of the index; others ride along after them. */
  readonly trainCount: number;
  readonly rideCount: number;
  /** Features the tree may use, ascending. */
  readonly features: Int32Array;
  /** Features drawn anew at every node, out of those; 0 uses all. */
  readonly featuresPerNode: number;
  readonly rng: Rng;
  readonly units: Units;
}

/** What the quantised words mean: value = word · unit; a cell's second word holds the rows in its low bits. */
export interface Units {
  readonly countBits: number;
  readonly gradient: number;
  readonly hessian: number;
}

/** The best way found to part a node's rows. */
export interface Split {
  readonly feature: number;
  /** The last bin that goes left; 0 for a category split. */
  readonly bin: number;
  /** For a category split: 1 for every bin that goes left. */
  readonly set: Uint8Array | undefined;
  readonly missingLeft: boolean;
  /** Whether the node had missing values there at all; without any, missingLeft is not learnt but chosen. */
  readonly hasMissing: boolean;
  /** Loss reduction; while splits are still compared, the node's own score is part of it. */
  readonly gain: number;
}

/** A node while its tree grows. Rows lie in the thread's part of the index: [from, from + count). */
export interface TreeNode {
  readonly id: number;
  readonly depth: number;
  readonly from: number;
  readonly count: number;
  readonly rideFrom: number;
  readonly rideCount: number;
  /** Sums over all threads' rows. */
  readonly gradient: number;
  readonly hessian: number;
  readonly rows: number;
  /** What its answer must lie between, under monotone constraints. */
  readonly low: number;
  readonly high: number;
  /** Where its histogram is kept; −1 when nowhere. */
  slot: number;
  split: Split | undefined;
  /** Ids of the children; −1 in a leaf. */
  left: number;
  right: number;
}

/** The best answer of a node: −g/(h+λ), within its bounds. A node without weight answers 0. */
export function answerOf(node: Pick<TreeNode, 'gradient' | 'hessian' | 'low' | 'high'>, lambda: number): number {
  const weight = node.hessian + lambda;
  return Math.min(Math.max(weight > 0 ? -node.gradient / weight : 0, node.low), node.high);
}

/** Loss reduction of answering `w` for rows with sums (g, h): −(2·g·w + h·w²), which is g²/h at the best w. */
export function gainAt(gradient: number, weight: number, answer: number): number {
  return -(2 * gradient * answer + weight * answer * answer);
}
