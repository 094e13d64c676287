import { giveUp } from '../../base/problem.ts';
import type { StopSignal } from '../../base/work.ts';
import { minimiseDownhill } from '../kit/panels/nelder-mead.ts';
import { type Solved, solveLeast } from './linear.ts';
import { gainsOf, whiten } from './whiten.ts';

/** A regression whose errors follow an ARMA process. */
export interface ArmaFit extends Solved {
  readonly ar: Float64Array;
  readonly ma: Float64Array;
  /** Variance of the innovations: squares over n (ml) or n − k (reml). */
  readonly variance: number;
  /** Full log-likelihood at the estimate; −2·log-likelihood is on the scale of the outcome that came in. */
  readonly logLikelihood: number;
}

export interface ArmaRule {
  readonly ar: number;
  readonly ma: number;
  readonly likelihood: 'reml' | 'ml';
}

/** Relative to the log-likelihood, whose rounding error is near 1e-14: parameters are then right to about 1e-6. */
const TOLERANCE = 1e-13;

/**
 * Regression with ARMA(p, q) errors by exact Gaussian likelihood. Coefficients and variance are profiled out, and the
 * search is over partial autocorrelations, so that every point of it is stationary and invertible. `residuals` are the
 * whitened ones.
 *
 * Restricted likelihood (reml) takes the coefficients' share out of the likelihood: with a trend and a break, plain
 * likelihood finds too little autocorrelation and standard errors that are too small.
 *
 * @param columns standardised, the intercept among them
 * @throws numeric/singular, numeric/not-converged
 * @see Jones (1980), Technometrics 22 (partial autocorrelations); Harville (1974), Biometrika 61; Cheang & Reinsel (2000), JASA 95
 * Cost: n·(size³ + k·size + k²) per evaluation, 100–400 evaluations per parameter.
 */
export function fitArma(
  columns: readonly Float64Array[],
  outcome: Float64Array,
  names: readonly string[],
  rule: ArmaRule,
  signal: StopSignal,
): ArmaFit {
  const count = outcome.length;
  const free = rule.likelihood === 'reml' ? count - columns.length : count;
  const evaluate = (point: Float64Array) => {
    signal.throwIfAborted();
    const ar = fromPartial(point.subarray(0, rule.ar));
    const ma = fromPartial(point.subarray(rule.ar)).map((value) => -value);
    const gains = gainsOf(ar, ma, count);
    const solved = solveLeast(
      columns.map((column) => whiten(column, gains)),
      whiten(outcome, gains),
      names,
    );
    const logs = gains.variance.reduce((sum, value) => sum + Math.log(value), 0);
    const restricted = rule.likelihood === 'reml' ? solved.logDeterminant : 0;
    return { ar, ma, solved, deviance: free * Math.log(solved.squares / free) + logs + restricted };
  };
  const loss = (point: Float64Array): number =>
    point.some((value) => Math.abs(value) > FURTHEST) ? Number.MAX_VALUE : evaluate(point).deviance;
  const start = new Float64Array(rule.ar + rule.ma);
  start[0] = rule.ar > 0 ? 0.3 : 0;
  const { point } = minimiseDownhill(loss, start, { step: 0.3, tolerance: TOLERANCE, mostSteps: 400 * (start.length + 1) });
  const { ar, ma, solved, deviance } = evaluate(point);
  if (!Number.isFinite(deviance))
    giveUp(
      'numeric/not-converged',
      'The errors are explained perfectly, so no autocorrelation can be estimated.',
      'Set errors to "hac", or choose another outcome.',
      {
        option: 'errors',
      },
    );
  return { ...solved, ar, ma, variance: solved.squares / free, logLikelihood: -0.5 * (deviance + free * (1 + Math.log(2 * Math.PI))) };
}

/** tanh(4) leaves a root 0.0007 away from 1: closer, errors cannot be told from a random walk. */
const FURTHEST = 4;

/** Coefficients of a stationary autoregression from the arc tangents of its partial autocorrelations (Durbin–Levinson). */
function fromPartial(point: Float64Array): Float64Array {
  const out = new Float64Array(point.length);
  for (let k = 0; k < point.length; k++) {
    const own = Math.tanh(point[k] as number);
    const before = out.slice(0, k);
    for (let j = 0; j < k; j++) out[j] = (before[j] as number) - own * (before[k - 1 - j] as number);
    out[k] = own;
  }
  return out;
}
