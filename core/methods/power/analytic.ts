import { normalCdf, normalUpperQuantile, studentUpperQuantile } from '../../numeric/distributions.ts';
import { noncentralStudentCdf, noncentralStudentSf } from '../../numeric/noncentral-t.ts';

/** How one comparison of an arm with the control is noisy. */
export interface Noise {
  readonly test: 't' | 'z';
  /** For yes/no outcomes the control's share, as the variance then moves with the effect; null for amounts. */
  readonly share: number | null;
  /** Variance of one row after what covariates explain was taken out; not used for shares. */
  readonly variance: number;
  /** What rows that hang together in clusters multiply the variance by; 1 without clusters. */
  readonly designEffect: number;
  /** Rows in a cluster, on average; 1 without clusters. */
  readonly clusterSize: number;
}

/** How one comparison is judged. */
export interface Rule {
  /** The error rate of this comparison, after the correction for several arms. */
  readonly alpha: number;
  readonly sides: 'one' | 'two';
}

/** Rows in the control and in the arm. */
export interface Sizes {
  readonly control: number;
  readonly arm: number;
}

/** No experiment on one planet has more customers. */
const MOST_ROWS = 1e13;

/**
 * The chance that the comparison finds an effect of that size.
 *
 * Amounts under the t test follow the noncentral Student distribution with the shift effect/√(v/n₀ + v/n₁) on
 * n₀ + n₁ − 2 degrees of freedom (clusters instead of rows where there are any). Shares are judged with the pooled
 * variance and scattered with the unpooled one, as the two-proportion z test is.
 *
 * @param effect in the outcome's unit, of any sign; shares as a difference of shares
 * @returns a share; 0 where fewer than two units per arm leave nothing to test with
 * @see Cohen (1988), Statistical Power Analysis, ch. 2; Fleiss, Levin & Paik (2003), eq. 4.14 for shares
 * Cost: one noncentral probability or two.
 */
export function powerOf(noise: Noise, rule: Rule, effect: number, sizes: Sizes): number {
  const tail = rule.sides === 'two' ? rule.alpha / 2 : rule.alpha;
  // A one-sided test looks in the direction of the effect that is planned for.
  const size = Math.abs(effect);
  const units = (sizes.control + sizes.arm) / noise.clusterSize;
  if (!(Math.min(sizes.control, sizes.arm) > 0) || units <= 2) return 0;
  const { underNull, underEffect } = errorsOf(noise, effect, sizes);
  if (underEffect === 0) return size > 0 ? 1 : rule.alpha;
  if (noise.share !== null || noise.test === 'z') {
    const bar = normalUpperQuantile(tail) * underNull;
    return normalCdf((size - bar) / underEffect) + (rule.sides === 'two' ? normalCdf((-size - bar) / underEffect) : 0);
  }
  const df = units - 2;
  const shift = size / underEffect;
  const bar = studentUpperQuantile(tail, df);
  return noncentralStudentSf(bar, df, shift) + (rule.sides === 'two' ? noncentralStudentCdf(-bar, df, shift) : 0);
}

/** Standard errors of the difference, with no effect and with it. */
function errorsOf(noise: Noise, effect: number, { control, arm }: Sizes): { underNull: number; underEffect: number } {
  if (noise.share === null) {
    const error = Math.sqrt(noise.variance * noise.designEffect * (1 / control + 1 / arm));
    return { underNull: error, underEffect: error };
  }
  const [without, withEffect] = [noise.share, Math.min(1, Math.max(0, noise.share + effect))];
  const pooled = (control * without + arm * withEffect) / (control + arm);
  return {
    underNull: Math.sqrt(pooled * (1 - pooled) * (1 / control + 1 / arm)),
    underEffect: Math.sqrt((without * (1 - without)) / control + (withEffect * (1 - withEffect)) / arm),
  };
}

/**
 * Rows that the control needs so that the comparison reaches the power; a real number, to be rounded up.
 *
 * @param ratio rows of the arm per row of the control
 * @returns Infinity where no size below 1e13 is enough
 * Cost: about 60 times `powerOf`.
 */
export function controlSizeFor(noise: Noise, rule: Rule, goal: { readonly effect: number; readonly power: number }, ratio: number): number {
  const reached = (control: number): boolean => powerOf(noise, rule, goal.effect, { control, arm: control * ratio }) >= goal.power;
  const least = (2 * noise.clusterSize) / Math.min(1, ratio);
  if (goal.effect === 0 || !reached(MOST_ROWS)) return Number.POSITIVE_INFINITY;
  if (reached(least)) return least;
  return bisect(Math.log(least), Math.log(MOST_ROWS), (at) => reached(Math.exp(at)), Math.exp);
}

/**
 * The smallest effect that the comparison finds with the power (minimum detectable effect).
 *
 * @param sign 1 for increases, −1 for decreases; it matters for shares
 * @returns with its sign; null where a share would have to leave 0 … 1
 * Cost: about 60 times `powerOf`.
 */
export function effectFor(noise: Noise, rule: Rule, goal: { readonly power: number; readonly sign: 1 | -1 }, sizes: Sizes): number | null {
  const reached = (size: number): boolean => powerOf(noise, rule, goal.sign * size, sizes) >= goal.power;
  // Power at no effect is alpha; asking for less than that asks for nothing.
  if (reached(0)) return 0;
  const room = noise.share === null ? Number.POSITIVE_INFINITY : goal.sign > 0 ? 1 - noise.share : noise.share;
  let high = Math.min(room, Math.sqrt(noise.variance * noise.designEffect * (1 / sizes.control + 1 / sizes.arm)));
  while (!reached(high)) {
    if (high >= room || high > 1e300) return null;
    high = Math.min(room, 2 * high);
  }
  return goal.sign * bisect(0, high, reached, (at) => at);
}

/** The point from which on `reached` holds, to 14 digits; `out` turns the scale that was halved into the answer. */
function bisect(low: number, high: number, reached: (at: number) => boolean, out: (at: number) => number): number {
  let [below, above] = [low, high];
  for (let step = 0; step < 100 && above - below > 1e-14 * Math.max(Math.abs(above), 1e-300); step++) {
    const middle = (below + above) / 2;
    if (reached(middle)) above = middle;
    else below = middle;
  }
  return out(above);
}
