import { normalUpperQuantile } from '../../numeric/distributions.ts';
import { type ErrorRule, influenceOf, type LinearScore, type Scored, squaresOf } from './scores.ts';
import type { DmlSpec } from './spec.ts';

/** How far a confounder that was not measured could move the estimate. */
export interface Sensitivity {
  /** The estimate less and plus the largest bias, and the interval's ends around them. */
  readonly low: number;
  readonly high: number;
  readonly lowEnd: number;
  readonly highEnd: number;
  /** The strength on both sides that would bring the estimate, or the end of its interval, to 0. */
  readonly robustness: number;
  readonly robustnessOfInterval: number;
}

/**
 * Bounds under a confounder that explains a share cfY of what is left of the outcome and lets the treatment's Riesz representer
 * gain cfD: |bias| ≤ |ρ|·√(σ²ν²)·√(cfY·cfD/(1 − cfD)). The robustness value is the r = cfY = cfD at which the bound reaches 0.
 *
 * @see Chernozhukov, Cinelli, Newey, Sharma & Syrgkanis (2022), "Long story short", NBER WP 30302, theorems 2 and 4, eq. 12
 * Cost: a few passes; the interval's robustness value 60 of them.
 */
export function sensitivityOf(score: LinearScore, main: Scored, spec: DmlSpec, rule: ErrorRule): Sensitivity {
  const { rows, rest, left, riesz, a } = score;
  const n = rows.length;
  let [noise, gain, slope] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    noise += ((rest[i] as number) - main.value * (left[i] as number)) ** 2 / n;
    gain += (riesz[i] as number) / n;
    slope += (a[i] as number) / n;
  }
  const isPartial = spec.model === 'partially-linear';
  const power = isPartial ? 1 / gain : gain;
  const reach = Math.sqrt(Math.max(0, noise * power));
  const influence = influenceOf(score, main.value).map((each) => each / slope);
  const bias = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const ofNoise = ((rest[i] as number) - main.value * (left[i] as number)) ** 2 - noise;
    const ofPower = isPartial ? power - power * power * (riesz[i] as number) : (riesz[i] as number) - power;
    bias[i] = reach > 0 ? (power * ofNoise + noise * ofPower) / (2 * reach) : 0;
  }
  const z = normalUpperQuantile(rule.alpha / 2);
  const end = (side: 1 | -1, strength: number): number => {
    const moved = influence.map((each, i) => each + side * strength * (bias[i] as number));
    return main.value + side * (strength * reach + (z * Math.sqrt(squaresOf(moved, rows, rule.clusters))) / n);
  };
  const strength = Math.abs(spec.rho) * Math.sqrt((spec.cfY * spec.cfD) / (1 - spec.cfD));
  const towardsZero = main.value >= 0 ? -1 : 1;
  return {
    low: main.value - strength * reach,
    high: main.value + strength * reach,
    lowEnd: end(-1, strength),
    highEnd: end(1, strength),
    robustness: shareAt(Math.abs(main.value), Math.abs(spec.rho) * reach),
    robustnessOfInterval: bisect((share) => end(towardsZero, Math.abs(spec.rho) * strengthOf(share)) * -towardsZero),
  };
}

function strengthOf(share: number): number {
  return share / Math.sqrt(1 - share);
}

/** The r with r/√(1 − r) = distance/reach. */
function shareAt(distance: number, reach: number): number {
  if (!(reach > 0)) return distance === 0 ? 0 : 1;
  const square = (distance / reach) ** 2;
  return (-square + Math.sqrt(square * square + 4 * square)) / 2;
}

/** Where a falling function of a share in [0, 1) crosses 0; 0 where it starts below. */
function bisect(at: (share: number) => number): number {
  if (at(0) <= 0) return 0;
  let [low, high] = [0, 1 - 1e-9];
  if (at(high) > 0) return 1;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (at(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
