import type { Text } from '../base/text.ts';

/** One estimated quantity with its uncertainty. */
export interface Estimate {
  readonly name: string;
  /** What is estimated, e.g. "ATE", "difference in means", "AUC". */
  readonly estimand: string;
  readonly contrast?: string;
  readonly group?: string;
  readonly value: number;
  readonly standardError?: number;
  readonly interval?: readonly [number, number];
  readonly level?: number;
  readonly pValue?: number;
  readonly n?: number;
}

export interface Scalar {
  readonly name: string;
  readonly label?: Text;
  readonly value: number | string | boolean | null;
  readonly unit?: string;
}

export type TableCell = number | string | boolean | null;

/** Columns by position; numbers keep full precision, formatting is the reader's. */
export interface TableColumn {
  readonly name: string;
  readonly label?: Text;
  readonly unit?: string;
  /** What its cells say in the reader's language, by cell, where they are words of the method and not of the data. */
  readonly words?: Readonly<Record<string, Text>>;
  /** It tells a planted truth, or what follows from one: left out while a trainer keeps that covered. */
  readonly isTruth?: boolean;
}

export interface TableData {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly TableCell[])[];
}

/**
 * Plotly figure JSON. Colours are theme tokens ("token:treated"), so that every theme can draw it; a Text
 * may stand wherever Plotly wants a string, and the reader's language picks from it. A trace that draws a planted
 * truth says so with `meta: { truth: true }`.
 */
export interface Figure {
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly layout: Readonly<Record<string, unknown>>;
}

export interface EstimatesBlock {
  readonly kind: 'estimates';
  readonly id: string;
  readonly title: Text;
  readonly rows: readonly Estimate[];
}

export interface ScalarsBlock {
  readonly kind: 'scalars';
  readonly id: string;
  readonly title: Text;
  readonly rows: readonly Scalar[];
}

export interface TableBlock {
  readonly kind: 'table';
  readonly id: string;
  readonly title: Text;
  readonly table: TableData;
}

/** A picture, and the numbers that it was drawn from. */
export interface FigureBlock {
  readonly kind: 'figure';
  readonly id: string;
  readonly title: Text;
  /** n, filter, seed: what stands under the title. */
  readonly subtitle?: Text;
  readonly figure: Figure;
  readonly table: TableData;
  /** It needs the page's whole width. */
  readonly isWide?: boolean;
}

export interface TextBlock {
  readonly kind: 'text';
  readonly id: string;
  readonly title: Text;
  readonly body: Text;
  /** As in `TableColumn`. */
  readonly isTruth?: boolean;
}

export type Block = EstimatesBlock | ScalarsBlock | TableBlock | FigureBlock | TextBlock;

/** A warning is data: it has a code that a program can look for and a sentence that a person can read. */
export interface Note {
  readonly severity: 'info' | 'warning' | 'stop';
  /** Stable, e.g. "ab-test/sample-ratio-mismatch". */
  readonly code: string;
  readonly message: Text;
  /** As in `TableColumn`. */
  readonly isTruth?: boolean;
}

/** What a step says. Blocks come in reading order: the sentence first, evidence after. */
export interface Report {
  readonly blocks: readonly Block[];
  readonly notes: readonly Note[];
}
