import { normalTwoSided, normalUpperQuantile } from '../../../numeric/distributions.ts';
import type { Diagnosis } from './diagnosis.ts';

/** One arm's adjusted difference from the control. */
export interface AdjustedContrast {
  readonly arm: string;
  readonly value: number;
  /** Null where the data cannot tell. */
  readonly standardError: number | null;
  readonly interval: readonly [number, number] | null;
  readonly pValue: number | null;
  /** Rows that took part. */
  readonly n: number;
  /** Adjusted means, where the method has them. */
  readonly means: { readonly arm: number; readonly control: number } | null;
  /** The plain difference in means: what no adjustment would say. */
  readonly naive: number;
  readonly diagnosis: Diagnosis;
}

/** What every report of this family needs to know about a fit. */
export interface AdjustedFit {
  readonly method: string;
  readonly outcome: string;
  readonly counted?: string;
  readonly isBinary: boolean;
  readonly control: string;
  readonly rowCount: number;
  /** Rows with an arm and an outcome, whatever the arm. */
  readonly usableRows: number;
  readonly covariates: readonly string[];
  readonly missing: readonly { readonly name: string; readonly count: number }[];
  /** Scores moved away from 0 and 1. */
  readonly guarded: number;
  readonly contrasts: readonly AdjustedContrast[];
}

/** Normal interval and p-value around an estimate; nulls where there is no usable error. */
export function withNormalInterval(
  value: number,
  standardError: number,
  alpha: number,
): Pick<AdjustedContrast, 'value' | 'standardError' | 'interval' | 'pValue'> {
  if (!(standardError > 0) || !Number.isFinite(standardError)) return { value, standardError: null, interval: null, pValue: null };
  const half = normalUpperQuantile(alpha / 2) * standardError;
  return { value, standardError, interval: [value - half, value + half], pValue: normalTwoSided(value / standardError) };
}
