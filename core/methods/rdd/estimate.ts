import { giveUp } from '../../base/problem.ts';
import { normalTwoSided, normalUpperQuantile } from '../../numeric/distributions.ts';
import { multiply } from '../../numeric/linear-algebra.ts';
import type { Bandwidths, LocalDesign } from './bandwidths.ts';
import { combine, contrastOf, leftoverProducts } from './contrast.ts';
import { coefficients, fillBasis, fitLocal, type LocalFit, windowWeights } from './local-fit.ts';
import { curvatureSums, factorial } from './pilot.ts';
import { residualsOf } from './residuals.ts';
import { type Side, type Sides, withSideColumns } from './side.ts';
import { coefficientVariance, rowWeight } from './variance.ts';

/** A value with a normal interval. */
export interface Measured {
  readonly value: number;
  readonly standardError: number;
  readonly interval: readonly [number, number];
  readonly pValue: number;
}

export interface RdEstimate {
  /** Plain local polynomial; its interval ignores the bias of the fit. */
  readonly conventional: Measured;
  /** The bias taken off, the standard error left as it was. */
  readonly biasCorrected: Measured;
  /** The bias taken off and its own noise counted: the one to read. */
  readonly robust: Measured;
  /** Jump of the outcome, and of take-up in fuzzy designs. */
  readonly reducedForm: number;
  readonly takeUp: number;
  readonly bandwidths: Bandwidths;
  /** Rows inside the main and bias windows, below and above. */
  readonly rowsMain: readonly [number, number];
  readonly rowsBias: readonly [number, number];
  /** Coefficients of the outcome's polynomial in the unit of the running variable, below and above. */
  readonly curves: readonly [readonly number[], readonly number[]];
}

/**
 * Estimates the jump (or the change of the derivative) at the cut-off with robust bias-corrected inference.
 *
 * @throws data/too-few-rows, data/constant, numeric/singular
 * @see Calonico, Cattaneo & Titiunik (2014), Econometrica 82, theorems 1–3; fuzzy: theorem 2 by the delta method
 * Cost: four local fits and two passes over the windows.
 */
export function estimateAt(sides: Sides, design: LocalDesign, bandwidths: Bandwidths, alpha: number): RdEstimate {
  const { order, biasOrder, derivative, kernel } = design;
  const both = [sides.left, sides.right] as const;
  const main = both.map((side, at) => fitLocal(side, { order, kernel, bandwidth: bandwidths.main[at] as number }));
  const bias = both.map((side, at) => fitLocal(side, { order: biasOrder, kernel, bandwidth: bandwidths.bias[at] as number }));
  const [mainLeft, mainRight] = main as [LocalFit, LocalFit];
  const scale = factorial(derivative);
  const before = coefficients(mainLeft, derivative);
  const jumps = coefficients(mainRight, derivative).map((value, at) => scale * (value - (before[at] as number)));
  const hasMore = sides.left.columns.length > 1;
  const [one, other] = hasMore ? both.map((side, at) => leftoverProducts(side, main[at] as LocalFit)) : [];
  const products = one === undefined || other === undefined ? new Float64Array(1) : one.map((value, at) => value + (other[at] as number));
  const contrast = contrastOf(jumps, products, design);
  const parts = both.map((side, at) =>
    sideInference(side, { main: main[at] as LocalFit, bias: bias[at] as LocalFit, weights: contrast.weights, design }),
  );
  const [left, right] = parts as [SideInference, SideInference];
  const corrected = contrast.value - scale * (right.bias - left.bias);
  const plainError = scale * Math.sqrt(left.variance + right.variance);
  const robustError = scale * Math.sqrt(left.robustVariance + right.robustVariance);
  if (!(plainError > 0 && robustError > 0 && Number.isFinite(contrast.value + robustError))) {
    giveUp(
      'data/constant',
      'Inside the window the outcome does not vary, so the data say nothing about the uncertainty of a jump.',
      'Widen the bandwidth, or choose another outcome.',
      { option: 'bandwidth' },
    );
  }
  return {
    conventional: measured(contrast.value, plainError, alpha),
    biasCorrected: measured(corrected, plainError, alpha),
    robust: measured(corrected, robustError, alpha),
    reducedForm: contrast.reducedForm,
    takeUp: contrast.takeUp,
    bandwidths,
    rowsMain: [mainLeft.count, mainRight.count],
    rowsBias: [bias[0]?.count ?? 0, bias[1]?.count ?? 0],
    curves: [curveOf(mainLeft), curveOf(mainRight)],
  };
}

