import { type Judged, orderBy } from './measured.ts';

/** One cut-off: everything that scores at least `threshold` is called 1. */
export interface CurvePoint {
  readonly threshold: number;
  /** Share of the ones that are called 1 (sensitivity, recall). */
  readonly truePositiveShare: number;
  /** Share of the zeros that are called 1. */
  readonly falsePositiveShare: number;
  /** Share of ones among what is called 1. */
  readonly precision: number;
}

export interface Curves {
  /** From the strictest cut-off to the loosest; at most about `most` points, ends included. */
  readonly points: readonly CurvePoint[];
  /** Σ precision · gain in recall over all cut-offs: area under the precision–recall curve. */
  readonly averagePrecision: number;
}

/**
 * ROC and precision–recall points. Equal scores move together, as one step.
 *
 * @param most how many points a picture needs; steps between are left out evenly by recall and false positives
 * Cost: one sort.
 */
export function rocCurves({ predicted, actual, weight }: Judged, most = 200): Curves {
  const order = orderBy(predicted).reverse();
  const each = (row: number): number => (weight === undefined ? 1 : (weight[row] as number));
  const totals = [0, 0];
  for (let row = 0; row < actual.length; row++) totals[actual[row] as number] = (totals[actual[row] as number] as number) + each(row);
  const [negatives, positives] = totals as [number, number];
  const points: CurvePoint[] = [{ threshold: Number.POSITIVE_INFINITY, truePositiveShare: 0, falsePositiveShare: 0, precision: 1 }];
  let averagePrecision = 0;
  let hits = 0;
  let alarms = 0;
  let recall = 0;
  for (let at = 0; at < order.length; ) {
    const threshold = predicted[order[at] as number] as number;
    for (; at < order.length && predicted[order[at] as number] === threshold; at++) {
      const row = order[at] as number;
      if (actual[row] === 1) hits += each(row);
      else alarms += each(row);
    }
    const point = {
      threshold,
      truePositiveShare: hits / positives,
      falsePositiveShare: alarms / negatives,
      precision: hits / (hits + alarms),
    };
    averagePrecision += (point.truePositiveShare - recall) * point.precision;
    recall = point.truePositiveShare;
    const last = points.at(-1) as CurvePoint;
    const moved = point.truePositiveShare - last.truePositiveShare + (point.falsePositiveShare - last.falsePositiveShare);
    if (moved >= 2 / most || at === order.length) points.push(point);
  }
  return { points, averagePrecision };
}

/** Rows of one tenth (or other part) of the table, best scores first. */
export interface GainRow {
  readonly part: number;
  readonly n: number;
  readonly meanPredicted: number;
  readonly meanActual: number;
  /** Mean outcome here over mean outcome of all. */
  readonly lift: number;
  /** Share of the outcome's total that this part and those before it hold. */
  readonly cumulativeGain: number;
}

/**
 * What acting on the best scores first would reach: rows in equal parts by descending prediction.
 *
 * @param parts how many; fewer when there are fewer rows
 * Cost: one sort.
 */
export function gainTable({ predicted, actual, weight }: Judged, parts = 10): GainRow[] {
  const order = orderBy(predicted).reverse();
  const each = (row: number): number => (weight === undefined ? 1 : (weight[row] as number));
  let total = 0;
  let outcome = 0;
  for (const row of order) {
    total += each(row);
    outcome += each(row) * (actual[row] as number);
  }
  const count = Math.min(parts, order.length);
  let reached = 0;
  return Array.from({ length: count }, (_, part) => {
    const rows = order.subarray(Math.round((part * order.length) / count), Math.round(((part + 1) * order.length) / count));
    const sums = { weight: 0, predicted: 0, actual: 0 };
    for (const row of rows) {
      sums.weight += each(row);
      sums.predicted += each(row) * (predicted[row] as number);
      sums.actual += each(row) * (actual[row] as number);
    }
    reached += sums.actual;
    const meanActual = sums.actual / sums.weight;
    return {
      part: part + 1,
      n: rows.length,
      meanPredicted: sums.predicted / sums.weight,
      meanActual,
      lift: meanActual / (outcome / total),
      cumulativeGain: reached / outcome,
    };
  });
}
