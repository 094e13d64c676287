import type { ColumnKind } from '../../../core/frame/column.ts';
import type { ImportOptions, RejectKind } from '../../../core/import/import-result.ts';

/**
 * What must happen: A accept unchanged · W accept and warn · J reject rows, keep the rest · R refuse the file · Q ask.
 */
export type Outcome = 'A' | 'W' | 'J' | 'R' | 'Q';

/** A cell as `cellOf` gives it; dates as ISO texts. */
export type Cell = number | string | boolean | null;

/** One dirty file and everything that reading it must give. */
export interface DirtyCase {
  /** Its number in the list of sixty. */
  readonly number: number;
  readonly title: string;
  readonly outcome: Outcome;
  readonly bytes: Uint8Array;
  /** How the file is named; ".csv" unless the name is the point. */
  readonly fileName?: string;
  readonly options?: ImportOptions;
  /** All columns in order: their kinds and their values. */
  readonly columns?: Readonly<Record<string, readonly [ColumnKind, readonly Cell[]]>>;
  /** Rejected rows in file order: line and kind. */
  readonly rejects?: readonly (readonly [number, RejectKind])[];
  /** Codes of warnings that must be there, without "import/"; no other warnings may. */
  readonly warnings?: readonly string[];
  /** The problem that refuses the file when no one can be asked: its code, and the option that it names. */
  readonly problem?: { readonly code: string; readonly option?: keyof ImportOptions };
  /** What a preview asks: the decision and the guess it shows. */
  readonly questions?: Readonly<Record<string, string>>;
}

/** Text as UTF-8 bytes. */
export function utf8(words: string): Uint8Array {
  return Buffer.from(words, 'utf8');
}

/** Texts and bytes one after the other. */
export function bytesOf(...parts: readonly (string | readonly number[])[]): Uint8Array {
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'utf8') : Buffer.from(part))));
}

/** Text as UTF-16, with or without its mark. */
export function utf16(words: string, isBigEndian: boolean, hasMark: boolean): Uint8Array {
  const bytes = Buffer.from((hasMark ? '\uFEFF' : '') + words, 'utf16le');
  return isBigEndian ? bytes.swap16() : bytes;
}
