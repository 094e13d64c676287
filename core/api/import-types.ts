import type { Text } from '../base/text.ts';
import type { ColumnInfo } from './types.ts';

export interface DecisionView {
  readonly what: string;
  readonly chosen: string;
  readonly evidence: Text;
  readonly alternatives: readonly string[];
  readonly option: string;
  /** True where a person should confirm the guess. */
  readonly isQuestion: boolean;
}

export interface RejectView {
  readonly line: number;
  readonly column: string | null;
  readonly kind: string;
  readonly text: string;
}

export interface PreviewView {
  /** A trained model has no rows: it comes in as it is. */
  readonly as: 'table' | 'model';
  readonly columns: readonly ColumnInfo[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly decisions: readonly DecisionView[];
  readonly rejects: readonly RejectView[];
  readonly rejectCount: number;
  readonly notes: readonly { readonly severity: string; readonly code: string; readonly message: Text }[];
  readonly isPartial: boolean;
}

/** How a dataset was read from its file. */
export interface ImportView {
  readonly name: string;
  readonly file: string;
  readonly decisions: readonly DecisionView[];
  /** The first rejected rows. */
  readonly rejects: readonly RejectView[];
  readonly rejectCount: number;
}
