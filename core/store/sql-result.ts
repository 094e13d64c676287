import { CausewayError, refuse } from '../base/problem.ts';
import { type Column, MISSING_BOOLEAN, MISSING_CODE, type Role } from '../frame/column.ts';
import { dateColumn, type Frame, makeFrame, numberColumn } from '../frame/frame.ts';
import { sharedBytes, shareInts } from '../frame/shared-memory.ts';
import { dateOfText } from './sql-dates.ts';
import type { LoadedColumn, LoadedTable } from './sql-tables.ts';

/** A column of the result and, where it is one of the tables' columns unchanged, which. */
export interface ResultColumn {
  readonly name: string;
  readonly origin?: { readonly table: LoadedTable; readonly column: LoadedColumn };
}

/** Whole numbers beyond this have no exact place in a number column. */
const LARGEST_EXACT = BigInt(Number.MAX_SAFE_INTEGER);

/** Gathers the cells of one result column: numbers and texts side by side, decided on at the end. */
export class ResultCells {
  readonly #name: string;
  #numbers = new Float64Array(256);
  #codes: Int32Array | undefined;
  #length = 0;
  #hasNumbers = false;
  #hasInexact = false;
  readonly #codeOf = new Map<string, number>();

  constructor(name: string) {
    this.#name = name;
  }

  /** Whether a whole number came that may have lost digits on its way; the query must then run with exact integers. */
  get hasInexact(): boolean {
    return this.#hasInexact;
  }

  add(cell: unknown): void {
    if (this.#length === this.#numbers.length) this.#grow();
    const at = this.#length++;
    this.#numbers[at] = Number.NaN;
    if (cell === null) return;
    if (typeof cell === 'number') {
      this.#hasNumbers = true;
      this.#numbers[at] = cell;
      if (Number.isInteger(cell) && !Number.isSafeInteger(cell)) this.#hasInexact = true;
    } else if (typeof cell === 'bigint') this.#addInteger(at, cell);
    else if (typeof cell === 'string') this.#addText(at, cell);
    else
      refuse(
        'data/wrong-kind',
        `Column "${this.#name}" of the result holds bytes.`,
        'Turn them into text with hex(…) or CAST(… AS TEXT).',
        {
          column: this.#name,
        },
      );
  }

  /** The cells as a column of the kind that they all fit; mixed numbers and texts become texts. */
  column(origin: Column | undefined, mayBeDate: boolean): Column {
    const numbers = this.#numbers.subarray(0, this.#length);
    const codes = this.#codes?.subarray(0, this.#length);
    if (codes === undefined) {
      if (origin?.kind === 'boolean' && numbers.every((value) => value === 0 || value === 1 || Number.isNaN(value)))
        return booleans(numbers);
      if (!this.#hasNumbers && (origin?.kind === 'category' || origin?.kind === 'date')) return emptyLike(origin.kind, this.#length);
      return numberColumn(numbers);
    }
    const dates = mayBeDate && origin?.kind !== 'category' && !this.#hasNumbers ? this.#dates(codes) : undefined;
    return dates ?? this.#texts(codes, numbers);
  }

  #addInteger(at: number, cell: bigint): void {
    if (cell >= -LARGEST_EXACT && cell <= LARGEST_EXACT) {
      this.#hasNumbers = true;
      this.#numbers[at] = Number(cell);
    } else this.#addText(at, String(cell));
  }

  #addText(at: number, cell: string): void {
    this.#codes ??= new Int32Array(this.#numbers.length).fill(MISSING_CODE);
    const known = this.#codeOf.get(cell);
    if (known === undefined) this.#codeOf.set(cell, this.#codeOf.size);
    this.#codes[at] = known ?? this.#codeOf.size - 1;
  }

  #dates(codes: Int32Array): Column | undefined {
    const values = [...this.#codeOf.keys()].map(dateOfText);
    if (values.some(Number.isNaN)) return undefined;
    return dateColumn(Float64Array.from(codes, (code) => values[code] ?? Number.NaN));
  }

  #texts(codes: Int32Array, numbers: Float64Array): Column {
    if (this.#hasNumbers) {
      for (let row = 0; row < codes.length; row++) if (!Number.isNaN(numbers[row])) this.#addText(row, String(numbers[row]));
    }
    return { kind: 'category', codes: shareInts(codes), dictionary: [...this.#codeOf.keys()] };
  }

  #grow(): void {
    const numbers = new Float64Array(2 * this.#numbers.length);
    numbers.set(this.#numbers);
    this.#numbers = numbers;
    if (this.#codes === undefined) return;
    const codes = new Int32Array(numbers.length).fill(MISSING_CODE);
    codes.set(this.#codes);
    this.#codes = codes;
  }
}

/** Puts the columns of a result together. A column that comes unchanged from a table keeps its kind and its role. */
export function resultFrame(columns: readonly ResultColumn[], cells: readonly ResultCells[], readsDates: boolean): Frame {
  const named: [string, Column][] = [];
  const roles: [string, Role][] = [];
  let control: string | undefined;
  for (const [at, { name, origin }] of columns.entries()) {
    const gathered = cells[at];
    if (gathered === undefined) continue;
    named.push([name, gathered.column(origin?.column.column, readsDates)]);
    const role = origin?.column.name === name ? origin.table.frame.roles.get(name) : undefined;
    if (role !== undefined) roles.push([name, role]);
    if (role === 'treatment') control ??= origin?.table.frame.control;
  }
  return makeFrame(named, control === undefined ? { roles } : { roles, control });
}

/** Says that a query does not fit the memory that it was given. */
export function memoryProblem(budget: number | undefined): CausewayError {
  const given = budget === undefined ? 'there is' : `the ${Math.ceil(budget / 1e6)} MB that it was given`;
  return new CausewayError({
    kind: 'resource',
    code: 'resource/memory',
    message: `The query needs more memory than ${given}.`,
    fix: 'Select fewer columns or rows, or aggregate before joining.',
  });
}

function booleans(numbers: Float64Array): Column {
  const values = sharedBytes(numbers.length);
  for (let row = 0; row < values.length; row++) values[row] = Number.isNaN(numbers[row]) ? MISSING_BOOLEAN : (numbers[row] as number);
  return { kind: 'boolean', values };
}

function emptyLike(kind: 'category' | 'date', rowCount: number): Column {
  if (kind === 'date') return dateColumn(new Float64Array(rowCount).fill(Number.NaN));
  return { kind, codes: shareInts(new Int32Array(rowCount).fill(MISSING_CODE)), dictionary: [] };
}
