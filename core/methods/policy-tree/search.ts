import type { StopSignal } from '../../base/work.ts';
import type { BinnedColumn } from './bins.ts';

/** What the search maximises, and what every leaf must hold. */
export interface Problem {
  readonly columns: readonly BinnedColumn[];
  /** n × K rewards, row-major, finite for the rows that are searched. */
  readonly rewards: Float64Array;
  /** n arms that rows were in; −1 unknown. */
  readonly codes: Int32Array;
  readonly armCount: number;
  readonly minLeafRows: number;
  /** Rows of each arm that every leaf must hold. */
  readonly minArmRows: number;
}

/** A policy tree: who gets which arm. */
export type PolicyNode =
  | { readonly kind: 'leaf'; readonly arm: number; readonly value: number; readonly count: number }
  | {
      readonly kind: 'split';
      readonly column: number;
      readonly cut: number;
      readonly left: PolicyNode;
      readonly right: PolicyNode;
      readonly value: number;
      readonly count: number;
    };

/** More steps than this, and trees of three levels are searched two levels at a time. */
export const MOST_STEPS = 4e9;

/**
 * The tree of a given depth with the largest sum of rewards. Depths one and two are searched exactly over all cuts
 * between bins; depth three too where that takes at most `MOST_STEPS` steps. Deeper trees, and large ones of three levels, take the root
 * of the best tree of two levels and go on below it.
 *
 * @see Zhou, Athey & Wager (2023), Operations Research 71(1), section 3.2; Sverdrup et al. (2020), JOSS 5(50), 2232
 * Cost: columns² × rows × 2K for depth two.
 */
export function searchTree(problem: Problem, rows: Int32Array, depth: number, signal: StopSignal): PolicyNode {
  signal.throwIfAborted();
  if (depth <= 0 || rows.length < 2 * problem.minLeafRows) return leafOf(problem, rows);
  if (depth <= 2) return build(problem, rows, depth === 1 ? bestOne(problem, rows) : bestTwo(problem, rows, signal));
  return isExact(problem, rows.length, depth) ? searchAll(problem, rows, depth, signal) : lookAhead(problem, rows, depth, signal);
}

/** Whether trees of this depth are searched exactly. */
export function isExact({ columns, armCount }: Problem, rowCount: number, depth: number): boolean {
  if (depth <= 2) return true;
  const cuts = columns.reduce((sum, { count }) => sum + count - 1, 0);
  return depth === 3 && cuts * columns.length ** 2 * rowCount * 2 * armCount <= MOST_STEPS;
}

/** A leaf with its best arm; ties go to the earlier one, the control first. */
function leafOf({ rewards, armCount }: Problem, rows: Int32Array): PolicyNode {
  const sums = new Float64Array(armCount);
  for (let i = 0; i < rows.length; i++) {
    const at = (rows[i] as number) * armCount;
    for (let arm = 0; arm < armCount; arm++) sums[arm] = (sums[arm] as number) + (rewards[at + arm] as number);
  }
  const arm = bestArm(sums, 0, armCount);
  return { kind: 'leaf', arm, value: sums[arm] as number, count: rows.length };
}

function bestArm(sums: Float64Array, from: number, armCount: number): number {
  let best = 0;
  for (let arm = 1; arm < armCount; arm++) if ((sums[from + arm] as number) > (sums[from + best] as number)) best = arm;
  return best;
}

/** A split that was found; leaves follow from the rows. */
interface Found {
  readonly column: number;
  readonly cut: number;
  readonly left: Found | null;
  readonly right: Found | null;
}

function build(problem: Problem, rows: Int32Array, found: Found | null): PolicyNode {
  if (found === null) return leafOf(problem, rows);
  const [left, right] = partition(problem, rows, found);
  return join(found, build(problem, left, found.left), build(problem, right, found.right));
}

/** Two children that do the same become one leaf. */
function join({ column, cut }: Pick<Found, 'column' | 'cut'>, left: PolicyNode, right: PolicyNode): PolicyNode {
  const [value, count] = [left.value + right.value, left.count + right.count];
  if (left.kind === 'leaf' && right.kind === 'leaf' && left.arm === right.arm) return { kind: 'leaf', arm: left.arm, value, count };
  return { kind: 'split', column, cut, left, right, value, count };
}

