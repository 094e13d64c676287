import type { StopSignal } from '../../base/work.ts';
import { loadBasis, predictBasis } from '../../numeric/basis.ts';
import { descend } from '../../numeric/coordinate-descent.ts';
import { gramOf } from '../../numeric/gram.ts';
import { factorIndependent, invertFactored, multiply, quadraticForm, solveFactored } from '../../numeric/linear-algebra.ts';
import { dealFolds } from '../folds.ts';
import type { Hands, Target } from '../learner.ts';
import { type BasisFit, type LinearFit, toOriginalScale } from './coefficients.ts';
import { type Design, type Layout, layOut } from './design.ts';
import { isPenalized, type LinearSpec, mixOf } from './spec.ts';
import { bestStrength, penaltyOf, strengthFolds, strengthGrid } from './strength.ts';

/**
 * Fits a linear regression by least squares, plain or penalised.
 *
 * Without a penalty: normal equations on standardised columns with one step of refinement by the residuals,
 * which brings the accuracy to that of a QR decomposition; columns that others already explain are left out
 * (Björck 1996, Numerical Methods for Least Squares Problems, section 2.9.3). Standard errors are the classical ones.
 *
 * With one: minimises ½·mean(w·(z − xβ)²) + λ·Σ s_j·(mix·|β_j| + ½·(1 − mix)·s_j·β_j²), where z is the outcome
 * divided by its standard deviation and s_j that of column j (Friedman, Hastie & Tibshirani 2010, eq. 1).
 *
 * @throws data/too-few-rows, data/too-large, numeric/not-converged
 * Cost: three passes over the columns, and (number of terms)³/3.
 */
export function fitLeastSquares(design: Design, target: Target, spec: LinearSpec, hands: Hands): LinearFit {
  const layout = layOut(design, isPenalized(spec) ? 'all' : 'reference', target);
  const outcome = standardize(target.values, layout);
  if (outcome.deviation === 0) return constantFit(design, layout, outcome.mean);
  const fit = isPenalized(spec)
    ? fitPenalized(layout, outcome.standardized, spec, hands)
    : fitPlain(layout, outcome.standardized, hands.signal);
  return toOriginalScale(design, layout, rescale(fit, outcome), 'identity');
}

interface Outcome {
  readonly standardized: Float64Array;
  readonly mean: number;
  readonly deviation: number;
}

/** The outcome of the layout's rows with weighted mean 0 and standard deviation 1. */
function standardize(values: Float64Array, { rows, weight, weightSum }: Layout): Outcome {
  const each = (i: number): number => (weight === undefined ? 1 : (weight[i] as number));
  const gathered = Float64Array.from(rows, (row) => values[row] as number);
  let sum = 0;
  for (let i = 0; i < rows.length; i++) sum += each(i) * (gathered[i] as number);
  const isConstant = gathered.every((value) => value === gathered[0]);
  const mean = isConstant ? (gathered[0] as number) : sum / weightSum;
  let squares = 0;
  for (let i = 0; i < rows.length; i++) squares += each(i) * ((gathered[i] as number) - mean) ** 2;
  const deviation = Math.sqrt(squares / weightSum);
  if (deviation > 0) for (let i = 0; i < rows.length; i++) gathered[i] = ((gathered[i] as number) - mean) / deviation;
  return { standardized: gathered, mean, deviation };
}

function constantFit(design: Design, layout: Layout, mean: number): LinearFit {
  const values = new Float64Array(layout.basis.size);
  values[0] = mean;
  return toOriginalScale(design, layout, { values, strength: 0, dropped: [] }, 'identity');
}

/** From the standardised outcome back to the outcome's own unit. */
function rescale(fit: BasisFit, { mean, deviation }: Outcome): BasisFit {
  const values = fit.values.map((value) => value * deviation);
  values[0] = (values[0] as number) + mean;
  return fit.covariance === undefined
    ? { ...fit, values }
    : { ...fit, values, covariance: fit.covariance.map((value) => value * deviation * deviation) };
}

function fitPlain(layout: Layout, outcome: Float64Array, signal: StopSignal): BasisFit {
  const { basis, rows, weight } = layout;
  const factor = factorIndependent(gramOf(basis, rows, weight, signal), basis.size);
  const values = new Float64Array(basis.size);
  const residual = Float64Array.from(outcome);
  const fitted = new Float64Array(rows.length);
  // The second round solves for what rounding left in the residuals of the first.
  for (let round = 0; round < 2; round++) {
    signal.throwIfAborted();
    const step = solveFactored(factor, loadBasis(basis, rows, weighted(residual, weight)));
    for (let j = 0; j < values.length; j++) values[j] = (values[j] as number) + (step[j] as number);
    predictBasis(basis, values, rows, fitted);
    for (let i = 0; i < rows.length; i++) residual[i] = (outcome[i] as number) - (fitted[i] as number);
  }
  const dropped = Array.from({ length: basis.size }, (_, position) => position).filter((position) => !factor.kept.includes(position));
  const degrees = rows.length - factor.size;
  // With as many coefficients as rows the fit is exact and nothing is left to judge errors by.
  if (degrees <= 0) return { values, strength: 0, dropped };
  let squares = 0;
  for (let i = 0; i < rows.length; i++) squares += (weight === undefined ? 1 : (weight[i] as number)) * (residual[i] as number) ** 2;
  const variance = squares / degrees;
  return { values, covariance: invertFactored(factor, basis.size).map((value) => value * variance), strength: 0, dropped };
}

