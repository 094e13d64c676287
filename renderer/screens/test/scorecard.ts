import type { Report, TableCell } from '../../../core/report/blocks.ts';

/** One metric in one arm against the control. */
export interface ScoreRow {
  readonly metric: string;
  readonly arm: string;
  readonly value: number;
  readonly interval: readonly [number, number] | null;
  /** The difference that a test of this size finds four times out of five; null at another level than 5 %. */
  readonly detectable: number | null;
  readonly n: number | null;
  readonly controlValue: number | null;
  readonly armValue: number | null;
  readonly lift: number | null;
  readonly adjusted: number | null;
}

/** Normal quantiles of 97.5 % and 80 %: a two-sided test at 5 % with four chances out of five. */
const DETECTABLE = 1.959964 + 0.841621;

/** The scorecard of an A/B test's report: the estimates, joined with the table that holds lift and adjusted p. */
export function scoreRows(report: Report): readonly ScoreRow[] {
  const effects = report.blocks.find(({ id }) => id === 'effects');
  const card = report.blocks.find(({ id }) => id === 'scorecard');
  if (effects?.kind !== 'estimates') return [];
  return effects.rows.map((row) => {
    const arm = row.group ?? '';
    const cell = (name: string): number | null => {
      if (card?.kind !== 'table') return null;
      const at = (column: string): number => card.table.columns.findIndex((candidate) => candidate.name === column);
      const found = card.table.rows.find((cells) => cells[at('metric')] === row.name && cells[at('arm')] === arm);
      return numberIn(found?.[at(name)]);
    };
    const isFivePercent = row.level !== undefined && Math.abs(row.level - 0.95) < 1e-9;
    return {
      metric: row.name,
      arm,
      value: row.value,
      interval: row.interval ?? null,
      detectable: isFivePercent && row.standardError !== undefined ? DETECTABLE * row.standardError : null,
      n: row.n ?? null,
      controlValue: cell('control value'),
      armValue: cell('arm value'),
      lift: cell('lift'),
      adjusted: cell('adjusted p'),
    };
  });
}

function numberIn(cell: TableCell | undefined): number | null {
  return typeof cell === 'number' ? cell : null;
}

/** The common axis of one metric's bars: its intervals, its bands and zero. */
export function axisOf(rows: readonly ScoreRow[]): { readonly low: number; readonly high: number } {
  const ends = rows.flatMap(({ interval, value, detectable }) => [...(interval ?? [value]), detectable ?? 0, -(detectable ?? 0)]);
  const finite = ends.filter(Number.isFinite);
  const [low, high] = [Math.min(0, ...finite), Math.max(0, ...finite)];
  return high > low ? { low, high } : { low: -1, high: 1 };
}

/** A name for a new step that nothing else has. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted}-${count}`;
  return name;
}
