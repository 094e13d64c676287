import { CausewayError } from '../../base/problem.ts';
import type { Column } from '../../frame/column.ts';
import { cellOf } from '../../frame/column.ts';
import { columnsWithRole, type Frame } from '../../frame/frame.ts';
import type { Plan } from '../../frame/plan.ts';
import { sharedFloats } from '../../frame/shared-memory.ts';
import type { FitContext, Inputs } from '../contract.ts';
import { pricesOf } from './best-response.ts';
import { budgetPath, type PathPoint } from './budget-path.ts';
import { scoreOf } from './draft.ts';
import { checkRules, explainInfeasible } from './feasibility.ts';
import { type Limit, limitsOf, statedUsage } from './limits.ts';
import { groupCount, type OfferTable } from './offer-table.ts';
import type { Offers } from './offers.ts';
import { readOffers } from './read-offers.ts';
import { type Solution, solve } from './solve.ts';
import type { MckpSpec } from './spec.ts';

/** Why one customer got what it got: its chosen option's score at the prices against the next best. */
export interface Reason {
  readonly row: number;
  readonly name: string | null;
  readonly option: string;
  readonly value: number;
  readonly cost: number;
  readonly score: number;
  readonly runnerUp: string;
  readonly runnerUpScore: number;
}

/** The same limits kept by a plan that goes by expected outcome instead of added outcome. */
export interface ByResponse {
  readonly value: number;
  readonly cost: number;
  readonly treated: number;
}

export interface MckpFit {
  readonly plan: Plan;
  /** Totals by option, in option order. */
  readonly valueByOption: readonly number[];
  readonly costByOption: readonly number[];
  readonly relaxedBound: number;
  readonly isProvenOptimal: boolean;
  readonly reasons: readonly Reason[];
  /** Totals by option as the budget grows; empty without a curve. */
  readonly path: readonly PathPoint[];
  readonly byResponse?: ByResponse;
  /** Customers for whom every option on offer does harm. */
  readonly doNotDisturb: number;
  /** Customers with nothing on offer. */
  readonly withoutOffer: number;
  readonly missing: number;
  readonly source: Offers['source'];
  /** For a list: the customers, one per row of the plan. */
  readonly customers?: { readonly name: string; readonly column: Column };
  readonly offerColumns: readonly [string, string, string];
}

/** So many customers' reasons fit on a page. */
const REASON_ROWS = 12;

/**
 * Reads the offers, solves, and gathers what the report tells.
 *
 * @throws plan/infeasible when the rules contradict each other; whatever reading throws
 */
export function fitMckp(spec: MckpSpec, inputs: Inputs, context: FitContext): MckpFit {
  context.progress(0, 'reading offers');
  const offers = readOffers(spec, inputs);
  checkRules(offers.table, spec);
  const { table, frame } = offers;
  const limits = limitsOf(table, spec);
  const solution = solve(table, limits, {
    signal: context.signal,
    progress: (share, what) => context.progress(0.1 + 0.8 * share, what),
    mostNodes: spec.searchNodes,
    withFrontier: true,
  });
  if (!solution.isFeasible) throw new CausewayError(explainInfeasible(table, spec, solution, context.signal));
  context.progress(0.95, 'writing down the plan');
  const byResponse = compareByResponse(spec, offers, limits, context);
  const [name] = frame.columns.keys();
  const column = name === undefined ? undefined : frame.columns.get(name);
  return {
    ...planParts(table, limits, solution),
    relaxedBound: solution.relaxedBound,
    isProvenOptimal: solution.isProvenOptimal,
    reasons: reasonsOf(offers, limits, solution),
    path: budgetPath(table, limits, solution, context.signal),
    ...(byResponse === undefined ? {} : { byResponse }),
    ...countHarm(table),
    missing: offers.missing,
    source: offers.source,
    ...(offers.source === 'list' && name !== undefined && column !== undefined ? { customers: { name, column } } : {}),
    offerColumns: freeNames(spec.name, frame),
  };
}

