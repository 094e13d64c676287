import type { Rng } from '../../base/rng.ts';
import type { StopSignal } from '../../base/work.ts';
import { type GainRoom, makeGainRoom, ratesOf, type UpliftCriterion } from './criteria.ts';
import { type BestSplit, BINS, isInMask, MASK_WORDS, resetBest, searchFeature } from './split.ts';

/** What uplift trees learn from. K = `arms`, the control first. */
export interface UpliftData {
  readonly rowCount: number;
  readonly featureCount: number;
  /** n × p bins, row-major: 0 is missing. */
  readonly cells: Uint8Array;
  /** 1 for features whose bins have no order. */
  readonly isCategory: Uint8Array;
  readonly arms: number;
  /** n codes 0 … K−1 of the rows that may be drawn. */
  readonly arm: Uint8Array;
  /** n outcomes; between 0 and 1 for kl and chi2. */
  readonly outcome: Float64Array;
}

export interface UpliftSettings {
  readonly criterion: UpliftCriterion;
  /** Divides gains by the penalty of Rzepakowski & Jaroszewicz (kl, euclid and chi2). */
  readonly normalize: boolean;
  readonly maxDepth: number;
  /** Rows of each arm that both sides of a split must keep; at least 1. */
  readonly minLeafRows: number;
  /** Rows of the node above that are added to each arm of a node. */
  readonly nReg: number;
  /** Columns tried at a node; all where it is the number of features. */
  readonly triedColumns: number;
}

/** One tree in flat arrays; node 0 is the root, and the right child follows the left. */
export interface UpliftTree {
  /** Feature of each node's split; −1 for leaves. */
  readonly feature: Int32Array;
  readonly cut: Int32Array;
  readonly gain: Float64Array;
  /** Left child; 0 for leaves. */
  readonly child: Int32Array;
  /** The node above; −1 for the root. */
  readonly parent: Int32Array;
  /** Eight words a node: the bins that go left. */
  readonly masks: Uint32Array;
  /** 2K numbers a node: counts, then sums of outcomes, of the rows that filled it. */
  readonly sums: Float64Array;
  /** K rates a node. */
  readonly rates: Float64Array;
}

/** Splits, node by node, as lists that grow with the tree. */
interface Draft {
  readonly feature: number[];
  readonly cut: number[];
  readonly gain: number[];
  readonly child: number[];
  readonly parent: number[];
  readonly masks: number[];
}

interface OpenNode {
  readonly node: number;
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  /** K rates of the node above. */
  readonly above: Float64Array;
}

/**
 * Grows an uplift tree on some rows and fills it with others (the same without honesty).
 *
 * @param rows growing rows and filling rows, each in any order
 * @see Rzepakowski & Jaroszewicz (2012); honesty as in Athey & Imbens (2016)
 * Cost: depth × rows × columns tried, and O(256 · K) a node and column; nothing is allocated by row.
 */
export function growUpliftTree(
  data: UpliftData,
  settings: UpliftSettings,
  rows: { readonly grow: Int32Array; readonly fill: Int32Array },
  { rng, signal }: { readonly rng: Rng; readonly signal: StopSignal },
): UpliftTree {
  const room = makeGainRoom(settings, data.arms);
  const order = rows.grow.slice();
  const scratch = new Int32Array(order.length);
  const histograms = new Float64Array(settings.triedColumns * BINS * 2 * data.arms);
  const columns = Int32Array.from({ length: data.featureCount }, (_, feature) => feature);
  const best: BestSplit = { gain: 0, feature: -1, cut: -1, mask: new Uint32Array(MASK_WORDS) };
  const draft: Draft = { feature: [], cut: [], gain: [], child: [], parent: [], masks: [] };
  addLeaf(draft, -1);
  const open: OpenNode[] = [{ node: 0, from: 0, to: order.length, depth: 0, above: new Float64Array(data.arms) }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    signal.throwIfAborted();
    const { node, from, to, depth, above } = next;
    const seen = order.subarray(from, to);
    sumRows(data, seen, room.total);
    // The root has nothing above it to be drawn to.
    ratesOf(room.total, above, node === 0 ? 0 : settings.nReg, room.rates);
    resetBest(best);
    if (depth < settings.maxDepth && isSplittable(room)) {
      drawColumns(columns, settings.triedColumns, rng);
      fillHistograms(data, seen, columns.subarray(0, settings.triedColumns), histograms);
      searchColumns(data, columns, room, histograms, best);
    }
    if (best.feature < 0) continue;
    const middle = from + partition(data, seen, best, scratch);
    const child = addSplit(draft, node, best);
    const own = room.rates.slice();
    open.push({ node: child + 1, from: middle, to, depth: depth + 1, above: own });
    open.push({ node: child, from, to: middle, depth: depth + 1, above: own });
  }
  return fillTree(data, settings, draft, rows.fill);
}

/** Both sides of any split need `minLeafRows` rows of every arm. */
function isSplittable({ total, rates, minLeafRows }: GainRoom): boolean {
  for (let arm = 0; arm < rates.length; arm++) if ((total[arm] as number) < 2 * minLeafRows) return false;
  return true;
}

