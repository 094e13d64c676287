/** Points and weights of Gauss–Legendre quadrature on [0, 1]. */
export interface QuadratureRule {
  readonly points: Float64Array;
  readonly weights: Float64Array;
}

/**
 * The Gauss–Legendre rule with n points on [0, 1], exact for polynomials up to degree 2n − 1.
 *
 * Roots of the Legendre polynomial by Newton's method from Tricomi's starting values; all weights are positive,
 * so sums of positive terms lose no digits.
 *
 * @see Abramowitz & Stegun (1964), 25.4.29–30
 * Cost: O(n²).
 */
export function legendreRule(n: number): QuadratureRule {
  const points = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 1;
    // Newton converges quadratically from these starts; 10 steps are twice what 256 points need.
    for (let step = 0; step < 10; step++) {
      let [before, now] = [1, x];
      for (let k = 2; k <= n; k++) [before, now] = [now, ((2 * k - 1) * x * now - (k - 1) * before) / k];
      slope = (n * (x * now - before)) / (x * x - 1);
      x -= now / slope;
    }
    points[i] = (1 + x) / 2;
    weights[i] = 1 / ((1 - x * x) * slope * slope);
  }
  return { points, weights };
}

/** Rules with 1 … n points, at index 0 … n−1. */
export function legendreRules(n: number): QuadratureRule[] {
  return Array.from({ length: n }, (_, index) => legendreRule(index + 1));
}
