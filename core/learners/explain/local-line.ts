import { giveUp } from '../../base/problem.ts';
import { factorIndependent, solveFactored } from '../../numeric/linear-algebra.ts';

/** Weighted sums of squares and products about the weighted means. */
export interface LocalSums {
  /** d × d, row-major. */
  readonly xx: Float64Array;
  readonly xy: Float64Array;
  readonly yy: number;
  readonly meanX: Float64Array;
  readonly meanY: number;
  /** Sum of the weights. */
  readonly total: number;
}

/** answer ≈ intercept + Σ coefficients · design, for few features. */
export interface LocalLine {
  /** Positions of the features, the largest coefficient first. */
  readonly chosen: readonly number[];
  /** In the order of `chosen`. */
  readonly coefficients: Float64Array;
  readonly intercept: number;
  /** Weighted R² on the rows that it was fitted to; NaN where the answers do not vary. */
  readonly share: number;
}

export interface LineOptions {
  /** Most features with a coefficient. */
  readonly terms: number;
  /** Penalty on the squared coefficients; the intercept has none. */
  readonly ridge: number;
}

/** Up to so many terms they are added one by one; more are those with the largest coefficients among all. */
const FORWARD_TERMS = 6;

/** A further feature must explain this much more: less is the luck of a draw, and another draw would choose another one. */
const LEAST_GAIN = 1e-3;

/** Designs are of the order of 1: a variance below this is the rounding of a column that does not vary. */
const LEAST_VARIANCE = 1e-12;

/**
 * @throws numeric/not-finite when answers or columns are too large to square
 * Cost: rows × d² / 2.
 */
export function sumLocally(design: readonly Float64Array[], answers: Float64Array, weight: Float64Array): LocalSums {
  const total = weight.reduce((sum, w) => sum + w, 0);
  // From the first value on, so that values which do not vary have exactly that mean.
  const mean = (values: Float64Array): number => {
    const start = values[0] ?? 0;
    return start + values.reduce((sum, value, row) => sum + (value - start) * ((weight[row] as number) / total), 0);
  };
  const meanX = Float64Array.from(design, mean);
  const meanY = mean(answers);
  const away = design.map((column, at) => column.map((value) => value - (meanX[at] as number)));
  const awayY = answers.map((value) => value - meanY);
  const size = design.length;
  const xx = new Float64Array(size * size);
  const xy = new Float64Array(size);
  away.forEach((column, at) => {
    const weighted = column.map((value, row) => value * (weight[row] as number));
    xy[at] = product(weighted, awayY);
    for (let other = 0; other <= at; other++) {
      xx[at * size + other] = product(weighted, away[other] as Float64Array);
      xx[other * size + at] = xx[at * size + other] as number;
    }
  });
  const yy = awayY.reduce((sum, value, row) => sum + (weight[row] as number) * value * value, 0);
  if (!Number.isFinite(yy) || xx.some((value) => !Number.isFinite(value)))
    giveUp('numeric/not-finite', 'The model’s answers near this row are too large to square.', 'Give the outcome in a larger unit.');
  return { xx, xy, yy, meanX, meanY, total };
}

function product(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += (one[i] as number) * (other[i] as number);
  return sum;
}

/**
 * Weighted ridge regression on the given features.
 *
 * @returns coefficients in the order of `chosen`; 0 for a feature that the ones before it already explain
 */
export function solveLocally({ xx, xy }: LocalSums, chosen: readonly number[], ridge: number): Float64Array {
  const size = xy.length;
  const own = Float64Array.from(
    { length: chosen.length ** 2 },
    (_, cell) => xx[(chosen[Math.floor(cell / chosen.length)] as number) * size + (chosen[cell % chosen.length] as number)] as number,
  );
  for (let k = 0; k < chosen.length; k++) own[k * chosen.length + k] = (own[k * chosen.length + k] as number) + ridge;
  const right = Float64Array.from(chosen, (at) => xy[at] as number);
  return solveFactored(factorIndependent(own, chosen.length), right);
}

/** Weighted R² of coefficients on the rows behind the sums. */
export function shareExplained({ xx, xy, yy }: LocalSums, chosen: readonly number[], coefficients: Float64Array): number {
  const size = xy.length;
  let [along, bend] = [0, 0];
  chosen.forEach((at, k) => {
    const b = coefficients[k] as number;
    along += b * (xy[at] as number);
    chosen.forEach((other, j) => {
      bend += b * (coefficients[j] as number) * (xx[at * size + other] as number);
    });
  });
  return yy > 0 ? (2 * along - bend) / yy : Number.NaN;
}

/**
 * Chooses features and fits a line to the answers near a row, as LIME does: few features one after the other, each the one that
 * explains most beside those before it, as long as that is something; many by the size of their coefficients in the fit on all.
 *
 * @see Ribeiro, Singh & Guestrin (2016), KDD, section 3.4; the authors' `feature_selection="auto"`
 */
export function fitLocalLine(sums: LocalSums, { terms, ridge }: LineOptions): LocalLine {
  const varies = (at: number): boolean => (sums.xx[at * sums.xy.length + at] as number) > LEAST_VARIANCE * sums.total;
  const usable = [...sums.xy.keys()].filter(varies);
  const picked = terms <= FORWARD_TERMS ? stepForward(sums, usable, terms, ridge) : largest(sums, usable, terms, ridge);
  const found = solveLocally(sums, picked, ridge);
  const order = [...picked.keys()].sort(
    (one, other) =>
      Math.abs(found[other] as number) - Math.abs(found[one] as number) || (picked[one] as number) - (picked[other] as number),
  );
  const chosen = order.map((k) => picked[k] as number);
  const coefficients = Float64Array.from(order, (k) => found[k] as number);
  const intercept = sums.meanY - chosen.reduce((sum, at, k) => sum + (coefficients[k] as number) * (sums.meanX[at] as number), 0);
  return { chosen, coefficients, intercept, share: shareExplained(sums, chosen, coefficients) };
}

function stepForward(sums: LocalSums, usable: readonly number[], terms: number, ridge: number): number[] {
  const picked: number[] = [];
  let reached = 0;
  while (picked.length < terms) {
    let [best, most] = [-1, reached + LEAST_GAIN];
    for (const at of usable) {
      if (picked.includes(at)) continue;
      const tried = [...picked, at];
      const share = shareExplained(sums, tried, solveLocally(sums, tried, ridge));
      if (share > most) [best, most] = [at, share];
    }
    if (best < 0) break;
    picked.push(best);
    reached = most;
  }
  return picked;
}

function largest(sums: LocalSums, usable: readonly number[], terms: number, ridge: number): number[] {
  const sizes = solveLocally(sums, usable, ridge).map(Math.abs);
  const order = [...usable.keys()].sort((one, other) => (sizes[other] as number) - (sizes[one] as number) || one - other);
  return order.slice(0, terms).map((k) => usable[k] as number);
}
