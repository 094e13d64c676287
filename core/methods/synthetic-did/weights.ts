import type { StopSignal } from '../../base/work.ts';
import { fitOnSimplex } from '../kit/panels/simplex.ts';

/** How weights are found; synthdid's own steps, or the exact minimum. */
export interface WeightRule {
  readonly solver: 'frank-wolfe' | 'exact';
  /** ζ, in the unit of the outcome. */
  readonly zeta: number;
  readonly hasIntercept: boolean;
  /** Improvement of the root mean square below which the steps end. */
  readonly enough: number;
}

/** As synthdid: first a rough solution, then small weights are cut, then the real one from there. */
const ROUGH_STEPS = 100;
const MOST_STEPS = 10_000;
/** Weights at or below this share of the largest are cut after the rough solution. */
const CUT = 1 / 4;

/**
 * Weights on the simplex that minimise ζ²·Σw² + Σ_r(b_r − Σ_j A_rj w_j)²/n, deviations from means with an intercept.
 *
 * The iterative solver follows synthdid 0.0.9 step by step, stopping rule and cutting of small weights included: it ends
 * before the minimum, and its published numbers are those of its end point. `exact` is the minimum itself.
 *
 * @param columns A by column, one per weight
 * @param start weights to begin with; equal ones without it
 * @see Arkhangelsky et al. (2021), AER 111(12), eqs. 4 and 6; Frank & Wolfe (1956), Naval Res. Logist. Q. 3
 * Cost: n·weights per step.
 */
export function balance(
  columns: readonly Float64Array[],
  target: Float64Array,
  rule: WeightRule,
  options: { readonly start?: Float64Array; readonly signal: StopSignal },
): Float64Array {
  const own = rule.hasIntercept ? columns.map(centred) : columns;
  const aim = rule.hasIntercept ? centred(target) : target;
  const ridge = target.length * rule.zeta * rule.zeta;
  if (rule.solver === 'exact') return fitOnSimplex(own, aim, { ridge, signal: options.signal });
  const equal = new Float64Array(columns.length).fill(1 / columns.length);
  const rough = descend(own, aim, { weights: options.start ?? equal, rule, mostSteps: ROUGH_STEPS }, options.signal);
  const largest = rough.reduce((most, value) => Math.max(most, value), 0);
  const cut = rough.map((value) => (value <= CUT * largest ? 0 : value));
  return descend(own, aim, { weights: normalised(cut), rule, mostSteps: MOST_STEPS }, options.signal);
}

/** Weights that add up to 1; equal ones when all are 0. */
export function normalised(weights: Float64Array): Float64Array {
  const sum = weights.reduce((total, value) => total + value, 0);
  return weights.map((value) => (sum > 0 ? value / sum : 1 / weights.length));
}

function centred(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

function descend(
  columns: readonly Float64Array[],
  target: Float64Array,
  { weights, rule, mostSteps }: { readonly weights: Float64Array; readonly rule: WeightRule; readonly mostSteps: number },
  signal: StopSignal,
): Float64Array {
  const [size, count] = [columns.length, target.length];
  const ridge = count * rule.zeta * rule.zeta;
  const point = Float64Array.from(weights);
  const error = new Float64Array(count);
  refresh(error, columns, target, point);
  let before = Number.POSITIVE_INFINITY;
  for (let step = 1; step <= mostSteps; step++) {
    if (step % 64 === 0) signal.throwIfAborted();
    let [best, lowest, along] = [0, Number.POSITIVE_INFINITY, 0];
    for (let j = 0; j < size; j++) {
      const column = columns[j] as Float64Array;
      let slope = ridge * (point[j] as number);
      for (let r = 0; r < count; r++) slope += (error[r] as number) * (column[r] as number);
      along += slope * (point[j] as number);
      if (slope < lowest) [best, lowest] = [j, slope];
    }
    moveTo(best, along - lowest, { columns, target, point, error, ridge });
    let value = 0;
    for (let r = 0; r < count; r++) value += (error[r] as number) ** 2 / count;
    for (let j = 0; j < size; j++) value += rule.zeta ** 2 * (point[j] as number) ** 2;
    if (step >= 2 && !(before - value > rule.enough ** 2)) break;
    before = value;
  }
  return point;
}

interface Place {
  readonly columns: readonly Float64Array[];
  readonly target: Float64Array;
  readonly point: Float64Array;
  readonly error: Float64Array;
  readonly ridge: number;
}

/** The best step towards one corner. */
function moveTo(corner: number, gain: number, { columns, target, point, error, ridge }: Place): void {
  const column = columns[corner] as Float64Array;
  let curve = 0;
  for (let r = 0; r < error.length; r++) curve += ((column[r] as number) - (error[r] as number) - (target[r] as number)) ** 2;
  for (let j = 0; j < point.length; j++) curve += ridge * (Number(j === corner) - (point[j] as number)) ** 2;
  if (!(curve > 0)) return;
  const length = Math.min(1, Math.max(0, gain / curve));
  for (let j = 0; j < point.length; j++) point[j] = (point[j] as number) + length * (Number(j === corner) - (point[j] as number));
  // A·w moves along with w; writing it out again would cost as much as the slopes.
  for (let r = 0; r < error.length; r++)
    error[r] = (error[r] as number) + length * ((column[r] as number) - (error[r] as number) - (target[r] as number));
}

/** error = A·w − b. */
function refresh(error: Float64Array, columns: readonly Float64Array[], target: Float64Array, point: Float64Array): void {
  for (let r = 0; r < error.length; r++) error[r] = -(target[r] as number);
  for (let j = 0; j < columns.length; j++) {
    const [weight, column] = [point[j] as number, columns[j] as Float64Array];
    if (weight === 0) continue;
    for (let r = 0; r < error.length; r++) error[r] = (error[r] as number) + weight * (column[r] as number);
  }
}
