import { giveUp } from '../../base/problem.ts';
import { factorIndependent, invertFactored, multiply } from '../../numeric/linear-algebra.ts';
import { type Kernel, kernelWeight } from './kernels.ts';
import type { Side } from './side.ts';

export interface LocalOptions {
  readonly order: number;
  readonly bandwidth: number;
  readonly kernel: Kernel;
}

/**
 * A weighted polynomial on one side of the cut-off. It is fitted in u = (x − c)/h, so that its Gram matrix
 * stays well conditioned at any unit of the running variable; coefficient j in the unit of x is `beta[j] / h^j`.
 */
export interface LocalFit extends LocalOptions {
  readonly sign: -1 | 1;
  /** Rows with a positive weight: the first ones of the side. */
  readonly count: number;
  /** Kernel weight over the bandwidth, by row. */
  readonly weights: Float64Array;
  /** Inverse of the Gram matrix, row-major, (order + 1)². */
  readonly inverse: Float64Array;
  /** Coefficients in u by column. */
  readonly beta: readonly Float64Array[];
}

/**
 * Fits a local polynomial of every column on one side.
 *
 * @throws data/too-few-rows when the window holds fewer different values than coefficients, numeric/singular
 * Cost: O(rows in the window · order²).
 */
export function fitLocal(side: Side, options: LocalOptions): LocalFit {
  const { order, bandwidth, kernel } = options;
  const weights = windowWeights(side, bandwidth, kernel);
  const count = weights.length;
  const size = order + 1;
  const gram = new Float64Array(size * size);
  const right = side.columns.map(() => new Float64Array(size));
  const basis = new Float64Array(size);
  for (let row = 0; row < count; row++) {
    fillBasis(basis, (side.sign * (side.distance[row] as number)) / bandwidth);
    const weight = weights[row] as number;
    for (let j = 0; j < size; j++) {
      const weighted = weight * (basis[j] as number);
      for (let k = 0; k <= j; k++) gram[j * size + k] = (gram[j * size + k] as number) + weighted * (basis[k] as number);
      for (let at = 0; at < right.length; at++) {
        const sums = right[at] as Float64Array;
        sums[j] = (sums[j] as number) + weighted * ((side.columns[at] as Float64Array)[row] as number);
      }
    }
  }
  for (let j = 0; j < size; j++) for (let k = 0; k < j; k++) gram[k * size + j] = gram[j * size + k] as number;
  const factor = factorIndependent(gram, size);
  if (factor.size < size) refuseWindow(side, options, count);
  const inverse = invertFactored(factor, size);
  return { ...options, sign: side.sign, count, weights, inverse, beta: right.map((sums) => multiply(inverse, sums)) };
}

function refuseWindow({ sign }: Side, { order, bandwidth }: LocalOptions, count: number): never {
  return giveUp(
    count <= order ? 'data/too-few-rows' : 'numeric/singular',
    `${sign < 0 ? 'Below' : 'Above'} the cut-off, the window of ${bandwidth} holds ${count} rows with too few different values of the running variable for a polynomial of order ${order}.`,
    'Widen the bandwidth, lower the polynomial order, shrink the donut, or collect more rows near the cut-off.',
    { option: 'bandwidth' },
  );
}

/** Weights of the rows that have one; the side is ordered outwards, so they are the first rows. */
export function windowWeights(side: Side, bandwidth: number, kernel: Kernel): Float64Array {
  const weights = new Float64Array(side.distance.length);
  let count = 0;
  for (; count < weights.length; count++) {
    const weight = kernelWeight(kernel, (side.distance[count] as number) / bandwidth) / bandwidth;
    if (!(weight > 0)) break;
    weights[count] = weight;
  }
  return weights.subarray(0, count);
}

/** Fills 1, u, u², … */
export function fillBasis(basis: Float64Array, u: number): void {
  let power = 1;
  for (let j = 0; j < basis.length; j++) {
    basis[j] = power;
    power *= u;
  }
}

/** The fitted curve at a signed distance from the cut-off. */
export function valueAt(fit: LocalFit, beta: Float64Array, away: number): number {
  let sum = 0;
  for (let j = beta.length - 1; j >= 0; j--) sum = sum * (away / fit.bandwidth) + (beta[j] as number);
  return sum;
}

/** Coefficient j of every column in the unit of the running variable: the j-th derivative over j!. */
export function coefficients(fit: LocalFit, j: number): number[] {
  return fit.beta.map((beta) => (beta[j] as number) / fit.bandwidth ** j);
}
