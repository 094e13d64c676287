import { type BestSplit, type NodeTotals, offerCut, offerSet, type SplitRules } from './split-room.ts';

/** Rows of the second arm count so much, those of the first one 1: two counts in one word. */
export const SECOND_ARM = 2 ** 16;

/** The most rows of one arm that a packed count holds; larger nodes are searched by the search for several effects. */
export const MOST_PACKED = SECOND_ARM - 1;

/** Room for the search with one effect; one per thread. Left empty between searches. */
export interface OneRoom {
  /** Sum of labels of every bin. */
  readonly sums: Float64Array;
  /** Packed counts of every bin. */
  readonly counts: Uint32Array;
  /** Which bins have rows. */
  readonly seen: Int32Array;
}

export function makeOneRoom(): OneRoom {
  return { sums: new Float64Array(256), counts: new Uint32Array(256), seen: new Int32Array(8) };
}

/** One feature of one node; labels and units by position. */
export interface OneNode {
  readonly cells: Uint8Array;
  /** First cell of the feature. */
  readonly offset: number;
  readonly order: Int32Array;
  readonly labels: Float64Array;
  readonly units: Uint32Array;
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
  const { sums, counts, seen } = room;
  const missing = sums[0] as number;
  const missingCount = counts[0] as number;
  sums[0] = 0;
  counts[0] = 0;
  seen[0] = (seen[0] as number) & ~1;
  const { totals } = node;
  const all = totals.labels[0] as number;
  const [zeros, ones] = [totals.arms[0] as number, totals.arms[1] as number];
  const least = Math.max(1, (rules.balance * zeros * ones) / totals.rows);
  if (missingCount > 0) {
    const gain = gainOf(missing, missingCount, { all, zeros, ones, least, minLeafRows: rules.minLeafRows });
    offerCut(best, gain, feature, 0, true);
  }
  const against = { all, zeros, ones, least, minLeafRows: rules.minLeafRows };
  if (missingCount === 0) scanBins(room, against, feature, best);
  else scanWithMissing(room, against, { label: missing, count: missingCount }, feature, best);
}

/**
 * Goes through the bins that have rows, and empties them. The labels of a node add up to 0, so that the gain is
 * (Σ_L ρ)² n/(n_L n_R): compared without a division, as this loop is what growing a forest spends its time on.
 */
function scanBins({ sums, counts, seen }: OneRoom, { zeros, ones, least, minLeafRows }: Against, feature: number, best: BestSplit): void {
  const rows = zeros + ones;
  let left = 0;
  let packed = 0;
  let found = -1;
  let top = best.gain / rows;
  for (let word = 0; word < 8; word++) {
    let bits = seen[word] as number;
    seen[word] = 0;
    while (bits !== 0) {
      const bin = (word << 5) + 31 - Math.clz32(bits & -bits);
      bits &= bits - 1;
      left += sums[bin] as number;
      packed = (packed + (counts[bin] as number)) | 0;
      sums[bin] = 0;
      counts[bin] = 0;
      const onesLeft = packed >>> 16;
      const zerosLeft = packed & MOST_PACKED;
      if (onesLeft < minLeafRows || zerosLeft < minLeafRows) continue;
      const onesRight = ones - onesLeft;
      const zerosRight = zeros - zerosLeft;
      if (onesRight < minLeafRows || zerosRight < minLeafRows) continue;
      const nLeft = onesLeft + zerosLeft;
      const nRight = rows - nLeft;
      const scale = nLeft * nRight;
      if (left * left <= top * scale) continue;
      if (onesLeft * zerosLeft < least * nLeft || onesRight * zerosRight < least * nRight) continue;
      top = (left * left) / scale;
      found = bin;
    }
  }
  if (found >= 0) offerCut(best, top * rows, feature, found, false);
}

interface Missing {
  readonly label: number;
  readonly count: number;
}

function scanWithMissing({ sums, counts, seen }: OneRoom, against: Against, missing: Missing, feature: number, best: BestSplit): void {
  let left = 0;
  let packed = 0;
  for (let word = 0; word < 8; word++) {
    for (let bits = seen[word] as number; bits !== 0; bits &= bits - 1) {
      const bin = (word << 5) + 31 - Math.clz32(bits & -bits);
      left += sums[bin] as number;
      packed += counts[bin] as number;
      sums[bin] = 0;
      counts[bin] = 0;
      offerCut(best, gainOf(left, packed, against), feature, bin, false);
      offerCut(best, gainOf(left + missing.label, packed + missing.count, against), feature, bin, true);
    }
    seen[word] = 0;
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
  const onesLeft = packed >>> 16;
  const zerosLeft = packed & MOST_PACKED;
  const [onesRight, zerosRight] = [ones - onesLeft, zeros - zerosLeft];
  if (Math.min(onesLeft, zerosLeft, onesRight, zerosRight) < Math.max(1, minLeafRows)) return 0;
  const nLeft = onesLeft + zerosLeft;
  const nRight = onesRight + zerosRight;
  if (onesLeft * zerosLeft < least * nLeft || onesRight * zerosRight < least * nRight) return 0;
  return (left * left) / nLeft + (all - left) ** 2 / nRight;
}

function fillBins({ sums, counts, seen }: OneRoom, { cells, offset, order, labels, units, from, to }: OneNode): void {
  if (to - from >= FEW_ROWS) {
    for (let at = from; at < to; at++) {
      const bin = cells[offset + (order[at] as number)] as number;
      sums[bin] = (sums[bin] as number) + (labels[at] as number);
      counts[bin] = (counts[bin] as number) + (units[at] as number);
    }
    for (let bin = 0; bin < 256; bin++) if (counts[bin] !== 0) seen[bin >> 5] = (seen[bin >> 5] as number) | (1 << (bin & 31));
    return;
  }
  for (let at = from; at < to; at++) {
    const bin = cells[offset + (order[at] as number)] as number;
    sums[bin] = (sums[bin] as number) + (labels[at] as number);
    counts[bin] = (counts[bin] as number) + (units[at] as number);
    seen[bin >> 5] = (seen[bin >> 5] as number) | (1 << (bin & 31));
  }
}

/** As `searchOne` for a feature without order: bins are sorted by their mean label, which finds the best set for one label. */
export function searchOneSet(room: OneRoom, node: OneNode, feature: number, rules: SplitRules, best: BestSplit): void {
  fillBins(room, node);
  const { sums, counts, seen } = room;
  const bins: number[] = [];
  const label: number[] = [];
  const count: number[] = [];
  for (let word = 0; word < 8; word++) {
    for (let bits = seen[word] as number; bits !== 0; bits &= bits - 1) {
      const bin = (word << 5) + 31 - Math.clz32(bits & -bits);
      bins.push(bin);
      label[bin] = sums[bin] as number;
      count[bin] = counts[bin] as number;
      sums[bin] = 0;
      counts[bin] = 0;
    }
    seen[word] = 0;
  }
  const rowsOf = (bin: number): number => ((count[bin] as number) & MOST_PACKED) + ((count[bin] as number) >>> 16);
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