function partition({ columns }: Problem, rows: Int32Array, { column, cut }: Pick<Found, 'column' | 'cut'>): [Int32Array, Int32Array] {
  const { bins } = columns[column] as BinnedColumn;
  return [rows.filter((row) => (bins[row] as number) <= cut), rows.filter((row) => (bins[row] as number) > cut)];
}

/** Sums over a bin: K rewards, then K row counts by the arm they were in, then all rows. */
function addRow(cells: Float64Array, at: number, { rewards, codes, armCount }: Problem, row: number): void {
  for (let arm = 0; arm < armCount; arm++) cells[at + arm] = (cells[at + arm] as number) + (rewards[row * armCount + arm] as number);
  const code = codes[row] as number;
  if (code >= 0) cells[at + armCount + code] = (cells[at + armCount + code] as number) + 1;
  cells[at + 2 * armCount] = (cells[at + 2 * armCount] as number) + 1;
}

function widthOf({ armCount }: Problem): number {
  return 2 * armCount + 1;
}

/** A gain must be more than rounding. */
const LEAST_GAIN = 1e-12;

function bestOne(problem: Problem, rows: Int32Array): Found | null {
  const width = widthOf(problem);
  let best: Found | null = null;
  let most = leafOf(problem, rows).value;
  problem.columns.forEach(({ bins, count }, column) => {
    const cells = new Float64Array(count * width);
    for (let i = 0; i < rows.length; i++) addRow(cells, (bins[rows[i] as number] as number) * width, problem, rows[i] as number);
    const scan = scanCuts(problem, cells, totalsOf(cells, width), count);
    if (scan.cut >= 0 && scan.value > most + LEAST_GAIN * Math.abs(most)) {
      most = scan.value;
      best = { column, cut: scan.cut, left: null, right: null };
    }
  });
  return best;
}

function totalsOf(cells: Float64Array, width: number): Float64Array {
  const totals = new Float64Array(width);
  for (let at = 0; at < cells.length; at += width)
    for (let j = 0; j < width; j++) totals[j] = (totals[j] as number) + (cells[at + j] as number);
  return totals;
}

/** The best cut of one column, or −1 where none leaves two allowed leaves. */
function scanCuts(problem: Problem, cells: Float64Array, totals: Float64Array, count: number): { cut: number; value: number } {
  const width = widthOf(problem);
  const left = new Float64Array(width);
  const right = totals.slice();
  let cut = -1;
  let value = Number.NEGATIVE_INFINITY;
  for (let bin = 0; bin + 1 < count; bin++) {
    for (let j = 0; j < width; j++) {
      const cell = cells[bin * width + j] as number;
      left[j] = (left[j] as number) + cell;
      right[j] = (right[j] as number) - cell;
    }
    if (!isAllowed(problem, left) || !isAllowed(problem, right)) continue;
    const { armCount } = problem;
    const sum = (left[bestArm(left, 0, armCount)] as number) + (right[bestArm(right, 0, armCount)] as number);
    if (sum > value) [cut, value] = [bin, sum];
  }
  return { cut, value };
}

function isAllowed({ armCount, minLeafRows, minArmRows }: Problem, sums: Float64Array): boolean {
  if ((sums[2 * armCount] as number) < minLeafRows) return false;
  for (let arm = 0; arm < armCount; arm++) if ((sums[armCount + arm] as number) < minArmRows) return false;
  return true;
}

/** The best of all trees of two levels: for every pair of columns a table of sums, then every pair of cuts. */
function bestTwo(problem: Problem, rows: Int32Array, signal: StopSignal): Found | null {
  const single = bestOne(problem, rows);
  let best = single;
  let most = single === null ? leafOf(problem, rows).value : worthOf(problem, rows, single);
  problem.columns.forEach((root, column) => {
    signal.throwIfAborted();
    const sides = bestBelow(problem, rows, root);
    for (let cut = 0; cut + 1 < root.count; cut++) {
      const [left, right] = [sides.left[cut] as Side, sides.right[cut] as Side];
      if (!left.isAllowed || !right.isAllowed) continue;
      const value = left.value + right.value;
      if (value <= most + LEAST_GAIN * Math.abs(most)) continue;
      most = value;
      best = { column, cut, left: left.found, right: right.found };
    }
  });
  return best;
}

