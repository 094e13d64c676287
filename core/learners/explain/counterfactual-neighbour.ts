import type { FeatureTable } from '../model.ts';
import type { MoveRules } from './counterfactual-moves.ts';

/** A row of the table that the model answers as wanted. */
export interface Neighbour {
  readonly row: number;
  /** Gower's distance: the mean over features, each between 0 and 1. */
  readonly distance: number;
}

/**
 * The nearest row across the target, of all rows, or of those that the rules would let the row become.
 *
 * Gower's distance is the mean over features of |difference| / range, or of 0 and 1 for categories and yes/no. A cell that is
 * missing in one of two rows counts 1, in both 0.
 *
 * @param isAcross n flags: which rows the model answers as wanted
 * @returns undefined when there is none; of equally near rows the first
 * @see Gower (1971), Biometrics 27(4), eq. 3
 * Cost: one pass a feature.
 */
export function nearestAcross(table: FeatureTable, row: number, isAcross: Uint8Array, rules?: MoveRules): Neighbour | undefined {
  const distances = new Float64Array(table.rowCount);
  const isAllowed = Uint8Array.from(isAcross);
  table.features.forEach(({ kind }, feature) => {
    const column = table.columns[feature] as Float64Array;
    const own = column[row] as number;
    const span = kind === 'category' || kind === 'boolean' ? 0 : spanOf(column);
    for (let at = 0; at < distances.length; at++) {
      const cell = column[at] as number;
      distances[at] = (distances[at] as number) + cellDistance(own, cell, span);
      if (isAllowed[at] === 1 && rules !== undefined && !mayBecome(own, cell, feature, rules)) isAllowed[at] = 0;
    }
  });
  let best = -1;
  for (let at = 0; at < distances.length; at++) {
    if (isAllowed[at] !== 1 || at === row) continue;
    if (best < 0 || (distances[at] as number) < (distances[best] as number)) best = at;
  }
  return best < 0 ? undefined : { row: best, distance: (distances[best] as number) / table.features.length };
}

function spanOf(column: Float64Array): number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const cell of column) {
    if (!Number.isFinite(cell)) continue;
    if (cell < low) low = cell;
    if (cell > high) high = cell;
  }
  return high > low ? high - low : 0;
}

/** @param span 0 where only same or not counts */
function cellDistance(own: number, cell: number, span: number): number {
  if (own === cell || (Number.isNaN(own) && Number.isNaN(cell))) return 0;
  const share = span > 0 ? Math.abs(cell - own) / span : 1;
  return share <= 1 ? share : 1;
}

/** Whether the rules would let the row's cell become another row's. */
function mayBecome(own: number, cell: number, feature: number, rules: MoveRules): boolean {
  if (own === cell || (Number.isNaN(own) && Number.isNaN(cell))) return true;
  if (rules.locked.has(feature)) return false;
  // Comparisons with a missing cell fail, as they should: it has no side.
  if (rules.increaseOnly.has(feature) && !(cell >= own)) return false;
  if (rules.decreaseOnly.has(feature) && !(cell <= own)) return false;
  const range = rules.ranges.get(feature);
  return range === undefined || (cell >= range[0] && cell <= range[1]);
}
