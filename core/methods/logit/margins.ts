import { loadBasis } from '../../numeric/basis.ts';
import { quadraticForm } from '../../numeric/linear-algebra.ts';
import type { Design, Term } from '../kit/regression/design.ts';
import { originalLoads } from '../kit/regression/original-scale.ts';

/** What margins are computed from; coefficients and covariance in the columns' own units. */
export interface MarginTask {
  readonly design: Design;
  readonly odds: Float64Array;
  readonly weight: Float64Array | undefined;
  readonly coefficients: Float64Array;
  readonly covariance: Float64Array;
}

export interface Margin {
  readonly value: number;
  readonly variance: number;
}

/**
 * Average marginal effects as derivatives: mean of p(1 − p) times the coefficient, with its delta-method variance.
 * 0/1 columns are treated alike, as statsmodels does unless told otherwise.
 *
 * @see Greene (2012), Econometric Analysis 7th ed., section 17.3.2
 * Cost: one pass over the columns for all terms together.
 */
export function derivativeMargins(task: MarginTask, terms: readonly Term[]): Margin[] {
  const { design, odds, weight, coefficients, covariance } = task;
  const bend = new Float64Array(odds.length);
  let slope = 0;
  let total = 0;
  for (let i = 0; i < odds.length; i++) {
    const own = weight === undefined ? 1 : (weight[i] as number);
    const p = chanceOf(odds[i] as number);
    slope += own * p * (1 - p);
    bend[i] = own * p * (1 - p) * (1 - 2 * p);
    total += own;
  }
  const loads = originalLoads(design.basis, loadBasis(design.basis, design.rows, bend));
  return terms.map(({ position }) => {
    const coefficient = coefficients[position] as number;
    const gradient = loads.map((load) => (load * coefficient) / total);
    gradient[position] = (gradient[position] as number) + slope / total;
    return { value: (slope / total) * coefficient, variance: quadraticForm(covariance, gradient) };
  });
}

/**
 * The average difference in probability when one 0/1 column is switched from 0 to 1 in every row; the other values of
 * the same category are 0 in both.
 *
 * @see Greene (2012), section 17.3.2; Stata's margins for factor variables
 * Cost: one pass over the columns per term.
 */
export function differenceMargin(task: MarginTask, term: Term): Margin {
  const { design, odds, weight, coefficients, covariance } = task;
  const siblings = design.terms.filter(({ column, level }) => level !== null && column === term.column);
  const group = siblings.length > 0 ? siblings : [term];
  const own = contributionOf(task, group);
  const change = new Float64Array(odds.length);
  let on = 0;
  let sum = 0;
  let total = 0;
  for (let i = 0; i < odds.length; i++) {
    const count = weight === undefined ? 1 : (weight[i] as number);
    const base = (odds[i] as number) - (own[i] as number);
    const [low, high] = [chanceOf(base), chanceOf(base + (coefficients[term.position] as number))];
    sum += count * (high - low);
    on += count * high * (1 - high);
    change[i] = count * (high * (1 - high) - low * (1 - low));
    total += count;
  }
  const gradient = originalLoads(design.basis, loadBasis(design.basis, design.rows, change)).map((load) => load / total);
  for (const { position } of group) gradient[position] = position === term.position ? on / total : 0;
  return { value: sum / total, variance: quadraticForm(covariance, gradient) };
}

/** What the columns of a group add to the log-odds of every row. */
function contributionOf({ design, coefficients }: MarginTask, group: readonly Term[]): Float64Array {
  const { basis, rows } = design;
  const out = new Float64Array(rows.length);
  const positions = new Set(group.map(({ position }) => position));
  basis.numbers.forEach(({ values }, index) => {
    if (!positions.has(index + 1)) return;
    for (let i = 0; i < rows.length; i++)
      out[i] = (out[i] as number) + (coefficients[index + 1] as number) * (values[rows[i] as number] as number);
  });
  for (const { codes, positions: of } of basis.categories) {
    for (let i = 0; i < rows.length; i++) {
      const position = of[codes[rows[i] as number] as number] as number;
      if (positions.has(position)) out[i] = (out[i] as number) + (coefficients[position] as number);
    }
  }
  return out;
}

function chanceOf(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}
