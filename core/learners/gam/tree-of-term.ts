import type { FeatureBins } from '../trees/bin-feature.task.ts';
import type { TreePart } from '../trees/tree-part.ts';
import { cellCount, type GamTerm } from './terms.ts';

/** A tree while it grows: one list a field. */
interface Growing {
  readonly feature: number[];
  readonly threshold: number[];
  readonly sets: Map<number, Uint32Array>;
  readonly left: number[];
  readonly right: number[];
  readonly missingLeft: number[];
  readonly value: number[];
  readonly cover: number[];
  readonly gain: number[];
}

/**
 * A term as a tree that gives the same answers: balanced over the cells of the first feature and, below that, over those of
 * the second. Neighbouring cells that agree share a leaf. The gain of a split is the weight times the variance between its
 * two sides, so that the gains of a tree add up to the weight times the variance of its term.
 *
 * Cost: cells × depth.
 */
export function treeOfTerm(term: GamTerm): TreePart {
  const tree: Growing = {
    ...{ feature: [], threshold: [], sets: new Map<number, Uint32Array>(), left: [], right: [] },
    ...{ missingLeft: [], value: [], cover: [], gain: [] },
  };
  growNode(tree, term, term.axes.map(cellsInOrder));
  return {
    feature: Int32Array.from(tree.feature),
    threshold: Float64Array.from(tree.threshold),
    sets: tree.sets,
    left: Int32Array.from(tree.left),
    right: Int32Array.from(tree.right),
    missingLeft: Uint8Array.from(tree.missingLeft),
    value: Float64Array.from(tree.value),
    cover: Float64Array.from(tree.cover),
    gain: Float64Array.from(tree.gain),
  };
}

/** Cells of an axis as splits part them: the rest that no set names, and missing values, come last. */
function cellsInOrder(rule: FeatureBins): number[] {
  return Array.from({ length: cellCount(rule) }, (_, at) => (at + 1) % cellCount(rule));
}

/** Grows the tree of a region (the cells left on each axis) and returns the position of its root. */
function growNode(tree: Growing, term: GamTerm, region: readonly number[][]): number {
  const node = tree.feature.length;
  const cells = flatCells(term, region);
  const cover = cells.reduce((sum, cell) => sum + (term.weight[cell] as number), 0);
  push(tree, meanOf(term, cells, cover), cover);
  const axis = region.findIndex((_, at) => differsAlong(term, region, at));
  if (axis < 0) return node;
  const rule = term.axes[axis] as FeatureBins;
  const own = region[axis] as number[];
  const { leftCells, threshold, set, isMissingLeft } = splitCells(rule, own);
  const other = own.filter((cell) => !leftCells.includes(cell));
  const part = (kept: number[]): number[][] => region.map((list, at) => (at === axis ? kept : list));
  tree.feature[node] = term.features[axis] as number;
  tree.threshold[node] = threshold;
  if (set !== undefined) tree.sets.set(node, set);
  tree.missingLeft[node] = Number(isMissingLeft);
  const left = growNode(tree, term, part(leftCells));
  const right = growNode(tree, term, part(other));
  tree.left[node] = left;
  tree.right[node] = right;
  tree.gain[node] = [left, right].reduce((sum, child) => {
    return sum + (tree.cover[child] as number) * ((tree.value[child] as number) - (tree.value[node] as number)) ** 2;
  }, 0);
  return node;
}

function push(tree: Growing, value: number, cover: number): void {
  tree.feature.push(-1);
  tree.threshold.push(0);
  tree.left.push(-1);
  tree.right.push(-1);
  tree.missingLeft.push(0);
  tree.value.push(value);
  tree.cover.push(cover);
  tree.gain.push(0);
}

function flatCells({ axes }: GamTerm, region: readonly number[][]): number[] {
  const [first = [], second] = region;
  if (second === undefined) return first;
  const width = cellCount(axes[1] as FeatureBins);
  return first.flatMap((a) => second.map((b) => a * width + b));
}

/** The one value of all cells exactly, else their weighted mean. */
function meanOf({ values, weight }: GamTerm, cells: readonly number[], cover: number): number {
  const first = values[cells[0] as number] as number;
  if (cells.every((cell) => values[cell] === first)) return first;
  const sum = cells.reduce((total, cell) => total + (cover > 0 ? (weight[cell] as number) : 1) * (values[cell] as number), 0);
  return sum / (cover > 0 ? cover : cells.length);
}

/** Whether any two cells differ that have the same place on the other axis. */
function differsAlong(term: GamTerm, region: readonly number[][], axis: number): boolean {
  const alone = region.map((list, at) => (at === axis ? list.slice(0, 1) : list));
  const base = flatCells(term, alone);
  return (region[axis] as number[]).some((cell) => {
    const moved = flatCells(
      term,
      region.map((list, at) => (at === axis ? [cell] : list)),
    );
    return moved.some((place, at) => term.values[place] !== term.values[base[at] as number]);
  });
}

interface Parted {
  readonly leftCells: number[];
  readonly threshold: number;
  readonly set?: Uint32Array;
  readonly isMissingLeft: boolean;
}

/**
 * Parts a list of cells in two. Numbers: missing values first, by a threshold that every number is below, then halves.
 * Categories: the first half by name; what is named nowhere goes right, and so do missing values until they are alone with
 * the rare ones.
 */
function splitCells(rule: FeatureBins, cells: readonly number[]): Parted {
  if (rule.kind === 'number') {
    if (cells.at(-1) === 0) return { leftCells: cells.slice(0, -1), threshold: Number.POSITIVE_INFINITY, isMissingLeft: false };
    const leftCells = cells.slice(0, cells.length >> 1);
    return { leftCells, threshold: rule.bounds[(leftCells.at(-1) ?? 1) - 1] as number, isMissingLeft: false };
  }
  if (cells[0] === rule.rareBin) return { leftCells: [0], threshold: 0, set: new Uint32Array(1), isMissingLeft: true };
  const named = cells.filter((cell) => cell !== 0 && cell !== rule.rareBin);
  const rest = named.length < cells.length;
  const leftCells = named.slice(0, rest && named.length <= 2 ? named.length : Math.max(1, cells.length >> 1));
  return { leftCells, threshold: 0, set: setOf(leftCells.map((cell) => rule.codeOfBin[cell - 1] as number)), isMissingLeft: false };
}

function setOf(codes: readonly number[]): Uint32Array {
  const words = new Uint32Array((Math.max(0, ...codes) >> 5) + 1);
  for (const code of codes) words[code >> 5] = (words[code >> 5] as number) | (1 << (code & 31));
  return words;
}
