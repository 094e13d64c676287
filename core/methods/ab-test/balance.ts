import type { StopSignal } from '../../base/work.ts';
import type { Arms } from '../../frame/arms.ts';
import type { CategoryColumn } from '../../frame/column.ts';
import { columnNamed, type Frame, numbersOf } from '../../frame/frame.ts';
import { groupMoments } from '../../numeric/moments.ts';

/** One covariate (or one value of a text covariate) compared between an arm and the control. */
export interface BalanceRow {
  readonly covariate: string;
  /** For text covariates: the value whose share is compared. */
  readonly level: string | null;
  readonly arm: number;
  readonly armMean: number;
  readonly controlMean: number;
  /** (arm − control) / √((s²_arm + s²_control)/2); null when neither group varies but they differ. */
  readonly difference: number | null;
}

/** Above this a standardised difference is called an imbalance (Austin 2009, Statistics in Medicine 28, 3083–3107). */
export const IMBALANCE = 0.1;

/** Text covariates show their most frequent values only; the rest would bury the table. */
const MOST_LEVELS = 20;

/**
 * Standardised differences of covariates between every arm and the control.
 *
 * Cost: one pass per covariate.
 */
export function balanceTable(frame: Frame, names: readonly string[], arms: Arms, signal: StopSignal): BalanceRow[] {
  return names.flatMap((name) => {
    const column = columnNamed(frame, name);
    return column.kind === 'category' ? balanceOfLevels(name, column, arms) : balanceOfNumbers(name, numbersOf(frame, name), arms, signal);
  });
}

function balanceOfNumbers(covariate: string, values: Float64Array, arms: Arms, signal: StopSignal): BalanceRow[] {
  const { count, mean, products } = groupMoments(arms.codes, arms.names.length, [values], signal);
  const variance = Array.from(products, (square, arm) => square / Math.max(1, (count[arm] as number) - 1));
  if (count.some((filled) => filled === 0)) return [];
  return arms.names.slice(1).map((_, index) => {
    const arm = index + 1;
    const [armMean, controlMean] = [mean[arm] as number, mean[0] as number];
    const difference = standardised(armMean - controlMean, (variance[arm] as number) + (variance[0] as number));
    return { covariate, level: null, arm, armMean, controlMean, difference };
  });
}

function balanceOfLevels(covariate: string, column: CategoryColumn, arms: Arms): BalanceRow[] {
  const levels = column.dictionary.length;
  const counts = new Float64Array(levels * arms.names.length);
  const totals = new Float64Array(arms.names.length);
  const ofLevel = new Float64Array(levels);
  for (let row = 0; row < column.codes.length; row++) {
    const [level, arm] = [column.codes[row] as number, arms.codes[row] as number];
    if (level < 0 || arm < 0) continue;
    counts[level * arms.names.length + arm] = (counts[level * arms.names.length + arm] as number) + 1;
    totals[arm] = (totals[arm] as number) + 1;
    ofLevel[level] = (ofLevel[level] as number) + 1;
  }
  if (totals.some((total) => total === 0)) return [];
  const shown = Array.from(ofLevel.keys())
    .filter((level) => (ofLevel[level] as number) > 0)
    .sort((left, right) => (ofLevel[right] as number) - (ofLevel[left] as number) || left - right)
    .slice(0, MOST_LEVELS);
  return shown.flatMap((level) => {
    const share = (arm: number): number => (counts[level * arms.names.length + arm] as number) / (totals[arm] as number);
    return arms.names.slice(1).map((_, index) => {
      const [armMean, controlMean] = [share(index + 1), share(0)];
      const spread = armMean * (1 - armMean) + controlMean * (1 - controlMean);
      return {
        covariate,
        level: column.dictionary[level] ?? null,
        arm: index + 1,
        armMean,
        controlMean,
        difference: standardised(armMean - controlMean, spread),
      };
    });
  });
}

function standardised(difference: number, varianceSum: number): number | null {
  if (varianceSum > 0) return difference / Math.sqrt(varianceSum / 2);
  return difference === 0 ? 0 : null;
}
