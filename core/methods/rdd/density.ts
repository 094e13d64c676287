import { normalPdf, normalTwoSided } from '../../numeric/distributions.ts';
import { factorIndependent, invertFactored, multiply } from '../../numeric/linear-algebra.ts';
import { fillBasis } from './local-fit.ts';
import type { Side, Sides } from './side.ts';

/** Whether the running variable has a jump in its density at the cut-off. */
export interface DensityTest {
  /** Estimated density just below and just above. */
  readonly below: number;
  readonly above: number;
  readonly standardErrors: readonly [number, number];
  readonly statistic: number;
  readonly pValue: number;
  readonly bandwidths: readonly [number, number];
  readonly rows: readonly [number, number];
}

/** The estimate is a quadratic; the test uses one order more, so that its bias is small against its error. */
const ORDER = 2;

/** Bandwidths may not hold fewer rows than this and the order, nor fewer different values. */
const LEAST_ROWS = 21;

/**
 * Tests for bunching: compares the density of the running variable just below and just above the cut-off. The
 * empirical distribution function is fitted by a cubic on either side (triangular kernel); its slopes at the
 * cut-off are the densities, with jackknife errors. Repeated values are adjusted for.
 *
 * @returns null when a side has too few different values for a cubic
 * @see Cattaneo, Jansson & Ma (2020), JASA 115, 1449–1455; (2018), Stata Journal 18, 234–261 (bandwidths "comb", unrestricted)
 * Cost: O(n log n).
 */
export function testDensity(sides: Sides, bandwidths?: readonly [number, number]): DensityTest | null {
  const ladder = distributionOf(sides);
  const [low, high] = bandwidths ?? densityBandwidths(sides, ladder) ?? [Number.NaN, Number.NaN];
  const fit = fitDensity(sides, ladder, [low, high], ORDER + 1);
  if (fit === null) return null;
  const error = Math.sqrt(fit.varianceOf(-1));
  if (!(error > 0)) return null;
  const statistic = (fit.slope[1] - fit.slope[0]) / error;
  return {
    below: fit.slope[0],
    above: fit.slope[1],
    standardErrors: [Math.sqrt(fit.own[0]), Math.sqrt(fit.own[1])],
    statistic,
    pValue: normalTwoSided(statistic),
    bandwidths: [low, high],
    rows: fit.rows,
  };
}

/** The distribution function at every row, by side in the order of the side; all of a mass point get its last step. */
function distributionOf({ left, right }: Sides): readonly [Float64Array, Float64Array] {
  const below = left.distance.length;
  const steps = below + right.distance.length - 1;
  return [
    // Counted upwards, the last row of a mass point below is the first one outwards.
    Float64Array.from(left.first, (first) => (below - 1 - first) / steps),
    Float64Array.from(right.last, (last) => (below + last) / steps),
  ];
}

interface DensityFit {
  readonly slope: readonly [number, number];
  readonly own: readonly [number, number];
  /** Variance of above + sign · below. */
  varianceOf(sign: -1 | 1): number;
  /** The highest coefficient but `order − top` by side, in the unit of x. */
  readonly coefficients: readonly [Float64Array, Float64Array];
  readonly rows: readonly [number, number];
}

interface Slice {
  readonly side: Side;
  readonly count: number;
  readonly bandwidth: number;
  readonly inverse: Float64Array;
  readonly coefficients: Float64Array;
}

function fitDensity(
  sides: Sides,
  ladder: readonly [Float64Array, Float64Array],
  widths: readonly [number, number],
  order: number,
): DensityFit | null {
  const left = sliceOf(sides.left, ladder[0], widths[0], order);
  const right = sliceOf(sides.right, ladder[1], widths[1], order);
  if (left === null || right === null) return null;
  const steps = sides.left.distance.length + sides.right.distance.length - 1;
  // Row i moves the distribution function at every row above it; from the top down these sums are running ones.
  const above = jackknife(right, steps);
  const below = jackknife(left, steps);
  const whole = above.total / right.bandwidth;
  const own: [number, number] = [below.squares / left.bandwidth ** 2, above.squares / right.bandwidth ** 2 + left.count * whole ** 2];
  const covariance = (below.sum / left.bandwidth) * whole;
  const slope: [number, number] = [left.coefficients[1] as number, right.coefficients[1] as number];
  return {
    slope,
    own,
    varianceOf: (sign) => own[0] + own[1] + 2 * sign * covariance,
    coefficients: [left.coefficients, right.coefficients],
    rows: [left.count, right.count],
  };
}

/** A weighted polynomial of the distribution function on one side, fitted in u; null when values are too few. */
function sliceOf(side: Side, ladder: Float64Array, bandwidth: number, order: number): Slice | null {
  const size = order + 1;
  const gram = new Float64Array(size * size);
  const right = new Float64Array(size);
  const basis = new Float64Array(size);
  let count = 0;
  for (; count < side.distance.length && (side.distance[count] as number) <= bandwidth; count++) {
    const weight = weightAt(side, count, bandwidth);
    fillBasis(basis, (side.sign * (side.distance[count] as number)) / bandwidth);
    for (let j = 0; j < size; j++) {
      const weighted = weight * (basis[j] as number);
      right[j] = (right[j] as number) + weighted * (ladder[count] as number);
      for (let k = 0; k < size; k++) gram[j * size + k] = (gram[j * size + k] as number) + weighted * (basis[k] as number);
    }
  }
  const factor = factorIndependent(gram, size);
  if (factor.size < size) return null;
  const inverse = invertFactored(factor, size);
  const coefficients = multiply(inverse, right).map((value, j) => value / bandwidth ** j);
  return { side, count, bandwidth, inverse, coefficients };
}

