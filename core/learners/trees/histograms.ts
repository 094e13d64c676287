import { HISTOGRAM_BYTES } from '../../numeric/kernels/tree-kernels.ts';
import { DESK } from './arena.ts';
import { type Crew, ownFeatures } from './crew.ts';
import { agreeOnSplit, postSplit, searchSplit, settled, wordsOf } from './split-search.ts';
import type { Split, TreeNode, TreePlan, TreeSample } from './tree-plan.ts';

/** Runs of rows that are touched first and added then: what they touch stays in the nearest cache in between. */
const RUN_ROWS = 256;

/** A node's rows in this thread's part of the index. */
type Rows = Pick<TreeNode, 'from' | 'count'>;

/** Where a slot's histogram lies. */
export function slotPlace(crew: Crew, slot: number): number {
  return crew.arena.places.slots + slot * crew.arena.slotBytes;
}

/** Builds the root's histogram; afterwards every thread knows the sums of all rows (in the words of node 0). */
export function buildRoot(crew: Crew, sample: TreeSample, root: Rows, slot: number): void {
  if (sample.featuresPerNode > 0) {
    // Nodes count what they draw; here one feature is enough to add up the rows.
    fillColumns(crew, sample.features.subarray(0, 1), root, slotPlace(crew, slot));
  } else {
    fillPartial(crew, sample, root);
    crew.seat.barrier();
    mergePartials(crew, sample, slot);
    crew.seat.barrier();
  }
  const first = slotPlace(crew, slot) + (sample.features[0] ?? 0) * HISTOGRAM_BYTES;
  crew.kernels.sumCells(first, crew.desk + DESK.all, wordsOf(crew, 0));
}

/** Finds the best split of a node whose histogram every thread can see. */
export function searchAlone(crew: Crew, plan: TreePlan, sample: TreeSample, node: TreeNode, slot: number): Split | undefined {
  const found = searchSplit(crew, plan, sample, node, ownOf(crew, sample), slotPlace(crew, slot));
  return settled(share(crew, [node], [found])[0], plan, node);
}

/**
 * Histograms and best splits of two siblings: the smaller one is counted, the larger is what remains of the parent,
 * whose slot it takes over.
 */
export function searchPair(
  crew: Crew,
  plan: TreePlan,
  sample: TreeSample,
  pair: { readonly small: TreeNode; readonly large: TreeNode; readonly slot: number; readonly parentSlot: number },
): void {
  const { small, large, slot, parentSlot } = pair;
  const own = ownOf(crew, sample);
  fillPartial(crew, sample, small);
  crew.seat.barrier();
  mergePartials(crew, sample, slot, parentSlot);
  small.slot = slot;
  large.slot = parentSlot;
  const forSmall = searchSplit(crew, plan, sample, small, own, slotPlace(crew, slot));
  const forLarge = searchSplit(crew, plan, sample, large, own, slotPlace(crew, parentSlot));
  const [smallSplit, largeSplit] = share(crew, [small, large], [forSmall, forLarge]);
  small.split = settled(smallSplit, plan, small);
  large.split = settled(largeSplit, plan, large);
}

/** Counts one node by itself into a slot and finds its best split; for nodes whose parent kept no histogram. */
export function searchFresh(crew: Crew, plan: TreePlan, sample: TreeSample, node: TreeNode, slot: number): void {
  fillPartial(crew, sample, node);
  crew.seat.barrier();
  mergePartials(crew, sample, slot);
  node.slot = slot;
  node.split = searchAlone(crew, plan, sample, node, slot);
}

/** Adds up a node's rows for some features only, column by column, into cells that are cleared first. */
export function fillColumns(crew: Crew, features: Int32Array, rows: Rows, place: number): void {
  const { places, pitch, stride, wordsOffset } = crew.arena;
  const index = places.index + 4 * rows.from;
  for (const feature of features) {
    const cells = place + feature * HISTOGRAM_BYTES;
    crew.kernels.clear(cells, HISTOGRAM_BYTES);
    crew.kernels.histogramColumn(index, rows.count, places.columns + feature * pitch, places.records + wordsOffset, stride, cells);
  }
}

/** Counts this thread's rows into its partial. */
function fillPartial(crew: Crew, sample: TreeSample, rows: Rows): void {
  const { places, featureCount, slotBytes } = crew.arena;
  if (sample.features.length < featureCount) fillColumns(crew, sample.features, rows, places.partials + crew.seat.rank * slotBytes);
  else if (rows.count > 0) fillRows(crew, rows);
}

function fillRows(crew: Crew, { from, count }: Rows): void {
  const { places, stride } = crew.arena;
  const index = places.index + 4 * from;
  const span = (crew.index[from + count - 1] as number) - (crew.index[from] as number);
  const isSparse = span > 2 * count;
  for (let start = 0; start < count; start += RUN_ROWS) {
    const [first, end] = [index + 4 * start, index + 4 * Math.min(count, start + RUN_ROWS)];
    if (isSparse) crew.kernels.touch(first, (end - first) / 4, places.records, stride);
    for (const add of crew.addRows) add(first, end);
  }
}

/** Moves the sum of all partials into a slot, and off the parent's, for this thread's features. */
function mergePartials(crew: Crew, sample: TreeSample, slot: number, parentSlot = -1): void {
  const { arena, kernels, seat } = crew;
  const { partials } = arena.places;
  const [pitch, into] = [arena.slotBytes, slotPlace(crew, slot)];
  for (const [from, bytes] of stretches(ownOf(crew, sample))) {
    const parent = parentSlot < 0 ? 0 : slotPlace(crew, parentSlot) + from;
    if (arena.isLean) kernels.mergeLean(partials + from / 2, seat.size, pitch, into + from, parent, bytes / 16, sample.units.countBits);
    else kernels.mergePartials(partials + from, seat.size, pitch, into + from, parent, bytes);
  }
}

/** The features that this thread merges and searches. */
function ownOf(crew: Crew, sample: TreeSample): Int32Array {
  return sample.features.subarray(...ownFeatures(crew.seat, sample.features.length));
}

/** Every thread posts what it found and reads what all found. */
function share(crew: Crew, nodes: readonly TreeNode[], found: readonly (Split | undefined)[]): readonly (Split | undefined)[] {
  if (crew.seat.size === 1) return found;
  nodes.forEach((node, side) => {
    postSplit(crew, node, found[side], side);
  });
  crew.seat.barrier();
  return nodes.map((node, side) => agreeOnSplit(crew, node, side));
}

/** The features' histograms as runs of bytes: one run when all features are in use, one a feature otherwise. */
function stretches(own: Int32Array): readonly (readonly [number, number])[] {
  const [first, last] = [own[0], own.at(-1)];
  if (first === undefined || last === undefined) return [];
  if (last - first + 1 === own.length) return [[first * HISTOGRAM_BYTES, own.length * HISTOGRAM_BYTES]];
  return Array.from(own, (feature) => [feature * HISTOGRAM_BYTES, HISTOGRAM_BYTES] as const);
}
