import { giveUp } from '../../../base/problem.ts';
import type { StopSignal } from '../../../base/work.ts';
import { factorIndependent, solveFactored } from '../../../numeric/linear-algebra.ts';

/**
 * How far a corner may lie below the present value, relative to the largest square, before it counts as better. The
 * gradient carries rounding errors of about size × 1e-16 of that square.
 */
const IMPROVES = 1e-13;

/**
 * Weights on the simplex (none negative, sum 1) that minimise wᵀGw: the point of a convex hull closest to the origin,
 * found exactly by Wolfe's active set, so that weights which are zero are exactly zero.
 *
 * With G = (A − y1ᵀ)ᵀ(A − y1ᵀ) this is least squares of y on the columns of A, and a ridge adds to G's diagonal.
 *
 * @param gram size × size, row-major, positive semidefinite
 * @throws numeric/not-converged (rounding keeps exchanging corners)
 * @see Wolfe (1976), Mathematical Programming 11, 128–149
 * Cost: O(size·k + k³) per step with k active corners; usually about as many steps as corners end up active.
 */
export function minimiseOnSimplex(gram: Float64Array, size: number, signal?: StopSignal): Float64Array {
  let largest = 0;
  for (let i = 0; i < size; i++) largest = Math.max(largest, gram[i * size + i] as number);
  const weights = new Float64Array(size);
  let active = [shortest(gram, size)];
  weights[active[0] as number] = 1;
  const gradient = new Float64Array(size);
  const mostSteps = 50 * size + 200;
  let before = Number.POSITIVE_INFINITY;
  for (let step = 0; step < mostSteps; step++) {
    signal?.throwIfAborted();
    let value = 0;
    let best = 0;
    for (let i = 0; i < size; i++) {
      let sum = 0;
      for (const j of active) sum += (gram[i * size + j] as number) * (weights[j] as number);
      gradient[i] = sum;
      value += sum * (weights[i] as number);
      if (sum < (gradient[best] as number)) best = i;
    }
    const isLowest = (gradient[best] as number) >= value - IMPROVES * largest || active.includes(best);
    // Every exchange lowers the value in exact arithmetic; where it does not, only rounding is left.
    if (isLowest || value >= before) return weights;
    before = value;
    active = settle(gram, size, [...active, best], { weights, largest });
  }
  return giveUp('numeric/not-converged', 'The weights did not settle.', 'Leave out units that are copies of each other.');
}

/** Walks to the minimum over the affine hull of the active corners, dropping those whose weight would turn negative. */
function settle(
  gram: Float64Array,
  size: number,
  corners: readonly number[],
  { weights, largest }: { readonly weights: Float64Array; readonly largest: number },
): number[] {
  let active = [...corners];
  for (;;) {
    const target = affineMinimum(gram, size, active, largest);
    let reach = 1;
    for (let k = 0; k < active.length; k++) {
      const [from, to] = [weights[active[k] as number] as number, target[k] as number];
      if (to <= 0 && from - to > 0) reach = Math.min(reach, from / (from - to));
    }
    active.forEach((corner, k) => {
      const from = weights[corner] as number;
      weights[corner] = from + reach * ((target[k] as number) - from);
    });
    if (reach === 1 && target.every((weight) => weight > 0)) return active;
    const left = active.filter((corner) => (weights[corner] as number) > 1e-15);
    for (const corner of active) if ((weights[corner] as number) <= 1e-15) weights[corner] = 0;
    if (left.length === active.length || left.length <= 1) return left;
    active = left;
  }
}

/** α with (G_SS + c·11ᵀ)u = 1, α = u/Σu: the shift makes the system definite when the corners are affinely independent. */
function affineMinimum(gram: Float64Array, size: number, active: readonly number[], largest: number): Float64Array {
  const count = active.length;
  const shift = largest > 0 ? largest : 1;
  const square = new Float64Array(count * count);
  active.forEach((row, i) => {
    active.forEach((column, j) => {
      square[i * count + j] = (gram[row * size + column] as number) + shift;
    });
  });
  const solved = solveFactored(factorIndependent(square, count), new Float64Array(count).fill(1));
  const sum = solved.reduce((total, value) => total + value, 0);
  return solved.map((value) => value / sum);
}

function shortest(gram: Float64Array, size: number): number {
  let best = 0;
  for (let i = 1; i < size; i++) if ((gram[i * size + i] as number) < (gram[best * size + best] as number)) best = i;
  return best;
}

/**
 * Simplex weights by least squares: minimise Σ_r s_r (y_r − Σ_j A_jr w_j)².
 *
 * @param columns one series per candidate, all as long as target
 * @param scale weight of every entry; absent is 1
 * @param ridge added to every diagonal entry
 */
export function fitOnSimplex(
  columns: readonly Float64Array[],
  target: Float64Array,
  { scale, ridge = 0, signal }: { readonly scale?: Float64Array; readonly ridge?: number; readonly signal?: StopSignal } = {},
): Float64Array {
  const size = columns.length;
  const away = columns.map((column) => column.map((value, r) => (value - (target[r] as number)) * Math.sqrt(scale?.[r] ?? 1)));
  const gram = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const left = away[i] as Float64Array;
    for (let j = 0; j <= i; j++) {
      const right = away[j] as Float64Array;
      let sum = 0;
      for (let r = 0; r < left.length; r++) sum += (left[r] as number) * (right[r] as number);
      gram[i * size + j] = sum;
      gram[j * size + i] = sum;
    }
    gram[i * size + i] = (gram[i * size + i] as number) + ridge;
  }
  return minimiseOnSimplex(gram, size, signal);
}
