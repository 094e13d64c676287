import { giveUp } from '../../base/problem.ts';
import type { Layout } from './contrast.ts';
import { type Kernel, PILOT_CONSTANT } from './kernels.ts';
import { type Pilot, type PilotOptions, pilotOf } from './pilot.ts';
import type { VarianceOptions } from './residuals.ts';
import type { Side, Sides } from './side.ts';

export const SELECTORS = [
  'mserd',
  'msetwo',
  'msesum',
  'msecomb1',
  'msecomb2',
  'cerrd',
  'certwo',
  'cersum',
  'cercomb1',
  'cercomb2',
] as const;

export type Selector = (typeof SELECTORS)[number];

/** Windows below and above the cut-off: `main` for the estimate, `bias` for its correction. */
export interface Bandwidths {
  readonly main: readonly [number, number];
  readonly bias: readonly [number, number];
}

export interface LocalDesign extends VarianceOptions, Layout {
  readonly kernel: Kernel;
  /** p, q and the derivative sought. */
  readonly order: number;
  readonly biasOrder: number;
  readonly derivative: number;
  /** Weight of the regulariser of the bias; 0 leaves it out. */
  readonly regularization: number;
  readonly adjustMassPoints: boolean;
}

/** From this share of repeated values on, windows must hold ten different values (as in the peer software). */
const MASS_SHARE = 0.1;
const LEAST_DISTINCT = 10;

/** Keeps a window from ending exactly on a value, where its weight would be 0. */
const EDGE = 1e-8;

/** How the two sides' biases meet in the mean squared error: in the difference, in the sum, or each by itself. */
type Target = 'rd' | 'sum' | 'two';

/**
 * Chooses bandwidths that minimise the mean squared error (mse…) or the coverage error (cer…) of the estimate.
 *
 * @throws numeric/not-finite when the data near the cut-off vary too little for any
 * @see Calonico, Cattaneo & Titiunik (2014), Econometrica 82, section 4; Calonico, Cattaneo, Farrell & Titiunik
 *   (2017), Stata Journal 17, section 2.4; Calonico, Cattaneo & Farrell (2020) for the coverage-optimal rate
 * Cost: six to eighteen pilot fits, each O(n).
 */
export function selectBandwidths(sides: Sides, design: LocalDesign, selector: Selector): Bandwidths {
  const limits = limitsOf(sides, design);
  const first = sidesOf(sides, (side, at) =>
    pilotOf(side, {
      ...pilotDesign(design, limits.pilot),
      order: design.biasOrder + 1,
      derivative: design.biasOrder + 1,
      biasOrder: design.biasOrder + 2,
      biasBandwidth: limits.range[at],
      isRegularized: false,
    }),
  );
  const solve = (target: Target): Bandwidths => solveFor(sides, design, limits, { target, first });
  const chosen = combineTargets(selector.slice(3), solve);
  if (![...chosen.main, ...chosen.bias].every((width) => Number.isFinite(width) && width > 0)) {
    giveUp(
      'numeric/not-finite',
      'The data near the cut-off vary too little to choose a bandwidth.',
      'Set bandwidth yourself, or check the running variable for a few heavy values.',
      { option: 'bandwidth' },
    );
  }
  if (!selector.startsWith('cer')) return chosen;
  const rows = sides.left.distance.length + sides.right.distance.length;
  const shrink = rows ** -(design.order / ((3 + design.order) * (3 + 2 * design.order)));
  return { main: [chosen.main[0] * shrink, chosen.main[1] * shrink], bias: chosen.bias };
}

function combineTargets(name: string, solve: (target: Target) => Bandwidths): Bandwidths {
  if (name === 'rd' || name === 'sum' || name === 'two') return solve(name);
  const parts = [solve('rd'), solve('sum'), ...(name === 'comb2' ? [solve('two')] : [])];
  // comb1 is the smaller of two, comb2 the median of three: both are the element at place (count − 1)/2.
  const middle = (pick: (part: Bandwidths) => number): number =>
    parts.map(pick).sort((a, b) => a - b)[Math.floor((parts.length - 1) / 2)] as number;
  return {
    main: [middle(({ main }) => main[0]), middle(({ main }) => main[1])],
    bias: [middle(({ bias }) => bias[0]), middle(({ bias }) => bias[1])],
  };
}

interface Limits {
  readonly pilot: number;
  /** Farthest row by side. */
  readonly range: readonly [number, number];
  /** No window may be narrower, by side; 0 without mass points. */
  readonly least: readonly [number, number];
}

