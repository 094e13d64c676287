import { type BestSplit, type NodeTotals, offerCut, offerSet, type SplitRules } from './split-room.ts';

/** Room for the search with several effects. Left empty between searches. */
export interface ManyRoom {
  readonly effects: number;
  /** Per bin: d sums of labels, then d + 1 counts of arms. */
  readonly sums: Float64Array;
  /** The same for what lies left of the split in question, and for missing values. */
  readonly left: Float64Array;
  readonly missing: Float64Array;
}

export function makeManyRoom(effects: number): ManyRoom {
  const width = 2 * effects + 1;
  return { effects, sums: new Float64Array(256 * width), left: new Float64Array(width), missing: new Float64Array(width) };
}

/** One feature of one node; d labels by position, arms by row. */
export interface ManyNode {
  readonly cells: Uint8Array;
  readonly offset: number;
  readonly order: Int32Array;
  readonly labels: Float64Array;
  readonly arms: Uint8Array;
  readonly from: number;
  readonly to: number;
  readonly totals: NodeTotals;
}

/**
 * Searches one feature for the split with the largest difference in effects: Σ_j [(Σ_L ρ_j)²/n_L + (Σ_R ρ_j)²/n_R].
 * Categories are ordered by the arm whose effect differs most between them.
 *
 * @see Athey, Tibshirani & Wager (2019), section 2.3; the multi-arm rule of grf's MultiCausalSplittingRule
 * Cost: O(d) per row of the node and per bin.
 */
export function searchMany(room: ManyRoom, node: ManyNode, feature: number, rules: SplitRules, best: BestSplit, isCategory: boolean): void {
  fillBins(room, node);
  if (isCategory) searchSets(room, node.totals, feature, rules, best);
  else searchCuts(room, node.totals, feature, rules, best);
}

function fillBins({ effects, sums }: ManyRoom, { cells, offset, order, labels, arms, from, to }: ManyNode): void {
  const width = 2 * effects + 1;
  sums.fill(0);
  for (let at = from; at < to; at++) {
    const row = order[at] as number;
    const slot = width * (cells[offset + row] as number);
    for (let j = 0; j < effects; j++) sums[slot + j] = (sums[slot + j] as number) + (labels[at * effects + j] as number);
    const own = slot + effects + (arms[row] as number);
    sums[own] = (sums[own] as number) + 1;
  }
}

function searchCuts(room: ManyRoom, totals: NodeTotals, feature: number, rules: SplitRules, best: BestSplit): void {
  const { effects, sums, left, missing } = room;
  missing.set(sums.subarray(0, missing.length));
  const hasMissing = countOf(missing, effects) > 0;
  if (hasMissing) offerCut(best, gainOf(missing, totals, rules, effects), feature, 0, true);
  left.fill(0);
  for (let bin = 1; bin < 256; bin++) {
    if (!addBin(left, sums, bin, 1)) continue;
    offerCut(best, gainOf(left, totals, rules, effects), feature, bin, false);
    if (!hasMissing) continue;
    addBin(left, missing, 0, 1);
    offerCut(best, gainOf(left, totals, rules, effects), feature, bin, true);
    addBin(left, missing, 0, -1);
  }
}

function searchSets(room: ManyRoom, totals: NodeTotals, feature: number, rules: SplitRules, best: BestSplit): void {
  const { effects, sums, left } = room;
  const width = left.length;
  const bins = Array.from({ length: 256 }, (_, bin) => bin).filter((bin) => binCount(sums, bin, effects) > 0);
  const mean = (bin: number, arm: number): number => (sums[bin * width + arm] as number) / binCount(sums, bin, effects);
  let [widest, spread] = [0, -1];
  for (let arm = 0; arm < effects; arm++) {
    const own = bins.reduce((sum, bin) => sum + mean(bin, arm) ** 2 * binCount(sums, bin, effects), 0);
    if (own > spread) [widest, spread] = [arm, own];
  }
  bins.sort((one, other) => mean(one, widest) - mean(other, widest) || one - other);
  left.fill(0);
  for (let i = 0; i < bins.length - 1; i++) {
    addBin(left, sums, bins[i] as number, 1);
    offerSet(best, gainOf(left, totals, rules, effects), feature, bins, i + 1);
  }
}

/** Adds one bin's sums; tells whether it has rows. */
function addBin(into: Float64Array, sums: Float64Array, bin: number, sign: 1 | -1): boolean {
  const width = into.length;
  let isSeen = false;
  for (let k = 0; k < width; k++) {
    const value = sums[bin * width + k] as number;
    into[k] = (into[k] as number) + sign * value;
    if (k >= width >> 1 && value > 0) isSeen = true;
  }
  return isSeen;
}

function binCount(sums: Float64Array, bin: number, effects: number): number {
  let count = 0;
  const at = bin * (2 * effects + 1) + effects;
  for (let arm = 0; arm <= effects; arm++) count += sums[at + arm] as number;
  return count;
}

function countOf(part: Float64Array, effects: number): number {
  return binCount(part, 0, effects);
}

/** The gain of sending these sums left, or 0 where a side would be too thin. */
function gainOf(left: Float64Array, totals: NodeTotals, rules: SplitRules, effects: number): number {
  const nLeft = countOf(left, effects);
  const nRight = totals.rows - nLeft;
  for (let arm = 0; arm <= effects; arm++) {
    const all = totals.arms[arm] as number;
    const own = left[effects + arm] as number;
    const other = all - own;
    if (Math.min(own, other) < Math.max(1, rules.minLeafRows)) return 0;
    const least = Math.max(1, (rules.balance * all * (totals.rows - all)) / totals.rows);
    if (arm > 0 && (own * (nLeft - own) < least * nLeft || other * (nRight - other) < least * nRight)) return 0;
  }
  let gain = 0;
  for (let j = 0; j < effects; j++) {
    const own = left[j] as number;
    gain += (own * own) / nLeft + ((totals.labels[j] as number) - own) ** 2 / nRight;
  }
  return gain;
}
