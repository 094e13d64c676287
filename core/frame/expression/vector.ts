import type { StopSignal } from '../../base/work.ts';
import type { Column } from '../column.ts';
import { sharedBytes, sharedFloats, sharedInts } from '../shared-memory.ts';

/** Numbers or dates; NaN is missing. */
export interface FloatVector {
  readonly kind: 'number' | 'date';
  readonly values: Float64Array;
}

/** 0, 1, and 2 for missing. */
export interface BooleanVector {
  readonly kind: 'boolean';
  readonly values: Uint8Array;
}

/** Codes into a dictionary of distinct texts; −1 is missing. */
export interface TextVector {
  readonly kind: 'text';
  readonly codes: Int32Array;
  readonly dictionary: readonly string[];
}

/** The literal null: it becomes whatever kind is asked for. */
export interface MissingVector {
  readonly kind: 'missing';
}

/**
 * A whole column of intermediate values. A constant has one element and is read with the index mask 0
 * (`values[row & maskOf(vector)]`), so that one loop serves columns and constants alike.
 */
export type Vector = FloatVector | BooleanVector | TextVector | MissingVector;

/** What can make a cell missing that was not missing before. */
export type WarningKind = 'division-by-zero' | 'log-of-non-positive' | 'root-of-negative' | 'not-a-number' | 'not-a-date' | 'out-of-range';

/** How many cells became missing, and by which part of the expression. */
export interface ExpressionWarning {
  readonly kind: WarningKind;
  readonly count: number;
  /** Position of the operator or function in the text. */
  readonly at: number;
}

/** What evaluation reads besides the expression. */
export interface Scope {
  readonly rowCount: number;
  readonly columns: ReadonlyMap<string, Column>;
  readonly signal: StopSignal;
  /** Rows whose value is really asked for (1): the others of an `if` cause no warnings. Undefined means all. */
  readonly active: Uint8Array | undefined;
  readonly warn: (kind: WarningKind, count: number, at: number) => void;
}

/** How many elements a vector holds: 1 for constants. */
export function sizeOf(vector: Vector): number {
  if (vector.kind === 'missing') return 1;
  return vector.kind === 'text' ? vector.codes.length : vector.values.length;
}

/** How many elements the combination of vectors needs. */
export function jointSize(vectors: readonly Vector[]): number {
  for (const vector of vectors) {
    const size = sizeOf(vector);
    if (size !== 1) return size;
  }
  return 1;
}

/** −1 for columns and 0 for constants: `row & mask` is the element that belongs to a row. */
export function maskOf(vector: Vector): number {
  return sizeOf(vector) === 1 ? 0 : -1;
}

/** A column as a vector, on the column's own memory. */
export function vectorOf(column: Column): Vector {
  if (column.kind === 'category') return { kind: 'text', codes: column.codes, dictionary: column.dictionary };
  return { kind: column.kind, values: column.values } as Vector;
}

/** The numbers of a vector: booleans count 0 and 1, null is missing throughout. Text has none and never comes here. */
export function floatsOf(vector: Vector): Float64Array {
  if (vector.kind === 'number' || vector.kind === 'date') return vector.values;
  if (vector.kind !== 'boolean') return Float64Array.of(Number.NaN);
  const { values } = vector;
  const floats = new Float64Array(values.length);
  for (let row = 0; row < floats.length; row++) floats[row] = values[row] === 2 ? Number.NaN : (values[row] as number);
  return floats;
}

/** The truth values of a boolean vector; null is missing. */
export function truthOf(vector: Vector): Uint8Array {
  return vector.kind === 'boolean' ? vector.values : Uint8Array.of(2);
}

/** Text as codes and dictionary; null is missing. */
export function textOf(vector: Vector): TextVector {
  return vector.kind === 'text' ? vector : { kind: 'text', codes: Int32Array.of(-1), dictionary: [] };
}

/** A constant number. */
export function constantNumber(value: number, kind: 'number' | 'date' = 'number'): FloatVector {
  return { kind, values: Float64Array.of(value) };
}

/** A constant text. */
export function constantText(value: string): TextVector {
  return { kind: 'text', codes: Int32Array.of(0), dictionary: [value] };
}

/**
 * Makes a vector a column of `rowCount` rows on shared memory. Columns that were only passed through keep their memory.
 * An expression that is missing throughout becomes a number column.
 */
export function columnOf(vector: Vector, rowCount: number): Column {
  switch (vector.kind) {
    case 'text':
      return { kind: 'category', codes: spread(vector.codes, rowCount, sharedInts), dictionary: vector.dictionary };
    case 'boolean':
      return { kind: 'boolean', values: spread(vector.values, rowCount, sharedBytes) };
    case 'missing':
      return { kind: 'number', values: sharedFloats(rowCount).fill(Number.NaN) };
    default:
      return { kind: vector.kind, values: spread(vector.values, rowCount, sharedFloats) };
  }
}

function spread<Values extends Float64Array | Int32Array | Uint8Array>(
  values: Values,
  rowCount: number,
  allocate: (length: number) => Values,
): Values {
  if (values.length === rowCount && values.buffer instanceof SharedArrayBuffer) return values;
  const whole = allocate(rowCount);
  if (values.length === rowCount) whole.set(values);
  else whole.fill(values[0] ?? 0);
  return whole;
}

/**
 * Turns every infinity and invalid result into missing and counts those that come from complete inputs:
 * such a cell was lost by the arithmetic, not by the data.
 */
export function settle(out: Float64Array, inputs: readonly Vector[], scope: Scope, kind: WarningKind, at: number): Float64Array {
  const sources = inputs.map((input) => ({ values: floatsOf(input), mask: maskOf(input) }));
  const active = out.length === 1 ? undefined : scope.active;
  let lost = 0;
  for (let row = 0; row < out.length; row++) {
    if (Number.isFinite(out[row])) continue;
    out[row] = Number.NaN;
    if (active !== undefined && active[row] !== 1) continue;
    if (sources.every(({ values, mask }) => !Number.isNaN(values[row & mask]))) lost++;
  }
  // A constant stands for every row.
  if (lost > 0) scope.warn(kind, out.length === 1 ? scope.rowCount : lost, at);
  return out;
}

/** A truth vector of the given size with no memory cleared twice. */
export function truth(values: Uint8Array): BooleanVector {
  return { kind: 'boolean', values };
}
