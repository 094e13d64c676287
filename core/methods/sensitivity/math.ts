import { studentUpperQuantile } from '../../numeric/distributions.ts';

/** A linear-regression effect as its t value and residual degrees of freedom: all that robustness needs. */
export interface Effect {
  readonly estimate: number;
  readonly standardError: number;
  readonly df: number;
}

/** How strongly a confounder is tied to treatment and to outcome, as partial R². */
export interface Ties {
  readonly withTreatment: number;
  readonly withOutcome: number;
}

/** Partial R² of the treatment with the outcome: t² / (t² + df). */
export function partialR2(t: number, df: number): number {
  return (t * t) / (t * t + df);
}

/**
 * The robustness value: the partial R² that a confounder needs with both treatment and outcome to take away the share
 * q of the estimate, or (with alpha below 1) to make what is left no longer significant.
 *
 * @param alpha 1 asks about the estimate alone
 * @returns a share; 0 when the estimate is not significant to begin with
 * @see Cinelli & Hazlett (2020), JRSS B 82, 39–67, eq. 19 and 20
 * Cost: O(1).
 */
export function robustnessValue(t: number, df: number, q: number, alpha = 1): number {
  const f = (q * Math.abs(t)) / Math.sqrt(df);
  const bar = alpha < 1 ? studentUpperQuantile(alpha / 2, df - 1) / Math.sqrt(df - 1) : 0;
  const left = f - bar;
  if (!(left > 0)) return 0;
  // Beyond this point a confounder that is tied to the treatment alone does it.
  if (bar > 0 && f > 1 / bar) return (f * f - bar * bar) / (1 + f * f);
  return (Math.sqrt(left ** 4 + 4 * left * left) - left * left) / 2;
}

/**
 * The estimate and its t value as they would be with the confounder in the regression.
 *
 * @see Cinelli & Hazlett (2020), eq. 14 (bias) and 16 (standard error); the bias is taken towards zero
 */
export function adjusted(
  { estimate, standardError, df }: Effect,
  { withTreatment, withOutcome }: Ties,
): { readonly estimate: number; readonly t: number } {
  const bias = standardError * Math.sqrt(((withOutcome * withTreatment) / (1 - withTreatment)) * df);
  const error = standardError * Math.sqrt((1 - withOutcome) / (1 - withTreatment)) * Math.sqrt(df / (df - 1));
  const left = Math.sign(estimate) * (Math.abs(estimate) - bias);
  return { estimate: left, t: error > 0 ? left / error : 0 };
}

/**
 * The ties of a confounder k times as strong as a measured covariate.
 *
 * @param measured partial R² of the covariate with the treatment, and with the outcome given the treatment
 * @returns null when no confounder can be that strong
 * @see Cinelli & Hazlett (2020), eq. 22 to 24
 */
export function boundOf(measured: Ties, k: number): Ties | null {
  const [d, y] = [measured.withTreatment, measured.withOutcome];
  const withTreatment = (k * d) / (1 - d);
  const between = (k * d * d) / ((1 - k * d) * (1 - d));
  if (!(withTreatment < 1 && k * d < 1 && between < 1 && y < 1)) return null;
  const scale = (Math.sqrt(k) + Math.sqrt(between)) / Math.sqrt(1 - between);
  return { withTreatment, withOutcome: Math.min(1, (scale * scale * y) / (1 - y)) };
}
