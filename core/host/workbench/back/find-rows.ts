import type { StopSignal } from '../../../base/work.ts';
import { type Column, cellOf } from '../../../frame/column.ts';

const ROWS_PER_LOOK = 4096;

/**
 * The first place after `after`, or backwards the last one before it, at which some cell of the row holds the words, whatever their case; −1 when there is none.
 *
 * @param rows row numbers in the order shown; null for all rows as they are
 * Cost: text is searched once per dictionary entry, numbers once per cell and only when the words can stand in a number.
 */
export function findRow(
  columns: readonly Column[],
  shown: { readonly rows: Int32Array | null; readonly rowCount: number },
  search: { readonly words: string; readonly after: number; readonly isBackward: boolean },
  signal: StopSignal,
): number {
  const wanted = search.words.toLowerCase();
  const tests = columns.map((column) => testOf(column, wanted)).filter((test) => test !== undefined);
  const length = shown.rows?.length ?? shown.rowCount;
  const step = search.isBackward ? -1 : 1;
  for (let at = Math.min(length, search.after + step); at >= 0 && at < length; at += step) {
    if (at % ROWS_PER_LOOK === 0) signal.throwIfAborted();
    const row = shown.rows === null ? at : (shown.rows[at] as number);
    for (const test of tests) if (test(row)) return at;
  }
  return -1;
}

type RowTest = (row: number) => boolean;

function testOf(column: Column, wanted: string): RowTest | undefined {
  if (column.kind === 'category') {
    const found = Uint8Array.from(column.dictionary, (entry) => Number(entry.toLowerCase().includes(wanted)));
    return found.includes(1) ? (row) => found[column.codes[row] as number] === 1 : undefined;
  }
  if (column.kind === 'boolean') {
    const answer = ['false', 'true'].indexOf(wanted);
    return answer < 0 ? undefined : (row) => column.values[row] === answer;
  }
  const letters = column.kind === 'number' ? /^[-+.\de]+$/ : /^[-:.\dtz]+$/;
  if (!letters.test(wanted)) return undefined;
  return (row) => {
    const cell = cellOf(column, row);
    return cell !== null && String(cell).toLowerCase().includes(wanted);
  };
}
