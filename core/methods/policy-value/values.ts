import type { ArmValues } from '../kit/policy/arm-values.ts';
import { around, type Measured, meanOf } from '../kit/policy/measured.ts';

/** The worth per row of giving every row the arm that a rule names, net of cost. */
export interface PolicyWorth {
  readonly name: string;
  /** Doubly robust: the headline. */
  readonly robust: Measured;
  /** Weighted mean of the rows that happened to get what the rule says (Hájek). */
  readonly weighted: Measured | null;
  /** The outcome models alone; no error is claimed for them. */
  readonly modelled: number;
  /** Mean cost per row. */
  readonly cost: number;
  readonly counts: readonly number[];
  /** Rows that got what the rule says, and the number of equally weighted rows that they are worth. */
  readonly followed: number;
  readonly effective: number;
  /** This rule less another, by the doubly robust scores of the same rows. */
  readonly less?: readonly { readonly than: string; readonly difference: Measured }[];
}

/** The rows that count, and what is known about each. */
export interface Evidence {
  readonly values: ArmValues;
  /** n × K costs. */
  readonly costs: Float64Array;
  /** n observed outcomes and arm codes. */
  readonly outcome: Float64Array;
  readonly codes: Int32Array;
  /** Rows with an arm, an outcome and a choice. */
  readonly rows: Int32Array;
  readonly armCount: number;
  readonly valuePerUnit: number;
  readonly alpha: number;
}

/**
 * The worth of one rule.
 *
 *   doubly robust  mean of v·Γ_π(i)(i) − c_π(i)(i)
 *   weighted       Σ 1{W = π}(vY − c)/e / Σ 1{W = π}/e
 *
 * @param choice n arm codes
 * @see Dudík, Langford & Li (2011), ICML; Athey & Wager (2021), Econometrica 89(1), 133–161
 * Cost: O(n).
 */
export function worthOf(name: string, choice: Int32Array, evidence: Evidence): PolicyWorth {
  const { values, costs, outcome, codes, rows, armCount, valuePerUnit, alpha } = evidence;
  const counts = new Array<number>(armCount).fill(0);
  const net = netScores(choice, evidence);
  let [modelled, cost, total, squares, sum, followed] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const arm = choice[row] as number;
    const at = row * armCount + arm;
    counts[arm] = (counts[arm] as number) + 1;
    cost += costs[at] as number;
    modelled += valuePerUnit * (values.expected[at] as number) - (costs[at] as number);
    if (codes[row] !== arm) continue;
    const weight = 1 / (values.shares[at] as number);
    followed++;
    total += weight;
    squares += weight * weight;
    sum += weight * (valuePerUnit * (outcome[row] as number) - (costs[at] as number));
  }
  const mean = sum / total;
  let spread = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const arm = choice[row] as number;
    if (codes[row] !== arm) continue;
    const at = row * armCount + arm;
    const weight = 1 / (values.shares[at] as number);
    spread += (weight * (valuePerUnit * (outcome[row] as number) - (costs[at] as number) - mean)) ** 2;
  }
  return {
    name,
    robust: meanOf(net, alpha),
    weighted: followed < 2 ? null : around(mean, Math.sqrt(spread) / total, followed, alpha),
    modelled: modelled / rows.length,
    cost: cost / rows.length,
    counts,
    followed,
    effective: squares > 0 ? (total * total) / squares : 0,
  };
}

/** The doubly robust worth of every counted row under the rule. */
export function netScores(choice: Int32Array, { values, costs, rows, armCount, valuePerUnit }: Evidence): Float64Array {
  return Float64Array.from(rows, (row) => {
    const at = row * armCount + (choice[row] as number);
    return valuePerUnit * (values.scores[at] as number) - (costs[at] as number);
  });
}
