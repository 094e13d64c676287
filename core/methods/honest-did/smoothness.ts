import { factorDefinite, invertFactored, multiply, quadraticForm } from '../../numeric/linear-algebra.ts';
import { normalCdf, normalUpperQuantile } from '../../numeric/normal.ts';
import type { Events } from './events.ts';

/** An affine estimator of fixed length. */
export interface FixedLength {
  readonly interval: readonly [number, number];
  /** Weights on all periods; those after the reference are the target's own. */
  readonly loads: Float64Array;
  /** Worst bias over the allowed trends, and standard error. */
  readonly bias: number;
  readonly error: number;
}

/** Weights from the smallest variance to the smallest bias, which hang on the covariance alone. */
export interface Frontier {
  readonly events: Events;
  readonly points: readonly Point[];
}

interface Point {
  readonly loads: Float64Array;
  /** Worst bias per unit of M. */
  readonly bias: number;
  readonly error: number;
}

/** Powers of ten by which prices of bias run, and steps per power: between two steps weights are mixed. */
const PRICES = { from: -6, to: 4, steps: 20 };

/**
 * Traces the weights that no others beat in both bias and variance.
 *
 * A trend whose slope changes by at most M is a straight line plus Σ_s d_s·(hinge at s) with |d_s| ≤ M, so the bias of weights v is
 * M·Σ|c_s(v)| once the line is cancelled (v'time = 0). For every price of bias, min v'Σv/2 + price·Σ|c_s(v)| is a small lasso, solved through
 * its dual from where the price before ended.
 *
 * @throws numeric/singular when effects before the reference repeat each other
 * @see Rambachan & Roth (2023), Rev. Econ. Stud. 90(5), section 3.2
 * Cost: 200 lassos of before + after boxes.
 */
export function traceFrontier(events: Events): Frontier {
  const problem = layOut(events);
  const path = startAt(problem);
  const points = [pointOf(problem, path, 0)];
  const { from, to, steps } = PRICES;
  for (let k = 0; k <= (to - from) * steps; k++) points.push(pointOf(problem, path, problem.scale * 10 ** (from + k / steps)));
  return { events, points };
}

/**
 * Shortest fixed-length interval for the effect when the slope of the difference in trends changes by at most M between
 * neighbouring periods.
 *
 * @param bound M, in the unit of the outcome
 * @see Armstrong & Kolesár (2018), Econometrica 86, eq. 24
 */
export function boundBySmoothness({ events, points }: Frontier, bound: number, alpha: number): FixedLength {
  const half = ({ bias, error }: Point): number => error * foldedQuantile((bound * bias) / error, alpha);
  const lengths = points.map(half);
  const place = lengths.indexOf(Math.min(...lengths));
  let best = points[place] as Point;
  for (const other of [points[place - 1], points[place + 1]]) {
    if (other === undefined || bound === 0) continue;
    const own = mixed(events, [points[place] as Point, other], half);
    if (half(own) < half(best)) best = own;
  }
  const centre = best.loads.reduce((sum, load, i) => sum + load * (events.values[i] as number), 0);
  const length = half(best);
  return { loads: best.loads, bias: bound * best.bias, error: best.error, interval: [centre - length, centre + length] };
}

/** The best mixture of two neighbours, by thirds. Bias is convex, so between neighbours it is no more than mixed. */
function mixed(events: Events, [one, two]: readonly [Point, Point], half: (point: Point) => number): Point {
  const at = (share: number): Point => {
    const loads = one.loads.map((load, i) => (1 - share) * load + share * (two.loads[i] as number));
    return { loads, bias: worstTurns(events, loads), error: Math.sqrt(Math.max(0, quadraticForm(events.covariance, loads))) };
  };
  let [low, high] = [0, 1];
  for (let round = 0; round < 30; round++) {
    const [left, right] = [low + (high - low) / 3, high - (high - low) / 3];
    if (half(at(left)) < half(at(right))) high = right;
    else low = left;
  }
  return at((low + high) / 2);
}

