import { quantileOfSorted, sortedFinite } from '../../numeric/quantiles.ts';
import type { FeatureTable, Model } from '../model.ts';
import { type Grid, gridAbove, gridBelow, gridOf } from './counterfactual-grid.ts';
import { splitsByFeature } from './counterfactual-splits.ts';

/** What may be changed about a row; features by index. */
export interface MoveRules {
  readonly locked: ReadonlySet<number>;
  readonly increaseOnly: ReadonlySet<number>;
  readonly decreaseOnly: ReadonlySet<number>;
  /** New values lie in [low, high]; without an entry between the least and the greatest value of the table. */
  readonly ranges: ReadonlyMap<number, readonly [number, number]>;
}

/** The values that one feature of the row may take instead of its own. */
export interface ColumnMoves {
  readonly feature: number;
  readonly from: number;
  /** Whether its values have no order: categories and yes/no. */
  readonly isLevel: boolean;
  /** Whether a change can be made smaller: not for categories, yes/no, and a cell that is missing. */
  readonly isGradual: boolean;
  /** Whether between two neighbouring values the answer stays the same, so that nothing between them need be tried. */
  readonly isComplete: boolean;
  /** Values to try, cheapest first; of equally cheap ones the most usual first. */
  readonly values: Float64Array;
  /** One unit of distance: the median absolute deviation of the column. */
  readonly scale: number;
  readonly grid: Grid | undefined;
  readonly low: number;
  readonly high: number;
}

/** Observed values of an ordered column that are tried where the model has no thresholds that say which ones matter. */
const MOST_OBSERVED = 64;

/**
 * Lists what may be changed about a row: for each feature that the model uses and the rules leave free, the values to try.
 * Numbers take observed quantiles, the ends of their range, and the places just across the thresholds of trees; for a model of
 * trees alone the thresholds are all that matters. Categories and yes/no take the values of the table.
 *
 * @throws nothing: a feature without another value is left out
 * @see Wachter, Mittelstadt & Russell (2017), Harvard JOLT 31(2), eq. 4 (distance in median absolute deviations)
 * Cost: two radix sorts a column.
 */
export function listMoves(model: Model, table: FeatureTable, row: number, rules: MoveRules): ColumnMoves[] {
  const splits = splitsByFeature(model);
  return table.features.flatMap(({ kind }, feature) => {
    if (rules.locked.has(feature) || (splits.isAll && !splits.used.has(feature))) return [];
    const column = table.columns[feature] as Float64Array;
    const place: Place = { feature, from: column[row] as number, rules };
    const moves =
      kind === 'category' || kind === 'boolean'
        ? levelMoves(column, place)
        : orderedMoves(column, place, {
            isDate: kind === 'date',
            thresholds: splits.thresholds.get(feature) ?? new Set(),
            isComplete: splits.isAll,
          });
    return moves.values.length === 0 ? [] : [moves];
  });
}

/** What a change costs by itself, in units of distance; a new category, and a value where none was known, cost one. */
export function changeCost({ isGradual, from, scale }: ColumnMoves, to: number): number {
  return isGradual ? Math.abs(to - from) / scale : 1;
}

interface Place {
  readonly feature: number;
  readonly from: number;
  readonly rules: MoveRules;
}

