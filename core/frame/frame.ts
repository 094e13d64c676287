import { refuse } from '../base/problem.ts';
import {
  type BooleanColumn,
  type CategoryColumn,
  type Column,
  columnLength,
  type DateColumn,
  type NumberColumn,
  type Role,
} from './column.ts';
import { sharedBytes, sharedFloats, sharedInts } from './shared-memory.ts';

/**
 * A table: typed columns on shared memory, by name, in order. Immutable by convention: every change makes a
 * new Frame that shares the columns it did not touch.
 */
export interface Frame {
  readonly rowCount: number;
  readonly columns: ReadonlyMap<string, Column>;
  readonly roles: ReadonlyMap<string, Role>;
  /** The arm that the others are compared with, where a treatment column is known. */
  readonly control?: string;
}

/**
 * Builds a frame from named columns.
 *
 * @throws data/wrong-kind when the columns differ in length
 */
export function makeFrame(
  columns: Iterable<readonly [string, Column]>,
  extra: { readonly roles?: Iterable<readonly [string, Role]>; readonly control?: string } = {},
): Frame {
  const named = new Map(columns);
  const [first] = named.values();
  const rowCount = first === undefined ? 0 : columnLength(first);
  for (const [name, column] of named) {
    if (columnLength(column) !== rowCount) {
      refuse(
        'data/wrong-kind',
        `Column "${name}" has ${columnLength(column)} rows, the table has ${rowCount}.`,
        'Give every column the same number of rows.',
        {
          column: name,
        },
      );
    }
  }
  const roles = new Map(extra.roles ?? []);
  return extra.control === undefined ? { rowCount, columns: named, roles } : { rowCount, columns: named, roles, control: extra.control };
}

/** The same frame with columns added or replaced. */
export function withColumns(frame: Frame, columns: Iterable<readonly [string, Column]>): Frame {
  return makeFrame([...frame.columns, ...columns], { ...frame, roles: frame.roles });
}

/** The same frame with other roles. */
export function withRoles(frame: Frame, roles: Iterable<readonly [string, Role]>, control = frame.control): Frame {
  return makeFrame(frame.columns, control === undefined ? { roles } : { roles, control });
}

/** The frame made of the given rows, in the given order; roles stay. */
export function takeRows(frame: Frame, rows: Int32Array): Frame {
  const taken: [string, Column][] = [];
  for (const [name, column] of frame.columns) taken.push([name, takeCells(column, rows)]);
  return { ...makeFrame(taken, { ...frame, roles: frame.roles }), rowCount: rows.length };
}

/** The given cells of a column, in the given order. */
export function takeCells(column: Column, rows: Int32Array): Column {
  switch (column.kind) {
    case 'category':
      return { ...column, codes: gather(column.codes, rows, sharedInts(rows.length)) };
    case 'boolean':
      return { ...column, values: gather(column.values, rows, sharedBytes(rows.length)) };
    default:
      return { ...column, values: gather(column.values, rows, sharedFloats(rows.length)) };
  }
}

function gather<Values extends Float64Array | Int32Array | Uint8Array>(from: Values, rows: Int32Array, into: Values): Values {
  for (let i = 0; i < rows.length; i++) into[i] = from[rows[i] as number] as number;
  return into;
}

/** Names of all columns with a role, in column order. */
export function columnsWithRole(frame: Frame, role: Role): string[] {
  return [...frame.columns.keys()].filter((name) => frame.roles.get(name) === role);
}

/**
 * The column of that name.
 *
 * @throws data/unknown-column, naming the closest columns that exist
 */
export function columnNamed(frame: Frame, name: string): Column {
  const column = frame.columns.get(name);
  if (column !== undefined) return column;
  return refuse('data/unknown-column', `There is no column "${name}".`, `Columns here: ${listNames(frame)}.`, { column: name });
}

/**
 * A column as numbers: number columns as they are, booleans as 0 and 1, dates as ms. NaN is missing.
 *
 * @throws data/unknown-column, data/not-numeric
 */
export function numbersOf(frame: Frame, name: string): Float64Array {
  const column = columnNamed(frame, name);
  if (column.kind === 'number' || column.kind === 'date') return column.values;
  if (column.kind === 'boolean') {
    const values = sharedFloats(column.values.length);
    for (let i = 0; i < values.length; i++) values[i] = column.values[i] === 2 ? Number.NaN : (column.values[i] as number);
    return values;
  }
  const sample = column.dictionary.slice(0, 3).map((entry) => `"${entry}"`);
  return refuse(
    'data/not-numeric',
    `Column "${name}" holds text such as ${sample.join(', ')}; numbers are needed here.`,
    'Choose a numeric column, or derive one from it.',
    { column: name },
  );
}

/** Up to twelve column names for a message. */
export function listNames(frame: Frame): string {
  const names = [...frame.columns.keys()];
  return names.length <= 12 ? names.join(', ') : `${names.slice(0, 12).join(', ')} and ${names.length - 12} more`;
}

/** Builds a number column. */
export function numberColumn(values: ArrayLike<number>): NumberColumn {
  const shared = sharedFloats(values.length);
  shared.set(values);
  return { kind: 'number', values: shared };
}

/** Builds a date column from ms UTC. */
export function dateColumn(values: ArrayLike<number>): DateColumn {
  const shared = sharedFloats(values.length);
  shared.set(values);
  return { kind: 'date', values: shared };
}

/** Builds a boolean column; null is missing. */
export function booleanColumn(values: readonly (boolean | null)[]): BooleanColumn {
  const shared = sharedBytes(values.length);
  values.forEach((value, row) => {
    shared[row] = value === null ? 2 : Number(value);
  });
  return { kind: 'boolean', values: shared };
}

/** Builds a category column; the dictionary is in order of first appearance, null is missing. */
export function categoryColumn(values: readonly (string | null)[]): CategoryColumn {
  const codeOf = new Map<string, number>();
  const codes = sharedInts(values.length);
  values.forEach((value, row) => {
    if (value === null) {
      codes[row] = -1;
      return;
    }
    const known = codeOf.get(value);
    const code = known ?? codeOf.size;
    if (known === undefined) codeOf.set(value, code);
    codes[row] = code;
  });
  return { kind: 'category', codes, dictionary: [...codeOf.keys()] };
}