/** The 1 − α quantile of |N(shift, 1)|; Armstrong & Kolesár's cv. */
export function foldedQuantile(shift: number, alpha: number): number {
  if (!Number.isFinite(shift)) return Number.POSITIVE_INFINITY;
  // Beyond this the other tail is below 1e-20.
  if (shift > 10) return shift + normalUpperQuantile(alpha);
  let [low, high] = [0, shift + normalUpperQuantile(alpha / 2)];
  for (let round = 0; round < 100 && high - low > 1e-14 * high; round++) {
    const middle = (low + high) / 2;
    if (normalCdf(middle - shift) - normalCdf(-middle - shift) < 1 - alpha) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

interface Problem {
  readonly events: Events;
  /** Inverse covariance of the periods before. */
  readonly inverse: Float64Array;
  /** Σ_before,after · target. */
  readonly pull: Float64Array;
  /** c_s(v) = constant_s + rows_s·v_before; the last row is v'time, which must be 0. */
  readonly rows: readonly Float64Array[];
  readonly constants: Float64Array;
  /** A price of bias at which it weighs as much as the variance. */
  readonly scale: number;
}

function layOut(events: Events): Problem {
  const { before, after, covariance, target } = events;
  const size = before + after;
  const time = (i: number): number => (i < before ? i - before : i - before + 1);
  const places = Array.from({ length: size - 1 }, (_, k) => k - before + 1);
  const shapes = [...places.map((s) => (t: number) => hinge(s, t)), (t: number) => t];
  const rows = shapes.map((shape) => Float64Array.from({ length: before }, (_, i) => shape(time(i))));
  const constants = Float64Array.from(shapes, (shape) => target.reduce((sum, load, k) => sum + load * shape(k + 1), 0));
  const corner = new Float64Array(before * before);
  for (let i = 0; i < before; i++) for (let j = 0; j < before; j++) corner[i * before + j] = covariance[i * size + j] as number;
  const pull = Float64Array.from({ length: before }, (_, i) =>
    target.reduce((sum, load, k) => sum + load * (covariance[i * size + before + k] as number), 0),
  );
  const variance = target.reduce((sum, load, k) => sum + load * load * (covariance[(before + k) * (size + 1)] as number), 0);
  const largest = corner.reduce((most, value) => Math.max(most, Math.abs(value)), variance);
  const names = Array.from({ length: before }, (_, i) => `period ${i - before}`);
  return { events, inverse: invertFactored(factorDefinite(corner, before, names), before), pull, rows, constants, scale: largest };
}

/** Sweeps after which the dual stands still to rounding; boxes are few and the program is strictly convex in v. */
const MOST_SWEEPS = 4000;

/** Where the dual stands; every price goes on from the one before. */
interface Path {
  readonly moved: readonly Float64Array[];
  readonly curve: readonly number[];
  readonly duals: Float64Array;
  /** v before the reference: −Σ⁻¹(pull + Rᵀu). */
  readonly own: Float64Array;
}

function startAt({ inverse, pull, rows }: Problem): Path {
  const moved = rows.map((row) => multiply(inverse, row));
  const curve = rows.map((row, s) => row.reduce((sum, value, i) => sum + value * ((moved[s] as Float64Array)[i] as number), 0));
  return { moved, curve, duals: new Float64Array(rows.length), own: multiply(inverse, pull).map((value) => -value) };
}

/** Minimises v'Σv/2 + price·Σ|c_s(v)| subject to v'time = 0, by coordinate ascent on the dual. */
function pointOf({ events, rows, constants }: Problem, { moved, curve, duals, own }: Path, price: number): Point {
  const { before, after, target } = events;
  const last = rows.length - 1;
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let change = 0;
    for (let s = last; s >= 0; s--) {
      if (!((curve[s] as number) > 0) || (s < last && price === 0)) continue;
      const row = rows[s] as Float64Array;
      let slope = constants[s] as number;
      for (let i = 0; i < before; i++) slope += (row[i] as number) * (own[i] as number);
      const wanted = (duals[s] as number) + slope / (curve[s] as number);
      const next = s === last ? wanted : Math.max(-price, Math.min(price, wanted));
      const step = next - (duals[s] as number);
      if (step === 0) continue;
      duals[s] = next;
      for (let i = 0; i < before; i++) own[i] = (own[i] as number) - step * ((moved[s] as Float64Array)[i] as number);
      change = Math.max(change, Math.abs(step) * Math.sqrt(curve[s] as number));
    }
    if (change < 1e-13) break;
  }
  const loads = new Float64Array(before + after);
  loads.set(straightened(own, rows[last] as Float64Array, constants[last] as number));
  loads.set(target, before);
  return { loads, bias: worstTurns(events, loads), error: Math.sqrt(Math.max(0, quadraticForm(events.covariance, loads))) };
}

/** What coordinate ascent left of a slope is taken out exactly, since no bound covers it. */
function straightened(loads: Float64Array, time: Float64Array, constant: number): Float64Array {
  const left = constant + loads.reduce((sum, value, i) => sum + value * (time[i] as number), 0);
  const square = time.reduce((sum, value) => sum + value * value, 0);
  return loads.map((value, i) => value - (left / square) * (time[i] as number));
}

/** Σ|c_s(v)| over the hinges: the bias of a trend whose slope turns by 1 wherever that hurts. */
function worstTurns({ before, after }: Events, loads: Float64Array): number {
  let sum = 0;
  for (let s = 1 - before; s < after; s++) {
    let own = 0;
    for (let i = 0; i < loads.length; i++) own += (loads[i] as number) * hinge(s, i < before ? i - before : i - before + 1);
    sum += Math.abs(own);
  }
  return sum;
}

/** For s ≥ 0 it rises after s, for s < 0 before s: each is a change of slope by 1 at s, and 0 at the reference. */
function hinge(s: number, t: number): number {
  return s >= 0 ? Math.max(0, t - s) : Math.max(0, s - t);
}
