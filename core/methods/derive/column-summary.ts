import type { Column } from '../../frame/column.ts';
import { writeDate } from '../../frame/expression/dates.ts';

/** What a new column holds, in a few numbers. Dates are written as text. */
export interface ColumnSummary {
  readonly missingCount: number;
  readonly least: number | string | null;
  readonly mean: number | null;
  readonly greatest: number | string | null;
  /** Levels of text and yes/no columns with their counts, most frequent first. */
  readonly levels: readonly (readonly [string, number])[];
  readonly levelCount: number;
}

const MOST_LEVELS = 8;

/** Summarises a column in one pass. */
export function summarizeColumn(column: Column): ColumnSummary {
  switch (column.kind) {
    case 'category':
      return summarizeLevels(countCodes(column.codes, column.dictionary.length), column.dictionary, column.codes.length);
    case 'boolean':
      return summarizeLevels(countCodes(column.values, 3).subarray(0, 2), ['false', 'true'], column.values.length);
    default:
      return summarizeNumbers(column.values, column.kind === 'date');
  }
}

function countCodes(codes: Int32Array | Uint8Array, size: number): Float64Array {
  const counts = new Float64Array(size);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    if (code >= 0) counts[code] = (counts[code] as number) + 1;
  }
  return counts;
}

function summarizeLevels(counts: Float64Array, names: readonly string[], rowCount: number): ColumnSummary {
  const used = names.map((name, code) => [name, counts[code] ?? 0] as const).filter(([, count]) => count > 0);
  used.sort((left, right) => right[1] - left[1]);
  const present = used.reduce((sum, [, count]) => sum + count, 0);
  return {
    missingCount: rowCount - present,
    least: null,
    mean: null,
    greatest: null,
    levels: used.slice(0, MOST_LEVELS),
    levelCount: used.length,
  };
}

function summarizeNumbers(values: Float64Array, isDate: boolean): ColumnSummary {
  let [count, mean, least, greatest] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (Number.isNaN(value)) continue;
    count++;
    // Dividing first keeps values near the end of the double range from overflowing.
    mean += value / count - mean / count;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  const show = (value: number): number | string | null => (count === 0 ? null : isDate ? writeDate(value) : value);
  return {
    missingCount: values.length - count,
    least: show(least),
    mean: count === 0 || isDate ? null : mean,
    greatest: show(greatest),
    levels: [],
    levelCount: 0,
  };
}
