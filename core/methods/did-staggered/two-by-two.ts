import { giveUp } from '../../base/problem.ts';
import { factorIndependent, invertFactored } from '../../numeric/linear-algebra.ts';

/** A comparison of two groups over two periods. */
export interface TwoByTwo {
  /** 1 for the group that starts, 0 for controls. */
  readonly treated: Uint8Array;
  /** Change of the outcome. */
  readonly change: Float64Array;
  /** Columns, the first all ones. */
  readonly design: readonly Float64Array[];
}

export interface Influence {
  readonly effect: number;
  /** One per unit of the comparison, mean 0; the variance of the effect is Σ influence² / n². */
  readonly influence: Float64Array;
}

/** DRDID sets controls above this propensity aside: their weights p/(1 − p) exceed 199. */
const TRIM = 0.995;

/**
 * Effect on the treated from two periods: by outcome regression, by normalised inverse propensity, or doubly robust.
 *
 * @throws numeric/separated, numeric/not-converged
 * @see Sant'Anna & Zhao (2020), J. Econometrics 219, eqs. 2.2, 2.6 and 3.1; influence functions as in DRDID 1.2
 * Cost: O(n·k²) per Newton step.
 */
export function compareTwoByTwo(data: TwoByTwo, kind: 'dr' | 'reg' | 'ipw'): Influence {
  const { treated, change, design } = data;
  const n = change.length;
  const line = kind === 'ipw' ? undefined : regressControls(data);
  const score = kind === 'reg' ? undefined : fitPropensity(treated, design);
  const rest = change.map((value, i) => value - (line?.fitted[i] ?? 0));
  const own = Float64Array.from(treated);
  const other = Float64Array.from(treated, (flag, i) => {
    if (score === undefined) return flag;
    const p = score.values[i] as number;
    return flag === 1 || p >= TRIM ? 0 : p / (1 - p);
  });
  const [ownMean, otherMean] = [mean(own), mean(other)];
  if (!(otherMean > 0)) giveUp('numeric/no-overlap', 'No control resembles the treated.', 'Leave out covariates that tell them apart.');
  // By regression the controls enter through the fitted line alone, so their own term is the line over the treated.
  const second = score === undefined ? (line?.fitted.map((value) => value) ?? rest) : rest;
  const firstTerm = score === undefined ? change : rest;
  const ownLevel = sumProduct(own, firstTerm) / n / ownMean;
  const otherLevel = sumProduct(other, second) / n / otherMean;
  const influence = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const gain = ((own[i] as number) * ((firstTerm[i] as number) - ownLevel)) / ownMean;
    influence[i] = gain - ((other[i] as number) * ((second[i] as number) - otherLevel)) / otherMean;
  }
  if (line !== undefined) {
    // The fitted line enters with minus the mean design of the treated; doubly robust adds back that of the controls.
    const pull = design.map(
      (column) => -sumProduct(own, column) / n / ownMean + (score === undefined ? 0 : sumProduct(other, column) / n / otherMean),
    );
    addRows(influence, line.influence, pull);
  }
  if (score !== undefined) {
    const weighted = other.map((weight, i) => weight * ((second[i] as number) - otherLevel));
    addRows(
      influence,
      score.influence,
      design.map((column) => -sumProduct(weighted, column) / n / otherMean),
    );
  }
  return { effect: ownLevel - otherLevel, influence };
}

function regressControls({ treated, change, design }: TwoByTwo) {
  const weight = Float64Array.from(treated, (flag) => 1 - flag);
  const inverse = invertGram(design, weight);
  const coefficients = inverse.map((row) =>
    row.reduce((sum, value, k) => sum + value * sumProduct3(weight, design[k] as Float64Array, change), 0),
  );
  const fitted = linear(design, coefficients);
  const load = change.map((value, i) => (weight[i] as number) * (value - (fitted[i] as number)));
  return { fitted, influence: influenceOf(design, load, inverse) };
}

function fitPropensity(treated: Uint8Array, design: readonly Float64Array[]) {
  let beta: number[] = design.map(() => 0);
  for (let step = 0; step < 50; step++) {
    const values = linear(design, beta).map((index) => 1 / (1 + Math.exp(-index)));
    const weight = values.map((p) => p * (1 - p));
    const load = values.map((p, i) => (treated[i] as number) - p);
    const inverse = invertGram(design, weight);
    const move = inverse.map((row) => row.reduce((sum, value, k) => sum + value * sumProduct(load, design[k] as Float64Array), 0));
    if (!move.every(Number.isFinite) || beta.some((value) => Math.abs(value) > 1e8))
      giveUp(
        'numeric/separated',
        'Covariates tell the treated from the controls without error.',
        'Use fewer covariates, or estimator "reg".',
      );
    // Newton's steps square the error, so one this small is the last that matters.
    const size = Math.max(...move.map((value, k) => Math.abs(value) / (1 + Math.abs(beta[k] as number))));
    beta = beta.map((value, k) => value + (move[k] as number));
    if (size < 1e-10) return { values: values.map((p) => Math.min(p, 1 - 1e-6)), influence: influenceOf(design, load, inverse) };
  }
  return giveUp('numeric/separated', 'The propensity to be treated did not settle.', 'Use fewer covariates, or estimator "reg".');
}

/** (Σ w x xᵀ)⁻¹ as rows; columns that others explain get zeros. */
function invertGram(design: readonly Float64Array[], weight: Float64Array): number[][] {
  const size = design.length;
  const square = new Float64Array(size * size);
  design.forEach((left, i) => {
    design.forEach((right, j) => {
      square[i * size + j] = sumProduct3(weight, left, right);
    });
  });
  const inverse = invertFactored(factorIndependent(square, size), size);
  return design.map((_, i) => Array.from(inverse.subarray(i * size, (i + 1) * size)));
}

/** n·load_i·xᵢᵀ·inverse, by coefficient. */
function influenceOf(design: readonly Float64Array[], load: Float64Array, inverse: readonly (readonly number[])[]): Float64Array[] {
  return inverse.map((row) =>
    load.map(
      (value, i) => value * load.length * row.reduce((sum, entry, k) => sum + entry * ((design[k] as Float64Array)[i] as number), 0),
    ),
  );
}

function addRows(into: Float64Array, columns: readonly Float64Array[], by: readonly number[]): void {
  columns.forEach((column, k) => {
    for (let i = 0; i < into.length; i++) into[i] = (into[i] as number) + (by[k] as number) * (column[i] as number);
  });
}

function linear(design: readonly Float64Array[], beta: readonly number[]): Float64Array {
  const sum = new Float64Array(design[0]?.length ?? 0);
  addRows(sum, design, beta);
  return sum;
}

function sumProduct(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += (left[i] as number) * (right[i] as number);
  return sum;
}

function sumProduct3(weight: Float64Array, left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += (weight[i] as number) * (left[i] as number) * (right[i] as number);
  return sum;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
