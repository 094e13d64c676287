import type { Ranking } from './ranking.ts';

/** Sums over a set of rows: weights of treated and control, and their weighted outcomes. */
export const SUM_FIELDS = 5;
const [SIZE, TREATED, CONTROL, TREATED_SUM, CONTROL_SUM] = [0, 1, 2, 3, 4] as const;

/** What one walk down the ranking leaves behind. */
export interface Walked {
  /** Areas or sums under the two curves; see `Definition` for which. */
  readonly qini: number;
  readonly gain: number;
  /** The last point of either curve: what treating everyone gives. */
  readonly qiniLast: number;
  readonly gainLast: number;
  readonly size: number;
  /** SUM_FIELDS numbers at every stop. */
  readonly atStops: Float64Array;
}

/** Added outcome among the treated so far: y₁ − y₀·n₁/n₀ (Radcliffe 2007). NaN while the control is empty. */
export function qiniAt(sums: Float64Array, at = 0): number {
  const control = sums[at + CONTROL] as number;
  if (!(control > 0)) return Number.NaN;
  return (sums[at + TREATED_SUM] as number) - ((sums[at + CONTROL_SUM] as number) * (sums[at + TREATED] as number)) / control;
}

/** Difference in means so far, times the rows so far. NaN while either side is empty. */
export function gainAt(sums: Float64Array, at = 0): number {
  return upliftBetween(sums, at, at) * (sums[at + SIZE] as number);
}

/** Mean of the treated at one stop less mean of the control at another; NaN when either is empty. */
export function upliftBetween(sums: Float64Array, treatedAt: number, controlAt: number): number {
  const treated = sums[treatedAt + TREATED] as number;
  const control = sums[controlAt + CONTROL] as number;
  if (!(treated > 0 && control > 0)) return Number.NaN;
  return (sums[treatedAt + TREATED_SUM] as number) / treated - (sums[controlAt + CONTROL_SUM] as number) / control;
}

/** Difference in means in which an empty side counts as 0, as scikit-uplift has it. */
export function meansDifference(sums: Float64Array, at = 0): number {
  const treated = sums[at + TREATED] as number;
  const control = sums[at + CONTROL] as number;
  return (
    (treated > 0 ? (sums[at + TREATED_SUM] as number) / treated : 0) - (control > 0 ? (sums[at + CONTROL_SUM] as number) / control : 0)
  );
}

/**
 * Walks down a ranking once and adds up the Qini curve and the cumulative-gain curve.
 *
 * Under 'sklift' the sums are areas by the trapezoid rule over rows, with one point per tie and 0 where a side is
 * still empty; under 'causalml' they are sums of the curve over rows, and the leading rows on which a side is
 * empty are interpolated, the gain through its difference in means.
 *
 * @param counts how often each row counts, as drawn by a bootstrap; once each without it
 * @see scikit-uplift 0.5.1 metrics.qini_curve, uplift_curve; causalml 0.17 metrics.visualize.get_qini, get_cumgain
 * Cost: O(n), no allocation per row.
 */
export function walk(ranked: Ranking, stops: Int32Array, counts?: Uint8Array): Walked {
  const sums = new Float64Array(SUM_FIELDS);
  const atStops = new Float64Array(stops.length * SUM_FIELDS);
  const curves = new Float64Array(CURVE_FIELDS);
  let from = 0;
  // Between two stops nothing is looked at but the rows themselves.
  for (let stop = 0; stop < stops.length; stop++) {
    const to = stops[stop] as number;
    if (ranked.definition === 'sklift') walkPoints(ranked, { from, to }, { sums, curves }, counts);
    else walkRows(ranked, { from, to }, { sums, curves }, counts);
    atStops.set(sums, stop * SUM_FIELDS);
    from = to;
  }
  return {
    qini: curves[QINI] as number,
    gain: curves[GAIN] as number,
    qiniLast: curves[QINI_LAST] as number,
    gainLast: curves[GAIN_LAST] as number,
    size: sums[SIZE] as number,
    atStops,
  };
}

/** What is carried down the ranking besides the sums; the waiting fields hold Σ w·s and Σ w·s² over undefined leading rows. */
const CURVE_FIELDS = 8;
const [QINI, GAIN, QINI_LAST, GAIN_LAST, WAITING_FIRST, WAITING_SECOND, IS_DEFINED] = [0, 1, 2, 3, 5, 6, 7] as const;

interface Stretch {
  readonly from: number;
  readonly to: number;
}

interface Carried {
  readonly sums: Float64Array;
  readonly curves: Float64Array;
}

