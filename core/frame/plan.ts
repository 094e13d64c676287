/** Who gets what: one chosen option a row, with the evidence that no much better choice exists. */
export interface Plan {
  /** Option names; 0 is "do nothing" with value 0 and cost 0. */
  readonly options: readonly string[];
  readonly rowCount: number;
  /** n option indices, aligned with the Frame that the same step hands on. */
  readonly choice: Int32Array;
  /** n expected values and n costs of the chosen options. */
  readonly value: Float64Array;
  readonly cost: Float64Array;
  readonly totals: PlanTotals;
  readonly certificate: Certificate;
  /** Value of the best plan at other budgets, budget ascending; the curve is concave. */
  readonly frontier: readonly FrontierPoint[];
}

export interface PlanTotals {
  readonly value: number;
  readonly cost: number;
  /** Rows given each option, in option order. */
  readonly counts: readonly number[];
}

/** What proves the plan: an upper bound that nothing can beat, and the price of each limit. */
export interface Certificate {
  /** No feasible plan is worth more than this. */
  readonly bound: number;
  /** (bound − value) / bound; 0 when proven optimal. */
  readonly gapShare: number;
  readonly constraints: readonly ConstraintPrice[];
}

/** One limit: how much of it is used, and what one more unit of it would be worth. */
export interface ConstraintPrice {
  /** "budget", "roi", or "stock:<option>". */
  readonly name: string;
  readonly limit: number;
  readonly used: number;
  readonly shadowPrice: number;
  readonly isBinding: boolean;
}

export interface FrontierPoint {
  readonly budget: number;
  readonly value: number;
  readonly shadowPrice: number;
}
