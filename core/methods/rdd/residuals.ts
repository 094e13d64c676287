import { fillBasis, type LocalFit, valueAt } from './local-fit.ts';
import type { Side } from './side.ts';

export const VARIANCES = ['nn', 'hc0', 'hc1', 'hc2', 'hc3'] as const;

export type VarianceKind = (typeof VARIANCES)[number];

export interface VarianceOptions {
  readonly variance: VarianceKind;
  /** Neighbours per row for `nn`. */
  readonly neighbors: number;
}

/**
 * Residuals whose squares estimate the variance of every row of a window.
 *
 * @param column one value per row of the side
 * @param count rows of the window
 * @param fit the polynomial that hc residuals are taken from; nn needs none
 * @see Calonico, Cattaneo & Titiunik (2014), Econometrica 82, section 5 and supplement S.2.4; MacKinnon & White (1985)
 * Cost: O(count · (neighbors + order²)).
 */
export function residualsOf(side: Side, column: Float64Array, count: number, fit: LocalFit & VarianceOptions): Float64Array {
  return fit.variance === 'nn' ? neighborResiduals(side, column, count, fit.neighbors) : plainResiduals(side, column, count, fit);
}

/** Distances that differ by less than this share are ties: √ε of a double, so that rounding does not choose neighbours. */
const TIE_SHARE = 2 ** -26;

/**
 * √(J/(J+1)) · (y − mean of the J nearest other rows). Rows at equal distances enter together, so that the
 * result does not depend on their order; all rows of one mass point share one neighbourhood, found once.
 */
function neighborResiduals(side: Side, column: Float64Array, count: number, neighbors: number): Float64Array {
  const residuals = new Float64Array(count);
  const wanted = Math.min(neighbors, count - 1);
  for (let from = 0; from < count; ) {
    const to = side.last[from] as number;
    const { low, high } = neighborhood(side, from, count, wanted);
    let sum = 0;
    for (let row = low; row <= high; row++) sum += column[row] as number;
    const others = high - low;
    const factor = Math.sqrt(others / (others + 1));
    for (let row = from; row <= to; row++) {
      const own = column[row] as number;
      residuals[row] = others === 0 ? 0 : factor * (own - (sum - own) / others);
    }
    from = to + 1;
  }
  return residuals;
}

/** The rows around a mass point that hold at least `wanted` others, equal distances entering together. */
function neighborhood(
  { distance, first, last }: Side,
  from: number,
  count: number,
  wanted: number,
): { readonly low: number; readonly high: number } {
  const own = distance[from] as number;
  let low = from;
  let high = last[from] as number;
  while (high - low < wanted) {
    const before = low === 0 ? Number.POSITIVE_INFINITY : own - (distance[low - 1] as number);
    const after = high === count - 1 ? Number.POSITIVE_INFINITY : (distance[high + 1] as number) - own;
    const slack = TIE_SHARE * (low === 0 || high === count - 1 ? 0 : Math.max(before, after));
    if (after - before <= slack) high = last[high + 1] as number;
    if (before - after <= slack) low = first[low - 1] as number;
  }
  return { low, high };
}

/** A leverage of 1 leaves no residual to divide; the floor keeps the row finite. */
const LEAST_FREEDOM = 1e-8;

function plainResiduals(side: Side, column: Float64Array, count: number, fit: LocalFit & VarianceOptions): Float64Array {
  const size = fit.order + 1;
  const beta = fit.beta[0] as Float64Array;
  const basis = new Float64Array(size);
  const residuals = new Float64Array(count);
  const needsLeverage = fit.variance === 'hc2' || fit.variance === 'hc3';
  const constant = fit.variance === 'hc1' ? Math.sqrt(count / Math.max(1, count - size)) : 1;
  for (let row = 0; row < count; row++) {
    const away = side.sign * (side.distance[row] as number);
    let factor = constant;
    if (needsLeverage) {
      fillBasis(basis, away / fit.bandwidth);
      let leverage = 0;
      for (let j = 0; j < size; j++) {
        for (let k = 0; k < size; k++) leverage += (basis[j] as number) * (fit.inverse[j * size + k] as number) * (basis[k] as number);
      }
      const free = Math.max(LEAST_FREEDOM, 1 - leverage * (row < fit.count ? (fit.weights[row] as number) : 0));
      factor = fit.variance === 'hc2' ? 1 / Math.sqrt(free) : 1 / free;
    }
    residuals[row] = factor * ((column[row] as number) - valueAt(fit, beta, away));
  }
  return residuals;
}