/** Puts the columns to try first, by chance and then in ascending order, so that ties do not depend on the draw. */
function drawColumns(columns: Int32Array, tried: number, rng: Rng): void {
  if (tried >= columns.length) return;
  for (let i = 0; i < tried; i++) {
    const j = i + rng.below(columns.length - i);
    const held = columns[i] as number;
    columns[i] = columns[j] as number;
    columns[j] = held;
  }
  columns.subarray(0, tried).sort();
}

function fillHistograms(data: UpliftData, rows: Int32Array, columns: Int32Array, into: Float64Array): void {
  const { cells, featureCount, arms, arm, outcome } = data;
  into.fill(0);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const offset = row * featureCount;
    const code = arm[row] as number;
    const y = outcome[row] as number;
    for (let c = 0; c < columns.length; c++) {
      const at = (c * BINS + (cells[offset + (columns[c] as number)] as number)) * 2 * arms + code;
      into[at] = (into[at] as number) + 1;
      into[at + arms] = (into[at + arms] as number) + y;
    }
  }
}

function searchColumns(data: UpliftData, columns: Int32Array, room: GainRoom, histograms: Float64Array, best: BestSplit): void {
  const width = BINS * 2 * data.arms;
  for (let c = 0; c * width < histograms.length; c++) {
    const feature = columns[c] as number;
    searchFeature(
      room,
      { feature, isCategory: data.isCategory[feature] === 1, bins: histograms.subarray(c * width, (c + 1) * width) },
      best,
    );
  }
}

/** Rows of the left side first, each side in its old order; answers how many go left. */
function partition({ cells, featureCount }: UpliftData, rows: Int32Array, { feature, mask }: BestSplit, scratch: Int32Array): number {
  let [left, right] = [0, 0];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    if (isInMask(mask, 0, cells[row * featureCount + feature] as number)) rows[left++] = row;
    else scratch[right++] = row;
  }
  rows.set(scratch.subarray(0, right), left);
  return left;
}

function sumRows({ arms, arm, outcome }: UpliftData, rows: Int32Array, into: Float64Array): void {
  into.fill(0);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const at = arm[row] as number;
    into[at] = (into[at] as number) + 1;
    into[arms + at] = (into[arms + at] as number) + (outcome[row] as number);
  }
}

function addLeaf(draft: Draft, parent: number): void {
  draft.feature.push(-1);
  draft.cut.push(-1);
  draft.gain.push(0);
  draft.child.push(0);
  draft.parent.push(parent);
  for (let word = 0; word < MASK_WORDS; word++) draft.masks.push(0);
}

function addSplit(draft: Draft, node: number, best: BestSplit): number {
  const child = draft.feature.length;
  draft.feature[node] = best.feature;
  draft.cut[node] = best.cut;
  draft.gain[node] = best.gain;
  draft.child[node] = child;
  best.mask.forEach((word, at) => {
    draft.masks[node * MASK_WORDS + at] = word;
  });
  addLeaf(draft, node);
  addLeaf(draft, node);
  return child;
}

function fillTree(data: UpliftData, { nReg }: UpliftSettings, draft: Draft, rows: Int32Array): UpliftTree {
  const count = draft.feature.length;
  const { arms, arm, outcome } = data;
  const tree: UpliftTree = {
    feature: Int32Array.from(draft.feature),
    cut: Int32Array.from(draft.cut),
    gain: Float64Array.from(draft.gain),
    child: Int32Array.from(draft.child),
    parent: Int32Array.from(draft.parent),
    masks: Uint32Array.from(draft.masks),
    sums: new Float64Array(count * 2 * arms),
    rates: new Float64Array(count * arms),
  };
  for (const row of rows) {
    for (let node = leafOf(tree, data, row); node >= 0; node = tree.parent[node] as number) {
      const at = node * 2 * arms + (arm[row] as number);
      tree.sums[at] = (tree.sums[at] as number) + 1;
      tree.sums[at + arms] = (tree.sums[at + arms] as number) + (outcome[row] as number);
    }
  }
  for (let node = 0; node < count; node++) {
    const parent = tree.parent[node] as number;
    const above = parent < 0 ? new Float64Array(arms) : tree.rates.subarray(parent * arms, (parent + 1) * arms);
    const own = tree.sums.subarray(node * 2 * arms, (node + 1) * 2 * arms);
    ratesOf(own, above, parent < 0 ? 0 : nReg, tree.rates.subarray(node * arms, (node + 1) * arms));
  }
  return tree;
}

/** The leaf that a row of the table falls into. */
export function leafOf(tree: UpliftTree, { cells, featureCount }: UpliftData, row: number): number {
  let node = 0;
  while ((tree.feature[node] as number) >= 0) {
    const bin = cells[row * featureCount + (tree.feature[node] as number)] as number;
    node = (tree.child[node] as number) + (isInMask(tree.masks, node * MASK_WORDS, bin) ? 0 : 1);
  }
  return node;
}