function weightAt(side: Side, row: number, bandwidth: number): number {
  return (1 - (side.distance[row] as number) / bandwidth) / bandwidth;
}

/** Sums over the rows of one side of what each adds to the slope (in u): of squares, plainly, and of the raw weights. */
function jackknife({ side, count, bandwidth, inverse }: Slice, steps: number): { squares: number; sum: number; total: number } {
  const size = Math.sqrt(inverse.length);
  const basis = new Float64Array(size);
  const pull = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    fillBasis(basis, (side.sign * (side.distance[row] as number)) / bandwidth);
    let dot = 0;
    for (let k = 0; k < size; k++) dot += (inverse[size + k] as number) * (basis[k] as number);
    pull[row] = (dot * weightAt(side, row, bandwidth)) / steps;
  }
  const total = pull.reduce((sum, value) => sum + value, 0);
  let [squares, sum, passed] = [0, 0, 0];
  // Outwards: above the cut-off the rows beyond are those not yet passed, below it those already passed.
  for (let from = 0; from < count; ) {
    const to = Math.min(side.last[from] as number, count - 1);
    const isAbove = side.sign > 0;
    let inside = 0;
    for (let row = from; row <= to; row++) inside += pull[row] as number;
    // A mass point's first row upwards is `from` above the cut-off and `to` below it.
    const beyond = isAbove ? total - passed - (pull[from] as number) : passed + inside - (pull[to] as number);
    squares += (to - from + 1) * beyond * beyond;
    sum += (to - from + 1) * beyond;
    passed += inside;
    from = to + 1;
  }
  return { squares, sum, total };
}

/** Plug-in constants for order 2 with the uniform kernel: of the third derivative and of the density. */
const PILOT = { curvature: 3430865.4551236178, density: 548.5714285715546 } as const;

/** Bandwidths of a quadratic by side: the median of those best for the side, the difference and the sum. */
function densityBandwidths(sides: Sides, ladder: readonly [Float64Array, Float64Array]): readonly [number, number] | undefined {
  const { left, right } = sides;
  const rows = left.distance.length + right.distance.length;
  const { center, spread } = normalReference(sides);
  const reference = normalPdf(center);
  const hermite4 = center ** 4 - 6 * center ** 2 + 3;
  const hermite2 = center ** 2 - 1;
  const farthest = Math.max(left.distance.at(-1) ?? 0, right.distance.at(-1) ?? 0);
  const start = (constant: number, power: number, more: number): number => {
    const width = spread * (constant / rows) ** (1 / power);
    return Math.max(Math.min(width, farthest), ...leastWidth(left, more), ...leastWidth(right, more));
  };
  const wide = start(((2 * ORDER + 1) / 4) * (PILOT.curvature / (hermite4 ** 2 * reference)), 2 * ORDER + 5, LEAST_ROWS + ORDER + 2);
  const narrow = start((1 / (2 * ORDER)) * (PILOT.density / (hermite2 ** 2 * reference)), 2 * ORDER + 1, LEAST_ROWS + ORDER);
  const curved = fitDensity(sides, ladder, [wide, wide], ORDER + 2);
  const plain = fitDensity(sides, ladder, [narrow, narrow], ORDER);
  if (curved === null || plain === null) return undefined;
  const constant = biasConstant();
  const biases = curved.coefficients.map((beta) => constant * (beta[ORDER + 1] as number)) as [number, number];
  const width = (variance: number, bias: number): number => ((narrow * variance) / (2 * ORDER * bias ** 2)) ** (1 / (2 * ORDER + 1));
  const least = [Math.max(...leastWidth(left, LEAST_ROWS + ORDER)), Math.max(...leastWidth(right, LEAST_ROWS + ORDER))] as const;
  const both = (value: number): number => Math.max(Math.min(value, farthest), ...least);
  const difference = both(width(plain.varianceOf(-1), biases[1] - biases[0]));
  const sum = both(width(plain.varianceOf(1), biases[1] + biases[0]));
  const [lower, upper] = [left, right].map((side, at) =>
    median(
      Math.max(Math.min(width(plain.own[at] as number, biases[at] as number), side.distance.at(-1) ?? 0), least[at] as number),
      difference,
      sum,
    ),
  ) as [number, number];
  return [lower, upper];
}

function median(...values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[1] as number;
}

/** Distances that hold `count` rows, and `count` different values, of a side. */
function leastWidth(side: Side, count: number): number[] {
  let row = 0;
  for (let seen = 1; seen < Math.min(count, side.distinct); seen++) row = (side.last[row] as number) + 1;
  return [side.distance[Math.min(count, side.distance.length) - 1] as number, side.distance[row] as number];
}

function normalReference({ left, right }: Sides): { readonly center: number; readonly spread: number } {
  const rows = left.distance.length + right.distance.length;
  const each = (use: (value: number) => number): number =>
    left.distance.reduce((sum, away) => sum + use(-away), 0) + right.distance.reduce((sum, away) => sum + use(away), 0);
  const mean = each((value) => value) / rows;
  const spread = Math.sqrt(each((value) => (value - mean) ** 2) / (rows - 1));
  return { center: mean / spread, spread };
}

/** The slope's element of S⁻¹C for the triangular kernel on [0, 1]; its sign by side squares away except in sums. */
function biasConstant(): number {
  const moment = (k: number): number => 1 / ((k + 1) * (k + 2));
  const size = ORDER + 1;
  const gram = Float64Array.from({ length: size * size }, (_, at) => moment(Math.floor(at / size) + (at % size)));
  const next = Float64Array.from({ length: size }, (_, j) => moment(j + ORDER + 1));
  return multiply(invertFactored(factorIndependent(gram, size), size), next)[1] as number;
}
