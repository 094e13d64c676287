import type { StopSignal } from '../../base/work.ts';
import { bestResponse, pricesOf, type Response } from './best-response.ts';
import { type Cut, minimiseCuts } from './cutting-plane-master.ts';
import { type Limit, usageOf } from './limits.ts';
import { groupCount, type OfferTable } from './offer-table.ts';

/** Prices of the limits and the bound that they prove: no plan within the limits is worth more. */
export interface DualAnswer {
  readonly multipliers: Float64Array;
  readonly bound: number;
  /** The dual fell below anything that a plan could be worth: no plan, not even a mixed one, keeps the limits. */
  readonly isInfeasible: boolean;
  /** Prices whose plans, mixed in these shares over many rows, keep the limits on average and reach the bound. */
  readonly mixture: readonly { readonly multipliers: Float64Array; readonly share: number }[];
}

/** A plan that some prices led to: what it is worth and how much of each limit it uses. True at any limits' size. */
interface KnownPlan {
  readonly multipliers: Float64Array;
  readonly value: number;
  readonly usage: Float64Array;
}

export interface DualSettings {
  readonly signal: StopSignal;
  /** Relative precision of the bound. */
  readonly tolerance: number;
  readonly mostCalls: number;
}

/** More cuts than this slow the master without telling it more; the oldest go. */
const MOST_CUTS = 240;

/**
 * Finds prices for any set of limits by minimising the Lagrangian dual with cutting planes in a box that moves
 * and grows with success (the boxstep method). Every evaluation is a valid bound, so stopping early is safe.
 *
 * Plans met on the way are kept: they are cuts for other sizes of the same limits too, which makes the
 * frontier and the one-sided prices cheap.
 */
export class DualSearch {
  readonly #table: OfferTable;
  readonly #limits: readonly Limit[];
  readonly #scale: Float64Array;
  readonly #valueScale: number;
  readonly #lowest: number;
  readonly #plans: KnownPlan[] = [];

  constructor(table: OfferTable, limits: readonly Limit[], signal: StopSignal) {
    this.#table = table;
    this.#limits = limits;
    const none = new Float64Array(limits.length);
    const free = bestResponse(table, pricesOf(limits, none, cellsOf(table)), signal);
    this.#keep(none, free);
    this.#lowest = lowestValue(table);
    this.#valueScale = Math.max(free.value, -this.#lowest) || 1;
    this.#scale = Float64Array.from(limits, (limit) => {
      const size = limit.kind === 'roi' ? free.value + limit.stated * free.cost : Math.abs(usageOf(limit, free));
      return Math.max(Math.abs(limit.most), size) || 1;
    });
  }

  /** Minimises the dual for the given right-hand sides, starting from the given prices. */
  solve(most: Float64Array, start: Float64Array, settings: DualSettings): DualAnswer {
    const d = most.length;
    const center = start.map((price, r) => (price * (this.#scale[r] as number)) / this.#valueScale);
    let bound = this.#evaluate(center, most, settings.signal);
    let radius = start.some((price) => price > 0) ? 0.1 : 1;
    for (let call = 0; call < settings.mostCalls; call++) {
      const cuts = this.#cuts(most);
      const box = {
        low: center.map((price) => Math.max(0, price - radius)),
        high: center.map((price) => price + radius),
      };
      const answer = minimiseCuts(cuts, box, highestCut(cuts, center));
      const promised = bound - answer.value;
      if (promised <= settings.tolerance * Math.max(Math.abs(bound), 1e-3)) {
        // In a small box even a far worse point looks optimal; only a box of natural size counts as proof.
        if (radius >= 0.1) break;
        radius = 0.5;
        continue;
      }
      const reached = this.#evaluate(answer.prices, most, settings.signal);
      const touchesBox = answer.prices.some(
        (price, r) => price <= (center[r] as number) - radius || price >= (center[r] as number) + radius,
      );
      if (bound - reached >= 0.1 * promised) {
        if (touchesBox && bound - reached >= 0.5 * promised) radius *= 4;
        center.set(answer.prices);
        bound = reached;
        if (bound * this.#valueScale < this.#lowest - 1e-6 * (this.#valueScale + Math.abs(this.#lowest))) {
          return { multipliers: this.#unscaled(center), bound: bound * this.#valueScale, isInfeasible: true, mixture: [] };
        }
      } else if (reached > bound + promised) {
        radius = Math.max(radius * 0.5, 1e-9 * d);
      }
    }
    return {
      multipliers: this.#unscaled(center),
      bound: bound * this.#valueScale,
      isInfeasible: false,
      mixture: this.#mixtureAt(center, most),
    };
  }

  /** The plans that the last master problem mixes. */
  #mixtureAt(center: Float64Array, most: Float64Array): DualAnswer['mixture'] {
    const cuts = this.#cuts(most);
    const box = { low: new Float64Array(center.length), high: center.map((price) => 2 * price + 1) };
    const { shares } = minimiseCuts(cuts, box, highestCut(cuts, center));
    return this.#plans.flatMap(({ multipliers }, index) => {
      const share = shares[index] as number;
      return share > 0 ? [{ multipliers, share }] : [];
    });
  }

  /** The dual at scaled prices, in units of the value scale; the plan found there is kept as a cut. */
  #evaluate(scaled: Float64Array, most: Float64Array, signal: StopSignal): number {
    const multipliers = this.#unscaled(scaled);
    const response = bestResponse(this.#table, pricesOf(this.#limits, multipliers, cellsOf(this.#table)), signal);
    this.#keep(multipliers, response);
    let dual = response.score;
    for (let r = 0; r < most.length; r++) dual += (multipliers[r] as number) * (most[r] as number);
    return dual / this.#valueScale;
  }

  #keep(multipliers: Float64Array, response: Response): void {
    this.#plans.push({ multipliers, value: response.value, usage: Float64Array.from(this.#limits, (limit) => usageOf(limit, response)) });
    if (this.#plans.length > MOST_CUTS) this.#plans.splice(1, this.#plans.length - MOST_CUTS);
  }

  #cuts(most: Float64Array): Cut[] {
    return this.#plans.map(({ value, usage }) => ({
      worth: value / this.#valueScale,
      slack: usage.map((used, r) => ((most[r] as number) - used) / (this.#scale[r] as number)),
    }));
  }

  #unscaled(scaled: Float64Array): Float64Array {
    return scaled.map((price, r) => (price * this.#valueScale) / (this.#scale[r] as number));
  }
}

function cellsOf(table: OfferTable): number {
  return groupCount(table) * table.width;
}

/** The cut that is highest at these prices: the one that speaks there. */
function highestCut(cuts: readonly Cut[], prices: Float64Array): number {
  let highest = Number.NEGATIVE_INFINITY;
  let at = 0;
  cuts.forEach(({ worth, slack }, index) => {
    let value = worth;
    for (let r = 0; r < prices.length; r++) value += (slack[r] as number) * (prices[r] as number);
    if (value > highest) {
      highest = value;
      at = index;
    }
  });
  return at;
}

/** Less than this no plan can be worth: every row given its worst option. */
function lowestValue(table: OfferTable): number {
  let sum = 0;
  for (let row = 0; row < table.rowCount; row++) {
    let worst = 0;
    for (let at = row * table.width; at < (row + 1) * table.width; at++) {
      const value = table.value[at] as number;
      if (value < worst && value !== Number.NEGATIVE_INFINITY) worst = value;
    }
    sum += worst;
  }
  return sum;
}
