import { refuse } from '../../base/problem.ts';
import { partOf } from '../../base/work.ts';
import { dealFolds } from '../../learners/folds.ts';
import type { FitContext, Inputs } from '../contract.ts';
import type { DrawnNode } from '../kit/drawn-tree/drawn-tree.ts';
import type { Telltale } from '../kit/meta-learners/leakage.ts';
import { differenceOf, type Measured, meanOf } from '../kit/policy/measured.ts';
import { binColumn } from './bins.ts';
import { priceFor } from './budget.ts';
import { isExact, type Problem, searchTree } from './search.ts';
import type { PolicyTreeSpec } from './spec.ts';
import { type PolicyStudy, readPolicyStudy } from './study.ts';
import { assign, boxesOf, type PolicyRule, rulesOf } from './walk.ts';

/** A mean per row with its error. */
export interface Worth extends Measured {
  readonly name: string;
}

/** A rule that a person can read, and what it is worth. */
export interface PolicyTreeFit {
  readonly source: PolicyStudy['source'];
  readonly outcome: string;
  readonly arms: readonly string[];
  readonly rowCount: number;
  readonly used: number;
  readonly rules: readonly PolicyRule[];
  /** The same as a drawn tree. */
  readonly boxes: readonly DrawnNode[];
  /** n arms and leaves (from 0) of all rows. */
  readonly choice: Int32Array;
  readonly leaf: Int32Array;
  readonly isExact: boolean;
  /** Columns of which not every cut was tried. */
  readonly coarse: readonly string[];
  readonly cost: number;
  readonly price: number;
  /** Sum of rewards by the tree, and by the best arm of every row, as the scores have it. */
  readonly ownValue: number;
  readonly rowwiseValue: number;
  /** Rules learned without a fold, judged on it; then one arm for all. Empty where effects are all that is known. */
  readonly worths: readonly Worth[];
  /** The rule less each single arm, on rows that it was not learned from. */
  readonly gains: readonly Worth[];
  readonly clipped: number;
  readonly telltales: readonly Telltale[];
  readonly isByLot: boolean;
}

/** Scores, searches, prices the budget, and judges the search on folds that it did not see. */
export async function fitPolicyTree(spec: PolicyTreeSpec, inputs: Inputs, context: FitContext): Promise<PolicyTreeFit> {
  const study = readPolicyStudy(spec, inputs);
  const { values, clipped } = await study.scores(partOf(context, 'scores', 0, 0.6));
  const rows = finiteRows(values, study.arms.length);
  if (rows.length < 2)
    refuse('data/too-few-rows', 'Fewer than two rows have an arm and an outcome.', 'Collect more rows, or widen the segment.');
  const rewards = values.map((score, at) => spec.valuePerUnit * score - (study.costs[at] as number));
  const problem = problemOf(study, rewards, spec);
  const search = (price: number, own: Int32Array) => searchTree(priced(problem, study.costs, price), own, spec.depth, context.signal);
  context.progress(0.65, 'searching');
  const price = spec.budget === undefined ? 0 : priceFor(spec.budget, (at) => costOf(study, problem, search(at, rows), rows));
  const tree = search(price, rows);
  const { choice, leaf } = assign(tree, problem.columns, study.codes.length);
  context.progress(0.8, 'judging');
  const judged =
    study.source === 'test' ? judge({ study, problem, rows, spec }, (own) => search(price, own), context) : { worths: [], gains: [] };
  const width = study.arms.length;
  const rules = ownValues(rulesOf(tree, problem.columns), { choice: leaf, rewards, arms: choice, rows, width });
  return {
    source: study.source,
    outcome: study.outcome,
    arms: study.arms,
    rowCount: study.codes.length,
    used: rows.length,
    rules,
    boxes: boxesOf(tree, problem.columns, rules, study.arms),
    choice,
    leaf,
    isExact: isExact(problem, rows.length, spec.depth),
    coarse: problem.columns.filter((column) => !column.isExact).map(({ name }) => name),
    cost: sumOver(rows, (row) => study.costs[row * width + (choice[row] as number)] as number),
    price,
    ownValue: sumOver(rows, (row) => rewards[row * width + (choice[row] as number)] as number),
    rowwiseValue: sumOver(rows, (row) => Math.max(...rewards.subarray(row * width, (row + 1) * width))),
    ...judged,
    clipped,
    telltales: study.telltales,
    isByLot: study.source === 'test' && spec.propensity === 'shares',
  };
}

