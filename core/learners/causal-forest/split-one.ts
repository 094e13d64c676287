import { type BestSplit, type NodeTotals, offerCut, offerSet, type SplitRules } from './split-room.ts';

/** Rows of the second arm count so much, those of the first one 1: two exact counts in one float. */
export const SECOND_ARM = 2 ** 26;

/** Room for the search with one effect; one per thread. Left empty between searches. */
export interface OneRoom {
  /** [sum of labels, packed counts] of every bin. */
  readonly sums: Float64Array;
  /** Which bins have rows; only kept for small nodes. */
  readonly seen: Int32Array;
}

export function makeOneRoom(): OneRoom {
  return { sums: new Float64Array(512), seen: new Int32Array(8) };
}

/** One feature of one node; labels and units by position. */
export interface OneNode {
  readonly cells: Uint8Array;
  /** First cell of the feature. */
  readonly offset: number;
  readonly order: Int32Array;
  readonly labels: Float64Array;
  readonly units: Float64Array;
  readonly from: number;
  readonly to: number;
  readonly totals: NodeTotals;
}

/** Below this many rows it pays to remember which bins have any. */
const FEW_ROWS = 512;

/**
 * Searches one feature for the split with the largest difference in mean label:
 * gain = (Σ_L ρ)²/n_L + (Σ_R ρ)²/n_R. Missing values are tried on either side, and against all others.
 *
 * @see Athey, Tibshirani & Wager (2019), eq. 9; missing values as in Twala, Jones & Hand (2008)
 * Cost: one pass over the node and one over the bins that have rows.
 */
export function searchOne(room: OneRoom, node: OneNode, feature: number, rules: SplitRules, best: BestSplit): void {
  fillBins(room, node);
  const { sums, seen } = room;
  const missing = sums[0] as number;
  const missingCount = sums[1] as number;
  sums[0] = 0;
  sums[1] = 0;
  seen[0] = (seen[0] as number) & ~1;
  const { totals } = node;
  const all = totals.labels[0] as number;
  const [zeros, ones] = [totals.arms[0] as number, totals.arms[1] as number];
  const least = Math.max(1, (rules.balance * zeros * ones) / totals.rows);
  if (missingCount > 0) {
    const gain = gainOf(missing, missingCount, { all, zeros, ones, least, minLeafRows: rules.minLeafRows });
    offerCut(best, gain, feature, 0, true);
  }
  const { minLeafRows } = rules;
  const rows = totals.rows;
  let left = 0;
  let packed = 0;
  for (let word = 0; word < 8; word++) {
    let bits = seen[word] as number;
    seen[word] = 0;
    while (bits !== 0) {
      const bin = (word << 5) + 31 - Math.clz32(bits & -bits);
      bits &= bits - 1;
      left += sums[2 * bin] as number;
      packed += sums[2 * bin + 1] as number;
      sums[2 * bin] = 0;
      sums[2 * bin + 1] = 0;
      const onesLeft = Math.floor(packed / SECOND_ARM);
      const zerosLeft = packed - onesLeft * SECOND_ARM;
      const [onesRight, zerosRight] = [ones - onesLeft, zeros - zerosLeft];
      if (missingCount > 0) {
        offerCut(best, gainOf(left + missing, packed + missingCount, { all, zeros, ones, least, minLeafRows }), feature, bin, true);
      }
      if (onesLeft < minLeafRows || zerosLeft < minLeafRows) continue;
      if (onesRight < minLeafRows || zerosRight < minLeafRows) continue;
      const nLeft = onesLeft + zerosLeft;
      const nRight = rows - nLeft;
      if (onesLeft * zerosLeft < least * nLeft || onesRight * zerosRight < least * nRight) continue;
      const right = all - left;
      const gain = (left * left) / nLeft + (right * right) / nRight;
      if (gain > best.gain) offerCut(best, gain, feature, bin, false);
    }
  }
}

interface Against {
  readonly all: number;
  readonly zeros: number;
  readonly ones: number;
  readonly least: number;
  readonly minLeafRows: number;
}

/** The gain of sending these sums left, or 0 where a side would be too thin. */
function gainOf(left: number, packed: number, { all, zeros, ones, least, minLeafRows }: Against): number {
  const onesLeft = Math.floor(packed / SECOND_ARM);
  const zerosLeft = packed - onesLeft * SECOND_ARM;
  const [onesRight, zerosRight] = [ones - onesLeft, zeros - zerosLeft];
  if (Math.min(onesLeft, zerosLeft, onesRight, zerosRight) < Math.max(1, minLeafRows)) return 0;
  const nLeft = onesLeft + zerosLeft;
  const nRight = onesRight + zerosRight;
  if (onesLeft * zerosLeft < least * nLeft || onesRight * zerosRight < least * nRight) return 0;
  return (left * left) / nLeft + (all - left) ** 2 / nRight;
}

function fillBins({ sums, seen }: OneRoom, { cells, offset, order, labels, units, from, to }: OneNode): void {
  if (to - from >= FEW_ROWS) {
    for (let at = from; at < to; at++) {
      const slot = 2 * (cells[offset + (order[at] as number)] as number);
      sums[slot] = (sums[slot] as number) + (labels[at] as number);
      sums[slot + 1] = (sums[slot + 1] as number) + (units[at] as number);
    }
    for (let bin = 0; bin < 256; bin++) {
      if ((sums[2 * bin + 1] as number) > 0) seen[bin >> 5] = (seen[bin >> 5] as number) | (1 << (bin & 31));
    }
    return;
  }
  for (let at = from; at < to; at++) {
    const bin = cells[offset + (order[at] as number)] as number;
    sums[2 * bin] = (sums[2 * bin] as number) + (labels[at] as number);
    sums[2 * bin + 1] = (sums[2 * bin + 1] as number) + (units[at] as number);
    seen[bin >> 5] = (seen[bin >> 5] as number) | (1 << (bin & 31));
  }
}

/** As `searchOne` for a feature without order: bins are sorted by their mean label, which finds the best set for one label. */
export function searchOneSet(room: OneRoom, node: OneNode, feature: number, rules: SplitRules, best: BestSplit): void {
  fillBins(room, node);
  const { sums, seen } = room;
  const bins: number[] = [];
  const label: number[] = [];
  const count: number[] = [];
  for (let word = 0; word < 8; word++) {
    for (let bits = seen[word] as number; bits !== 0; bits &= bits - 1) {
      const bin = (word << 5) + 31 - Math.clz32(bits & -bits);
      bins.push(bin);
      label[bin] = sums[2 * bin] as number;
      count[bin] = sums[2 * bin + 1] as number;
      sums[2 * bin] = 0;
      sums[2 * bin + 1] = 0;
    }
    seen[word] = 0;
  }
  const rowsOf = (bin: number): number => ((count[bin] as number) % SECOND_ARM) + Math.floor((count[bin] as number) / SECOND_ARM);
  const mean = (bin: number): number => (label[bin] as number) / rowsOf(bin);
  bins.sort((one, other) => mean(one) - mean(other) || one - other);
  const { totals } = node;
  const [zeros, ones] = [totals.arms[0] as number, totals.arms[1] as number];
  const least = Math.max(1, (rules.balance * zeros * ones) / totals.rows);
  const against = { all: totals.labels[0] as number, zeros, ones, least, minLeafRows: rules.minLeafRows };
  let [left, packed] = [0, 0];
  for (let i = 0; i < bins.length - 1; i++) {
    left += label[bins[i] as number] as number;
    packed += count[bins[i] as number] as number;
    offerSet(best, gainOf(left, packed, against), feature, bins, i + 1);
  }
}