function worthOf(problem: Problem, rows: Int32Array, found: Found): number {
  return build(problem, rows, found).value;
}

/** The best that can be done on one side of a cut: a leaf, or one more split. */
interface Side {
  isAllowed: boolean;
  value: number;
  found: Found | null;
}

function bestBelow(problem: Problem, rows: Int32Array, root: BinnedColumn): { left: Side[]; right: Side[] } {
  const width = widthOf(problem);
  const newSides = (): Side[] =>
    Array.from({ length: root.count }, () => ({ isAllowed: false, value: Number.NEGATIVE_INFINITY, found: null }));
  const sides = { left: newSides(), right: newSides() };
  problem.columns.forEach((child, column) => {
    const line = child.count * width;
    const cells = new Float64Array(root.count * line);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      addRow(cells, (root.bins[row] as number) * line + (child.bins[row] as number) * width, problem, row);
    }
    const left = new Float64Array(line);
    const right = new Float64Array(line);
    for (let at = 0; at < cells.length; at++) right[at % line] = (right[at % line] as number) + (cells[at] as number);
    for (let cut = 0; cut + 1 < root.count; cut++) {
      for (let j = 0; j < line; j++) {
        const cell = cells[cut * line + j] as number;
        left[j] = (left[j] as number) + cell;
        right[j] = (right[j] as number) - cell;
      }
      improve(problem, sides.left[cut] as Side, left, { column, count: child.count });
      improve(problem, sides.right[cut] as Side, right, { column, count: child.count });
    }
  });
  return sides;
}

function improve(
  problem: Problem,
  side: Side,
  cells: Float64Array,
  { column, count }: { readonly column: number; readonly count: number },
): void {
  const totals = totalsOf(cells, widthOf(problem));
  if (!isAllowed(problem, totals)) return;
  const plain = totals[bestArm(totals, 0, problem.armCount)] as number;
  if (!side.isAllowed) Object.assign(side, { isAllowed: true, value: plain });
  const scan = scanCuts(problem, cells, totals, count);
  if (scan.cut < 0 || scan.value <= side.value + LEAST_GAIN * Math.abs(side.value)) return;
  side.value = scan.value;
  side.found = { column, cut: scan.cut, left: null, right: null };
}

/** Every root with the best trees below it. */
function searchAll(problem: Problem, rows: Int32Array, depth: number, signal: StopSignal): PolicyNode {
  let best = searchTree(problem, rows, depth - 1, signal);
  problem.columns.forEach(({ count }, column) => {
    for (let cut = 0; cut + 1 < count; cut++) {
      const [left, right] = partition(problem, rows, { column, cut });
      if (!holdsEnough(problem, left) || !holdsEnough(problem, right)) continue;
      const tree = join({ column, cut }, searchTree(problem, left, depth - 1, signal), searchTree(problem, right, depth - 1, signal));
      if (tree.value > best.value + LEAST_GAIN * Math.abs(best.value)) best = tree;
    }
  });
  return best;
}

function holdsEnough(problem: Problem, rows: Int32Array): boolean {
  const sums = new Float64Array(widthOf(problem));
  for (let i = 0; i < rows.length; i++) addRow(sums, 0, problem, rows[i] as number);
  return isAllowed(problem, sums);
}

/** The root of the best tree of two levels, and the same again below it. */
function lookAhead(problem: Problem, rows: Int32Array, depth: number, signal: StopSignal): PolicyNode {
  const root = bestTwo(problem, rows, signal);
  if (root === null) return leafOf(problem, rows);
  const [left, right] = partition(problem, rows, root);
  return join(root, searchTree(problem, left, depth - 1, signal), searchTree(problem, right, depth - 1, signal));
}
