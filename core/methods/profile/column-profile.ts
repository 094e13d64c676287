import type { Column, ColumnKind, Role } from '../../frame/column.ts';
import type { Histogram } from '../../numeric/histogram.ts';
import type { Leak, OutcomeTarget } from './leakage.ts';
import type { PersonalKind } from './personal-data.ts';

/** The quantiles that the table shows. */
export const QUANTILE_SHARES = [0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1] as const;

/** What is known about one column. Dates are ms; text and yes/no columns have no numbers. */
export interface ColumnProfile {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly role: Role | null;
  readonly rowCount: number;
  readonly missingCount: number;
  /** Infinities, which no summary can include; they count as missing here. */
  readonly infiniteCount: number;
  readonly distinctCount: number;
  /** At `QUANTILE_SHARES`; empty where there are no numbers. */
  readonly quantiles: readonly number[];
  readonly mean: number | null;
  readonly standardDeviation: number | null;
  readonly histogram: Histogram | null;
  /** The most frequent values of text and yes/no columns with their rows. */
  readonly top: readonly (readonly [string, number])[];
  readonly isConstant: boolean;
  /** Every row has a value of its own, as identifiers do. */
  readonly isIdLike: boolean;
  readonly personal: PersonalKind | null;
  readonly leak: Leak | null;
}

/** What all columns are profiled with. */
export interface ProfileSetting {
  readonly topCategories: number;
  readonly maxBins: number;
  readonly outcome: OutcomeTarget | null;
  /** The date column with the role `time`, in ms, against which other dates are held. */
  readonly time: Float64Array | null;
}

/** One column to profile. */
export interface ProfileItem {
  readonly name: string;
  readonly role: Role | null;
  readonly column: Column;
}
