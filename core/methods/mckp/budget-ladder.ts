import type { StopSignal } from '../../base/work.ts';
import type { FrontierPoint } from '../../frame/plan.ts';
import type { OfferTable } from './offer-table.ts';

/**
 * Every worthwhile upgrade of every row: the steps of its upper hull in the cost–value plane. Along a row
 * the efficiency falls, so taking steps in order of efficiency over all rows solves the relaxed problem.
 */
export interface Ladder {
  readonly count: number;
  /** Gained value per unit of cost; Infinity for a step that costs nothing. */
  readonly efficiency: Float64Array;
  readonly valueStep: Float64Array;
  readonly costStep: Float64Array;
}

/**
 * Builds the ladder: options that another option beats at no more cost (dominance), or that a mix of two
 * others beats (LP dominance), are dropped.
 *
 * @see Sinha & Zoltners (1979), Operations Research 27(3), propositions 1–2; Zemel (1984)
 * Cost: O(n K²) with K small (an insertion sort per row), three numbers of memory per option.
 */
export function buildLadder(table: OfferTable, signal: StopSignal): Ladder {
  const { rowCount, width, value, cost } = table;
  const efficiency = new Float64Array(rowCount * width);
  const valueStep = new Float64Array(rowCount * width);
  const costStep = new Float64Array(rowCount * width);
  const sorted = new Int32Array(width);
  let count = 0;
  for (let row = 0; row < rowCount; row++) {
    if ((row & 0xffff) === 0) signal.throwIfAborted();
    const base = row * width;
    sortByCost(sorted, value, cost, base);
    const first = count;
    let topValue = 0;
    let topCost = 0;
    for (let i = 0; i < width; i++) {
      const at = base + (sorted[i] as number);
      const nextValue = value[at] as number;
      if (!(nextValue > topValue)) continue;
      let gained = nextValue - topValue;
      let spent = (cost[at] as number) - topCost;
      // A step at least as steep as the one below it makes that one a mixture; the two merge.
      while (count > first && gained * (costStep[count - 1] as number) >= spent * (valueStep[count - 1] as number)) {
        count--;
        gained += valueStep[count] as number;
        spent += costStep[count] as number;
      }
      efficiency[count] = gained / spent;
      valueStep[count] = gained;
      costStep[count] = spent;
      count++;
      topValue = nextValue;
      topCost = cost[at] as number;
    }
  }
  return { count, efficiency, valueStep, costStep };
}

/** Orders one row's options by cost, the more valuable first among equals. */
function sortByCost(sorted: Int32Array, value: Float64Array, cost: Float64Array, base: number): void {
  for (let i = 0; i < sorted.length; i++) {
    const price = cost[base + i] as number;
    const worth = value[base + i] as number;
    let j = i - 1;
    while (j >= 0) {
      const other = base + (sorted[j] as number);
      const otherPrice = cost[other] as number;
      if (otherPrice < price || (otherPrice === price && (value[other] as number) >= worth)) break;
      sorted[j + 1] = sorted[j] as number;
      j--;
    }
    sorted[j + 1] = i;
  }
}

/** Steps of the ladder in classes of falling efficiency, with exact sums per class. */
interface Classes {
  /** Lower edges, ascending; class k holds efficiencies in [edges[k−1], edges[k]), the last one all above. */
  readonly edges: Float64Array;
  readonly value: Float64Array;
  readonly cost: Float64Array;
  /** The largest efficiency in the class; 0 when it is empty. */
  readonly steepest: Float64Array;
  /** Gained by steps that cost nothing, which stand in no class. */
  readonly freeValue: number;
}

/** Fine enough that the class holding the break is small and the frontier looks smooth. */
const CLASS_COUNT = 512;

