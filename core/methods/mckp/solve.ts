import type { StopSignal } from '../../base/work.ts';
import type { FrontierPoint } from '../../frame/plan.ts';
import { sharedInts } from '../../frame/shared-memory.ts';
import { bestResponse, pricesOf, sumsOf } from './best-response.ts';
import { type BudgetAnswer, buildLadder, solveBudget } from './budget-ladder.ts';
import { type SearchAnswer, searchCore } from './core-search.ts';
import { type Draft, switchTo } from './draft.ts';
import { type DualAnswer, DualSearch } from './dual.ts';
import { tracedFrontier } from './frontier.ts';
import { type Limit, type Sums, tolerancesOf, usageOf } from './limits.ts';
import { everyNth, groupCount, type OfferTable } from './offer-table.ts';
import { oneSidedPrices } from './one-sided-prices.ts';
import { fill, isBroken, repair } from './repair.ts';
import { tighten } from './tighten.ts';

export interface SolveSettings {
  readonly signal: StopSignal;
  readonly progress?: (share: number, what: string) => void;
  /** How many plans the exact search may look at before it settles for the proven gap. */
  readonly mostNodes: number;
  /** Whether the value-of-budget curve is wanted. */
  readonly withFrontier: boolean;
}

export interface Solution {
  /** False when no plan was found that keeps every limit; `broken` then names those that are not kept. */
  readonly isFeasible: boolean;
  readonly broken: readonly string[];
  /** n codes, 0 for doing nothing. */
  readonly choice: Int32Array;
  readonly sums: Sums;
  /** No plan is worth more; equal to the plan's value when the search proved it optimal. */
  readonly bound: number;
  /** The bound of the relaxed problem, in which rows may mix options. */
  readonly relaxedBound: number;
  readonly isProvenOptimal: boolean;
  /** Prices that the scores were formed with, one per limit. */
  readonly multipliers: Float64Array;
  /** What one more unit of each limit would be worth. */
  readonly shadowPrices: Float64Array;
  readonly frontier: readonly FrontierPoint[];
}

/** Above this many rows the first prices come from a sample, which costs next to nothing and saves most calls. */
const SAMPLE_ROWS = 32_768;
/** The dual's own precision. A tenth of a millionth of the gap that a plan of a million rows is asked to have. */
const DUAL_TOLERANCE = 1e-9;
/** A gap this small is rounding; looking for a better plan would only chase it. */
const CLOSED_GAP = 1e-12;

/**
 * Chooses at most one option per row so that the total value is as large as the limits allow.
 *
 * A budget alone is solved exactly in its relaxed form by sorting upgrades by efficiency; any other set of limits
 * by minimising the Lagrangian dual. Each row then takes its best option at the prices; repair and fill make
 * that a plan within the limits; and a search among near-ties improves it, to proven optimality when small.
 *
 * @see FEATURES §10.1; Kellerer, Pferschy & Pisinger (2004), Knapsack Problems, chapter 11
 * Cost: O(nK) per price vector tried, O(nK + steps·log) for a budget alone.
 */
export function solve(table: OfferTable, limits: readonly Limit[], settings: SolveSettings): Solution {
  const { signal, progress = () => undefined } = settings;
  const cells = groupCount(table) * table.width;
  const priced = findPrices(table, limits, settings);
  progress(0.5, 'choosing options at the prices');
  const prices = pricesOf(limits, priced.multipliers, cells);
  const choice = sharedInts(table.rowCount);
  const response = bestResponse(table, prices, signal, choice);
  const relaxedBound = response.score + limits.reduce((sum, limit, r) => sum + (priced.multipliers[r] as number) * limit.most, 0);
  const tolerances = tolerancesOf(limits, response);
  const draft: Draft = {
    table,
    limits,
    prices,
    multipliers: priced.multipliers,
    choice,
    usage: Float64Array.from(limits, (limit) => usageOf(limit, response)),
    most: Float64Array.from(limits, (limit, r) => limit.most + (tolerances[r] as number)),
  };
  const start: Draft = { ...draft, choice: choice.slice(), usage: draft.usage.slice() };
  mixPlans(draft, priced.mixture, signal);
  const settled = { ...settings, bound: relaxedBound, multipliers: priced.multipliers };
  const isFeasible = !priced.isInfeasible && (!isBroken(draft) || repair(draft, signal) || searchFeasible(start, draft, settled));
  if (!isFeasible) return infeasible(draft, cells);
  progress(0.7, 'spending what is left');
  fill(draft, signal);
  tighten(draft, relaxedBound, signal);
  const isProvenOptimal = improve(start, draft, settled);
  const sums = sumsOf(table, draft.choice, cells);
  progress(0.9, 'tracing the value of the budget');
  const shadowPrices = priced.shadowPrices ?? oneSidedPrices(table, limits, priced.multipliers, signal);
  return {
    isFeasible,
    broken: [],
    choice: draft.choice,
    sums,
    bound: isProvenOptimal ? sums.value : Math.max(relaxedBound, sums.value),
    relaxedBound,
    isProvenOptimal,
    multipliers: priced.multipliers,
    shadowPrices,
    frontier: settings.withFrontier ? (priced.frontier ?? tracedFrontier(table, limits, priced.multipliers, signal)) : [],
  };
}

interface Priced {
  readonly multipliers: Float64Array;
  readonly isInfeasible: boolean;
  readonly mixture: DualAnswer['mixture'];
  readonly shadowPrices?: Float64Array;
  readonly frontier?: readonly FrontierPoint[];
}

