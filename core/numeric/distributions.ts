/**
 * Distribution functions of the tests and intervals: cumulative probability, its complement, and quantiles.
 * Every pair of tails is computed without subtracting the other where it is small, so a p-value of 1e-200
 * has as many right digits as one of 0.3. Impossible parameters answer NaN.
 *
 * Naming: `…Cdf` is P(X ≤ x), `…Sf` is P(X > x), `…Quantile(p)` inverts the first and `…UpperQuantile(q)`
 * the second.
 */
import { normalQuantile, normalSf, normalTwoSided } from './normal.ts';
import { betaKernel, betaTails, gammaKernel, gammaTails, logBeta, type Tails } from './special-functions.ts';

export { erf, normalCdf, normalPdf, normalQuantile, normalSf, normalTwoSided, normalUpperQuantile } from './normal.ts';

/** Student's t: P(T ≤ t) with `df` > 0 degrees of freedom, which may be fractional or Infinity. */
export function studentCdf(t: number, df: number): number {
  return t < 0 ? studentUpper(-t, df) : 1 - studentUpper(t, df);
}

/** P(T > t). */
export function studentSf(t: number, df: number): number {
  return t < 0 ? 1 - studentUpper(-t, df) : studentUpper(t, df);
}

/** P(|T| > |t|): the two-sided p-value of a t statistic. */
export function studentTwoSided(t: number, df: number): number {
  if (df === Number.POSITIVE_INFINITY) return normalTwoSided(t);
  return betaTails(0.5, df / 2, (t * t) / df).upper;
}

/** The density of Student's t. */
export function studentPdf(t: number, df: number): number {
  return Math.exp(-0.5 * (df + 1) * Math.log1p((t * t) / df) - logBeta(0.5, df / 2)) / Math.sqrt(df);
}

/** The t with P(T ≤ t) = p. */
export function studentQuantile(p: number, df: number): number {
  if (df === Number.POSITIVE_INFINITY) return normalQuantile(p);
  if (!(p >= 0 && p <= 1) || !(df > 0)) return Number.NaN;
  if (p === 0.5) return 0;
  // T² / df is the odds of a beta(½, df/2) variable; near the middle its lower tail keeps the digits.
  const away = Math.abs(p - 0.5);
  const tail = p < 0.5 ? p : 1 - p;
  const odds = away < 0.25 ? betaOdds(0.5, df / 2, { lower: 2 * away }) : betaOdds(0.5, df / 2, { upper: 2 * tail });
  return Math.sign(p - 0.5) * Math.sqrt(df * odds);
}

/** The t with P(T > t) = q. */
export function studentUpperQuantile(q: number, df: number): number {
  return -studentQuantile(q, df);
}

function studentUpper(t: number, df: number): number {
  if (df === Number.POSITIVE_INFINITY) return normalSf(t);
  return 0.5 * betaTails(0.5, df / 2, (t * t) / df).upper;
}

/** Chi-squared: P(X ≤ x) with `df` > 0 degrees of freedom. */
export function chiSquaredCdf(x: number, df: number): number {
  return gammaTails(df / 2, x / 2).lower;
}

/** P(X > x). */
export function chiSquaredSf(x: number, df: number): number {
  return gammaTails(df / 2, x / 2).upper;
}

/** The x with P(X ≤ x) = p. */
export function chiSquaredQuantile(p: number, df: number): number {
  return 2 * gammaQuantile(p, df / 2);
}

/** The x with P(X > x) = q. */
export function chiSquaredUpperQuantile(q: number, df: number): number {
  return 2 * gammaPoint(df / 2, q > 0.5 ? { lower: 1 - q } : { upper: q });
}

/** The x with P(X ≤ x) = p for a gamma variable of shape `a` and scale 1. */
export function gammaQuantile(p: number, a: number): number {
  return gammaPoint(a, p > 0.5 ? { upper: 1 - p } : { lower: p });
}

/** Fisher's F: P(X ≤ x) with `df1` and `df2` degrees of freedom. */
export function fCdf(x: number, df1: number, df2: number): number {
  return betaTails(df1 / 2, df2 / 2, (df1 * x) / df2).lower;
}

/** P(X > x). */
export function fSf(x: number, df1: number, df2: number): number {
  return betaTails(df1 / 2, df2 / 2, (df1 * x) / df2).upper;
}

/** The x with P(X ≤ x) = p. */
export function fQuantile(p: number, df1: number, df2: number): number {
  return (df2 / df1) * betaOdds(df1 / 2, df2 / 2, p > 0.5 ? { upper: 1 - p } : { lower: p });
}

/** The x with P(X > x) = q. */
export function fUpperQuantile(q: number, df1: number, df2: number): number {
  return (df2 / df1) * betaOdds(df1 / 2, df2 / 2, q > 0.5 ? { lower: 1 - q } : { upper: q });
}