function classify(ladder: Ladder): Classes {
  const edges = sampleEdges(ladder);
  const value = new Float64Array(edges.length + 1);
  const cost = new Float64Array(edges.length + 1);
  const steepest = new Float64Array(edges.length + 1);
  let freeValue = 0;
  for (let step = 0; step < ladder.count; step++) {
    if (ladder.costStep[step] === 0) {
      freeValue += ladder.valueStep[step] as number;
      continue;
    }
    const k = classOf(edges, ladder.efficiency[step] as number);
    value[k] = (value[k] as number) + (ladder.valueStep[step] as number);
    cost[k] = (cost[k] as number) + (ladder.costStep[step] as number);
    if ((ladder.efficiency[step] as number) > (steepest[k] as number)) steepest[k] = ladder.efficiency[step] as number;
  }
  return { edges, value, cost, steepest, freeValue };
}

function sampleEdges(ladder: Ladder): Float64Array {
  const stride = Math.max(1, Math.floor(ladder.count / (CLASS_COUNT * 16)));
  const sample: number[] = [];
  for (let step = 0; step < ladder.count; step += stride) {
    if (Number.isFinite(ladder.efficiency[step])) sample.push(ladder.efficiency[step] as number);
  }
  const sorted = Float64Array.from(sample).sort();
  const thin = Math.max(1, Math.floor(sorted.length / CLASS_COUNT));
  return sorted.filter((edge, index) => index % thin === 0 && edge !== sorted[index - thin]);
}

/** How many edges are at most this efficiency. */
function classOf(edges: Float64Array, efficiency: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((edges[middle] as number) <= efficiency) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The answer of the relaxed problem with a budget alone. */
export interface BudgetAnswer {
  /** What one more unit of money is worth: the efficiency of the first step that is not fully paid for. */
  readonly price: number;
  /** Best value of the relaxed problem. */
  readonly value: number;
  /** Exact points of the value-against-budget curve, budget ascending. */
  readonly frontier: readonly FrontierPoint[];
}

/**
 * Solves the relaxed problem for one budget exactly, and gives points of the whole value-of-budget curve.
 *
 * Steps are put in classes of efficiency by edges taken from a sample; sums per class are exact whatever the
 * edges, so the sample decides only how much work the one class with the break in it is.
 *
 * @param budget money, or Infinity
 * @see Dyer (1984); Zemel (1984), Information Processing Letters 18(3): linear time by partitioning
 * Cost: O(steps · log classes), plus sorting the class with the break.
 */
export function solveBudget(ladder: Ladder, budget: number): BudgetAnswer {
  const classes = classify(ladder);
  let value = classes.freeValue;
  let cost = 0;
  let answer: { price: number; value: number } | undefined;
  const frontier: FrontierPoint[] = [{ budget: 0, value, shadowPrice: steepestBelow(classes, classes.edges.length + 1) }];
  for (let k = classes.edges.length; k >= 0; k--) {
    if (classes.steepest[k] === 0) continue;
    const full = cost + (classes.cost[k] as number);
    if (answer === undefined && full > budget) answer = insideClass(ladder, classes, k, { budget, cost, value });
    value += classes.value[k] as number;
    cost = full;
    frontier.push({ budget: cost, value, shadowPrice: steepestBelow(classes, k) });
  }
  return { price: answer?.price ?? 0, value: answer?.value ?? value, frontier };
}

function steepestBelow(classes: Classes, k: number): number {
  for (let below = k - 1; below >= 0; below--) if ((classes.steepest[below] as number) > 0) return classes.steepest[below] as number;
  return 0;
}

function insideClass(
  ladder: Ladder,
  classes: Classes,
  k: number,
  start: { readonly budget: number; readonly cost: number; readonly value: number },
): { price: number; value: number } {
  const members: number[] = [];
  for (let step = 0; step < ladder.count; step++) {
    if (ladder.costStep[step] !== 0 && classOf(classes.edges, ladder.efficiency[step] as number) === k) members.push(step);
  }
  members.sort((left, right) => (ladder.efficiency[right] as number) - (ladder.efficiency[left] as number) || left - right);
  let { cost, value } = start;
  for (const step of members) {
    const next = cost + (ladder.costStep[step] as number);
    if (next > start.budget) {
      const price = ladder.efficiency[step] as number;
      return { price, value: value + price * (start.budget - cost) };
    }
    cost = next;
    value += ladder.valueStep[step] as number;
  }
  // The class sum was rounded to a hair above the budget: everything in the class is paid for.
  return { price: steepestBelow(classes, k), value };
}
