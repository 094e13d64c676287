import { giveUp } from '../../base/problem.ts';
import type { StopSignal } from '../../base/work.ts';
import { type Solved, solveLeast } from './linear.ts';

/** A Poisson regression at its maximum. */
export interface CountFit {
  readonly coefficients: Float64Array;
  /** The inverse information at dispersion 1. */
  readonly bread: Float64Array;
  readonly fitted: Float64Array;
  /** Pearson's X² / (n − k). */
  readonly dispersion: number;
}

/** Newton's steps square the error; ordinary counts end within ten. */
const MOST_STEPS = 60;

/**
 * Poisson regression with a log link by iteratively reweighted least squares.
 *
 * @param columns standardised, the intercept among them
 * @param offset logs of the population at risk
 * @throws numeric/singular, numeric/not-converged (no events on one side of the start)
 * @see McCullagh & Nelder (1989), sections 2.5 and 6.2
 * Cost: n·k² per step.
 */
export function fitCounts(
  columns: readonly Float64Array[],
  outcome: Float64Array,
  offset: Float64Array | undefined,
  names: readonly string[],
  signal: StopSignal,
): CountFit {
  const [count, mean] = [outcome.length, outcome.reduce((sum, value) => sum + value, 0) / outcome.length];
  const shift = offset ?? new Float64Array(count);
  let fitted = outcome.map((value) => (value + mean) / 2);
  let before: Float64Array | undefined;
  for (let step = 0; step < MOST_STEPS; step++) {
    signal.throwIfAborted();
    const working = fitted.map((mu, at) => Math.log(mu) - (shift[at] as number) + ((outcome[at] as number) - mu) / mu);
    const solved: Solved = solveLeast(columns, working, names, fitted);
    const { coefficients, bread } = solved;
    fitted = fitted.map((_, at) =>
      Math.exp(columns.reduce((sum, column, j) => sum + (column[at] as number) * (coefficients[j] as number), shift[at] as number)),
    );
    if (!fitted.every((mu) => mu > 0 && Number.isFinite(mu))) break;
    const last = before;
    before = coefficients;
    if (last === undefined || coefficients.some((value, j) => Math.abs(value - (last[j] as number)) > 1e-11 * (1 + Math.abs(value))))
      continue;
    const pearson = fitted.reduce((sum, mu, at) => sum + ((outcome[at] as number) - mu) ** 2 / mu, 0);
    return { coefficients, bread, fitted, dispersion: pearson / (count - columns.length) };
  }
  return giveUp(
    'numeric/not-converged',
    'The count model has no finite maximum; usually there are no events before, after, or in one season.',
    'Combine periods, or leave out season or controls.',
    { option: 'family' },
  );
}
