import { chiSquaredSf } from '../../numeric/distributions.ts';

/** A Ljung–Box test up to one lag. */
export interface LjungBox {
  readonly lag: number;
  readonly statistic: number;
  readonly pValue: number | null;
}

/** Σ(e_t − e_{t−1})² / Σe²: near 2 without autocorrelation, below it with positive. Durbin & Watson (1950), Biometrika 37. */
export function durbinWatson(residuals: Float64Array): number {
  let [steps, squares] = [0, 0];
  residuals.forEach((value, at) => {
    squares += value * value;
    if (at > 0) steps += (value - (residuals[at - 1] as number)) ** 2;
  });
  return squares > 0 ? steps / squares : 2;
}

/**
 * Ljung & Box's portmanteau test that autocorrelations up to a lag are 0.
 *
 * @param parameters ARMA parameters that were fitted; they take degrees of freedom
 * @see Ljung & Box (1978), Biometrika 65, eq. 1.2
 */
export function ljungBox(residuals: Float64Array, lags: readonly number[], parameters: number): LjungBox[] {
  const count = residuals.length;
  const mean = residuals.reduce((sum, value) => sum + value, 0) / count;
  const centred = residuals.map((value) => value - mean);
  const square = centred.reduce((sum, value) => sum + value * value, 0);
  return lags
    .filter((lag) => lag < count / 2)
    .map((lag) => {
      let sum = 0;
      for (let k = 1; k <= lag; k++) {
        let product = 0;
        for (let at = k; at < count; at++) product += (centred[at] as number) * (centred[at - k] as number);
        sum += (square > 0 ? product / square : 0) ** 2 / (count - k);
      }
      const statistic = count * (count + 2) * sum;
      return { lag, statistic, pValue: lag > parameters ? chiSquaredSf(statistic, lag - parameters) : null };
    });
}
