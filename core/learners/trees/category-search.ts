import { DESK } from './arena.ts';
import { type Crew, floatsAt } from './crew.ts';
import { answerOf, gainAt, type Split, type TreeNode, type TreePlan, type TreeSample } from './tree-plan.ts';

/** Up to so many categories each is tried alone against the rest (LightGBM's max_cat_to_onehot). */
const ALONE = 4;

/** A set holds at most so many categories, counted from the end it was started at (LightGBM's max_cat_threshold). */
const LARGEST_SET = 32;

/** Sums of gradient, hessian and rows. */
type Sums = readonly [gradient: number, hessian: number, rows: number];

/**
 * Looks for the best set of categories to send left: categories are put in order of gradient over hessian
 * (smoothed), and the best cut of that order is the best of all sets for a convex loss (Fisher 1958, JASA 53:789).
 * Missing values are one more category.
 *
 * @param toBeat gain plus the node's own score, as scans compare it
 * Cost: K log K for K bins.
 */
export function searchCategories(
  crew: Crew,
  plan: TreePlan,
  sample: TreeSample,
  request: { readonly node: TreeNode; readonly feature: number; readonly histogram: number; readonly toBeat: number },
): Split | undefined {
  const { node, feature, histogram } = request;
  const rule = plan.rules[feature];
  if (rule?.kind !== 'category') return undefined;
  const { units } = sample;
  crew.kernels.unpack(histogram, rule.binCount + 1, units.countBits, units.gradient, units.hessian, crew.desk + DESK.cells);
  const cells = floatsAt(crew, crew.desk + DESK.cells, 768);
  const sumsOf = (bin: number): Sums => [cells[3 * bin] as number, cells[3 * bin + 1] as number, cells[3 * bin + 2] as number];
  const present: number[] = [];
  for (let bin = 0; bin <= rule.binCount; bin++) {
    const isRare = bin > 0 && bin === rule.rareBin;
    if (!isRare && sumsOf(bin)[2] > 0) present.push(bin);
  }

  let best = request.toBeat;
  let chosen: readonly number[] | undefined;
  const consider = (left: Sums, members: readonly number[], lambda: number, groupRows: number): void => {
    const right: Sums = [node.gradient - left[0], node.hessian - left[1], node.rows - left[2]];
    if (Math.min(left[2], right[2]) < Math.max(plan.minLeafRows, groupRows)) return;
    if (Math.min(left[1], right[1]) < plan.minLeafHessian) return;
    const gain = scoreOf(left, node, lambda) + scoreOf(right, node, lambda);
    if (!(gain > best)) return;
    best = gain;
    chosen = [...members];
  };

  if (rule.binCount <= ALONE) {
    for (const bin of present) consider(sumsOf(bin), [bin], plan.lambda, 0);
  } else {
    const frequent = present.filter((bin) => sumsOf(bin)[2] >= plan.categorySmoothing);
    const rank = (bin: number): number => (cells[3 * bin] as number) / ((cells[3 * bin + 1] as number) + plan.categorySmoothing);
    frequent.sort((left, right) => rank(left) - rank(right) || left - right);
    for (const order of [frequent, frequent.toReversed()]) {
      let left: Sums = [0, 0, 0];
      const reach = Math.min(LARGEST_SET, Math.ceil(order.length / 2));
      for (let taken = 0; taken < reach; taken++) {
        const added = sumsOf(order[taken] as number);
        left = [left[0] + added[0], left[1] + added[1], left[2] + added[2]];
        consider(left, order.slice(0, taken + 1), plan.lambda + plan.categoryLambda, plan.categoryRows);
      }
    }
  }
  if (chosen === undefined) return undefined;
  const set = new Uint8Array(256);
  for (const bin of chosen) set[bin] = 1;
  return { feature, bin: 0, set, missingLeft: set[0] === 1, hasMissing: sumsOf(0)[2] > 0, gain: best };
}

function scoreOf([gradient, hessian]: Sums, node: TreeNode, lambda: number): number {
  const answer = answerOf({ gradient, hessian, low: node.low, high: node.high }, lambda);
  return gainAt(gradient, hessian + lambda, answer);
}