function planParts(
  table: OfferTable,
  limits: readonly Limit[],
  solution: Solution,
): Pick<MckpFit, 'plan' | 'valueByOption' | 'costByOption'> {
  const { choice, sums } = solution;
  const value = sharedFloats(table.rowCount);
  const cost = sharedFloats(table.rowCount);
  const counts = table.options.map(() => 0);
  const valueByOption = table.options.map(() => 0);
  const costByOption = table.options.map(() => 0);
  for (let row = 0; row < table.rowCount; row++) {
    const code = choice[row] as number;
    counts[code] = (counts[code] as number) + 1;
    if (code === 0) continue;
    value[row] = table.value[row * table.width + code - 1] as number;
    cost[row] = table.cost[row * table.width + code - 1] as number;
    valueByOption[code] = (valueByOption[code] as number) + (value[row] as number);
    costByOption[code] = (costByOption[code] as number) + (cost[row] as number);
  }
  const constraints = limits.map((limit, index) => ({
    name: limit.name,
    limit: limit.stated,
    used: statedUsage(limit, sums),
    shadowPrice: solution.shadowPrices[index] as number,
    isBinding: (solution.shadowPrices[index] as number) > 0,
  }));
  const gapShare = solution.bound === 0 ? 0 : Math.max(0, (solution.bound - sums.value) / Math.abs(solution.bound));
  const plan: Plan = {
    options: table.options,
    rowCount: table.rowCount,
    choice,
    value,
    cost,
    totals: { value: sums.value, cost: sums.cost, counts },
    certificate: { bound: solution.bound, gapShare, constraints },
    frontier: solution.frontier,
  };
  return { plan, valueByOption, costByOption };
}

/** Every so many rows one customer, with the two options that came closest. */
function reasonsOf({ table, frame }: Offers, limits: readonly Limit[], solution: Solution): Reason[] {
  const prices = pricesOf(limits, solution.multipliers, groupCount(table) * table.width);
  const [id] = columnsWithRole(frame, 'id');
  const names = id === undefined ? undefined : frame.columns.get(id);
  const count = Math.min(REASON_ROWS, table.rowCount);
  return Array.from({ length: count }, (_, k) => {
    const row = Math.floor((k * table.rowCount) / count);
    const code = solution.choice[row] as number;
    let runnerUp = code === 0 ? 1 : 0;
    for (let other = 0; other <= table.width; other++) {
      if (other !== code && scoreOf(table, prices, row, other) > scoreOf(table, prices, row, runnerUp)) runnerUp = other;
    }
    const score = scoreOf(table, prices, row, runnerUp);
    const cell = names === undefined ? null : cellOf(names, row);
    return {
      row: row + 1,
      name: cell === null ? null : String(cell),
      option: table.options[code] ?? '',
      value: code === 0 ? 0 : (table.value[row * table.width + code - 1] as number),
      cost: code === 0 ? 0 : (table.cost[row * table.width + code - 1] as number),
      score: scoreOf(table, prices, row, code),
      runnerUp: Number.isFinite(score) ? (table.options[runnerUp] ?? '') : '',
      runnerUpScore: Number.isFinite(score) ? score : 0,
    };
  });
}

/** Above this a second allocation takes longer than the comparison is worth. */
const MOST_COMPARED_ROWS = 300_000;

/** What targeting by expected outcome, the common habit, would add under the same limits. */
function compareByResponse(spec: MckpSpec, offers: Offers, limits: readonly Limit[], context: FitContext): ByResponse | undefined {
  const { table, effects } = offers;
  const baseline = effects?.baseline;
  if (baseline === undefined || table.rowCount > MOST_COMPARED_ROWS || limits.length === 0) return undefined;
  const response = table.value.map((value, at) => value + (baseline[Math.floor(at / table.width)] as number) * spec.valuePerUnit);
  const wishful: OfferTable = { ...table, value: response };
  const found = solve(wishful, limits, { signal: context.signal, mostNodes: 0, withFrontier: false });
  if (!found.isFeasible) return undefined;
  let value = 0;
  let treated = 0;
  for (let row = 0; row < table.rowCount; row++) {
    const code = found.choice[row] as number;
    if (code === 0) continue;
    value += table.value[row * table.width + code - 1] as number;
    treated++;
  }
  return { value, cost: found.sums.cost, treated };
}

function countHarm(table: OfferTable): { readonly doNotDisturb: number; readonly withoutOffer: number } {
  let doNotDisturb = 0;
  let withoutOffer = 0;
  for (let row = 0; row < table.rowCount; row++) {
    let best = Number.NEGATIVE_INFINITY;
    for (let at = row * table.width; at < (row + 1) * table.width; at++) best = Math.max(best, table.value[at] as number);
    if (best === Number.NEGATIVE_INFINITY) withoutOffer++;
    else if (best < 0) doNotDisturb++;
  }
  return { doNotDisturb, withoutOffer };
}

/** Names for the added columns that overwrite nothing: the treatment column of the test may itself be called "offer". */
function freeNames(wanted: string, frame: Frame): [string, string, string] {
  for (let attempt = 0; ; attempt++) {
    const base = attempt === 0 ? wanted : attempt === 1 ? `planned_${wanted}` : `planned_${wanted}_${attempt}`;
    const names: [string, string, string] = [base, `${base}_value`, `${base}_cost`];
    if (!names.some((name) => frame.columns.has(name))) return names;
  }
}
