import type { Decision, ImportNote } from '../import-result.ts';
import type { ColumnPlan } from '../values/column-builder.ts';
import type { Dialect } from './dialect.ts';

/** Everything about a text table that must be known before its rows are read. */
export interface TableLayout {
  readonly dialect: Dialect;
  readonly names: readonly string[];
  readonly plans: readonly ColumnPlan[];
  /** The header's cells as bytes, to recognise it when it comes again; none when there is no header. */
  readonly headerCells: readonly Uint8Array[];
  /** Where the first data row begins, in bytes and lines of the text. */
  readonly dataByte: number;
  readonly dataLine: number;
  /** The last line to read, where the user or a second table sets one. */
  readonly lastLine: number;
  /** Whether every row ends with one delimiter too many. */
  readonly dropsTrailingCell: boolean;
  /** Mean bytes of a data row in the sample, to foresee the number of rows. */
  readonly meanRowBytes: number;
  readonly decisions: readonly Decision[];
  readonly notes: readonly ImportNote[];
}