/** Categories and yes/no: the other values of the table, the most frequent first. */
function levelMoves(column: Float64Array, place: Place): ColumnMoves {
  const counts = new Map<number, number>();
  for (const cell of column) if (!Number.isNaN(cell)) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  const [low, high] = limitsOf(place, [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
  const levels = [...counts]
    .filter(([level]) => level !== place.from && level >= low && level <= high)
    .sort(([left, leftCount], [right, rightCount]) => rightCount - leftCount || left - right)
    .map(([level]) => level);
  const { feature, from } = place;
  return {
    feature,
    from,
    isLevel: true,
    isGradual: false,
    isComplete: true,
    values: Float64Array.from(levels),
    scale: 1,
    grid: undefined,
    low,
    high,
  };
}

interface OrderedKind {
  readonly isDate: boolean;
  readonly thresholds: ReadonlySet<number>;
  readonly isComplete: boolean;
}

function orderedMoves(column: Float64Array, place: Place, { isDate, thresholds, isComplete }: OrderedKind): ColumnMoves {
  const { feature, from } = place;
  const sorted = sortedFinite(column);
  const grid = gridOf(sorted, isDate);
  const observed: readonly [number, number] = sorted.length === 0 ? [1, 0] : [sorted[0] as number, sorted[sorted.length - 1] as number];
  const [low, high] = limitsOf(place, observed);
  const found = new Set<number>([gridBelow(grid, high), gridAbove(grid, low)]);
  for (const threshold of thresholds) {
    // A cell up to the threshold goes left: below the row's value it is itself the nearest across, above it the next number.
    if (!(threshold >= from)) found.add(gridBelow(grid, threshold));
    if (!(threshold < from)) found.add(gridAbove(grid, nextAbove(threshold)));
  }
  if (!isComplete) for (const value of observedValues(sorted)) found.add(value);
  const isGradual = Number.isFinite(from);
  const middle = isGradual ? from : quantileOfSorted(sorted, 0.5);
  const values = [...found]
    .filter((value) => Number.isFinite(value) && value >= low && value <= high && value !== from)
    .sort((left, right) => Math.abs(left - middle) - Math.abs(right - middle) || left - right);
  return {
    feature,
    from,
    isLevel: false,
    isGradual,
    isComplete,
    values: Float64Array.from(values),
    scale: scaleOf(sorted, low, high),
    grid,
    low,
    high,
  };
}

/** A cell that is missing has no side to be kept on, so a feature that may only rise or fall keeps it. */
function limitsOf({ feature, from, rules }: Place, observed: readonly [number, number]): [number, number] {
  const [low, high] = rules.ranges.get(feature) ?? observed;
  const [rises, falls] = [rules.increaseOnly.has(feature), rules.decreaseOnly.has(feature)];
  if (Number.isNaN(from) && (rises || falls)) return [1, 0];
  return [rises ? Math.max(low, from) : low, falls ? Math.min(high, from) : high];
}

/** All different values, or so many of them spread evenly over the ranks. */
function observedValues(sorted: Float64Array): Set<number> {
  const different = new Set<number>();
  for (const value of sorted) {
    different.add(value);
    if (different.size > MOST_OBSERVED) break;
  }
  if (different.size <= MOST_OBSERVED) return different;
  return new Set(
    Array.from({ length: MOST_OBSERVED }, (_, index) => sorted[Math.round((index / (MOST_OBSERVED - 1)) * (sorted.length - 1))] as number),
  );
}

/** The median absolute deviation; where more than half of the cells are alike the mean one, and at last the width of the range. */
function scaleOf(sorted: Float64Array, low: number, high: number): number {
  const middle = quantileOfSorted(sorted, 0.5);
  const deviations = sortedFinite(sorted.map((value) => Math.abs(value - middle)));
  const median = quantileOfSorted(deviations, 0.5);
  if (median > 0) return median;
  // Dividing before adding keeps sums of huge numbers finite.
  const mean = deviations.reduce((sum, deviation) => sum + deviation / deviations.length, 0);
  if (mean > 0) return mean;
  const width = high - low;
  return width > 0 && Number.isFinite(width) ? width : 1;
}

/** The least double above x. */
export function nextAbove(x: number): number {
  if (!Number.isFinite(x)) return x;
  if (x === 0) return Number.MIN_VALUE;
  const bits = new BigInt64Array(new Float64Array([x]).buffer);
  bits[0] = (bits[0] as bigint) + (x > 0 ? 1n : -1n);
  return new Float64Array(bits.buffer)[0] as number;
}
