import { HISTOGRAM_BYTES } from '../../numeric/kernels/tree-kernels.ts';
import { DESK } from './arena.ts';
import { type Crew, ownFeatures } from './crew.ts';
import { agreeOnSplit, postSplit, searchSplit, settled, wordsOf } from './split-search.ts';
import type { Split, TreeNode, TreePlan, TreeSample } from './tree-plan.ts';

/** Where a slot's histogram lies. */
export function slotPlace(crew: Crew, slot: number): number {
  return crew.arena.places.slots + slot * crew.arena.slotBytes;
}

/** Builds the root's histogram; afterwards every thread knows the sums of all rows (in the words of node 0). */
export function buildRoot(crew: Crew, sample: TreeSample, root: Pick<TreeNode, 'from' | 'count'>, slot: number): void {
  const own = fillHistogram(crew, sample, root, slot);
  crew.seat.barrier();
  mergeHistogram(crew, own, slot);
  crew.seat.barrier();
  const first = slotPlace(crew, slot) + (sample.features[0] ?? 0) * HISTOGRAM_BYTES;
  crew.kernels.sumCells(first, crew.desk + DESK.all, wordsOf(crew, 0));
}

/** Finds the best split of a node whose histogram every thread can see. */
export function searchAlone(crew: Crew, plan: TreePlan, sample: TreeSample, node: TreeNode, slot: number): Split | undefined {
  const own = ownStretch(crew, sample.features);
  const found = searchSplit(crew, plan, sample, node, own, slotPlace(crew, slot));
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
  const { small, large } = pair;
  const own = fillHistogram(crew, sample, small, pair.slot);
  crew.seat.barrier();
  mergeHistogram(crew, own, pair.slot);
  const [smallPlace, largePlace] = [slotPlace(crew, pair.slot), slotPlace(crew, pair.parentSlot)];
  for (const [from, bytes] of stretches(own)) crew.kernels.subtract(largePlace + from, smallPlace + from, bytes);
  small.slot = pair.slot;
  large.slot = pair.parentSlot;
  const found = [searchSplit(crew, plan, sample, small, own, smallPlace), searchSplit(crew, plan, sample, large, own, largePlace)];
  const [forSmall, forLarge] = share(crew, [small, large], found);
  small.split = settled(forSmall, plan, small);
  large.split = settled(forLarge, plan, large);
}

/** Counts one node by itself into a slot and finds its best split; for nodes whose parent kept no histogram. */
export function searchFresh(crew: Crew, plan: TreePlan, sample: TreeSample, node: TreeNode, slot: number): void {
  const own = fillHistogram(crew, sample, node, slot);
  crew.seat.barrier();
  mergeHistogram(crew, own, slot);
  node.slot = slot;
  const found = searchSplit(crew, plan, sample, node, own, slotPlace(crew, slot));
  node.split = settled(share(crew, [node], [found])[0], plan, node);
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

/** Adds up this thread's rows: straight into the slot when alone, else into its own partial. Returns its features. */
function fillHistogram(crew: Crew, sample: TreeSample, rows: Pick<TreeNode, 'from' | 'count'>, slot: number): Int32Array {
  const { arena, kernels, seat } = crew;
  const { places } = arena;
  const place = seat.size === 1 ? slotPlace(crew, slot) : places.partials + seat.rank * arena.slotBytes;
  const index = places.index + 4 * rows.from;
  if (sample.features.length === arena.featureCount) {
    kernels.clear(place, arena.slotBytes);
    kernels.histogramRows(index, rows.count, places.records, arena.stride, places.gradients, place);
  } else {
    fillColumns(crew, sample.features, rows, place);
  }
  return ownStretch(crew, sample.features);
}

/** Adds up the rows for some features only, column by column. */
export function fillColumns(crew: Crew, features: Int32Array, rows: Pick<TreeNode, 'from' | 'count'>, place: number): void {
  const { places, pitch } = crew.arena;
  const index = places.index + 4 * rows.from;
  for (const feature of features) {
    const cells = place + feature * HISTOGRAM_BYTES;
    crew.kernels.clear(cells, HISTOGRAM_BYTES);
    crew.kernels.histogramColumn(index, rows.count, places.columns + feature * pitch, places.gradients, cells);
  }
}

/** Adds all threads' partials into the slot, for this thread's features. */
function mergeHistogram(crew: Crew, own: Int32Array, slot: number): void {
  const { arena, kernels, seat } = crew;
  if (seat.size === 1) return;
  const place = slotPlace(crew, slot);
  for (const [from, bytes] of stretches(own)) {
    crew.bytes.copyWithin(place + from, arena.places.partials + from, arena.places.partials + from + bytes);
    for (let rank = 1; rank < seat.size; rank++) kernels.add(place + from, arena.places.partials + rank * arena.slotBytes + from, bytes);
  }
}

function ownStretch(crew: Crew, features: Int32Array): Int32Array {
  return crew.seat.size === 1 ? features : features.subarray(...ownFeatures(crew.seat, features.length));
}

/** The features' histograms as runs of bytes: one run when all features are in use, one a feature otherwise. */
function stretches(own: Int32Array): readonly (readonly [number, number])[] {
  const [first, last] = [own[0], own.at(-1)];
  if (first === undefined || last === undefined) return [];
  if (last - first + 1 === own.length) return [[first * HISTOGRAM_BYTES, own.length * HISTOGRAM_BYTES]];
  return Array.from(own, (feature) => [feature * HISTOGRAM_BYTES, HISTOGRAM_BYTES] as const);
}
