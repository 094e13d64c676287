import type { Report, TableData } from '../../../core/report/blocks.ts';

/** What one option gets at a budget. */
export interface OptionTotals {
  readonly option: string;
  readonly customers: number;
  readonly value: number;
  readonly cost: number;
}

export interface CurvePoint {
  readonly budget: number;
  readonly value: number;
  /** What one more unit of budget would add. */
  readonly shadowPrice: number;
}

export interface PathPoint {
  readonly budget: number;
  readonly options: readonly OptionTotals[];
}

/** Everything that follows the budget while it is moved; read once from the report. */
export interface BudgetCurve {
  readonly points: readonly CurvePoint[];
  readonly path: readonly PathPoint[];
}

/** The curve of a report; null where it has none. */
export function curveOf(report: Report): BudgetCurve | null {
  const points = rowsOf(tableOf(report, 'frontier')).map((row) => ({
    budget: numberIn(row, 'budget'),
    value: numberIn(row, 'value'),
    shadowPrice: numberIn(row, 'shadowPrice'),
  }));
  if (points.length < 2) return null;
  const path: { budget: number; options: OptionTotals[] }[] = [];
  for (const row of rowsOf(tableOf(report, 'path'))) {
    const budget = numberIn(row, 'budget');
    if (path.at(-1)?.budget !== budget) path.push({ budget, options: [] });
    path.at(-1)?.options.push(totalsIn(row));
  }
  return { points, path };
}

/** Totals by option as a report states them for its own plan. */
export function statedTotals(report: Report): readonly OptionTotals[] {
  return rowsOf(tableOf(report, 'options')).map(totalsIn);
}

/** Shadow prices by the names of the limits; empty where the report has none. */
export function pricesOf(report: Report): ReadonlyMap<string, number> {
  return new Map(rowsOf(tableOf(report, 'certificate')).map((row) => [String(row['name'] ?? ''), numberIn(row, 'shadowPrice')]));
}

/** A number of the report's totals, e.g. "bound"; null where there is none. */
export function scalarOf(report: Report, name: string): number | boolean | null {
  const block = report.blocks.find(({ id }) => id === 'totals');
  const value = block?.kind === 'scalars' ? block.rows.find((row) => row.name === name)?.value : null;
  return typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** The curve at a budget, on the straight line between its points; beyond the ends it stays where it ends. */
export function pointAt({ points }: BudgetCurve, budget: number): CurvePoint {
  const { low, high, share } = between(points, budget);
  if (low === undefined || high === undefined) return { budget, value: 0, shadowPrice: 0 };
  const isPast = budget >= (points.at(-1)?.budget ?? 0);
  const slope = high.budget > low.budget ? (high.value - low.value) / (high.budget - low.budget) : high.shadowPrice;
  return { budget, value: mix(low.value, high.value, share), shadowPrice: isPast ? 0 : Math.max(0, slope) };
}

/** What each option gets at a budget. */
export function totalsAt({ path }: BudgetCurve, budget: number): readonly OptionTotals[] {
  const { low, high, share } = between(path, budget);
  if (low === undefined || high === undefined) return [];
  return low.options.map((from, at) => {
    const to = high.options[at] ?? from;
    return {
      option: from.option,
      customers: Math.round(mix(from.customers, to.customers, share)),
      value: mix(from.value, to.value, share),
      cost: mix(from.cost, to.cost, share),
    };
  });
}

/** The smallest budget at which one more unit is worth at most `price`: where a choice with that efficiency flips. */
export function budgetAtPrice({ points }: BudgetCurve, price: number): number | null {
  return points.find(({ shadowPrice }) => shadowPrice <= price)?.budget ?? null;
}

function between<Point extends { readonly budget: number }>(points: readonly Point[], budget: number) {
  const above = points.findIndex((point) => point.budget >= budget);
  const high = above < 0 ? points.at(-1) : points[above];
  const low = above > 0 ? points[above - 1] : high;
  const width = (high?.budget ?? 0) - (low?.budget ?? 0);
  const share = low === undefined || width <= 0 ? 0 : Math.min(1, Math.max(0, (budget - low.budget) / width));
  return { low, high, share };
}

function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}

type Row = Readonly<Record<string, unknown>>;

function tableOf(report: Report, id: string): TableData | undefined {
  const block = report.blocks.find((candidate) => candidate.id === id);
  return block?.kind === 'figure' || block?.kind === 'table' ? block.table : undefined;
}

function rowsOf(table: TableData | undefined): readonly Row[] {
  if (table === undefined) return [];
  return table.rows.map((row) => Object.fromEntries(table.columns.map(({ name }, at) => [name, row[at]])));
}

function numberIn(row: Row, name: string): number {
  const value = row[name];
  return typeof value === 'number' ? value : 0;
}

function totalsIn(row: Row): OptionTotals {
  return {
    option: String(row['option'] ?? ''),
    customers: numberIn(row, 'customers'),
    value: numberIn(row, 'value'),
    cost: numberIn(row, 'cost'),
  };
}
