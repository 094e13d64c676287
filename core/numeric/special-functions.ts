/**
 * The gamma and beta functions and their regularised integrals, accurate in both tails. Everything that has
 * a p-value rests on these, so they are built from parts that lose no digits: densities by Loader's
 * saddle-point form instead of differences of large logarithms, integrals by positive series or continued
 * fractions on the side of the mean where they converge fast.
 */

const HALF_LOG_TWO_PI = 0.9189385332046728;

/** Series and fractions stop when a term no longer changes a double. */
const EPSILON = 1e-16;

/** Above this the Stirling series below is exact to a double with six terms. */
const STIRLING_FROM = 15;

/**
 * The error of Stirling's formula, ln Γ(a) − [(a − ½) ln a − a + ½ ln 2π], for a > 0.
 *
 * @see Loader (2000), Fast and accurate computation of binomial probabilities
 * Cost: O(1); one logarithm per unit below 15.
 */
export function stirlingError(a: number): number {
  let shifted = 0;
  let at = a;
  // δ(a) = δ(a+1) + (a + ½) ln(1 + 1/a) − 1, until the series is exact.
  while (at < STIRLING_FROM) {
    shifted += (at + 0.5) * Math.log1p(1 / at) - 1;
    at += 1;
  }
  const inverse = 1 / at;
  const square = inverse * inverse;
  const series = 1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square * (1 / 1188 - square * (691 / 360_360)))));
  return shifted + inverse * series;
}

/**
 * ln Γ(a) for a > 0; Infinity at 0.
 *
 * Cost: as `stirlingError`.
 */
export function logGamma(a: number): number {
  if (a === 0) return Number.POSITIVE_INFINITY;
  if (!(a > 0)) return Number.NaN;
  return (a - 0.5) * Math.log(a) - a + HALF_LOG_TWO_PI + stirlingError(a);
}

/** ln B(a, b) for a, b > 0, without the cancellation of three ln Γ when both are large. */
export function logBeta(a: number, b: number): number {
  const total = a + b;
  const [small, large] = a < b ? [a, b] : [b, a];
  return (
    HALF_LOG_TWO_PI +
    stirlingError(a) +
    stirlingError(b) -
    stirlingError(total) +
    small * Math.log(small / total) -
    large * Math.log1p(small / large) +
    0.5 * Math.log(total / a / b)
  );
}

/** (1 + e) ln(1 + e) − e ≥ 0 for e ≥ −1, accurate near 0: the deviance per unit of expectation. */
export function deviance(e: number): number {
  if (e <= -1) return 1;
  if (Math.abs(e) > 0.2) return (1 + e) * Math.log1p(e) - e;
  // With v = e/(2+e), ln(1+e) = 2 atanh v; the terms that cancel are removed by hand.
  const v = e / (2 + e);
  const square = v * v;
  let power = v * square;
  let tail = power / 3;
  for (let odd = 5; odd < 60; odd += 2) {
    power *= square;
    const longer = tail + power / odd;
    if (longer === tail) break;
    tail = longer;
  }
  return (2 * (square + (1 + v) * tail)) / (1 - v);
}

/** xᵃ e⁻ˣ / Γ(a): the gamma density on the scale of ln x. */
export function gammaKernel(a: number, x: number): number {
  return Math.sqrt(a / (2 * Math.PI)) * Math.exp(-stirlingError(a) - x * deviance((a - x) / x));
}

/** Both regularised incomplete gamma functions, P(a, x) and Q(a, x) = 1 − P, each without cancellation where it is small. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

const NOTHING_BELOW: Tails = { lower: 0, upper: 1 };
const NOTHING_ABOVE: Tails = { lower: 1, upper: 0 };
const UNDEFINED: Tails = { lower: Number.NaN, upper: Number.NaN };

/**
 * Regularised incomplete gamma functions of a > 0 at x ≥ 0.
 *
 * @see DLMF 8.7.1 (series), 8.9.2 (continued fraction)
 * Cost: O(√a) terms near the mean, a handful in the tails.
 */