function weighted(values: Float64Array, weight: Float64Array | undefined): Float64Array {
  return weight === undefined ? values : values.map((value, i) => value * (weight[i] as number));
}

/** The sums that a penalised fit needs: once they are known, the rows are not. */
export interface Moments {
  readonly gram: Float64Array;
  readonly right: Float64Array;
  readonly weightSum: number;
  /** Σ w·z². */
  readonly squares: number;
}

function momentsOf(layout: Layout, outcome: Float64Array, at: Int32Array | undefined, signal: StopSignal): Moments {
  const pick = (values: Float64Array): Float64Array => (at === undefined ? values : Float64Array.from(at, (i) => values[i] as number));
  const rows = at === undefined ? layout.rows : Int32Array.from(at, (i) => layout.rows[i] as number);
  const weight = layout.weight === undefined ? undefined : pick(layout.weight);
  const z = pick(outcome);
  const load = weighted(z, weight);
  return {
    gram: gramOf(layout.basis, rows, weight, signal),
    right: loadBasis(layout.basis, rows, load),
    weightSum: weight === undefined ? rows.length : weight.reduce((sum, each) => sum + each, 0),
    squares: z.reduce((sum, value, i) => sum + value * (load[i] as number), 0),
  };
}

function fitPenalized(layout: Layout, outcome: Float64Array, spec: LinearSpec, hands: Hands): BasisFit {
  const spread = [0, ...layout.terms.map((term) => term.spread)];
  if (spec.strength !== 'auto') {
    const moments = momentsOf(layout, outcome, undefined, hands.signal);
    return { values: solvePenalized(moments, spread, mixOf(spec), spec.strength), strength: spec.strength, dropped: [] };
  }
  const folds = dealFolds(layout.rows.length, strengthFolds(layout.rows.length), hands.rng.fork('strength'));
  const parts = folds.map(({ heldOut }) => momentsOf(layout, outcome, heldOut, hands.signal));
  const total = parts.reduce((sum, part) => combine(sum, part, 1));
  const grid = strengthGrid(Array.from(sweepOut(total).right), spread, mixOf(spec));
  const losses = grid.map(() => 0);
  for (const part of parts) {
    hands.signal.throwIfAborted();
    const others = combine(total, part, -1);
    let values: Float64Array | undefined;
    grid.forEach((strength, index) => {
      values = solvePenalized(others, spread, mixOf(spec), strength, values);
      losses[index] = (losses[index] as number) + squaredError(part, values);
    });
  }
  const strength = bestStrength(grid, losses);
  return { values: solvePenalized(total, spread, mixOf(spec), strength), strength, dropped: [] };
}

function combine(left: Moments, right: Moments, sign: 1 | -1): Moments {
  const add = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, i) => value + sign * (b[i] as number));
  return {
    gram: add(left.gram, right.gram),
    right: add(left.right, right.right),
    weightSum: left.weightSum + sign * right.weightSum,
    squares: left.squares + sign * right.squares,
  };
}

/** Σ w·(z − xβ)² from sums alone. */
function squaredError({ gram, right, squares }: Moments, values: Float64Array): number {
  return squares - 2 * right.reduce((sum, value, j) => sum + value * (values[j] as number), 0) + quadraticForm(gram, values);
}

/** Takes the free intercept out of the sums and divides them by the total weight. */
function sweepOut({ gram, right, weightSum }: Moments): { gram: Float64Array; right: Float64Array } {
  const size = right.length;
  const pivot = gram[0] as number;
  const swept = new Float64Array(size * size);
  const rest = new Float64Array(size);
  for (let j = 1; j < size; j++) {
    const share = (gram[j] as number) / pivot;
    rest[j] = ((right[j] as number) - share * (right[0] as number)) / weightSum;
    for (let k = 1; k < size; k++) swept[j * size + k] = ((gram[j * size + k] as number) - share * (gram[k] as number)) / weightSum;
  }
  return { gram: swept, right: rest };
}

/** Ten digits in units of the outcome's standard deviation: far below any standard error. */
const DESCENT_TOLERANCE = 1e-10;

function solvePenalized(moments: Moments, spread: readonly number[], mix: number, strength: number, start?: Float64Array): Float64Array {
  const size = moments.right.length;
  const { gram, right } = sweepOut(moments);
  const { absolute, square } = penaltyOf(spread, mix, strength);
  let values: Float64Array;
  if (mix === 0) {
    for (let j = 1; j < size; j++) gram[j * size + j] = (gram[j * size + j] as number) + (square[j] as number);
    values = solveFactored(factorIndependent(gram, size), right);
  } else {
    values = descend({ gram, right, absolute, square }, Float64Array.from(start ?? right.map(() => 0)), DESCENT_TOLERANCE);
  }
  values[0] = 0;
  const explained = multiply(moments.gram.subarray(0, size * size), values)[0] as number;
  values[0] = ((moments.right[0] as number) - explained) / (moments.gram[0] as number);
  return values;
}
