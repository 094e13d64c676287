import { giveUp } from '../../base/problem.ts';
import type { StopSignal } from '../../base/work.ts';
import { type Basis, loadBasis, predictBasis } from '../../numeric/basis.ts';
import { descend } from '../../numeric/coordinate-descent.ts';
import { gramOf } from '../../numeric/gram.ts';
import { type Factor, factorIndependent, invertFactored, solveFactored } from '../../numeric/linear-algebra.ts';

/** What a logistic fit reads; weight and outcome go with the entries of rows. */
export interface LogisticData {
  readonly basis: Basis;
  readonly rows: Int32Array;
  readonly weight: Float64Array | undefined;
  readonly weightSum: number;
  /** 0 or 1, or a share in between. */
  readonly outcome: Float64Array;
}

/** Weights of |β_j| and ½β_j² per basis position, per unit of mean loss. */
export interface Penalty {
  readonly absolute: Float64Array;
  readonly square: Float64Array;
}

export interface Minimum {
  readonly values: Float64Array;
  readonly hasConverged: boolean;
  readonly lastStep: Float64Array;
  /** Positions that others already explain; their value is 0. */
  readonly dropped: readonly number[];
  /** Without a penalty: inverse information at the minimum, square over all positions; 0 for dropped ones. */
  readonly covariance?: Float64Array;
}

/**
 * Plain logistic fits settle in under ten; a separated one still moves by one unit per step after thirty. Beyond
 * 36 units 1 − p is 0 in double precision, the information loses its rank and the fit would seem to stand still.
 */
const MOST_ITERATIONS = 30;

/** Newton's error squares with every step: once no linear predictor moved by 1e-7, the next error is near 1e-14. */
const TOLERANCE = 1e-7;

/**
 * Minimises mean logistic loss plus a penalty by (proximal) Newton steps, halved until the objective falls.
 *
 * @param start first coefficients; it is not changed
 * @param tolerance stop when no row's linear predictor moved by more than this
 * @throws numeric/not-converged under a penalty only; without one `hasConverged` tells
 */
export function minimize(data: LogisticData, penalty: Penalty, start: Float64Array, signal: StopSignal, tolerance = TOLERANCE): Minimum {
  const { basis, rows } = data;
  const isFree = penalty.absolute.every((value) => value === 0) && penalty.square.every((value) => value === 0);
  let values: Float64Array = Float64Array.from(start);
  let scores: Float64Array = predictBasis(basis, values, rows, new Float64Array(rows.length));
  let objective = meanLoss(data, scores) + penaltyAt(penalty, values);
  let rank: Factor | undefined;
  let state = informationAt(data, scores, signal);
  let lastStep: Float64Array = new Float64Array(basis.size);
  let hasConverged = false;
  for (let iteration = 0; iteration < MOST_ITERATIONS && !hasConverged; iteration++) {
    signal.throwIfAborted();
    // The rank is judged once, at the start, where no weight has shrunk yet.
    if (isFree) rank ??= factorIndependent(state.information, basis.size);
    const goal = isFree ? freeStep(state, values, rank) : proximalStep(state, penalty, values);
    const tried = search(data, penalty, { values, scores, objective }, goal);
    hasConverged = tried.moved <= tolerance;
    lastStep = goal.map((value, j) => value - (values[j] as number));
    ({ values, scores, objective } = tried);
    if (!hasConverged || isFree) state = informationAt(data, scores, signal);
  }
  if (!hasConverged && !isFree) refuseUnsettled();
  const dropped = Array.from(values.keys()).filter((position) => rank !== undefined && !rank.kept.includes(position));
  const last = isFree ? factorKept(state.information, basis.size, rank) : undefined;
  // Columns that were independent at the start but not at the end: all their rows ended at probability 0 or 1.
  if (last !== undefined && last.size < (rank?.size ?? 0)) hasConverged = false;
  const covariance = last === undefined ? undefined : invertFactored(last, basis.size);
  return { values, hasConverged, lastStep, dropped, ...(covariance === undefined ? {} : { covariance }) };
}

function refuseUnsettled(): never {
  return giveUp(
    'numeric/not-converged',
    `The penalised logistic fit did not settle in ${MOST_ITERATIONS} steps.`,
    'Use a larger strength, or leave out columns with extreme values.',
  );
}

