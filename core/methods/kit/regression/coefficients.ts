import { studentTwoSided, studentUpperQuantile } from '../../../numeric/distributions.ts';
import { normalTwoSided, normalUpperQuantile } from '../../../numeric/normal.ts';
import type { Estimate } from '../../../report/blocks.ts';

/** One coefficient with its uncertainty; null where the rows leave none (a perfect fit). */
export interface Coefficient {
  readonly name: string;
  readonly column: string;
  readonly level: string | null;
  readonly value: number;
  readonly standardError: number;
  readonly statistic: number | null;
  readonly pValue: number | null;
  readonly low: number;
  readonly high: number;
}

export interface Uncertain {
  /** Degrees of freedom of t; infinite for the normal. */
  readonly freedom: number;
  readonly alpha: number;
}

/** Adds statistic, p-value and interval to a value and its variance. */
export function inferCoefficient(
  name: { readonly name: string; readonly column: string; readonly level: string | null },
  value: number,
  variance: number,
  { freedom, alpha }: Uncertain,
): Coefficient {
  const standardError = Math.sqrt(Math.max(0, variance));
  const isNormal = !Number.isFinite(freedom);
  const reach = (isNormal ? normalUpperQuantile(alpha / 2) : studentUpperQuantile(alpha / 2, freedom)) * standardError;
  const ratio = value / standardError;
  const statistic = Number.isFinite(ratio) ? ratio : null;
  const pValue = statistic === null ? null : isNormal ? normalTwoSided(statistic) : studentTwoSided(statistic, freedom);
  const { name: label, column, level } = name;
  return { name: label, column, level, value, standardError, statistic, pValue, low: value - reach, high: value + reach };
}

/** A coefficient as a row of an estimates block. */
export function estimateRow(
  { name, value, standardError, pValue, low, high }: Coefficient,
  said: { readonly estimand: string; readonly level: number; readonly n: number; readonly contrast?: string },
): Estimate {
  return {
    name,
    estimand: said.estimand,
    ...(said.contrast === undefined ? {} : { contrast: said.contrast }),
    value,
    standardError,
    interval: [low, high],
    level: said.level,
    ...(pValue === null ? {} : { pValue }),
    n: said.n,
  };
}
