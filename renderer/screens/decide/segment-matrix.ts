import type { ColumnInfo, RowPage } from '../../../core/api/types.ts';
import type { PlanShape } from './why-customer.ts';

export interface MatrixCell {
  readonly customers: number;
  readonly value: number;
  readonly cost: number;
}

export interface MatrixRow {
  /** Null for customers without a value; undefined for all the values that are not listed. */
  readonly segment: string | boolean | null | undefined;
  /** In the order of the options. */
  readonly cells: readonly MatrixCell[];
  readonly total: MatrixCell;
}

const MOST_ROWS = 12;
const NOTHING: MatrixCell = { customers: 0, value: 0, cost: 0 };

/** Columns that make segments: words and yes/no, but for names of customers and what the plan itself wrote. */
export function segmentColumns(columns: readonly ColumnInfo[], { offer, id }: PlanShape): readonly string[] {
  return columns
    .filter(({ name, kind, role }) => (kind === 'category' || kind === 'boolean') && name !== offer && name !== id && role !== 'id')
    .map(({ name }) => name);
}

/** The query that counts a plan by segment and option. */
export function matrixSql(step: string, column: string, { offer, value, cost }: PlanShape): string {
  const [table, by, what, worth, price] = [step, column, offer, value, cost].map((name) => `"${name.replaceAll('"', '""')}"`);
  return `SELECT ${by}, ${what}, COUNT(*), SUM(${worth}), SUM(${price}) FROM ${table} GROUP BY 1, 2 ORDER BY 3 DESC`;
}

/** Segments by size, the smallest together in one row, then everybody. */
export function matrixOf({ cells }: RowPage, options: readonly string[], isYesNo: boolean): readonly MatrixRow[] {
  const [segments = [], offers = [], counts = [], values = [], costs = []] = cells;
  const rows = new Map<string | boolean | null, MatrixCell[]>();
  segments.forEach((cell, at) => {
    const segment = cell === null ? null : isYesNo ? Boolean(cell) : String(cell);
    const row = rows.get(segment) ?? options.map(() => NOTHING);
    const option = options.indexOf(String(offers[at]));
    if (option >= 0) row[option] = { customers: amount(counts[at]), value: amount(values[at]), cost: amount(costs[at]) };
    rows.set(segment, row);
  });
  const sorted = [...rows].map(([segment, row]) => rowOf(segment, row)).sort((left, right) => right.total.customers - left.total.customers);
  const [shown, rest] = [sorted.slice(0, MOST_ROWS), sorted.slice(MOST_ROWS)];
  return rest.length === 0 ? shown : [...shown, summed(undefined, rest, options)];
}

/** Everybody. */
export function everybody(rows: readonly MatrixRow[], options: readonly string[]): MatrixRow {
  return summed(undefined, rows, options);
}

function summed(segment: MatrixRow['segment'], rows: readonly MatrixRow[], options: readonly string[]): MatrixRow {
  return rowOf(
    segment,
    options.map((_, at) => rows.reduce((sum, row) => plus(sum, row.cells[at] ?? NOTHING), NOTHING)),
  );
}

function rowOf(segment: MatrixRow['segment'], cells: readonly MatrixCell[]): MatrixRow {
  return { segment, cells, total: cells.reduce(plus, NOTHING) };
}

function plus(left: MatrixCell, right: MatrixCell): MatrixCell {
  return { customers: left.customers + right.customers, value: left.value + right.value, cost: left.cost + right.cost };
}

function amount(cell: unknown): number {
  return typeof cell === 'number' ? cell : 0;
}
