import type { Reject, RejectKind } from '../import-result.ts';
import { cellText } from '../values/column-builder.ts';

/** Rejected rows that are kept for the user to look at; the count goes on beyond it. */
const MOST_KEPT = 1000;
const MOST_TEXT = 200;
/** A UTF-8 character has at most four bytes, so this many are enough for the text. */
const MOST_TEXT_BYTES = MOST_TEXT * 4;

/** Rejected rows: the first thousand as they stand in the file, and the count of all. */
export class RejectList {
  count = 0;
  private readonly kept: Reject[] = [];

  /** Notes a rejected row whose bytes are bytes[from] … bytes[to − 1]. */
  add(
    kind: RejectKind,
    where: { readonly line: number; readonly byte: number; readonly column: string | null },
    bytes: Uint8Array,
    from: number,
    to: number,
  ): void {
    this.addText(kind, where, this.kept.length < MOST_KEPT ? cellText(bytes, from, Math.min(to, from + MOST_TEXT_BYTES)) : '');
  }

  /** Notes a rejected row by its text. */
  addText(kind: RejectKind, where: { readonly line: number; readonly byte: number; readonly column: string | null }, text: string): void {
    this.count++;
    if (this.kept.length < MOST_KEPT) this.kept.push({ ...where, kind, text: text.replace(/[\r\n]+$/, '').slice(0, MOST_TEXT) });
  }

  /** The kept rejects in file order. */
  list(): readonly Reject[] {
    return this.kept.toSorted((left, right) => left.byte - right.byte);
  }
}