function findPrices(table: OfferTable, limits: readonly Limit[], { signal, withFrontier }: SolveSettings): Priced {
  const [only] = limits;
  if (only === undefined || (limits.length === 1 && only.kind === 'budget')) {
    const budget = only === undefined ? Number.POSITIVE_INFINITY : only.most;
    const answer = solveBudget(buildLadder(table, signal), budget);
    const multipliers = Float64Array.from(limits, () => answer.price);
    const priced = { multipliers, isInfeasible: false, mixture: [], shadowPrices: multipliers };
    return withFrontier ? { ...priced, frontier: withPoint(answer, budget) } : priced;
  }
  const most = Float64Array.from(limits, (limit) => limit.most);
  const dual = new DualSearch(table, limits, signal);
  const none = new Float64Array(limits.length);
  const start = table.rowCount > 2 * SAMPLE_ROWS ? pricesOfSample(table, limits, signal) : none;
  const answer = dual.solve(most, start, { signal, tolerance: DUAL_TOLERANCE, mostCalls: 60 + 40 * limits.length });
  netOpposites(limits, answer.multipliers);
  return answer;
}

/** The fractional part of k·GOLDEN spreads evenly over [0, 1) for every run of whole numbers k. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * Rounds the relaxed solution: where the plans of the mixture differ, rows take turns in the shares of the plans.
 * Many rows that are tied between options are thereby split as the limits allow, where best responses alone would
 * give all of them the same.
 */
function mixPlans(draft: Draft, mixture: DualAnswer['mixture'], signal: StopSignal): void {
  if (mixture.length < 2) return;
  const { table, limits } = draft;
  const cells = groupCount(table) * table.width;
  const other = new Int32Array(table.rowCount);
  let from = 0;
  for (const { multipliers, share } of mixture) {
    const to = from + share;
    bestResponse(table, pricesOf(limits, multipliers, cells), signal, other);
    for (let row = 0; row < table.rowCount; row++) {
      const turn = (row * GOLDEN) % 1;
      if (turn >= from && turn < to) draft.choice[row] = other[row] as number;
    }
    from = to;
  }
  const sums = sumsOf(table, draft.choice, cells);
  limits.forEach((limit, r) => {
    draft.usage[r] = usageOf(limit, sums);
  });
}

/**
 * Takes equal prices off a floor and a cap on the same cells: only their difference moves a score, and the bound
 * falls by the price times the room between them.
 */
function netOpposites(limits: readonly Limit[], multipliers: Float64Array): void {
  limits.forEach((floor, low) => {
    if (floor.kind !== 'floor') return;
    const high = limits.findIndex(
      (cap) => cap.kind === 'count' && cap.perCell.every((weight, cell) => weight === -(floor.perCell[cell] as number)),
    );
    if (high < 0) return;
    const shared = Math.min(multipliers[low] as number, multipliers[high] as number);
    multipliers[low] = (multipliers[low] as number) - shared;
    multipliers[high] = (multipliers[high] as number) - shared;
  });
}

function pricesOfSample(table: OfferTable, limits: readonly Limit[], signal: StopSignal): Float64Array {
  const sample = everyNth(table, Math.ceil(table.rowCount / SAMPLE_ROWS));
  const most = Float64Array.from(limits, (limit) => (limit.most * sample.rowCount) / table.rowCount);
  const settings = { signal, tolerance: 1e-7, mostCalls: 40 + 20 * limits.length };
  return new DualSearch(sample, limits, signal).solve(most, new Float64Array(limits.length), settings).multipliers;
}

/** The curve with the budget in question as one of its points. */
function withPoint({ frontier, price, value }: BudgetAnswer, budget: number): readonly FrontierPoint[] {
  if (!Number.isFinite(budget) || frontier.some((point) => point.budget === budget)) return frontier;
  return [...frontier, { budget, value, shadowPrice: price }].sort((left, right) => left.budget - right.budget);
}

type Settled = SolveSettings & { readonly bound: number; readonly multipliers: Float64Array };

/** Where repair is stuck between floors and other limits, a search may still find a plan that keeps them all. */
function searchFeasible(start: Draft, draft: Draft, settings: Settled): boolean {
  adopt(start, draft, searchCore(start, { ...settings, value: Number.NEGATIVE_INFINITY }));
  return !isBroken(draft);
}

/** Searches from the response to the prices and takes over what it finds; true when nothing better can exist. */
function improve(start: Draft, draft: Draft, settings: Settled): boolean {
  const value = sumsOf(draft.table, draft.choice, draft.prices.onCell.length).value;
  if (settings.bound - value <= CLOSED_GAP * Math.abs(settings.bound)) return true;
  const answer = searchCore(start, { ...settings, value });
  if (answer.value > value) adopt(start, draft, answer);
  return answer.isComplete;
}

function adopt(start: Draft, draft: Draft, { rows, codes }: SearchAnswer): void {
  draft.choice.set(start.choice);
  draft.usage.set(start.usage);
  rows.forEach((row, index) => {
    switchTo(draft, row, codes[index] as number);
  });
}

function infeasible(draft: Draft, cells: number): Solution {
  const none = new Float64Array(draft.limits.length);
  const broken = draft.limits.filter((_, r) => (draft.usage[r] as number) > (draft.most[r] as number)).map((limit) => limit.name);
  const sums = sumsOf(draft.table, draft.choice, cells);
  return {
    isFeasible: false,
    broken,
    choice: draft.choice,
    sums,
    bound: Number.NEGATIVE_INFINITY,
    relaxedBound: Number.NEGATIVE_INFINITY,
    isProvenOptimal: false,
    multipliers: none,
    shadowPrices: none,
    frontier: [],
  };
}
