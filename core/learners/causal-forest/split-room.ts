import { CATEGORIES, MASK_WORDS, MISSING_LEFT, MISSING_RIGHT } from './job.ts';

/** The best split of a node so far; one per thread, overwritten node by node. */
export interface BestSplit {
  gain: number;
  feature: number;
  kind: number;
  /** Numbers up to this bin go left. */
  cut: number;
  /** Bins that go left, for a split on categories. */
  readonly mask: Uint32Array;
}

/** What splits of a node are measured against. */
export interface NodeTotals {
  rows: number;
  /** Rows of each arm. */
  readonly arms: Float64Array;
  /** Sums of the labels. */
  readonly labels: Float64Array;
}

/** What both sides of a split must keep. */
export interface SplitRules {
  /** Rows of every arm. */
  readonly minLeafRows: number;
  /** Share of the node's own spread of treatment, arm by arm. */
  readonly balance: number;
}

export function makeBest(): BestSplit {
  return { gain: 0, feature: -1, kind: MISSING_LEFT, cut: 0, mask: new Uint32Array(MASK_WORDS) };
}

/** Keeps a split on a number if it is the best so far. Ties stay with the first, so that the answer is always the same. */
export function offerCut(best: BestSplit, gain: number, feature: number, cut: number, isMissingLeft: boolean): void {
  if (!(gain > best.gain)) return;
  best.gain = gain;
  best.feature = feature;
  best.kind = isMissingLeft ? MISSING_LEFT : MISSING_RIGHT;
  best.cut = cut;
}

/** Keeps a split on categories if it is the best so far: the first `count` bins of an order go left. */
export function offerSet(best: BestSplit, gain: number, feature: number, order: readonly number[], count: number): void {
  if (!(gain > best.gain)) return;
  best.gain = gain;
  best.feature = feature;
  best.kind = CATEGORIES;
  best.cut = 0;
  best.mask.fill(0);
  for (let i = 0; i < count; i++) {
    const bin = order[i] as number;
    best.mask[bin >> 5] = (best.mask[bin >> 5] as number) | (1 << (bin & 31));
  }
}

/** Whether a bin goes left. `masks` and `maskAt` matter for categories only. */
export function isLeft(kind: number, cut: number, bin: number, masks: Uint32Array, maskAt: number): boolean {
  // With missing values on the right bin 0 is read as the last one.
  if (kind === MISSING_LEFT) return bin <= cut;
  if (kind === MISSING_RIGHT) return ((bin - 1) & 255) < cut;
  return (((masks[maskAt + (bin >> 5)] as number) >>> (bin & 31)) & 1) === 1;
}
