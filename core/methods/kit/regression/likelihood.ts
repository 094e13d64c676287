import { giveUp } from '../../../base/problem.ts';
import type { StopSignal } from '../../../base/work.ts';
import { loadBasis, predictBasis } from '../../../numeric/basis.ts';
import { gramOf } from '../../../numeric/gram.ts';
import { factorIndependent, invertFactored, multiply } from '../../../numeric/linear-algebra.ts';
import type { Design } from './design.ts';

/** A logistic regression at its maximum, on the scale of the standardised basis. */
export interface LogitFit {
  readonly coefficients: Float64Array;
  /** The inverse information; 0 for dropped positions. */
  readonly bread: Float64Array;
  readonly kept: Int32Array;
  /** Log-odds and probability of every row of the design. */
  readonly odds: Float64Array;
  readonly chance: Float64Array;
  readonly logLikelihood: number;
  readonly iterations: number;
}

/** Newton's steps square the error; ordinary data end within ten. */
const MOST_ITERATIONS = 40;
/** In standard deviations of log-odds: the next step would be its square. */
const ENOUGH = 1e-9;

/**
 * Maximum likelihood of a yes/no outcome by Newton's method.
 *
 * @param outcome 0 or 1, one per row of the design
 * @param weight counts per row; all 1 without it
 * @throws numeric/separated when a combination of columns tells the outcomes apart, so that no maximum exists
 * @see McCullagh & Nelder (1989), section 4.4; Albert & Anderson (1984), Biometrika 71(1) on separation
 * Cost: one Gram pass per iteration.
 */
export function maximizeLogit(design: Design, outcome: Float64Array, weight: Float64Array | undefined, signal: StopSignal): LogitFit {
  const start = weight === undefined ? startFromSome(design, outcome, signal) : undefined;
  const found = climb(design, { outcome, weight, start, isStart: false }, signal);
  if (found instanceof Float64Array) return refuseSeparated(design, found);
  return { ...found, logLikelihood: likelihoodOf(found.odds, outcome, weight) };
}

/** Rows that are enough to get near the maximum, and how many make the detour worth it. */
const SOME_ROWS = 10_000;
const MANY_ROWS = 50_000;
/** In standard deviations of log-odds: near enough for a start. */
const NEAR = 1e-3;

/** Coefficients of an even sample of the rows: the first steps need no more, and the last ones correct them. */
function startFromSome(design: Design, outcome: Float64Array, signal: StopSignal): Float64Array | undefined {
  if (design.rows.length < MANY_ROWS) return undefined;
  const stride = Math.floor(design.rows.length / SOME_ROWS);
  const places = Int32Array.from({ length: SOME_ROWS }, (_, i) => i * stride);
  const sample = { ...design, rows: places.map((place) => design.rows[place] as number) };
  const own = Float64Array.from(places, (place) => outcome[place] as number);
  const found = climb(sample, { outcome: own, weight: undefined, start: undefined, isStart: true }, signal);
  return found instanceof Float64Array ? undefined : found.coefficients;
}

interface Climb {
  readonly outcome: Float64Array;
  readonly weight: Float64Array | undefined;
  readonly start: Float64Array | undefined;
  /** A rough answer will do. */
  readonly isStart: boolean;
}

/** Newton's steps until they are too small to matter; the last coefficients alone when they run away. */
function climb(
  { basis, rows }: Design,
  { outcome, weight, start, isStart }: Climb,
  signal: StopSignal,
): Omit<LogitFit, 'logLikelihood'> | Float64Array {
  const coefficients = start?.slice() ?? new Float64Array(basis.size);
  const odds = new Float64Array(rows.length);
  const chance = new Float64Array(rows.length).fill(0.5);
  if (start !== undefined) chancesAt(basis, coefficients, rows, { odds, chance });
  const curve = new Float64Array(rows.length);
  const load = new Float64Array(rows.length);
  let rank = -1;
  for (let iteration = 1; iteration <= MOST_ITERATIONS; iteration++) {
    signal.throwIfAborted();
    for (let i = 0; i < rows.length; i++) {
      const own = weight === undefined ? 1 : (weight[i] as number);
      const p = chance[i] as number;
      curve[i] = own * p * (1 - p);
      load[i] = own * ((outcome[i] as number) - p);
    }
    const factor = factorIndependent(gramOf(basis, rows, curve, signal), basis.size);
    if (rank === -1) rank = factor.size;
    if (factor.size < rank) return coefficients;
    const bread = invertFactored(factor, basis.size);
    const step = multiply(bread, loadBasis(basis, rows, load));
    for (let j = 0; j < step.length; j++) coefficients[j] = (coefficients[j] as number) + (step[j] as number);
    chancesAt(basis, coefficients, rows, { odds, chance });
    const moved = step.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    if (!Number.isFinite(moved)) return coefficients;
    if (moved <= (isStart ? NEAR : ENOUGH)) return { coefficients, bread, kept: factor.kept, odds, chance, iterations: iteration };
  }
  return coefficients;
}

/** Fills in the log odds and chances of every row. */
function chancesAt(
  basis: Design['basis'],
  coefficients: Float64Array,
  rows: Int32Array,
  { odds, chance }: { readonly odds: Float64Array; readonly chance: Float64Array },
): void {
  predictBasis(basis, coefficients, rows, odds);
  for (let i = 0; i < rows.length; i++) chance[i] = 1 / (1 + Math.exp(-(odds[i] as number)));
}

/** Σ w·(y·η − log(1 + e^η)), without overflow. */
function likelihoodOf(odds: Float64Array, outcome: Float64Array, weight: Float64Array | undefined): number {
  let sum = 0;
  for (let i = 0; i < odds.length; i++) {
    const eta = odds[i] as number;
    const log = Math.max(eta, 0) + Math.log1p(Math.exp(-Math.abs(eta)));
    sum += (weight === undefined ? 1 : (weight[i] as number)) * ((outcome[i] as number) * eta - log);
  }
  return sum;
}

function refuseSeparated({ terms }: Design, coefficients: Float64Array): never {
  const size = (position: number): number => Math.abs(coefficients[position] as number);
  const [largest] = [...terms].sort((left, right) => size(right.position) - size(left.position));
  const name = largest?.name ?? '';
  return giveUp(
    'numeric/separated',
    `The columns tell the two outcomes apart perfectly for some rows, so no finite coefficients exist; the largest is that of "${name}".`,
    'Leave that column out, or merge values in which only one outcome occurs.',
    largest === undefined ? undefined : { column: largest.column },
  );
}