/** Beta: P(X ≤ x) with shapes a, b > 0. */
export function betaCdf(x: number, a: number, b: number): number {
  return betaTails(a, b, oddsOf(x)).lower;
}

/** P(X > x). */
export function betaSf(x: number, a: number, b: number): number {
  return betaTails(a, b, oddsOf(x)).upper;
}

/** The x with P(X ≤ x) = p. */
export function betaQuantile(p: number, a: number, b: number): number {
  const odds = betaOdds(a, b, p > 0.5 ? { upper: 1 - p } : { lower: p });
  return odds === Number.POSITIVE_INFINITY ? 1 : odds / (1 + odds);
}

/** Binomial: P(K ≤ k) among `trials` with success share `chance`. */
export function binomialCdf(k: number, trials: number, chance: number): number {
  return binomialTails(k, trials, chance).lower;
}

/** P(K > k). */
export function binomialSf(k: number, trials: number, chance: number): number {
  return binomialTails(k, trials, chance).upper;
}

/** The smallest k with P(K ≤ k) ≥ p. Cost: O(log trials) evaluations. */
export function binomialQuantile(p: number, trials: number, chance: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0) return 0;
  let below = -1;
  let reached = trials;
  while (reached - below > 1) {
    const middle = Math.floor((below + reached) / 2);
    if (binomialCdf(middle, trials, chance) >= p) reached = middle;
    else below = middle;
  }
  return reached;
}

function binomialTails(k: number, trials: number, chance: number): Tails {
  const successes = Math.floor(k);
  if (successes < 0) return { lower: 0, upper: 1 };
  if (successes >= trials) return { lower: 1, upper: 0 };
  const { lower, upper } = betaTails(successes + 1, trials - successes, oddsOf(chance));
  return { lower: upper, upper: lower };
}

function oddsOf(x: number): number {
  if (x <= 0) return 0;
  return x >= 1 ? Number.POSITIVE_INFINITY : x / (1 - x);
}

/** The tail that a quantile is asked for; the smaller one is given, so that it is exact. */
type TailAsked = { readonly lower: number } | { readonly upper: number };

function betaOdds(a: number, b: number, asked: TailAsked): number {
  if (!(a > 0) || !(b > 0)) return Number.NaN;
  return solveOnLogScale(asked, Math.log(a / b), { tails: (x) => betaTails(a, b, x), kernel: (x) => betaKernel(a, b, x) });
}

function gammaPoint(a: number, asked: TailAsked): number {
  if (!(a > 0)) return Number.NaN;
  return solveOnLogScale(asked, Math.log(a), { tails: (x) => gammaTails(a, x), kernel: (x) => gammaKernel(a, x) });
}

/** Tail probabilities at x, and their slope in ln x. */
interface Curve {
  tails(x: number): Tails;
  kernel(x: number): number;
}

/** Newton settles in about eight steps; the cap only guards against a rounding cycle between two doubles. */
const MOST_STEPS = 200;

/**
 * Finds the x whose tail is the one asked for, by Newton's method on ln tail as a function of u = ln x.
 * Both tails are log-concave in u (gamma in ln x, beta in the log-odds), so from the mean the iteration
 * reaches the root's safe side in one step and then converges from there without overshooting.
 */
function solveOnLogScale(asked: TailAsked, start: number, curve: Curve): number {
  const isLower = 'lower' in asked;
  const target = isLower ? asked.lower : asked.upper;
  if (!(target >= 0 && target <= 1)) return Number.NaN;
  if (target === 0 || target === 1) return (target === 0) === isLower ? 0 : Number.POSITIVE_INFINITY;
  const direction = isLower ? 1 : -1;
  let visible = start;
  let u = start;
  for (let step = 0; step < MOST_STEPS; step++) {
    const x = Math.exp(u);
    const tails = curve.tails(x);
    const tail = isLower ? tails.lower : tails.upper;
    const change = (direction * Math.log(target / tail) * tail) / curve.kernel(x);
    if (Number.isFinite(change)) {
      visible = u;
      u += change;
    } else {
      // The first step went so far out that the tail underflowed; half the way still sees it.
      u = (u + visible) / 2;
    }
    if (Math.abs(u - visible) <= 1e-15 * Math.max(1, Math.abs(u))) break;
  }
  return polish(Math.exp(u), target, isLower, curve);
}

/** One last Newton step on x itself: the exponential of u carries the rounding of u, which is larger than that of x. */
function polish(x: number, target: number, isLower: boolean, curve: Curve): number {
  const tails = curve.tails(x);
  const miss = isLower ? target - tails.lower : tails.upper - target;
  const factor = 1 + miss / curve.kernel(x);
  return Number.isFinite(factor) && Math.abs(factor - 1) < 1e-6 ? x * factor : x;
}
