import { HISTOGRAM_BYTES } from '../../numeric/kernels/tree-kernels.ts';
import { DESK, EXCHANGE_BYTES } from './arena.ts';
import { searchCategories } from './category-search.ts';
import type { Crew } from './crew.ts';
import { answerOf, gainAt, type Split, type TreeNode, type TreePlan, type TreeSample } from './tree-plan.ts';

/**
 * Gains below this share of the node's own score are rounding: parting rows that all agree must count as no gain.
 */
const ROUNDING = 1e-12;

/**
 * Looks for the best split of a node among some features; ties go to the lower feature, then the lower bin.
 * The winning split's left sums are left in the node's second pair of words. Its gain still holds the node's own
 * score: only so do comparisons come out the same in whatever order they are made.
 */
export function searchSplit(
  crew: Crew,
  plan: TreePlan,
  sample: TreeSample,
  node: TreeNode,
  features: Int32Array,
  histogram: number,
): Split | undefined {
  const { kernels, desk } = crew;
  const score = gainAt(node.gradient, node.hessian + plan.lambda, answerOf(node, plan.lambda));
  const floor = score + Math.max(plan.minGain, ROUNDING * Math.abs(score));
  writeScan(crew, plan, sample, node, floor);
  let best: Split | undefined;
  let gain = floor;
  for (const feature of features) {
    const rule = plan.rules[feature];
    if (rule === undefined || rule.binCount === 0) continue;
    const cells = histogram + feature * HISTOGRAM_BYTES;
    if (rule.kind === 'category') {
      const found = searchCategories(crew, plan, sample, { node, feature, histogram: cells, toBeat: gain });
      if (found === undefined) continue;
      best = found;
      gain = found.gain;
      crew.floats[(desk + 80) / 8] = gain;
    } else if (kernels.scanNumeric(cells, rule.binCount, desk, plan.monotone[feature] as number, Number(plan.isBounded)) === 1) {
      gain = crew.floats[(desk + 80) / 8] as number;
      const bin = crew.words[(desk + 88) / 4] as number;
      best = {
        feature,
        bin,
        set: undefined,
        missingLeft: crew.words[(desk + 92) / 4] === 1,
        hasMissing: crew.words[cells / 4 + 2] !== 0 || crew.words[cells / 4 + 3] !== 0,
        gain,
      };
    }
  }
  if (best === undefined) return undefined;
  writeTable(crew, best);
  kernels.sumCells(histogram + best.feature * HISTOGRAM_BYTES, desk + DESK.table, wordsOf(crew, node.id) + 16);
  return best;
}

/** The same split with its gain as loss reduction: the node's own score taken off. */
export function settled(split: Split | undefined, plan: TreePlan, node: TreeNode): Split | undefined {
  if (split === undefined) return undefined;
  return { ...split, gain: split.gain - gainAt(node.gradient, node.hessian + plan.lambda, answerOf(node, plan.lambda)) };
}

/** Where a node's sums lie: its own pair of words, then those of the left side of its best split. */
export function wordsOf(crew: Crew, id: number): number {
  return crew.desk + DESK.words + 32 * id;
}

/** Writes which bins a split sends left, for partitioning. */
export function writeTable(crew: Crew, split: Split): void {
  const table = crew.bytes.subarray(crew.desk + DESK.table, crew.desk + DESK.table + 256);
  if (split.set !== undefined) {
    table.set(split.set);
  } else {
    table.fill(0);
    table.fill(1, 1, split.bin + 1);
  }
  table[0] = Number(split.missingLeft);
}

/** The order of these fields is the kernel's: see `scanNumeric` there. */
function writeScan(crew: Crew, plan: TreePlan, sample: TreeSample, node: TreeNode, floor: number): void {
  const { floats, words, desk } = crew;
  const at = desk / 8;
  floats[at] = sample.units.gradient;
  floats[at + 1] = sample.units.hessian;
  floats[at + 2] = plan.lambda;
  words[2 * at + 6] = plan.minLeafRows;
  words[2 * at + 7] = 0;
  floats[at + 4] = plan.minLeafHessian;
  floats[at + 5] = node.low;
  floats[at + 6] = node.high;
  words[2 * at + 14] = sample.units.countBits;
  crew.bytes.copyWithin(desk + 64, wordsOf(crew, node.id), wordsOf(crew, node.id) + 16);
  floats[at + 10] = floor;
}

/** Shows this thread's best split of a node to the others; `side` tells the two children of a pair apart. */
export function postSplit(crew: Crew, node: TreeNode, split: Split | undefined, side: number): void {
  const place = crew.arena.places.exchange + crew.seat.rank * EXCHANGE_BYTES + side * (EXCHANGE_BYTES / 2);
  const { floats, bytes } = crew;
  floats[place / 8] = split?.gain ?? Number.NEGATIVE_INFINITY;
  if (split === undefined) return;
  floats[place / 8 + 1] = split.feature;
  floats[place / 8 + 2] = split.bin;
  floats[place / 8 + 3] = Number(split.missingLeft) + 2 * Number(split.hasMissing) + 4 * Number(split.set !== undefined);
  const left = wordsOf(crew, node.id) + 16;
  bytes.copyWithin(place + 32, left, left + 16);
  if (split.set !== undefined) bytes.set(split.set, place + 48);
}

/** The best of all threads' splits; every thread comes to the same answer. Needs a barrier after the posts. */
export function agreeOnSplit(crew: Crew, node: TreeNode, side: number): Split | undefined {
  const { floats, bytes } = crew;
  let best = Number.NEGATIVE_INFINITY;
  let winner = -1;
  // Ranks search ascending stretches of features, so the first of equals is also the lowest feature.
  for (let rank = 0; rank < crew.seat.size; rank++) {
    const place = crew.arena.places.exchange + rank * EXCHANGE_BYTES + side * (EXCHANGE_BYTES / 2);
    if ((floats[place / 8] as number) <= best) continue;
    best = floats[place / 8] as number;
    winner = place;
  }
  if (winner < 0) return undefined;
  const kind = floats[winner / 8 + 3] as number;
  bytes.copyWithin(wordsOf(crew, node.id) + 16, winner + 32, winner + 48);
  return {
    feature: floats[winner / 8 + 1] as number,
    bin: floats[winner / 8 + 2] as number,
    set: kind >= 4 ? bytes.slice(winner + 48, winner + 304) : undefined,
    missingLeft: (kind & 1) !== 0,
    hasMissing: (kind & 2) !== 0,
    gain: best,
  };
}