export function gammaTails(a: number, x: number): Tails {
  if (!(a > 0) || Number.isNaN(x)) return UNDEFINED;
  if (x <= 0) return NOTHING_BELOW;
  if (x === Number.POSITIVE_INFINITY) return NOTHING_ABOVE;
  const kernel = gammaKernel(a, x);
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; term > sum * EPSILON; n++) {
      term *= x / (a + n);
      sum += term;
    }
    const lower = Math.min(1, kernel * sum);
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, kernel * upperGammaFraction(a, x));
  return { lower: 1 - upper, upper };
}

/** Γ(a, x) eˣ x⁻ᵃ by Lentz's method, for x ≥ a + 1. */
function upperGammaFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let product = d;
  for (let n = 1; ; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / notZero(numerator * d + b);
    c = notZero(b + numerator / c);
    const factor = c * d;
    product *= factor;
    if (Math.abs(factor - 1) < 4 * EPSILON) return product;
  }
}

/**
 * xᵃ yᵇ / B(a, b) at the odds x / y, with y = 1 − x: the beta density on the scale of the log-odds.
 * Odds instead of x keep both tails exact: t²/df for Student's t, for instance, never meets 1.
 */
export function betaKernel(a: number, b: number, odds: number): number {
  const total = a + b;
  const gap = b * odds - a;
  const expectedA = (total * odds) / (1 + odds);
  const expectedB = total / (1 + odds);
  const apart = expectedA * deviance(-gap / (total * odds)) + expectedB * deviance(gap / total);
  const correction = stirlingError(total) - stirlingError(a) - stirlingError(b);
  return Math.sqrt(((a / total) * b) / (2 * Math.PI)) * Math.exp(correction - apart);
}

/**
 * Regularised incomplete beta functions I_x(a, b) and 1 − I_x(a, b) for a, b > 0 at the odds x / (1 − x) ≥ 0.
 *
 * @see DiDonato & Morris (1992), ACM TOMS 18, 360–373 (continued fraction)
 * Cost: O(√max(a, b)) terms near the mean, a handful in the tails.
 */
export function betaTails(a: number, b: number, odds: number): Tails {
  if (!(a > 0) || !(b > 0) || Number.isNaN(odds)) return UNDEFINED;
  if (odds <= 0) return NOTHING_BELOW;
  if (odds === Number.POSITIVE_INFINITY) return NOTHING_ABOVE;
  // The fraction converges fast below (a+1)/(a+b+2), as odds (a+1)/(b+1); above it, the other tail does.
  if (odds * (b + 1) <= a + 1) {
    const lower = Math.min(1, betaKernel(a, b, odds) * betaFraction(a, b, odds));
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, betaKernel(b, a, 1 / odds) * betaFraction(b, a, 1 / odds));
  return { lower: 1 - upper, upper };
}

/** I_x(a, b) divided by xᵃ yᵇ / B(a, b), for x at or below about the mean. */
function betaFraction(a: number, b: number, odds: number): number {
  const x = odds / (1 + odds);
  const y = 1 / (1 + odds);
  const above = (a - b * odds) / (1 + odds) + 1;
  const first = 1 + 1 / a;
  let [before, beforeDivisor, now, divisor] = [0, 1, 1, above / first];
  let value = first / above;
  let share = 1;
  let size = a + 1;
  for (let n = 1; ; n++) {
    const weight = n * (b - n) * x;
    const step = a / size;
    const alpha = share * (share + b / a) * step * step * (weight * x);
    const reach = (1 + n / a) / (first + (2 * n) / a);
    const beta = n + weight / size + reach * (above + n * (1 + y));
    share = 1 + n / a;
    size += 2;
    [before, now] = [now, alpha * before + beta * now];
    [beforeDivisor, divisor] = [divisor, alpha * beforeDivisor + beta * divisor];
    const better = now / divisor;
    if (Math.abs(better - value) <= 4 * EPSILON * better) return better;
    value = better;
    before /= divisor;
    beforeDivisor /= divisor;
    now = better;
    divisor = 1;
  }
}

/** Lentz's method divides by partial denominators; a tiny one stands in for zero. */
function notZero(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value;
}
