import type { StopSignal } from '../../base/work.ts';
import { loadBasis } from '../../numeric/basis.ts';
import { chiSquaredSf, fSf } from '../../numeric/distributions.ts';
import { quadraticForm } from '../../numeric/linear-algebra.ts';
import { quantilesOfSorted } from '../../numeric/quantiles.ts';
import { leverageOf } from '../kit/regression/leverage.ts';
import type { Regression } from '../kit/regression/regress.ts';

export interface Inflation {
  readonly name: string;
  readonly factor: number;
}

/**
 * Variance inflation: how many times the variance of a coefficient is what it would be if its column were
 * unrelated to the others.
 *
 * @see Belsley, Kuh & Welsch (1980), section 3.2
 */
export function inflationOf({ design, least }: Regression): Inflation[] {
  const { size } = design.basis;
  const { gram, bread } = least;
  const kept = new Set(least.kept);
  const total = gram[0] as number;
  return design.terms
    .filter(({ position }) => kept.has(position))
    .map(({ name, position }) => {
      const cross = gram[position * size] as number;
      const own = (gram[position * size + position] as number) - (cross * cross) / total;
      return { name, factor: own * (bread[position * size + position] as number) };
    });
}

export interface SpreadTest {
  readonly statistic: number;
  readonly freedom: number;
  readonly pValue: number;
  readonly f: number;
  readonly fPValue: number;
}

/**
 * Breusch–Pagan test in Koenker's form: n·R² of the regression of squared residuals on the regressors.
 *
 * @returns undefined when the residuals do not vary, or rows are weighted
 * @see Koenker (1981), J. Econometrics 17, 107–112
 */
export function spreadTestOf({ design, least, weight, count, hasIntercept }: Regression, signal: StopSignal): SpreadTest | undefined {
  const slopes = least.kept.length - 1;
  if (weight !== undefined || slopes === 0 || !hasIntercept || least.squares === 0) return undefined;
  const mean = least.squares / count;
  const squared = new Float64Array(count);
  let total = 0;
  for (let i = 0; i < count; i++) {
    squared[i] = (least.residuals[i] as number) ** 2 / mean - 1;
    total += (squared[i] as number) ** 2;
  }
  if (!(total > 0)) return undefined;
  signal.throwIfAborted();
  const loads = loadBasis(design.basis, design.rows, squared);
  const share = Math.min(1, Math.max(0, quadraticForm(least.bread, loads) / total));
  const f = share / slopes / ((1 - share) / (count - slopes - 1));
  return {
    statistic: count * share,
    freedom: slopes,
    pValue: chiSquaredSf(count * share, slopes),
    f,
    fPValue: fSf(f, slopes, count - slopes - 1),
  };
}

/** Leverage of every row costs as much as the regression itself; beyond this many rows it no longer tells anything. */
const MOST_ROWS_FOR_LEVERAGE = 200_000;

export interface LeverageSummary {
  readonly largest: number;
  /** The row of the table that it belongs to, from 0. */
  readonly row: number;
  readonly mean: number;
  /** Rows above three times the mean. */
  readonly above: number;
}

/** The rows that could move the fit by themselves; undefined for large tables and several fixed effects. */
export function leverageSummaryOf(fit: Regression, rows: Int32Array, signal: StopSignal): LeverageSummary | undefined {
  if (fit.count > MOST_ROWS_FOR_LEVERAGE || fit.fixedEffects.length > 1) return undefined;
  const { basis, rows: own } = fit.design;
  const leverage = leverageOf({ basis, rows: own, weight: fit.weight }, fit.least.bread, signal, fit.fixedEffects[0]);
  const mean = fit.parameters / fit.count;
  let top = 0;
  let above = 0;
  for (let i = 0; i < leverage.length; i++) {
    if ((leverage[i] as number) > (leverage[top] as number)) top = i;
    if ((leverage[i] as number) > 3 * mean) above++;
  }
  return { largest: leverage[top] as number, row: rows[top] as number, mean, above };
}

/** Residuals in one stretch of fitted values. */
export interface ResidualBand {
  readonly fitted: number;
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  readonly count: number;
}

const BANDS = 20;
/** A band needs this many rows for its tenths to mean anything. */
const ROWS_PER_BAND = 10;
/** More rows would not move the deciles of twenty bands by what an eye can see. */
const MOST_ROWS_IN_BANDS = 50_000;

/** Deciles of the residuals along the fitted values, in bands of equal size; every k-th row of very large tables. */
export function residualBands({ least }: Regression): ResidualBand[] {
  const step = Math.ceil(least.fitted.length / MOST_ROWS_IN_BANDS);
  const order = Int32Array.from({ length: Math.ceil(least.fitted.length / step) }, (_, at) => at * step);
  order.sort((left, right) => (least.fitted[left] as number) - (least.fitted[right] as number) || left - right);
  const bands = Math.max(1, Math.min(BANDS, Math.floor(order.length / ROWS_PER_BAND)));
  return Array.from({ length: bands }, (_, band) => {
    const own = order.subarray(Math.floor((band * order.length) / bands), Math.floor(((band + 1) * order.length) / bands));
    const sorted = Float64Array.from(own, (i) => least.residuals[i] as number).sort();
    const [low = 0, middle = 0, high = 0] = quantilesOfSorted(sorted, [0.1, 0.5, 0.9]);
    const fitted = own.reduce((sum, i) => sum + (least.fitted[i] as number), 0) / own.length;
    return { fitted, low, middle, high, count: own.length };
  });
}
