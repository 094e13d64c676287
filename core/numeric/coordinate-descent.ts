import { giveUp } from '../base/problem.ts';

/** A penalised quadratic: ½ βᵀGβ − hᵀβ + Σ absolute_j |β_j| + ½ Σ square_j β_j². */
export interface PenalizedQuadratic {
  /** G: size × size, row-major, symmetric, positive semidefinite. */
  readonly gram: Float64Array;
  /** h: size numbers. */
  readonly right: Float64Array;
  /** Weights of |β_j|; 0 leaves the column free. */
  readonly absolute: Float64Array;
  /** Weights of ½β_j². */
  readonly square: Float64Array;
}

/** Far above what well-posed problems take (tens); correlated columns need hundreds. */
const MOST_SWEEPS = 20_000;

/**
 * Minimises a penalised quadratic by cyclic coordinate descent with covariance updates.
 *
 * @param start where to begin (a neighbouring solution makes it fast); it is changed in place and returned
 * @param tolerance stop when no coordinate moved its fitted part, √G_jj · |Δβ_j|, by more than this
 * @throws numeric/not-converged
 * @see Friedman, Hastie & Tibshirani (2010), J. Stat. Software 33(1), eq. 5 and section 2.2
 * Cost: size² per sweep for coordinates that move, size for those that stay.
 */
export function descend(problem: PenalizedQuadratic, start: Float64Array, tolerance: number): Float64Array {
  const { gram, right, absolute, square } = problem;
  const size = right.length;
  const gradient = Float64Array.from(right);
  for (let j = 0; j < size; j++) move(gradient, gram, j, start[j] as number);
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let largest = 0;
    for (let j = 0; j < size; j++) {
      const own = gram[j * size + j] as number;
      const curvature = own + (square[j] as number);
      if (!(curvature > 0)) continue;
      const old = start[j] as number;
      const next = soften((gradient[j] as number) + own * old, absolute[j] as number) / curvature;
      if (next === old) continue;
      start[j] = next;
      move(gradient, gram, j, next - old);
      largest = Math.max(largest, Math.abs(next - old) * Math.sqrt(own));
    }
    if (largest <= tolerance) return start;
  }
  return giveUp(
    'numeric/not-converged',
    `Coordinate descent did not settle in ${MOST_SWEEPS} sweeps; some columns are nearly copies of each other.`,
    'Use a larger strength, a ridge penalty, or leave out columns that repeat others.',
  );
}

/** sign(z)·max(|z| − threshold, 0). */
function soften(value: number, threshold: number): number {
  if (value > threshold) return value - threshold;
  return value < -threshold ? value + threshold : 0;
}

/** Takes column j out of the gradient by `step`. */
function move(gradient: Float64Array, gram: Float64Array, j: number, step: number): void {
  if (step === 0) return;
  const row = j * gradient.length;
  for (let i = 0; i < gradient.length; i++) gradient[i] = (gradient[i] as number) - step * (gram[row + i] as number);
}