/** Mean of w·(log(1 + eˢ) − y·s), written so that large scores neither overflow nor cancel. */
export function meanLoss(data: LogisticData, scores: Float64Array): number {
  const { outcome, weight } = data;
  let sum = 0;
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] as number;
    const loss = Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score))) - (outcome[i] as number) * score;
    sum += weight === undefined ? loss : (weight[i] as number) * loss;
  }
  return sum / data.weightSum;
}

function penaltyAt({ absolute, square }: Penalty, values: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < values.length; j++) {
    sum += (absolute[j] as number) * Math.abs(values[j] as number) + 0.5 * (square[j] as number) * (values[j] as number) ** 2;
  }
  return sum;
}

interface State {
  /** Σ w·p·(1 − p)·x·xᵀ. */
  readonly information: Float64Array;
  /** Σ w·(y − p)·x. */
  readonly gradient: Float64Array;
  readonly weightSum: number;
}

function informationAt(data: LogisticData, scores: Float64Array, signal: StopSignal): State {
  const { basis, rows, outcome, weight } = data;
  const curvature = new Float64Array(rows.length);
  const load = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const probability = 1 / (1 + Math.exp(-(scores[i] as number)));
    const each = weight === undefined ? 1 : (weight[i] as number);
    curvature[i] = each * probability * (1 - probability);
    load[i] = each * ((outcome[i] as number) - probability);
  }
  return { information: gramOf(basis, rows, curvature, signal), gradient: loadBasis(basis, rows, load), weightSum: data.weightSum };
}

function freeStep(state: State, values: Float64Array, rank: Factor | undefined): Float64Array {
  const step = solveFactored(factorKept(state.information, values.length, rank), state.gradient);
  return values.map((value, j) => value + (step[j] as number));
}

/** Factors only the columns that were independent at the start. */
function factorKept(information: Float64Array, size: number, rank: Factor | undefined): Factor {
  if (rank === undefined || rank.size === size) return factorIndependent(information, size);
  const reduced = new Float64Array(rank.size * rank.size);
  rank.kept.forEach((row, i) => {
    rank.kept.forEach((column, j) => {
      reduced[i * rank.size + j] = information[row * size + column] as number;
    });
  });
  const factor = factorIndependent(reduced, rank.size);
  return { ...factor, kept: factor.kept.map((position) => rank.kept[position] as number) };
}

/** The minimum of the penalised quadratic model of the loss around `values`. */
function proximalStep({ information, gradient, weightSum }: State, penalty: Penalty, values: Float64Array): Float64Array {
  const size = values.length;
  const gram = information.map((value) => value / weightSum);
  const right = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    let sum = (gradient[j] as number) / weightSum;
    for (let k = 0; k < size; k++) sum += (gram[j * size + k] as number) * (values[k] as number);
    right[j] = sum;
  }
  if (penalty.absolute.some((value) => value > 0)) return descend({ gram, right, ...penalty }, Float64Array.from(values), 1e-12);
  for (let j = 0; j < size; j++) gram[j * size + j] = (gram[j * size + j] as number) + (penalty.square[j] as number);
  return solveFactored(factorIndependent(gram, size), right);
}

interface Point {
  readonly values: Float64Array;
  readonly scores: Float64Array;
  readonly objective: number;
}

/** Goes towards the goal, halving the way until the objective does not rise; also says how far any score moved. */
function search(data: LogisticData, penalty: Penalty, from: Point, goal: Float64Array): Point & { readonly moved: number } {
  let share = 1;
  for (;;) {
    const values = from.values.map((value, j) => value + share * ((goal[j] as number) - value));
    const scores = predictBasis(data.basis, values, data.rows, new Float64Array(data.rows.length));
    const objective = meanLoss(data, scores) + penaltyAt(penalty, values);
    // Near the minimum the objective is flat to its last digits; without slack good steps would be halved away.
    if (objective <= from.objective + 1e-13 * Math.abs(from.objective) || share < 1e-8) {
      let moved = 0;
      for (let i = 0; i < scores.length; i++) moved = Math.max(moved, Math.abs((scores[i] as number) - (from.scores[i] as number)));
      return { values, scores, objective, moved };
    }
    share /= 2;
  }
}