function limitsOf(sides: Sides, design: LocalDesign): Limits {
  const both = [sides.left, sides.right] as const;
  const range = sidesOf(sides, ({ distance }) => distance.at(-1) ?? 0);
  const rows = both.reduce((sum, { distance }) => sum + distance.length, 0);
  const distinct = both.reduce((sum, side) => sum + side.distinct, 0);
  const isMassed = both.some((side) => 1 - side.distinct / side.distance.length >= MASS_SHARE);
  const least = sidesOf(sides, (side) => (design.adjustMassPoints && isMassed ? distinctDistance(side, LEAST_DISTINCT) + EDGE : 0));
  const count = design.adjustMassPoints ? distinct : rows;
  const rough = PILOT_CONSTANT[design.kernel] * robustSpread(sides) * count ** (-1 / 5);
  return { pilot: Math.max(Math.min(rough, Math.max(...range)), ...least), range, least };
}

/** The k-th different distance from the cut-off, or the last. */
function distinctDistance(side: Side, k: number): number {
  let row = 0;
  for (let seen = 1; seen < Math.min(k, side.distinct); seen++) row = (side.last[row] as number) + 1;
  return side.distance[row] as number;
}

/** The smaller of the standard deviation and the scaled interquartile range, with averaged quartiles. */
function robustSpread({ left, right }: Sides): number {
  const sorted = new Float64Array(left.distance.length + right.distance.length);
  const below = left.distance.length;
  left.distance.forEach((distance, row) => {
    sorted[below - 1 - row] = -distance;
  });
  sorted.set(right.distance, below);
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const quartile = (share: number): number => {
    const place = sorted.length * share;
    const at = Math.ceil(place) - 1;
    const value = sorted[at] as number;
    return Number.isInteger(place) ? (value + (sorted[at + 1] as number)) / 2 : value;
  };
  // 1.349 standard deviations lie between the quartiles of a normal variable.
  return Math.min(Math.sqrt(squares / (sorted.length - 1)), (quartile(0.75) - quartile(0.25)) / 1.349);
}

function pilotDesign(
  design: LocalDesign,
  bandwidth: number,
): Pick<PilotOptions, 'kernel' | 'variance' | 'neighbors' | 'isFuzzy' | 'bandwidth'> {
  const { kernel, variance, neighbors, isFuzzy } = design;
  return { kernel, variance, neighbors, isFuzzy, bandwidth };
}

/** The chain of three: the window for the bias of the bias, that for the bias, and that for the estimate. */
function solveFor(
  sides: Sides,
  design: LocalDesign,
  limits: Limits,
  { target, first }: { readonly target: Target; readonly first: readonly [Pilot, Pilot] },
): Bandwidths {
  const { order, biasOrder, derivative } = design;
  const base = pilotDesign(design, limits.pilot);
  const isRegularized = design.regularization > 0;
  const start = optimal(first, target, { order: biasOrder + 1, regularization: 0, limits });
  const atLeast = sidesOf(sides, (_, at) => Math.max(start[at], ...(target === 'two' ? [limits.least[at]] : limits.least)));
  const second = sidesOf(sides, (side, at) =>
    pilotOf(side, {
      ...base,
      order: biasOrder,
      derivative: order + 1,
      biasOrder: biasOrder + 1,
      biasBandwidth: atLeast[at],
      isRegularized,
    }),
  );
  const bias = optimal(second, target, { order: biasOrder, regularization: design.regularization, limits });
  const third = sidesOf(sides, (side, at) =>
    pilotOf(side, { ...base, order, derivative, biasOrder, biasBandwidth: bias[at], isRegularized }),
  );
  return { main: optimal(third, target, { order, regularization: design.regularization, limits }), bias };
}

/** (V / B²)^(1/(2·order + 3)), never wider than the data. */
function optimal(
  [left, right]: readonly [Pilot, Pilot],
  target: Target,
  { order, regularization, limits }: { readonly order: number; readonly regularization: number; readonly limits: Limits },
): readonly [number, number] {
  const width = (variance: number, bias: number, regularizer: number): number =>
    (variance / (bias ** 2 + regularization * regularizer)) ** (1 / (2 * order + 3));
  if (target === 'two') {
    return [
      Math.min(width(left.variance, left.bias, left.regularizer), limits.range[0]),
      Math.min(width(right.variance, right.bias, right.regularizer), limits.range[1]),
    ];
  }
  const bias = target === 'rd' ? right.bias - left.bias : right.bias + left.bias;
  const common = Math.min(width(left.variance + right.variance, bias, left.regularizer + right.regularizer), Math.max(...limits.range));
  return [common, common];
}

/** The same for the side below (0) and the side above (1). */
function sidesOf<Value>({ left, right }: Sides, make: (side: Side, at: 0 | 1) => Value): readonly [Value, Value] {
  return [make(left, 0), make(right, 1)];
}