function walkPoints(ranked: Ranking, { from, to }: Stretch, { sums, curves }: Carried, counts: Uint8Array | undefined): void {
  const { isPoint, outcome, treated, weight } = ranked;
  let [size = 0, ones = 0, zeros = 0, oneSum = 0, zeroSum = 0] = sums;
  let [qini = 0, gain = 0, qiniBefore = 0, gainBefore = 0, sizeBefore = 0] = curves;
  for (let rank = from; rank < to; rank++) {
    const count = counts === undefined ? 1 : (counts[rank] as number);
    if (count > 0) {
      const own = weight === undefined ? count : count * (weight[rank] as number);
      const worth = own * (outcome[rank] as number);
      size += count;
      if (treated[rank] === 1) {
        ones += own;
        oneSum += worth;
      } else {
        zeros += own;
        zeroSum += worth;
      }
    }
    if (isPoint[rank] === 0 || size === sizeBefore) continue;
    const qiniNow = zeros > 0 ? oneSum - (zeroSum * ones) / zeros : oneSum;
    const gainNow = ((ones > 0 ? oneSum / ones : 0) - (zeros > 0 ? zeroSum / zeros : 0)) * size;
    qini += ((size - sizeBefore) * (qiniNow + qiniBefore)) / 2;
    gain += ((size - sizeBefore) * (gainNow + gainBefore)) / 2;
    qiniBefore = qiniNow;
    gainBefore = gainNow;
    sizeBefore = size;
  }
  sums.set([size, ones, zeros, oneSum, zeroSum]);
  curves.set([qini, gain, qiniBefore, gainBefore, sizeBefore]);
}

function walkRows(ranked: Ranking, { from, to }: Stretch, { sums, curves }: Carried, counts: Uint8Array | undefined): void {
  const { outcome, treated, weight } = ranked;
  let [size = 0, ones = 0, zeros = 0, oneSum = 0, zeroSum = 0] = sums;
  for (let rank = from; rank < to; rank++) {
    const count = counts === undefined ? 1 : (counts[rank] as number);
    if (count === 0) continue;
    const own = weight === undefined ? count : count * (weight[rank] as number);
    const worth = own * (outcome[rank] as number);
    size += count;
    if (treated[rank] === 1) {
      ones += own;
      oneSum += worth;
    } else {
      zeros += own;
      zeroSum += worth;
    }
    if (ones === 0 || zeros === 0) {
      // With control rows alone the Qini curve is already defined: it is 0 there, as nobody is treated.
      if (zeros === 0) curves[WAITING_FIRST] = (curves[WAITING_FIRST] as number) + count * size;
      curves[WAITING_SECOND] = (curves[WAITING_SECOND] as number) + count * size * size;
      continue;
    }
    const qiniNow = oneSum - (zeroSum * ones) / zeros;
    const gainNow = (oneSum / ones - zeroSum / zeros) * size;
    if (curves[IS_DEFINED] === 0) {
      curves[QINI] = (qiniNow * (curves[WAITING_FIRST] as number)) / size;
      curves[GAIN] = (gainNow * (curves[WAITING_SECOND] as number)) / (size * size);
      curves[IS_DEFINED] = 1;
    }
    curves[QINI] = (curves[QINI] as number) + count * qiniNow;
    curves[GAIN] = (curves[GAIN] as number) + count * gainNow;
    curves[QINI_LAST] = qiniNow;
    curves[GAIN_LAST] = gainNow;
  }
  sums.set([size, ones, zeros, oneSum, zeroSum]);
}

/** The classes that a perfect ranking of a 0/1 outcome is made of. */
export const CLASSES = { treatedYes: 0, controlNo: 1, treatedNo: 2, controlYes: 3 } as const;

/**
 * Sums per class of a 0/1 outcome: SUM_FIELDS numbers each.
 *
 * Cost: O(n).
 */
export function classSums(ranked: Ranking, counts?: Uint8Array): Float64Array {
  const { outcome, treated, weight, rowCount } = ranked;
  const classes = new Float64Array(4 * SUM_FIELDS);
  for (let rank = 0; rank < rowCount; rank++) {
    const count = counts === undefined ? 1 : (counts[rank] as number);
    if (count === 0) continue;
    const own = weight === undefined ? count : count * (weight[rank] as number);
    const isYes = outcome[rank] === 1;
    const isTreated = treated[rank] === 1;
    const code = isTreated ? (isYes ? CLASSES.treatedYes : CLASSES.treatedNo) : isYes ? CLASSES.controlYes : CLASSES.controlNo;
    const at = code * SUM_FIELDS;
    const side = at + (isTreated ? TREATED : CONTROL);
    classes[at] = (classes[at] as number) + count;
    classes[side] = (classes[side] as number) + own;
    classes[side + 2] = (classes[side + 2] as number) + own * (outcome[rank] as number);
  }
  return classes;
}
