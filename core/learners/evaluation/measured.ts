import { normalUpperQuantile } from '../../numeric/normal.ts';

/** A number that a sample gives, with its uncertainty. */
export interface Measured {
  readonly value: number;
  readonly standardError: number;
  readonly interval: readonly [number, number];
}

/** What a model said about rows that it was judged on, and what happened. Arrays are n long. */
export interface Judged {
  readonly predicted: Float64Array;
  readonly actual: Float64Array;
  readonly weight?: Float64Array;
}

/** A normal interval around a value, cut at the ends of what the quantity can be. */
export function around(value: number, standardError: number, level: number, range: readonly [number, number]): Measured {
  const reach = normalUpperQuantile((1 - level) / 2) * standardError;
  return { value, standardError, interval: [Math.max(range[0], value - reach), Math.min(range[1], value + reach)] };
}

/**
 * A weighted mean and its standard error by the central limit theorem.
 *
 * @param weight one number a value; all 1 without it. The error counts weights as importance, not as copies:
 *   √(Σ w²(v − v̄)²)/Σw · √(n/(n − 1))
 */
export function meanOf(values: Float64Array, weight?: Float64Array): { readonly value: number; readonly standardError: number } {
  const each = (i: number): number => (weight === undefined ? 1 : (weight[i] as number));
  let sum = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    sum += each(i) * (values[i] as number);
    total += each(i);
  }
  const value = sum / total;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (each(i) * ((values[i] as number) - value)) ** 2;
  const small = values.length > 1 ? values.length / (values.length - 1) : Number.NaN;
  return { value, standardError: Math.sqrt(squares * small) / total };
}

/** Positions in order of their score, lowest first; among equals in row order. */
export function orderBy(scores: Float64Array): Int32Array {
  const order = Int32Array.from(scores.keys());
  return order.sort((left, right) => (scores[left] as number) - (scores[right] as number) || left - right);
}
