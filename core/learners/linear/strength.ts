/** Penalty weights per basis position: λ·mix·s for |β|, λ·(1 − mix)·s² for ½β². The intercept (spread 0) is free. */
export function penaltyOf(spread: readonly number[], mix: number, strength: number): { absolute: Float64Array; square: Float64Array } {
  return {
    absolute: Float64Array.from(spread, (s) => strength * mix * s),
    square: Float64Array.from(spread, (s) => strength * (1 - mix) * s * s),
  };
}

/** How many strengths are tried; neighbours differ by a factor of about 1.6. */
const GRID_POINTS = 20;

/** The weakest strength tried, as a share of the strongest: practically no penalty. */
const GRID_SPAN = 1e-4;

/**
 * Strengths to try, strongest first: from the smallest λ at which every coefficient is 0 down to a
 * ten-thousandth of it.
 *
 * @param gradient mean of outcome · column at β = 0, per basis position
 * @see Friedman, Hastie & Tibshirani (2010), section 2.5; for ridge, where no such λ exists, mix counts as at least 0.01
 */
export function strengthGrid(gradient: readonly number[], spread: readonly number[], mix: number): number[] {
  let largest = 0;
  for (let j = 1; j < gradient.length; j++) {
    if ((spread[j] as number) > 0) largest = Math.max(largest, Math.abs(gradient[j] as number) / (spread[j] as number));
  }
  const top = Math.max(largest, 1e-6) / Math.max(mix, 0.01);
  return Array.from({ length: GRID_POINTS }, (_, index) => top * GRID_SPAN ** (index / (GRID_POINTS - 1)));
}

/** The strength with the smallest loss; among equals the strongest. */
export function bestStrength(grid: readonly number[], losses: readonly number[]): number {
  let best = 0;
  losses.forEach((loss, index) => {
    if (loss < (losses[best] as number)) best = index;
  });
  return grid[best] as number;
}

/** Five folds where there are enough rows for them. */
export function strengthFolds(rowCount: number): number {
  return Math.max(2, Math.min(5, rowCount));
}
