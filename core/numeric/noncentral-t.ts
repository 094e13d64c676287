import { normalCdf } from './normal.ts';
import { gammaKernel } from './special-functions.ts';

/** Nodes and weights of the 8-point Gauss–Legendre rule on [−1, 1]; the negative half mirrors them (DLMF table 3.5.2). */
const NODES = [0.1834346424956498, 0.525532409916329, 0.7966664774136267, 0.9602898564975363] as const;
const WEIGHTS = [0.362683783378362, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763] as const;

/** Panels per stretch: with 8 nodes each, the integral of a bell ten deviations wide is right to about 1e-14. */
const PANELS = 24;

/** Deviations on either side of the scale's mean, and of the jump of the normal tail, beyond which nothing is left. */
const REACH = 10;

/**
 * P(T ≤ t) of the noncentral Student distribution: T = (Z + shift) / √(V / df) with V chi-squared on df.
 *
 * @param shift the noncentrality, of any sign
 * @see Johnson, Kotz & Balakrishnan (1995), Continuous Univariate Distributions 2, eq. 31.14: the normal probability
 *   averaged over the scale √(V / df), by Gauss–Legendre panels
 * Cost: at most 3 × 24 × 8 normal probabilities.
 */
export function noncentralStudentCdf(t: number, df: number, shift: number): number {
  return averageOverScale(t, df, shift, 1);
}

/** P(T > t) of the noncentral Student distribution, without subtracting from 1. */
export function noncentralStudentSf(t: number, df: number, shift: number): number {
  return averageOverScale(t, df, shift, -1);
}

function averageOverScale(t: number, df: number, shift: number, sign: 1 | -1): number {
  if (!(df > 0) || !Number.isFinite(t) || !Number.isFinite(shift)) return Number.NaN;
  const deviation = 1 / Math.sqrt(2 * df);
  const low = Math.max(0, 1 - REACH * deviation);
  const high = 1 + REACH * deviation;
  // The normal probability moves from 0 to 1 around s = shift / t, over a stretch that is short when t is large.
  const middle = t === 0 ? low : shift / t;
  const width = t === 0 ? 0 : REACH / Math.abs(t);
  const stops = [low, clamp(middle - width, low, high), clamp(middle + width, low, high), high];
  let sum = 0;
  for (let stretch = 0; stretch < 3; stretch++) {
    const [from, to] = [stops[stretch] as number, stops[stretch + 1] as number];
    if (to > from) sum += integrate(from, to, (scale) => normalCdf(sign * (t * scale - shift)) * scaleDensity(scale, df));
  }
  return Math.min(1, sum);
}

/** The density of √(V / df). */
function scaleDensity(scale: number, df: number): number {
  return (2 / scale) * gammaKernel(df / 2, (df * scale * scale) / 2);
}

function integrate(from: number, to: number, of: (at: number) => number): number {
  const half = (to - from) / (2 * PANELS);
  let sum = 0;
  for (let panel = 0; panel < PANELS; panel++) {
    const center = from + (2 * panel + 1) * half;
    for (let node = 0; node < NODES.length; node++) {
      const step = half * (NODES[node] as number);
      sum += (WEIGHTS[node] as number) * (of(center - step) + of(center + step));
    }
  }
  return sum * half;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
