import type { Text } from '../base/text.ts';
import type { StopSignal } from '../base/work.ts';
import type { ColumnKind } from '../frame/column.ts';
import type { Frame } from '../frame/frame.ts';

export type ImportFormat = 'csv' | 'jsonl' | 'parquet' | 'xlsx';

export type DateOrder = 'ymd' | 'dmy' | 'mdy';

/** What the user may say about a file. Whatever is left out is read from the file's content and shown as a decision. */
export interface ImportOptions {
  readonly format?: ImportFormat | undefined;
  /** A WHATWG encoding label, e.g. "utf-8", "gb18030", "windows-1252", "shift_jis", "utf-16le". */
  readonly encoding?: string | undefined;
  /** One or more characters; "\t" and the words "tab" and "space" are understood. */
  readonly delimiter?: string | undefined;
  /** The quote character; an empty text means that cells are never quoted. */
  readonly quote?: string | undefined;
  /** The character that protects a quote inside a quoted cell, e.g. "\\"; by default quotes are doubled. */
  readonly escape?: string | undefined;
  /** Whether the first line read holds the column names. */
  readonly header?: boolean | undefined;
  /** How many lines at the top make up the column names; 1 unless told or found. */
  readonly headerRows?: number | undefined;
  /** First and last line of the table, counted from 1: cuts off a preamble, a footer or a second table. */
  readonly firstLine?: number | undefined;
  readonly lastLine?: number | undefined;
  /** Kinds that are known; a row whose cell does not fit is rejected and listed. */
  readonly columnKinds?: Readonly<Record<string, ColumnKind>> | undefined;
  readonly dateOrder?: DateOrder | undefined;
  readonly decimalMark?: '.' | ',' | undefined;
  /** The sheet of a workbook, by name; the first one unless told. */
  readonly sheet?: string | undefined;
  /** The most bytes that columns and dictionaries may take; half of the machine's memory unless told. */
  readonly memoryBudgetBytes?: number | undefined;
  /** The most bytes that a compressed file may unfold to. */
  readonly inflateBudgetBytes?: number | undefined;
  /** The longest row that is read; longer ones are rejected. */
  readonly maxRowBytes?: number | undefined;
  /**
   * True (the default, for use without a person in front): a guess that could change values refuses the file and
   * names the option to set; a guess that cannot goes on with a warning. False (a preview): every guess is taken,
   * and shown among the questions.
   */
  readonly acceptGuesses?: boolean | undefined;
}

export type RejectKind =
  | 'too-few-cells'
  | 'too-many-cells'
  | 'unclosed-quote'
  | 'text-after-quote'
  | 'encoding'
  | 'line-too-long'
  | 'wrong-kind'
  | 'repeated-header'
  | 'footer'
  | 'second-table'
  | 'malformed-json';

/** A row that is not in the frame, and why. Positions are those of the text as UTF-8, after unpacking. */
export interface Reject {
  /** Counted from 1. */
  readonly line: number;
  readonly byte: number;
  /** The column that the trouble sits in, where one can be named. */
  readonly column: string | null;
  readonly kind: RejectKind;
  /** The row's text, shortened to 200 characters. */
  readonly text: string;
}

/** One thing the importer decided, with its evidence and the option that overrules it. */
export interface Decision {
  /** "format", "encoding", "delimiter", "quote", "header", "preamble", "kind:<column>" … */
  readonly what: string;
  readonly chosen: string;
  readonly evidence: Text;
  readonly alternatives: readonly string[];
  /**
   * 'sure': the bytes leave no doubt. 'guess': a person should confirm, but no value can be lost by going on.
   * 'risky': being wrong would change or lose values.
   */
  readonly certainty: 'sure' | 'guess' | 'risky';
  /** The import option that settles it. */
  readonly option: keyof ImportOptions;
}

/** A warning is data: a stable code, and a sentence in each language. */
export interface ImportNote {
  readonly severity: 'info' | 'warning' | 'stop';
  /** Stable, e.g. "import/blank-lines". */
  readonly code: string;
  readonly message: Text;
}

export interface ImportResult {
  readonly frame: Frame;
  /** The first thousand rejected rows, in file order. */
  readonly rejects: readonly Reject[];
  /** All rejected rows, listed or not. */
  readonly rejectCount: number;
  /** Rows met in the file: those in the frame and those rejected. */
  readonly rowsRead: number;
  readonly format: ImportFormat;
  readonly decisions: readonly Decision[];
  /** The decisions that a person should confirm. */
  readonly questions: readonly Decision[];
  readonly notes: readonly ImportNote[];
}

/** The beginning of a file, read with the same rules. */
export interface ImportPreview extends ImportResult {
  /** Up to a thousand rows as texts, in column order; null is an empty cell. */
  readonly sampleRows: readonly (readonly (string | null)[])[];
  /** True when the file goes on after the sample. */
  readonly isPartial: boolean;
}

/** What reading a file needs from its surroundings. */
export interface ImportRun {
  readonly signal: StopSignal;
  /** How far the reading is: a share in [0, 1] and, in a few words, what is being done. */
  progress(share: number, what: string): void;
}
