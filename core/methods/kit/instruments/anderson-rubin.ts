import { fSf, fUpperQuantile } from '../../../numeric/distributions.ts';
import { factorIndependent, solveFactored } from '../../../numeric/linear-algebra.ts';
import { dot, type Partial } from './partial.ts';
import { smallSample } from './weak.ts';

/** Middle matrices of the reduced form: Σ zz′·r_y², Σ zz′·r_y·r_d and Σ zz′·r_d², by row or by cluster. */
export interface ReducedFormMeats {
  readonly yy: Float64Array;
  readonly yd: Float64Array;
  readonly dd: Float64Array;
}

/** A stretch of the line; null is an end at infinity. */
export type Stretch = readonly [number | null, number | null];

/** The values of the effect that the test does not reject: bounded, unbounded, in two pieces, or empty. */
export interface AndersonRubin {
  /** The test that the effect is zero. */
  readonly statistic: number;
  readonly pValue: number;
  readonly df: readonly [number, number];
  readonly stretches: readonly Stretch[];
}

/** The test statistic at β: Wald form over k. At infinity it tends to the first-stage F. */
interface Test {
  readonly at: (beta: number) => number;
  readonly atInfinity: number;
  readonly critical: number;
}

/**
 * The Anderson–Rubin test and its confidence set: valid however weak the instruments are.
 *
 * Classical errors and single instruments give a quadratic in β, solved in closed form; several instruments
 * with robust errors give a ratio of polynomials, whose crossings are bracketed on a grid over the whole line
 * and then bisected.
 *
 * @param meats undefined for classical errors
 * @returns stretches in standardised units
 * @see Anderson & Rubin (1949), Ann. Math. Stat. 20(1); Mikusheva (2010), J. Econometrics 157(2)
 */
export function andersonRubin(
  partial: Partial,
  meats: ReducedFormMeats | undefined,
  { clusterCount, alpha, center }: { readonly clusterCount: number | undefined; readonly alpha: number; readonly center: number },
): AndersonRubin {
  const k = partial.instruments;
  const freedom = clusterCount === undefined ? partial.count - partial.stageSize : clusterCount - 1;
  const critical = fUpperQuantile(alpha, k, freedom);
  const test = meats === undefined ? classicalTest(partial, critical) : robustTest(partial, meats, critical, clusterCount);
  const statistic = test.at(0);
  const quadratic = meats === undefined ? classicalQuadratic(partial, critical) : robustQuadratic(partial, meats, critical, clusterCount);
  const stretches = quadratic === undefined ? scan(test, center, Math.sqrt(partial.syy / partial.sdd)) : solveQuadratic(quadratic);
  return { statistic, pValue: fSf(statistic, k, freedom), df: [k, freedom], stretches };
}

function classicalTest(partial: Partial, critical: number): Test {
  const { instruments: k, count, stageSize, szd, szy, szzFactor, mdd, mdy, myy } = partial;
  const freedom = count - stageSize;
  const statistic = (g: Float64Array, rest: number): number =>
    Math.min(Number.MAX_VALUE, dot(solveFactored(szzFactor, g), g) / k / (rest / freedom));
  return {
    at: (beta) => statistic(moment(szy, szd, beta), Math.max(0, myy - 2 * beta * mdy + beta * beta * mdd)),
    atInfinity: statistic(szd, mdd),
    critical,
  };
}

function robustTest(partial: Partial, meats: ReducedFormMeats, critical: number, clusterCount: number | undefined): Test {
  const { instruments: k, count, stageSize, szd, szy } = partial;
  const factor = smallSample(count, stageSize, clusterCount);
  const statistic = (g: Float64Array, meat: Float64Array): number => {
    const inner = factorIndependent(meat, k);
    return inner.size === 0 ? Number.MAX_VALUE : dot(solveFactored(inner, g), g) / (k * factor);
  };
  const { yy, yd, dd } = meats;
  return {
    at: (beta) =>
      statistic(
        moment(szy, szd, beta),
        yy.map((cell, j) => cell - 2 * beta * (yd[j] as number) + beta * beta * (dd[j] as number)),
      ),
    atInfinity: statistic(szd, dd),
    critical,
  };
}

