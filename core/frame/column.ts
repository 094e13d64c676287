/** What a column is used for. Roles drive every form and check; a column without one is carried along. */
export const ROLES = [
  'id',
  'treatment',
  'outcome',
  'cost',
  'covariate',
  'weight',
  'instrument',
  'runningVariable',
  'time',
  'unit',
  'cluster',
  'protected',
] as const;

export type Role = (typeof ROLES)[number];

/** Numbers as 64-bit floats; NaN means missing. */
export interface NumberColumn {
  readonly kind: 'number';
  readonly values: Float64Array;
}

/** Codes into a dictionary of distinct texts; −1 means missing. */
export interface CategoryColumn {
  readonly kind: 'category';
  readonly codes: Int32Array;
  readonly dictionary: readonly string[];
}

/** 0 is no, 1 is yes, 2 means missing. */
export interface BooleanColumn {
  readonly kind: 'boolean';
  readonly values: Uint8Array;
}

/** Milliseconds since 1970-01-01 UTC; NaN means missing. */
export interface DateColumn {
  readonly kind: 'date';
  readonly values: Float64Array;
}

export type Column = NumberColumn | CategoryColumn | BooleanColumn | DateColumn;

export type ColumnKind = Column['kind'];

export const MISSING_CODE = -1;
export const MISSING_BOOLEAN = 2;

/** How many rows a column has. */
export function columnLength(column: Column): number {
  return column.kind === 'category' ? column.codes.length : column.values.length;
}

/** Whether a cell is missing. */
export function isMissing(column: Column, row: number): boolean {
  switch (column.kind) {
    case 'category':
      return column.codes[row] === MISSING_CODE;
    case 'boolean':
      return column.values[row] === MISSING_BOOLEAN;
    default:
      return Number.isNaN(column.values[row]);
  }
}

/** A cell as a plain value; null when missing. For display, export and tests, never for inner loops. */
export function cellOf(column: Column, row: number): number | string | boolean | null {
  if (isMissing(column, row)) return null;
  switch (column.kind) {
    case 'category':
      return column.dictionary[column.codes[row] ?? MISSING_CODE] ?? null;
    case 'boolean':
      return column.values[row] === 1;
    case 'date':
      return new Date(column.values[row] ?? Number.NaN).toISOString();
    default:
      return column.values[row] ?? null;
  }
}