function curveOf(fit: LocalFit): number[] {
  return Array.from({ length: fit.order + 1 }, (_, j) => coefficients(fit, j)[0] as number);
}

interface SideInference {
  /** Bias of the derivative's coefficient in the unit of x, and the two variances. */
  readonly bias: number;
  readonly variance: number;
  readonly robustVariance: number;
}

interface SideFits {
  readonly main: LocalFit;
  readonly bias: LocalFit;
  readonly weights: Float64Array;
  readonly design: LocalDesign;
}

/** Bias and variances of the combined column on one side. */
function sideInference(side: Side, { main, bias, weights, design }: SideFits): SideInference {
  const wide = main.bandwidth > bias.bandwidth ? main : bias;
  const count = windowWeights(side, wide.bandwidth, wide.kernel).length;
  const column = combine(side.columns, weights, count);
  const only = withSideColumns(side, [column]);
  const residualsFrom = (fit: LocalFit): Float64Array =>
    residualsOf(only, column, count, {
      ...fit,
      beta: [combine(fit.beta, weights, fit.order + 1)],
      variance: design.variance,
      neighbors: design.neighbors,
    });
  const plain = residualsFrom(main);
  const next = design.order + 1;
  const mistaken = multiply(main.inverse, curvatureSums(side, main))[design.derivative] as number;
  const curvature = combine(bias.beta, weights, bias.order + 1)[next] as number;
  const ratio = (main.bandwidth / bias.bandwidth) ** next;
  const unit = main.bandwidth ** design.derivative;
  const robust = design.variance === 'nn' ? plain : residualsFrom(bias);
  return {
    bias: (mistaken * ratio * curvature) / unit,
    variance: coefficientVariance(only, main, design.derivative, plain) / unit ** 2,
    robustVariance: robustVariance(only, { main, bias, pull: mistaken * ratio, derivative: design.derivative }, robust) / unit ** 2,
  };
}

/** Every row's weight in the corrected coefficient: its own in the main fit less what it puts into the bias. */
function robustVariance(
  side: Side,
  {
    main,
    bias,
    pull,
    derivative,
  }: { readonly main: LocalFit; readonly bias: LocalFit; readonly pull: number; readonly derivative: number },
  residuals: Float64Array,
): number {
  const mainBasis = new Float64Array(main.order + 1);
  const biasBasis = new Float64Array(bias.order + 1);
  let sum = 0;
  for (let row = 0; row < residuals.length; row++) {
    const away = side.sign * (side.distance[row] as number);
    let weight = 0;
    if (row < main.count) {
      fillBasis(mainBasis, away / main.bandwidth);
      weight += rowWeight(main, mainBasis, derivative) * (main.weights[row] as number);
    }
    if (row < bias.count) {
      fillBasis(biasBasis, away / bias.bandwidth);
      weight -= pull * rowWeight(bias, biasBasis, main.order + 1) * (bias.weights[row] as number);
    }
    sum += (weight * (residuals[row] as number)) ** 2;
  }
  return sum;
}

function measured(value: number, standardError: number, alpha: number): Measured {
  const half = standardError * normalUpperQuantile(alpha / 2);
  return { value, standardError, interval: [value - half, value + half], pValue: normalTwoSided(value / standardError) };
}
