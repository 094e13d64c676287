import { giveUp } from '../../../base/problem.ts';
import { columnNamed, type Frame } from '../../../frame/frame.ts';

/** A column as it was read, gaps included. */
export type Cells =
  | { readonly name: string; readonly kind: 'number'; readonly values: Float64Array }
  | { readonly name: string; readonly kind: 'category'; readonly codes: Int32Array; readonly dictionary: readonly string[] };

/** One regressor: a number column, or the indicator of one category level. */
export interface Term {
  /** What the reader calls it: "age", or "region = north". */
  readonly name: string;
  readonly column: string;
  readonly values: Float64Array;
  /** The mean, and the standard deviation (0 when all rows are alike). */
  readonly mean: number;
  readonly scale: number;
}

/** Which cluster each row is in: codes 0 … count − 1, −1 is missing. */
export interface Clusters {
  readonly column: string;
  readonly codes: Int32Array;
  readonly count: number;
  /** The same for some of the rows; clusters that lost all their rows are not counted. */
  take(rows: Int32Array): Clusters;
}

/** The cells of the given rows; the column itself when they are all. */
export function gatherCells(cells: Cells, rows: Int32Array, rowCount: number): Cells {
  if (rows.length === rowCount) return cells;
  if (cells.kind === 'number') {
    const values = new Float64Array(rows.length);
    for (let i = 0; i < values.length; i++) values[i] = cells.values[rows[i] as number] as number;
    return { ...cells, values };
  }
  const codes = new Int32Array(rows.length);
  for (let i = 0; i < codes.length; i++) codes[i] = cells.codes[rows[i] as number] as number;
  return { ...cells, codes };
}

/** More levels than this would make the normal equations, not the data, the largest thing in memory. */
const MOST_LEVELS = 500;

/**
 * The regressors that a column without gaps stands for. The first level that occurs in the dictionary's order is the base.
 *
 * @throws data/too-large for a category of more than 500 levels; numeric/not-finite
 */
export function termsOf(cells: Cells): Term[] {
  if (cells.kind === 'number') return [termOf(cells.name, cells.name, cells.values)];
  const counts = new Int32Array(cells.dictionary.length);
  for (const code of cells.codes) counts[code] = (counts[code] as number) + 1;
  const used = [...counts.keys()].filter((code) => (counts[code] as number) > 0);
  if (used.length > MOST_LEVELS) {
    giveUp(
      'data/too-large',
      `"${cells.name}" has ${used.length} levels; at most ${MOST_LEVELS} can enter as indicators.`,
      'Group its levels, or leave it out.',
      { column: cells.name },
    );
  }
  return used.slice(1).map((code) =>
    termOf(
      `${cells.name} = ${cells.dictionary[code]}`,
      cells.name,
      Float64Array.from(cells.codes, (own) => Number(own === code)),
    ),
  );
}

/**
 * Measures a regressor in two passes, which keeps a small spread around a large mean.
 *
 * @throws numeric/not-finite when squares of the values are no longer floats
 */
export function termOf(name: string, column: string, values: Float64Array): Term {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  const mean = values.length === 0 ? 0 : sum / values.length;
  let squares = 0;
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const step = (values[i] as number) - mean;
    squares += step * step;
    largest = Math.max(largest, Math.abs(values[i] as number));
  }
  if (!Number.isFinite(squares))
    giveUp('numeric/not-finite', `"${name}" holds numbers too large to square.`, 'Divide the column by a large number.', { column });
  const scale = values.length === 0 ? 0 : Math.sqrt(squares / values.length);
  // A spread below the rounding error of the mean is no spread.
  return { name, column, values, mean, scale: scale > 1e-14 * largest ? scale : 0 };
}

/** Numbers the clusters in order of first appearance. */
export function clustersOf(frame: Frame, name: string): Clusters {
  const column = columnNamed(frame, name);
  const keys: ArrayLike<number> = column.kind === 'category' ? column.codes : column.values;
  const missing = column.kind === 'category' ? -1 : column.kind === 'boolean' ? 2 : Number.NaN;
  const codeOf = new Map<number, number>();
  const codes = new Int32Array(frame.rowCount).fill(-1);
  for (let row = 0; row < codes.length; row++) {
    const key = keys[row] as number;
    if (key === missing || Number.isNaN(key)) continue;
    const code = codeOf.get(key) ?? codeOf.size;
    if (code === codeOf.size) codeOf.set(key, code);
    codes[row] = code;
  }
  return clusters(name, codes, codeOf.size);
}

function clusters(column: string, codes: Int32Array, count: number): Clusters {
  return {
    column,
    codes,
    count,
    take: (rows) => {
      if (rows.length === codes.length) return clusters(column, codes, count);
      const renamed = new Int32Array(count).fill(-1);
      const taken = new Int32Array(rows.length);
      let used = 0;
      for (let i = 0; i < rows.length; i++) {
        const code = codes[rows[i] as number] as number;
        if ((renamed[code] as number) < 0) renamed[code] = used++;
        taken[i] = renamed[code] as number;
      }
      return clusters(column, taken, used);
    },
  };
}
