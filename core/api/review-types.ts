import type { Problem } from '../base/problem.ts';
import type { Text } from '../base/text.ts';
import type { MethodKind } from '../methods/contract.ts';
import type { CellView, ColumnInfo } from './types.ts';

/** One entry of the audit chain, for people. */
export interface AuditView {
  readonly sequence: number;
  readonly at: string;
  readonly kind: string;
  readonly subject: string;
  /** What was recorded, as JSON; cut where it is long. */
  readonly detail: string;
  readonly hash: string;
}

/** What somebody put their name to. */
export interface SignatureView {
  /** Its place in the audit chain, and the hash that it has there. */
  readonly sequence: number;
  readonly hash: string;
  readonly at: string;
  /** A challenge doubts one step; a sign-off stands behind all of it. */
  readonly kind: 'sign-off' | 'challenge';
  readonly name: string;
  readonly remark: string;
  readonly step: string | null;
  readonly documentHash: string;
  /** The last run at that time. */
  readonly run: string | null;
  /** False when what was signed is not what the project holds now. */
  readonly isCurrent: boolean;
}

/** What a step estimated for one customer. */
export interface CustomerEffects {
  readonly outcome: string;
  readonly unit: string | null;
  readonly control: string;
  /** The expected outcome under the control, where the method knows it. */
  readonly baseline: number | null;
  readonly arms: readonly { readonly arm: string; readonly value: number; readonly standardError: number | null }[];
}

/** What one dataset or step says about a customer. */
export interface CustomerPlace {
  readonly source: string;
  /** Null for a dataset. */
  readonly kind: MethodKind | null;
  readonly title: Text | null;
  readonly rowCount: number;
  /** Counted from 1; null where the customer is not in the table. */
  readonly row: number | null;
  /** Rows of that id; beyond the first they are not shown. */
  readonly matches: number;
  readonly isStale: boolean;
  /** Of a dataset all columns, of a step those that its input did not have. */
  readonly columns: readonly ColumnInfo[];
  readonly cells: readonly CellView[];
  readonly effects: CustomerEffects | null;
  readonly chosen: { readonly option: string; readonly value: number; readonly cost: number } | null;
  /** Why nothing can be said, e.g. because the step has not run. */
  readonly problem: Problem | null;
}

export interface CustomerView {
  readonly id: string;
  readonly places: readonly CustomerPlace[];
}
