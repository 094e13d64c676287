import type { Column, ColumnKind } from '../../frame/column.ts';
import type { DateOrder } from '../import-result.ts';

/** Why a column is kept as text although some of it looks like something else. */
export type TextReason =
  | 'words'
  | 'identifier'
  | 'ambiguous-date'
  | 'mixed-dates'
  | 'ambiguous-number'
  | 'mixed-marks'
  | 'mixed-units'
  | 'only-missing-words';

/** How the cells of a column are to be read. A strict plan is the user's word: rows that break it are rejected. */
export interface ColumnPlan {
  readonly kind: ColumnKind;
  readonly isStrict: boolean;
  /** The decimal mark, where it is known. */
  readonly mark?: '.' | ',';
  /** The order of day and month, where it is known. */
  readonly order?: DateOrder;
  /** For text: why, and a cell that shows it. */
  readonly reason?: TextReason;
  readonly example?: string;
}

/** What was met while a column was read, for decisions and warnings. */
export interface ColumnFacts {
  readonly plan: ColumnPlan;
  readonly missingWords?: number;
  /** Infinity, and numbers beyond the largest double. */
  readonly notFinite?: number;
  readonly groups?: number;
  readonly percents?: number;
  readonly currency?: string;
  readonly usesDecimalComma?: boolean;
  /** A number such as 999 that stands alone at the end of the range. */
  readonly sentinel?: { readonly value: number; readonly count: number };
  readonly dateOrder?: DateOrder;
  /** Distinct spellings of yes and no. */
  readonly spellings?: readonly string[];
  /** Texts like "NA" that were kept because the column holds words. */
  readonly keptMissingWords?: readonly string[];
}

/** A finished column, or the plan to read it again by. */
export type Verdict =
  | { readonly fits: true; readonly column: Column; readonly facts: ColumnFacts }
  | { readonly fits: false; readonly plan: ColumnPlan };

/** Collects the cells of one column, row by row. */
export interface ColumnBuilder {
  /** The plan by which it reads. */
  readonly plan: ColumnPlan;
  /** Bytes held. */
  readonly sizeBytes: number;
  /** Makes room for rows 0 … count − 1. */
  reserve(count: number): void;
  /** Reads the cell of a row; false when it does not fit the plan, and then nothing is kept of it. */
  push(row: number, bytes: Uint8Array, from: number, to: number): boolean;
  /** The plan to follow instead, after a cell that did not fit. */
  instead(cell: string): ColumnPlan;
  /** Whether only empty cells have come so far, so that another builder can take over in place. */
  isBlank(): boolean;
  finish(rowCount: number): Verdict;
  /** The sum of the first rows, where the column holds numbers. */
  sum?(rowCount: number): number;
}

/** The cell as text. */
export function cellText(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('utf8');
}

/** A plan for text with its reason. */
export function textPlan(reason: TextReason, example: string): ColumnPlan {
  return { kind: 'category', isStrict: false, reason, example: example.slice(0, 60) };
}
