import { giveUp } from '../../base/problem.ts';
import { factorIndependent, solveFactored } from '../../numeric/linear-algebra.ts';
import { type LocalFit, valueAt } from './local-fit.ts';
import type { Side } from './side.ts';

/** What the columns of a side are: the outcome comes first, covariates last. */
export interface Layout {
  /** Whether the second column is the take-up of the treatment. */
  readonly isFuzzy: boolean;
}

/**
 * Weighted cross-products of what the local polynomial leaves of every column, row-major; sums over the two
 * sides give the normal equations of the covariates' common slopes.
 */
export function leftoverProducts(side: Side, fit: LocalFit): Float64Array {
  const size = side.columns.length;
  const products = new Float64Array(size * size);
  const left = new Float64Array(size);
  for (let row = 0; row < fit.count; row++) {
    const away = side.sign * (side.distance[row] as number);
    for (let at = 0; at < size; at++) {
      left[at] = ((side.columns[at] as Float64Array)[row] as number) - valueAt(fit, fit.beta[at] as Float64Array, away);
    }
    const weight = fit.weights[row] as number;
    for (let j = 0; j < size; j++) {
      for (let k = 0; k < size; k++) {
        products[j * size + k] = (products[j * size + k] as number) + weight * (left[j] as number) * (left[k] as number);
      }
    }
  }
  return products;
}

/** The estimate and how it moves with the limits of the columns, to first order. */
export interface Contrast {
  /** Sharp: the outcome less the covariates' part. Fuzzy: that over the same for take-up. */
  readonly value: number;
  /** One weight per column. */
  readonly weights: Float64Array;
  /** The numerator and, in fuzzy designs, the denominator. */
  readonly reducedForm: number;
  readonly takeUp: number;
}

/**
 * Turns the limits of all columns into one estimate: outcome − γ·covariates, over the same for take-up when fuzzy.
 * Everything after it (bias, variance) is linear, so it can work on the one column Σ weight · column.
 *
 * @param limits by column: what the polynomial says at the cut-off (or the jump of it)
 * @param products see `leftoverProducts`; only read where there are covariates
 * @throws numeric/singular when take-up does not move at all
 * @see Calonico, Cattaneo, Farrell & Titiunik (2019), Review of Economics and Statistics 101, section III (covariates)
 */
export function contrastOf(limits: readonly number[], products: Float64Array, { isFuzzy }: Layout): Contrast {
  const size = limits.length;
  const from = isFuzzy ? 2 : 1;
  const slopes = [0, ...(isFuzzy ? [1] : [])].map((target) => slopesOn(products, { size, from, target }));
  const adjusted = slopes.map((slope, target) =>
    slope.reduce((sum, gamma, j) => sum - gamma * (limits[from + j] as number), limits[target] as number),
  );
  const weights = new Float64Array(size);
  const [reducedForm = 0, takeUp = 1] = adjusted;
  if (isFuzzy && takeUp === 0) {
    giveUp(
      'numeric/singular',
      'Take-up does not change at the cut-off, so there is nothing to divide by.',
      'Choose another takeUp column.',
      {
        option: 'takeUp',
      },
    );
  }
  const [onOutcome, onTakeUp] = isFuzzy ? [1 / takeUp, -reducedForm / takeUp ** 2] : [1, 0];
  weights[0] = onOutcome;
  if (isFuzzy) weights[1] = onTakeUp;
  for (let j = from; j < size; j++) {
    weights[j] = -onOutcome * (slopes[0]?.[j - from] ?? 0) - onTakeUp * (slopes[1]?.[j - from] ?? 0);
  }
  return { value: isFuzzy ? reducedForm / takeUp : reducedForm, weights, reducedForm, takeUp };
}

/** Slopes of one column on the covariates; those that repeat others get 0. */
function slopesOn(
  products: Float64Array,
  { size, from, target }: { readonly size: number; readonly from: number; readonly target: number },
): Float64Array {
  const count = size - from;
  const square = new Float64Array(count * count);
  const cross = new Float64Array(count);
  for (let j = 0; j < count; j++) {
    cross[j] = products[(from + j) * size + target] as number;
    for (let k = 0; k < count; k++) square[j * count + k] = products[(from + j) * size + from + k] as number;
  }
  return solveFactored(factorIndependent(square, count), cross);
}

/** Σ weight · column, over the first `count` rows. */
export function combine(columns: readonly Float64Array[], weights: Float64Array, count: number): Float64Array {
  const combined = new Float64Array(count);
  columns.forEach((column, at) => {
    const weight = weights[at] as number;
    if (weight === 0) return;
    for (let row = 0; row < count; row++) combined[row] = (combined[row] as number) + weight * (column[row] as number);
  });
  return combined;
}
