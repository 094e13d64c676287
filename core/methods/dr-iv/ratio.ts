import { normalUpperQuantile } from '../../numeric/distributions.ts';

/** A value with a normal interval. */
export interface Valued {
  readonly value: number;
  readonly standardError: number;
  readonly interval: readonly [number, number];
  readonly n: number;
}

/** Where the effect may lie, whatever the instrument's strength; null stands for no end on that side. */
export type RobustSet =
  | { readonly kind: 'interval'; readonly low: number; readonly high: number }
  | { readonly kind: 'outside'; readonly low: number; readonly high: number }
  | { readonly kind: 'everything' };

/** The ratio of two averaged scores. */
export interface ScoreRatio {
  readonly late: Valued;
  /** Share of compliers, and the effect of being encouraged. */
  readonly compliers: Valued;
  readonly encouragement: Valued;
  /** Squared t of the compliers' share. */
  readonly strength: number;
  readonly weak: RobustSet;
}

/**
 * θ = Σψ_Y / Σψ_D over the given rows, with the influence function (ψ_Y − θψ_D)/mean(ψ_D), and the set of θ that the test
 * of mean(ψ_Y − θψ_D) = 0 does not reject (Fieller 1954; Anderson & Rubin 1949), which holds for weak instruments too.
 *
 * @see Chernozhukov et al. (2018), Econometrics Journal 21(1), theorem 5.2
 */
export function ratioOf(onOutcome: Float64Array, onTreatment: Float64Array, rows: Int32Array, alpha: number): ScoreRatio {
  const n = rows.length;
  const z = normalUpperQuantile(alpha / 2);
  let [y, d] = [0, 0];
  for (let i = 0; i < n; i++) {
    y += (onOutcome[rows[i] as number] as number) / n;
    d += (onTreatment[rows[i] as number] as number) / n;
  }
  let [yy, yd, dd] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [a, b] = [(onOutcome[rows[i] as number] as number) - y, (onTreatment[rows[i] as number] as number) - d];
    yy += (a * a) / n / n;
    yd += (a * b) / n / n;
    dd += (b * b) / n / n;
  }
  const valued = (value: number, variance: number): Valued => {
    const standardError = Math.sqrt(Math.max(0, variance));
    return { value, standardError, interval: [value - z * standardError, value + z * standardError], n };
  };
  const theta = y / d;
  return {
    late: valued(theta, (yy - 2 * theta * yd + theta * theta * dd) / (d * d)),
    compliers: valued(d, dd),
    encouragement: valued(y, yy),
    strength: (d * d) / dd,
    weak: robustSet(d * d - z * z * dd, -2 * (y * d - z * z * yd), y * y - z * z * yy),
  };
}

/** The θ with aθ² + bθ + c ≤ 0. */
function robustSet(a: number, b: number, c: number): RobustSet {
  const discriminant = b * b - 4 * a * c;
  if (discriminant < 0) return { kind: 'everything' };
  const root = Math.sqrt(discriminant);
  const [first, second] = [(-b - root) / (2 * a), (-b + root) / (2 * a)];
  const [low, high] = [Math.min(first, second), Math.max(first, second)];
  return { kind: a > 0 ? 'interval' : 'outside', low, high };
}
