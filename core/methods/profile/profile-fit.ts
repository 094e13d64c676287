import type { ColumnProfile } from './column-profile.ts';
import type { MissingPattern } from './rows.ts';

/** Everything a profile found. */
export interface ProfileFit {
  readonly rowCount: number;
  readonly columns: readonly ColumnProfile[];
  /** The outcome that leaks were looked for against. */
  readonly outcome: string | null;
  readonly duplicateCount: number;
  readonly patterns: readonly MissingPattern[];
}
