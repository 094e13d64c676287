import { giveUp } from '../../base/problem.ts';
import type { StopSignal } from '../../base/work.ts';
import { loadBasis, predictBasis } from '../../numeric/basis.ts';
import { allRows, dealFolds } from '../folds.ts';
import type { Hands, Target } from '../learner.ts';
import { type BasisFit, type LinearFit, termName, toOriginalScale } from './coefficients.ts';
import { type Design, type Layout, layOut } from './design.ts';
import { type LogisticData, type Minimum, meanLoss, minimize } from './newton.ts';
import { isPenalized, type LinearSpec, mixOf } from './spec.ts';
import { bestStrength, penaltyOf, strengthFolds, strengthGrid } from './strength.ts';

/**
 * Fits a logistic regression by maximum likelihood, plain or penalised.
 *
 * Without a penalty: Newton's method (iteratively reweighted least squares); standard errors from the inverse
 * information at the maximum. With one: proximal Newton, minimising
 * mean(w·loss) + λ·Σ s_j·(mix·|β_j| + ½·(1 − mix)·s_j·β_j²) with s_j the standard deviation of column j.
 * When only one outcome occurs the answer is the constant log-odds of (k + ½)/(n − k + ½).
 *
 * @throws numeric/separated without a penalty, when some combination of columns tells the outcomes apart
 *   perfectly and coefficients would grow for ever; data/too-few-rows, data/too-large, numeric/not-converged
 * @see McCullagh & Nelder (1989), section 2.5; Lee, Sun & Saunders (2014), SIAM J. Optim. 24(3), eq. 2.1
 * Cost: per iteration one Gram pass over the columns; 5 to 10 iterations.
 */
export function fitLogistic(design: Design, target: Target, spec: LinearSpec, hands: Hands): LinearFit {
  const isFree = !isPenalized(spec);
  const layout = layOut(design, isFree ? 'reference' : 'all', target);
  const outcome = Float64Array.from(layout.rows, (row) => target.values[row] as number);
  const data: LogisticData = { basis: layout.basis, rows: layout.rows, weight: layout.weight, weightSum: layout.weightSum, outcome };
  const positives = outcome.reduce((sum, value, i) => sum + value * (layout.weight?.[i] ?? 1), 0);
  if (positives <= 0 || positives >= layout.weightSum) return constantFit(design, layout, positives);
  const nameOf = (feature: number): string => design.features[feature]?.name ?? '';
  const fit = isFree
    ? fitFree(data, hands.signal, (position) => termName(layout, position, nameOf))
    : fitPenalized(data, layout, spec, hands);
  return toOriginalScale(design, layout, fit, 'logit');
}

function constantFit(design: Design, layout: Layout, positives: number): LinearFit {
  const values = new Float64Array(layout.basis.size);
  values[0] = Math.log((positives + 0.5) / (layout.weightSum - positives + 0.5));
  return toOriginalScale(design, layout, { values, strength: 0, dropped: [] }, 'logit');
}

function fitFree(data: LogisticData, signal: StopSignal, nameOf: (position: number) => string): BasisFit {
  const none = new Float64Array(data.basis.size);
  const minimum = minimize(data, { absolute: none, square: none }, new Float64Array(data.basis.size), signal);
  if (!minimum.hasConverged) refuseSeparated(minimum, nameOf);
  const { values, covariance, dropped } = minimum;
  return covariance === undefined ? { values, strength: 0, dropped } : { values, covariance, strength: 0, dropped };
}

function refuseSeparated(minimum: Minimum, nameOf: (position: number) => string): never {
  let fastest = 0;
  minimum.lastStep.forEach((step, position) => {
    if (position > 0 && Math.abs(step) > Math.abs(minimum.lastStep[fastest] as number)) fastest = position;
  });
  return giveUp(
    'numeric/separated',
    `The columns tell the two outcomes apart perfectly for some rows, so no finite coefficients exist; the one that grows fastest is "${nameOf(fastest)}".`,
    'Set penalty to "ridge", leave that column out, or merge categories in which only one outcome occurs.',
    { option: 'penalty' },
  );
}

/** Rows from which the strength is chosen: more would not move it, but cost a hundred fits on all of them. */
const MOST_ROWS_FOR_STRENGTH = 20_000;

function fitPenalized(data: LogisticData, layout: Layout, spec: LinearSpec, hands: Hands): BasisFit {
  const spread = [0, ...layout.terms.map((term) => term.spread)];
  const mix = mixOf(spec);
  const strength = spec.strength === 'auto' ? chooseStrength(data, spread, mix, hands) : spec.strength;
  const { values } = minimize(data, penaltyOf(spread, mix, strength), new Float64Array(data.basis.size), hands.signal);
  return { values, strength, dropped: [] };
}

/** Cross-validated log loss along a path of strengths, each fit starting from its stronger neighbour. */
function chooseStrength(data: LogisticData, spread: readonly number[], mix: number, hands: Hands): number {
  const rng = hands.rng.fork('strength');
  const sample = data.rows.length <= MOST_ROWS_FOR_STRENGTH ? allRows(data.rows.length) : thin(data.rows.length, rng.fork('sample').next());
  const strata = Int32Array.from(data.outcome, (value) => Math.round(value));
  const folds = dealFolds(data.rows.length, strengthFolds(sample.length), rng, { rows: sample, strata });
  const grid = strengthGrid(gradientAtMean(partOf(data, sample)), spread, mix);
  const losses = grid.map(() => 0);
  folds.forEach((fold, index) => {
    const train = partOf(data, fold.train);
    const heldOut = partOf(data, fold.heldOut);
    const scores = new Float64Array(heldOut.rows.length);
    let values: Float64Array = new Float64Array(data.basis.size);
    hands.progress(index / folds.length, 'choosing the strength of the penalty');
    grid.forEach((strength, at) => {
      values = minimize(train, penaltyOf(spread, mix, strength), values, hands.signal, ROUGH).values;
      predictBasis(data.basis, values, heldOut.rows, scores);
      losses[at] = (losses[at] as number) + meanLoss(heldOut, scores) * heldOut.weightSum;
    });
  });
  return bestStrength(grid, losses);
}

/** Losses are compared, not reported: three digits of the linear predictor are plenty. */
const ROUGH = 1e-3;

/** Every k-th row from a random start, so that the sample keeps the order of the table. */
function thin(count: number, start: number): Int32Array {
  const step = count / MOST_ROWS_FOR_STRENGTH;
  return Int32Array.from({ length: MOST_ROWS_FOR_STRENGTH }, (_, index) => Math.floor((index + start) * step));
}

function partOf(data: LogisticData, at: Int32Array): LogisticData {
  const weight = data.weight === undefined ? undefined : Float64Array.from(at, (i) => data.weight?.[i] as number);
  return {
    basis: data.basis,
    rows: Int32Array.from(at, (i) => data.rows[i] as number),
    weight,
    weightSum: weight === undefined ? at.length : weight.reduce((sum, each) => sum + each, 0),
    outcome: Float64Array.from(at, (i) => data.outcome[i] as number),
  };
}

/** Mean of (y − ȳ)·x per position: the slope of the loss where all coefficients are 0. */
function gradientAtMean(data: LogisticData): number[] {
  const each = (i: number): number => (data.weight === undefined ? 1 : (data.weight[i] as number));
  const mean = data.outcome.reduce((sum, value, i) => sum + each(i) * value, 0) / data.weightSum;
  const load = data.outcome.map((value, i) => each(i) * (value - mean));
  return Array.from(loadBasis(data.basis, data.rows, load), (sum) => sum / data.weightSum);
}
