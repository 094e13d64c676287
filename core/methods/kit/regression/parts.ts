import { giveUp, refuse } from '../../../base/problem.ts';
import { columnNamed, type Frame, numbersOf } from '../../../frame/frame.ts';

/** A regressor that enters as one number a row. */
export interface NumberPart {
  readonly kind: 'number';
  /** What its coefficient is called. */
  readonly name: string;
  /** The column that it was read from. */
  readonly column: string;
  /** One value per row of the frame; NaN is missing. */
  readonly values: Float64Array;
  /** For a dummy that was written out: the level that it stands for. */
  readonly level?: string;
  /** Set where fixed effects were taken out: the weighted mean is 0 already. */
  readonly isCentred?: boolean;
}

/** A regressor that enters as one 0/1 column per level but the reference. */
export interface CategoryPart {
  readonly kind: 'category';
  readonly column: string;
  /** One code per row of the frame; below 0 is missing. */
  readonly codes: Int32Array;
  readonly dictionary: readonly string[];
  /** A level by name, or a rule that picks one among the levels that occur. */
  readonly reference: ReferenceRule | { readonly level: string };
}

export type Part = NumberPart | CategoryPart;

/** first: of the levels in alphabetical order, as R and patsy have it. */
export type ReferenceRule = 'first' | 'most-common';

/** More levels than this are groups, not a regressor: absorbed, they cost nothing. */
const MOST_LEVELS = 500;

/** Squares of larger numbers, summed over rows, are no longer floats. */
const LARGEST = 1e150;

/**
 * Reads a column as a regressor: numbers, dates (ms) and yes/no as numbers, text as a category.
 *
 * @throws data/unknown-column, data/too-large (too many levels), data/missing-values, numeric/not-finite
 */
export function readPart(frame: Frame, name: string, reference: ReferenceRule): Part {
  const column = columnNamed(frame, name);
  if (column.kind !== 'category') return { kind: 'number', name, column: name, values: finiteNumbers(frame, name) };
  if (column.dictionary.length > MOST_LEVELS && countUsed(column.codes, column.dictionary.length) > MOST_LEVELS) {
    refuse(
      'data/too-large',
      `Column "${name}" has more than ${MOST_LEVELS} different values; as a covariate each would be a coefficient.`,
      'Name the column in fixedEffects where the method has them, or group its values first.',
      { column: name },
    );
  }
  if (column.codes.every((code) => code < 0)) refuseEmpty(name);
  return { kind: 'category', column: name, codes: column.codes, dictionary: column.dictionary, reference };
}

/**
 * A column as numbers that can be squared.
 *
 * @throws data/missing-values when none is there, numeric/not-finite when one is infinite or beyond 1e150
 */
export function finiteNumbers(frame: Frame, name: string): Float64Array {
  const values = numbersOf(frame, name);
  let filled = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (Number.isNaN(value)) continue;
    filled++;
    if (Math.abs(value) > LARGEST)
      giveUp('numeric/not-finite', `Column "${name}" holds numbers too large to square.`, 'Divide the column by a large number.', {
        column: name,
        row,
      });
  }
  if (filled === 0) refuseEmpty(name);
  return values;
}

function refuseEmpty(name: string): never {
  return refuse('data/missing-values', `Every value of "${name}" is missing.`, 'Leave that column out, or fill it first.', {
    column: name,
  });
}

function countUsed(codes: Int32Array, levels: number): number {
  const used = new Uint8Array(levels);
  for (let row = 0; row < codes.length; row++) if ((codes[row] as number) >= 0) used[codes[row] as number] = 1;
  return used.reduce((sum, flag) => sum + flag, 0);
}

/**
 * The rows on which every given column has a value: what R calls complete cases.
 *
 * @param columns numbers (NaN is missing) or codes (below 0 is missing), one entry per row of the frame
 * @param weight rows with weight 0 take no part
 */
export function completeRows(rowCount: number, columns: readonly (Float64Array | Int32Array)[], weight?: Float64Array): Int32Array {
  const isLeftOut = new Uint8Array(rowCount);
  for (const column of columns) markMissing(column, isLeftOut);
  if (weight !== undefined) for (let row = 0; row < rowCount; row++) if (!((weight[row] as number) > 0)) isLeftOut[row] = 1;
  let count = 0;
  for (let row = 0; row < rowCount; row++) if (isLeftOut[row] === 0) count++;
  const rows = new Int32Array(count);
  for (let row = 0, at = 0; row < rowCount; row++) if (isLeftOut[row] === 0) rows[at++] = row;
  return rows;
}

function markMissing(column: Float64Array | Int32Array, isLeftOut: Uint8Array): void {
  if (column instanceof Float64Array) markGaps(column, isLeftOut);
  else markUncoded(column, isLeftOut);
}

/** One loop per type of array: the engine compiles each to plain loads. */
function markGaps(values: Float64Array, isLeftOut: Uint8Array): void {
  for (let row = 0; row < isLeftOut.length; row++) if (Number.isNaN(values[row])) isLeftOut[row] = 1;
}

function markUncoded(codes: Int32Array, isLeftOut: Uint8Array): void {
  for (let row = 0; row < isLeftOut.length; row++) if ((codes[row] as number) < 0) isLeftOut[row] = 1;
}

/** The column of a part that says where it is missing. */
export function cellsOf(part: Part): Float64Array | Int32Array {
  return part.kind === 'number' ? part.values : part.codes;
}
