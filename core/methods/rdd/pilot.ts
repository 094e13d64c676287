import { multiply } from '../../numeric/linear-algebra.ts';
import { combine, contrastOf, type Layout, leftoverProducts } from './contrast.ts';
import type { Kernel } from './kernels.ts';
import { coefficients, fillBasis, fitLocal, type LocalFit } from './local-fit.ts';
import { residualsOf, type VarianceOptions } from './residuals.ts';
import { type Side, withSideColumns } from './side.ts';
import { coefficientVariance } from './variance.ts';

/** What the bandwidth of a derivative is worked out from, on one side. */
export interface Pilot {
  /** Variance constant V, bias constant B, and the regulariser R of B². */
  readonly variance: number;
  readonly bias: number;
  readonly regularizer: number;
}

export interface PilotOptions extends VarianceOptions, Layout {
  readonly kernel: Kernel;
  /** The polynomial whose bandwidth is sought, and the derivative that it is sought for. */
  readonly order: number;
  readonly derivative: number;
  /** The polynomial of higher order that its bias is read from. */
  readonly biasOrder: number;
  /** Windows of the two. */
  readonly bandwidth: number;
  readonly biasBandwidth: number;
  readonly isRegularized: boolean;
}

/** The regulariser is three times the variance of the squared bias constant, as in the paper's software. */
const REGULARIZER_FACTOR = 3;

/**
 * Estimates variance and bias of a local polynomial derivative at the cut-off from one side.
 *
 * @see Calonico, Cattaneo & Titiunik (2014), supplement S.2.6; Calonico, Cattaneo, Farrell & Titiunik (2019), section S.2
 * Cost: two local fits.
 */
export function pilotOf(side: Side, options: PilotOptions): Pilot {
  const { order, derivative, biasOrder, bandwidth, biasBandwidth, kernel } = options;
  const main = fitLocal(side, { order, bandwidth, kernel });
  const products = side.columns.length > 1 ? leftoverProducts(side, main) : new Float64Array(1);
  const limits = coefficients(main, derivative).map((value) => value * factorial(derivative));
  const { weights } = contrastOf(limits, products, options);
  const spread = varianceOf(side, main, { ...options, at: derivative, weights });
  const constant = biasConstant(side, main, derivative);
  const next = fitLocal(side, { order: biasOrder, bandwidth: biasBandwidth, kernel });
  const curve = coefficients(next, order + 1).reduce((sum, value, at) => sum + value * (weights[at] as number), 0);
  const power = 2 * (order + 1 - derivative);
  const noise = options.isRegularized
    ? varianceOf(side, next, { ...options, at: order + 1, weights }) / biasBandwidth ** (2 * (order + 1))
    : 0;
  return {
    variance: (2 * derivative + 1) * bandwidth * spread,
    bias: Math.sqrt(power) * constant * curve,
    regularizer: power * REGULARIZER_FACTOR * constant ** 2 * noise,
  };
}

/** Variance of coefficient `at` (in u) of the combined column. */
function varianceOf(
  side: Side,
  fit: LocalFit,
  { at, weights, ...options }: VarianceOptions & { readonly at: number; readonly weights: Float64Array },
): number {
  const column = combine(side.columns, weights, fit.count);
  const beta = combine(fit.beta, weights, fit.order + 1);
  const only = { ...fit, ...options, order: fit.order, bandwidth: fit.bandwidth, beta: [beta] };
  return coefficientVariance(side, fit, at, residualsOf(withSideColumns(side, [column]), column, fit.count, only));
}

/** How much of u^(order+1) the polynomial mistakes for its derivative: G⁻¹ Σ w r u^(order+1). */
function biasConstant(side: Side, fit: LocalFit, derivative: number): number {
  return multiply(fit.inverse, curvatureSums(side, fit))[derivative] as number;
}

/** Σ w r u^(order+1) over the window. */
export function curvatureSums(side: Side, fit: LocalFit): Float64Array {
  const sums = new Float64Array(fit.order + 1);
  const basis = new Float64Array(fit.order + 2);
  for (let row = 0; row < fit.count; row++) {
    fillBasis(basis, (side.sign * (side.distance[row] as number)) / fit.bandwidth);
    const weight = (fit.weights[row] as number) * (basis[fit.order + 1] as number);
    for (let j = 0; j < sums.length; j++) sums[j] = (sums[j] as number) + weight * (basis[j] as number);
  }
  return sums;
}

/** n! for small n. */
export function factorial(n: number): number {
  let product = 1;
  for (let k = 2; k <= n; k++) product *= k;
  return product;
}
