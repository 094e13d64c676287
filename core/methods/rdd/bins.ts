import { studentUpperQuantile } from '../../numeric/distributions.ts';
import { fitLocal, valueAt } from './local-fit.ts';
import type { Side, Sides } from './side.ts';

/** One bin of the scatter: where it lies, the mean of the outcome, and its interval. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  readonly mean: number;
  readonly interval: readonly [number, number] | null;
}

export const BIN_RULES = ['esmv', 'es'] as const;

export type BinRule = (typeof BIN_RULES)[number];

/** The global polynomial that the bias of bin means is read from. */
const GLOBAL_ORDER = 4;

/** A picture cannot show more bins; data without noise would ask for any number. */
const MOST_BINS = 200;

/**
 * How many evenly spaced bins each side needs: `es` minimises the integrated mean squared error of the bin means,
 * `esmv` makes them scatter as the raw data do.
 *
 * @see Calonico, Cattaneo & Titiunik (2015), JASA 110, 1753–1769, theorems 1 and 3, spacings estimators
 * Cost: O(n).
 */
export function binCounts(sides: Sides, rule: BinRule): readonly [number, number] {
  const rows = sides.left.distance.length + sides.right.distance.length;
  const count = (side: Side): number => {
    const outcome = side.columns[0] as Float64Array;
    const range = side.distance.at(-1) as number;
    let spacings = 0;
    for (let row = 1; row < outcome.length; row++) {
      const gap = (side.distance[row] as number) - (side.distance[row - 1] as number);
      spacings += gap * ((outcome[row] as number) - (outcome[row - 1] as number)) ** 2;
    }
    const variance = (0.5 * spacings) / range;
    const wanted =
      rule === 'esmv'
        ? (varianceOf(outcome) / variance) * (rows / Math.log(rows) ** 2)
        : ((2 * slopeSquares(side, range, rows) * rows) / variance) ** (1 / 3);
    return Number.isFinite(wanted) ? Math.min(MOST_BINS, Math.max(1, Math.ceil(wanted))) : 1;
  };
  return [count(sides.left), count(sides.right)];
}

/** range² / (12 n) · Σ (slope of the global polynomial)². */
function slopeSquares(side: Side, range: number, rows: number): number {
  if (side.distinct <= GLOBAL_ORDER) return 0;
  // The uniform kernel over the whole side weighs all rows alike.
  const fit = fitLocal(side, { order: GLOBAL_ORDER, bandwidth: range, kernel: 'uniform' });
  const beta = fit.beta[0] as Float64Array;
  const slope = Float64Array.from({ length: GLOBAL_ORDER }, (_, j) => ((j + 1) * (beta[j + 1] as number)) / range);
  let squares = 0;
  for (const distance of side.distance) squares += valueAt(fit, slope, side.sign * distance) ** 2;
  return (range ** 2 / (12 * rows)) * squares;
}

function varianceOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

/** Bins of one side, outwards; empty ones are left out. */
export function binsOf(side: Side, count: number, alpha: number): Bin[] {
  const outcome = side.columns[0] as Float64Array;
  const width = (side.distance.at(-1) as number) / count;
  const sums = new Float64Array(3 * count);
  const place = (distance: number): number => Math.min(count - 1, Math.max(0, Math.floor(distance / width)));
  for (let pass = 0; pass < 2; pass++) {
    for (let row = 0; row < outcome.length; row++) {
      const at = 3 * place(side.distance[row] as number);
      const value = outcome[row] as number;
      if (pass === 0) {
        sums[at] = (sums[at] as number) + 1;
        sums[at + 1] = (sums[at + 1] as number) + value;
      } else {
        sums[at + 2] = (sums[at + 2] as number) + (value - (sums[at + 1] as number) / (sums[at] as number)) ** 2;
      }
    }
  }
  return Array.from({ length: count }, (_, bin): Bin => {
    const [rows, sum, squares] = [sums[3 * bin] as number, sums[3 * bin + 1] as number, sums[3 * bin + 2] as number];
    const mean = sum / rows;
    const half = rows < 2 ? Number.NaN : Math.sqrt(squares / (rows - 1) / rows) * studentUpperQuantile(alpha / 2, rows - 1);
    const ends = [side.sign * bin * width, side.sign * (bin + 1) * width].sort((a, b) => a - b);
    return { from: ends[0] as number, to: ends[1] as number, rows, mean, interval: Number.isNaN(half) ? null : [mean - half, mean + half] };
  }).filter(({ rows }) => rows > 0);
}
