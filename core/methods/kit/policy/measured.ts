import { normalUpperQuantile } from '../../../numeric/distributions.ts';

/** A mean with its error. */
export interface Measured {
  readonly value: number;
  readonly standardError: number;
  readonly interval: readonly [number, number];
  readonly n: number;
}

/** The mean of scores and its error s/√n. */
export function meanOf(values: Float64Array, alpha: number): Measured {
  const n = values.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += (values[i] as number) / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += ((values[i] as number) - mean) ** 2;
  return around(mean, Math.sqrt(squares / (n - 1) / n), n, alpha);
}

/** The mean of differences of the same rows' scores. */
export function differenceOf(left: Float64Array, right: Float64Array, alpha: number): Measured {
  return meanOf(
    left.map((value, i) => value - (right[i] as number)),
    alpha,
  );
}

/** A value with its normal interval. */
export function around(value: number, standardError: number, n: number, alpha: number): Measured {
  const half = normalUpperQuantile(alpha / 2) * standardError;
  return { value, standardError, interval: [value - half, value + half], n };
}