function problemOf(study: PolicyStudy, rewards: Float64Array, spec: PolicyTreeSpec): Problem {
  const width = study.arms.length;
  const lean = Float64Array.from(study.codes, (_, row) => {
    let best = Number.NEGATIVE_INFINITY;
    for (let arm = 1; arm < width; arm++) best = Math.max(best, rewards[row * width + arm] as number);
    const gain = best - (rewards[row * width] as number);
    return Number.isFinite(gain) ? gain : 0;
  });
  return {
    columns: study.table.features.map((_, at) => binColumn(study.table, at, lean, spec.bins)),
    rewards,
    codes: study.codes,
    armCount: width,
    minLeafRows: spec.minLeafRows,
    minArmRows: study.source === 'test' ? spec.minArmRows : 0,
  };
}

/** The same search with every unit of cost made dearer. */
function priced(problem: Problem, costs: Float64Array, price: number): Problem {
  return price === 0 ? problem : { ...problem, rewards: problem.rewards.map((reward, at) => reward - price * (costs[at] as number)) };
}

function costOf(study: PolicyStudy, { columns }: Problem, tree: ReturnType<typeof searchTree>, rows: Int32Array): number {
  const { choice } = assign(tree, columns, study.codes.length);
  return sumOver(rows, (row) => study.costs[row * study.arms.length + (choice[row] as number)] as number);
}

/** Leaves worth what the scores say, without the price that a budget put on costs. */
function ownValues(
  rules: readonly PolicyRule[],
  { choice, rewards, arms, rows, width }: { choice: Int32Array; rewards: Float64Array; arms: Int32Array; rows: Int32Array; width: number },
): PolicyRule[] {
  const sums = new Float64Array(rules.length);
  for (const row of rows) {
    const at = choice[row] as number;
    sums[at] = (sums[at] as number) + (rewards[row * width + (arms[row] as number)] as number);
  }
  return rules.map((rule, at) => ({ ...rule, value: sums[at] as number }));
}

interface Judging {
  readonly study: PolicyStudy;
  readonly problem: Problem;
  readonly rows: Int32Array;
  readonly spec: PolicyTreeSpec;
}

const JUDGING_FOLDS = 5;

/** Learns the rule without each fold in turn, and values it on that fold by its scores. */
function judge(
  { study, problem, rows, spec }: Judging,
  search: (rows: Int32Array) => ReturnType<typeof searchTree>,
  context: FitContext,
): Pick<PolicyTreeFit, 'worths' | 'gains'> {
  const width = study.arms.length;
  const net = new Float64Array(study.codes.length);
  const folds = dealFolds(study.codes.length, Math.min(JUDGING_FOLDS, rows.length), context.rng.fork('judging'), {
    rows,
    strata: study.codes,
  });
  folds.forEach(({ train, heldOut }, fold) => {
    context.progress(0.8 + (0.2 * fold) / folds.length, 'judging');
    const { choice } = assign(search(train), problem.columns, study.codes.length);
    for (const row of heldOut) net[row] = problem.rewards[row * width + (choice[row] as number)] as number;
  });
  const own = Float64Array.from(rows, (row) => net[row] as number);
  const everyone = study.arms.map((name, arm) => ({
    name,
    values: Float64Array.from(rows, (row) => problem.rewards[row * width + arm] as number),
  }));
  return {
    worths: [
      { name: 'rule', ...meanOf(own, spec.alpha) },
      ...everyone.map(({ name, values }) => ({ name, ...meanOf(values, spec.alpha) })),
    ],
    gains: everyone.map(({ name, values }) => ({ name, ...differenceOf(own, values, spec.alpha) })),
  };
}

function sumOver(rows: Int32Array, value: (row: number) => number): number {
  let sum = 0;
  for (let i = 0; i < rows.length; i++) sum += value(rows[i] as number);
  return sum;
}

function finiteRows(scores: Float64Array, width: number): Int32Array {
  const rows: number[] = [];
  for (let row = 0; row * width < scores.length; row++) {
    let isKnown = true;
    for (let arm = 0; arm < width; arm++) isKnown &&= Number.isFinite(scores[row * width + arm]);
    if (isKnown) rows.push(row);
  }
  return Int32Array.from(rows);
}
