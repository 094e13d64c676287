/**
 * The standard normal distribution.
 *
 * The integral follows Cody (1969), Rational Chebyshev approximations for the error function, Math. Comp. 23,
 * 631–637; the quantile follows Wichura (1988), Algorithm AS 241, Applied Statistics 37, 477–484. Both are
 * good to about 1e-15 relative, tails included.
 */

const SQRT_HALF = Math.SQRT1_2;
const ONE_OVER_SQRT_TWO_PI = 0.3989422804014327;
/** Beyond this √32 the tail is expanded in 1/x². */
const FAR = 5.656854249492381;
const CENTER = 0.67448975;

const CENTRAL_TOP = [0.06568233791820745, 2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356];
const CENTRAL_BOTTOM = [1, 47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673];
const MIDDLE_TOP = [
  1.0765576773720192e-8, 0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002, 2494.5375852903726,
  6848.190450536283, 11602.65143764735, 9842.714838383978,
];
const MIDDLE_BOTTOM = [
  1, 22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097, 34900.95272114598, 38912.00328609327,
  19685.429676859992,
];
const FAR_TOP = [
  0.023073441764940174, 0.215898534057957, 0.12740116116024736, 0.022235277870649807, 0.0014216191932278934, 2.9112874951168793e-5,
];
const FAR_BOTTOM = [1, 1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824, 7.297515550839662e-5];

/** The density at x. */
export function normalPdf(x: number): number {
  return ONE_OVER_SQRT_TWO_PI * Math.exp(-0.5 * x * x);
}

/** P(Z ≤ x). */
export function normalCdf(x: number): number {
  return x < 0 ? upperTail(-x) : 1 - upperTail(x);
}

/** P(Z > x), without cancellation for large x. */
export function normalSf(x: number): number {
  return x < 0 ? 1 - upperTail(-x) : upperTail(x);
}

/** P(|Z| > |z|): the two-sided p-value of a z statistic. */
export function normalTwoSided(z: number): number {
  return Math.min(1, 2 * upperTail(Math.abs(z)));
}

/** P(|Z| ≤ √2 |x|) with the sign of x: the error function. */
export function erf(x: number): number {
  return Math.sign(x) * (1 - 2 * upperTail(Math.abs(x) / SQRT_HALF));
}

/** The x with P(Z ≤ x) = p, for p in [0, 1]. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  const offset = p - 0.5;
  if (Math.abs(offset) <= 0.425) {
    const r = 0.180625 - offset * offset;
    return (offset * polynomial(NEAR_TOP, r)) / polynomial(NEAR_BOTTOM, r);
  }
  return offset < 0 ? -tailQuantile(p) : tailQuantile(1 - p);
}

/** The x with P(Z > x) = q; exact where 1 − q would round. */
export function normalUpperQuantile(q: number): number {
  return -normalQuantile(q);
}

function tailQuantile(tail: number): number {
  if (tail === 0) return Number.POSITIVE_INFINITY;
  const r = Math.sqrt(-Math.log(tail));
  if (r <= 5) return polynomial(TAIL_TOP, r - 1.6) / polynomial(TAIL_BOTTOM, r - 1.6);
  return polynomial(DEEP_TOP, r - 5) / polynomial(DEEP_BOTTOM, r - 5);
}

/** P(Z > x) for x ≥ 0. */
function upperTail(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (x <= CENTER) return 0.5 - (x * polynomial(CENTRAL_TOP, x * x)) / polynomial(CENTRAL_BOTTOM, x * x);
  if (x > 38.6) return 0;
  return densityRatio(x) * splitExp(x);
}

/** The tail divided by exp(−x²/2), for x above CENTER. */
function densityRatio(x: number): number {
  if (x <= FAR) return polynomial(MIDDLE_TOP, x) / polynomial(MIDDLE_BOTTOM, x);
  const square = 1 / (x * x);
  return (ONE_OVER_SQRT_TWO_PI - (square * polynomial(FAR_TOP, square)) / polynomial(FAR_BOTTOM, square)) / x;
}

/** exp(−x²/2) with x split so that the rounding of x² is not blown up. */
function splitExp(x: number): number {
  const coarse = Math.trunc(x * 16) / 16;
  return Math.exp(-0.5 * coarse * coarse) * Math.exp(-0.5 * (x - coarse) * (x + coarse));
}

/** Horner's rule; coefficients from the highest power down. */
function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (const coefficient of coefficients) value = value * x + coefficient;
  return value;
}

const NEAR_TOP = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513, 133.14166789178438,
  3.3871328727963665,
];
const NEAR_BOTTOM = [
  5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579, 42.31333070160091, 1,
];
const TAIL_TOP = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045, 5.769497221460691,
  4.630337846156546, 1.4234371107496835,
];
const TAIL_BOTTOM = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851, 1.6763848301838038,
  2.053191626637759, 1,
];
const DEEP_TOP = [
  2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487, 1.7848265399172913,
  5.463784911164114, 6.657904643501103,
];
const DEEP_BOTTOM = [
  2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133, 0.014875361290850615, 0.1369298809227358,
  0.599832206555888, 1,
];
