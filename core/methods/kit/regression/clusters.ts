import { refuse } from '../../../base/problem.ts';
import { columnNamed, type Frame } from '../../../frame/frame.ts';

/** A column read as groups of rows. */
export interface Groups {
  readonly column: string;
  /** One code in 0 … count−1 per row of the frame, in order of appearance; −1 is missing. */
  readonly codes: Int32Array;
  readonly count: number;
}

/** Reads any column as groups of equal values. Cost: one pass. */
export function readGroups(frame: Frame, name: string): Groups {
  const column = columnNamed(frame, name);
  if (column.kind === 'category') return { column: name, ...renumber(column.codes, column.dictionary.length) };
  const missing = column.kind === 'boolean' ? 2 : Number.NaN;
  const keys = column.values;
  const codes = new Int32Array(keys.length).fill(-1);
  const codeOf = new Map<number, number>();
  for (let row = 0; row < keys.length; row++) {
    const key = keys[row] as number;
    if (Object.is(key, missing)) continue;
    const known = codeOf.get(key);
    if (known === undefined) codeOf.set(key, codeOf.size);
    codes[row] = known ?? codeOf.size - 1;
  }
  return { column: name, codes, count: codeOf.size };
}

/** Codes below `levels` as codes in order of appearance; below 0 stays missing. */
function renumber(codes: Int32Array, levels: number, rows?: Int32Array): Pick<Groups, 'codes' | 'count'> {
  const codeOf = new Int32Array(levels).fill(-1);
  const own = new Int32Array(rows?.length ?? codes.length).fill(-1);
  let count = 0;
  for (let i = 0; i < own.length; i++) {
    const code = codes[rows === undefined ? i : (rows[i] as number)] as number;
    if (code < 0) continue;
    if (codeOf[code] === -1) codeOf[code] = count++;
    own[i] = codeOf[code] as number;
  }
  return { codes: own, count };
}

/** Groups over the rows of a regression: one code per entry of rows, and only groups that occur count. */
export function groupsIn({ column, codes, count }: Groups, rows: Int32Array): Groups {
  return { column, ...renumber(codes, count, rows) };
}

/** The groups of rows that agree in both: what two-way clustering counts twice. */
export function crossedGroups(left: Groups, right: Groups): Groups {
  const codeOf = new Map<number, number>();
  const codes = new Int32Array(left.codes.length);
  for (let i = 0; i < codes.length; i++) {
    const key = (left.codes[i] as number) * right.count + (right.codes[i] as number);
    const known = codeOf.get(key);
    if (known === undefined) codeOf.set(key, codeOf.size);
    codes[i] = known ?? codeOf.size - 1;
  }
  return { column: `${left.column} × ${right.column}`, codes, count: codeOf.size };
}

/** Whether every group of `inner` lies within one group of `outer`. */
export function isNested(inner: Groups, outer: Groups): boolean {
  const home = new Int32Array(inner.count).fill(-1);
  for (let i = 0; i < inner.codes.length; i++) {
    const code = inner.codes[i] as number;
    if (home[code] === -1) home[code] = outer.codes[i] as number;
    else if (home[code] !== outer.codes[i]) return false;
  }
  return true;
}

/** @throws data/too-few-rows when there are fewer than two clusters */
export function requireClusters({ column, count }: Groups): void {
  if (count >= 2) return;
  refuse(
    'data/too-few-rows',
    `Column "${column}" has ${count} cluster in the rows of the regression; errors by cluster need at least 2, and are trusted from about 30.`,
    'Choose another cluster column, or another covariance.',
    { column, option: 'cluster' },
  );
}
