import type { StopSignal } from '../../../base/work.ts';
import type { FeatureTable } from '../../../learners/model.ts';
import type { PairScores } from './scores.ts';
import type { Estimand } from './spec.ts';

/** Above this a standardised difference is called an imbalance (Austin 2009, Statistics in Medicine 28, 3083–3107). */
export const IMBALANCE = 0.1;

/** One covariate, or one value of a text covariate, compared between an arm and the control. */
export interface BalanceRow {
  readonly covariate: string;
  /** For text covariates: the value whose share is compared. */
  readonly level: string | null;
  readonly armMean: number;
  readonly controlMean: number;
  /** Standardised differences; null where nothing varies but the means differ. */
  readonly before: number | null;
  readonly after: number | null;
  /** s²_arm / s²_control before weighting; null when the control does not vary. */
  readonly varianceRatio: number | null;
}

/** Text covariates show their most frequent values only; the rest would bury the picture. */
const MOST_LEVELS = 20;

/**
 * Standardised differences of every covariate, before and after weighting. Both are divided by the same unweighted
 * standard deviation: of the arm for the ATT, of the control for the ATC, otherwise √((s²_arm + s²_control)/2), so
 * that weights cannot make a difference look smaller by making its yardstick longer. Missing cells are left out.
 *
 * @param weights m numbers, 0 for rows that do not count
 * @see Austin & Stuart (2015), Statistics in Medicine 34, 3661–3679, section 3.1
 * Cost: two passes per covariate or value.
 */
export function balanceOf(
  table: FeatureTable,
  { rows, treated }: PairScores,
  weights: Float64Array,
  { estimand, signal }: { readonly estimand: Estimand; readonly signal: StopSignal },
): BalanceRow[] {
  return table.features.flatMap(({ name, categories }, index) => {
    signal.throwIfAborted();
    const column = table.columns[index] as Float64Array;
    const cells = Float64Array.from(rows, (row) => column[row] as number);
    if (categories === undefined) return compare({ covariate: name, level: null }, cells, { treated, weights, estimand });
    return frequentLevels(cells, categories.length).flatMap((level) => {
      const isLevel = cells.map((cell) => (Number.isNaN(cell) ? cell : Number(cell === level)));
      return compare({ covariate: name, level: categories[level] ?? '' }, isLevel, { treated, weights, estimand });
    });
  });
}

function frequentLevels(cells: Float64Array, count: number): number[] {
  const sizes = new Float64Array(count);
  for (const cell of cells) if (!Number.isNaN(cell)) sizes[cell] = (sizes[cell] as number) + 1;
  return Array.from(sizes.keys())
    .filter((level) => (sizes[level] as number) > 0)
    .sort((left, right) => (sizes[right] as number) - (sizes[left] as number) || left - right)
    .slice(0, MOST_LEVELS);
}

interface Sides {
  readonly treated: Uint8Array;
  readonly weights: Float64Array;
  readonly estimand: Estimand;
}

function compare(named: Pick<BalanceRow, 'covariate' | 'level'>, cells: Float64Array, { treated, weights, estimand }: Sides): BalanceRow[] {
  const [control, arm] = [momentsOf(cells, treated, weights, 0), momentsOf(cells, treated, weights, 1)];
  if (control.count === 0 || arm.count === 0) return [];
  const yardstick = {
    att: arm.variance,
    atc: control.variance,
    ate: (arm.variance + control.variance) / 2,
    overlap: (arm.variance + control.variance) / 2,
  }[estimand];
  return [
    {
      ...named,
      armMean: arm.mean,
      controlMean: control.mean,
      before: standardised(arm.mean - control.mean, yardstick),
      after: standardised(arm.weighted - control.weighted, yardstick),
      varianceRatio: control.variance > 0 ? arm.variance / control.variance : null,
    },
  ];
}

/** Plain mean and variance of one side, and its weighted mean. */
function momentsOf(cells: Float64Array, treated: Uint8Array, weights: Float64Array, side: number) {
  let count = 0;
  let mean = 0;
  let squares = 0;
  let weightSum = 0;
  let weighted = 0;
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i] as number;
    if (treated[i] !== side || Number.isNaN(cell)) continue;
    const step = cell - mean;
    mean += step / ++count;
    squares += step * (cell - mean);
    const weight = weights[i] as number;
    if (weight === 0) continue;
    weightSum += weight;
    weighted += ((cell - weighted) * weight) / weightSum;
  }
  return { count, mean, variance: count > 1 ? squares / (count - 1) : 0, weighted: weightSum > 0 ? weighted : mean };
}

function standardised(difference: number, variance: number): number | null {
  if (variance > 0) return difference / Math.sqrt(variance);
  return difference === 0 ? 0 : null;
}