/** z′(y − dβ). */
export function moment(szy: Float64Array, szd: Float64Array, beta: number): Float64Array {
  return szy.map((cell, j) => cell - beta * (szd[j] as number));
}

/** aβ² + bβ + c ≤ 0 says "not rejected". */
type Quadratic = readonly [number, number, number];

function classicalQuadratic(partial: Partial, critical: number): Quadratic {
  const { instruments: k, count, stageSize, szd, szy, firstStage, reducedForm, mdd, mdy, myy } = partial;
  const cut = (critical * k) / (count - stageSize);
  return [dot(firstStage, szd) - cut * mdd, -2 * (dot(firstStage, szy) - cut * mdy), dot(reducedForm, szy) - cut * myy];
}

function robustQuadratic(
  { instruments: k, count, stageSize, szd, szy }: Partial,
  { yy, yd, dd }: ReducedFormMeats,
  critical: number,
  clusterCount: number | undefined,
): Quadratic | undefined {
  if (k > 1) return undefined;
  const cut = critical * smallSample(count, stageSize, clusterCount);
  const [d, y] = [szd[0] as number, szy[0] as number];
  return [d * d - cut * (dd[0] as number), -2 * (d * y - cut * (yd[0] as number)), y * y - cut * (yy[0] as number)];
}

/** Where aβ² + bβ + c ≤ 0. */
export function solveQuadratic([a, b, c]: Quadratic): Stretch[] {
  const root = Math.sqrt(Math.max(0, b * b - 4 * a * c));
  if (b * b - 4 * a * c < 0) return a > 0 ? [] : [[null, null]];
  // Adding terms of one sign avoids the cancellation of the textbook formula.
  const q = -(b + (b < 0 ? -root : root)) / 2;
  if (a === 0) {
    if (b === 0) return c <= 0 ? [[null, null]] : [];
    return b > 0 ? [[null, -c / b]] : [[-c / b, null]];
  }
  const [low = 0, high = 0] = [q / a, q === 0 ? 0 : c / q].sort((left, right) => left - right);
  if (a > 0) return [[low, high]];
  return [
    [null, low],
    [high, null],
  ];
}

/** Points of the grid; between two of them at most one crossing is looked for. */
const GRID_POINTS = 4000;

/** Crossings of the critical value over β = center + unit·tan θ, which reaches the whole line. */
function scan(test: Test, center: number, unit: number): Stretch[] {
  const betaAt = (step: number): number => center + unit * Math.tan(Math.PI * (step / GRID_POINTS - 0.5));
  const isInside = (beta: number): boolean => test.at(beta) <= test.critical;
  const stretches: [number | null, number | null][] = [];
  const endInside = test.atInfinity <= test.critical;
  let inside = endInside;
  let start: number | null = null;
  let before = Number.NaN;
  for (let step = 1; step < GRID_POINTS; step++) {
    const beta = betaAt(step);
    if (isInside(beta) !== inside) {
      const crossing = step === 1 ? beta : bisect(before, beta, isInside);
      if (inside) stretches.push([start, crossing]);
      start = crossing;
      inside = !inside;
    }
    before = beta;
  }
  if (inside) stretches.push([start, endInside ? null : before]);
  return stretches;
}

/** Halving stops at the last bit, long before 200 steps. */
function bisect(low: number, high: number, isInside: (beta: number) => boolean): number {
  const atLow = isInside(low);
  let [from, to] = [low, high];
  for (let step = 0; step < 200; step++) {
    const middle = (from + to) / 2;
    if (middle === from || middle === to) break;
    if (isInside(middle) === atLow) from = middle;
    else to = middle;
  }
  return (from + to) / 2;
}
