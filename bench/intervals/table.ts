import type { Design } from './design.ts';
import type { Count, Counts } from './tally.ts';

/** One line of the table: an interval of one method on one kind of data. */
export interface Row {
  readonly method: string;
  readonly data: string;
  readonly cell: string;
  readonly nominal: number;
  readonly draws: number;
  readonly coverage: number;
  /** The mean error in spreads of the estimate; null where there is none. */
  readonly bias: number | null;
  /** Mean length over what normal intervals of the estimate's true spread would have; null where none is bounded. */
  readonly width: number | null;
  readonly nullDraws: number;
  readonly alarms: number;
  /** Draws of either kind without an answer. */
  readonly failures: number;
}

/** How far coverage may lie from nominal, and false alarms from 5 %. */
const BAND = { coverage: 0.02, alarms: 0.005 };

const NORMAL_95 = 1.959964;

/** The lines of one design. */
export function rowsOf({ method, data, nominal = 0.95 }: Design, covered: Counts, alarmed: Counts): Row[] {
  return Object.entries(covered).map(([cell, count]) => {
    const alarm = alarmed[cell];
    const mean = count.sum / count.draws;
    const spread = Math.sqrt(Math.max(0, count.squares / count.draws - mean * mean) * (count.draws / Math.max(1, count.draws - 1)));
    return {
      method,
      data,
      cell,
      nominal,
      draws: count.draws,
      coverage: count.hits / count.draws,
      bias: spread > 0 ? mean / spread : null,
      width: widthOf(count, spread),
      nullDraws: alarm?.draws ?? 0,
      alarms: alarm === undefined ? Number.NaN : alarm.hits / alarm.draws,
      failures: count.failures + (alarm?.failures ?? 0),
    };
  });
}

function widthOf({ lengths, bounded }: Count, spread: number): number | null {
  return bounded === 0 || !(spread > 0) ? null : lengths / bounded / (2 * NORMAL_95 * spread);
}

/** The Monte-Carlo standard error of a share. */
export function errorOf(share: number, draws: number): number {
  return Math.sqrt((share * (1 - share)) / draws);
}

/** Whether coverage lies in its band. */
export function isCovered({ coverage, nominal }: Row): boolean {
  return Math.abs(coverage - nominal) <= BAND.coverage;
}

/** Whether the false alarms lie in their band. */
export function isQuiet({ alarms }: Row): boolean {
  return Math.abs(alarms - 0.05) <= BAND.alarms;
}

/** The table as it stands in the README; a star marks what lies outside. */
export function markdown(rows: readonly Row[]): string {
  const percent = (share: number, draws: number): string => `${(100 * share).toFixed(1)} ± ${(100 * errorOf(share, draws)).toFixed(1)}`;
  const lines = rows.map((row) =>
    [
      row.method,
      row.data,
      row.cell,
      `${percent(row.coverage, row.draws)}${isCovered(row) ? '' : ' *'}`,
      row.draws,
      Number.isNaN(row.alarms) ? '' : `${percent(row.alarms, row.nullDraws)}${isQuiet(row) ? '' : ' *'}`,
      row.nullDraws,
      row.bias === null ? '' : row.bias.toFixed(2),
      row.width === null ? '' : row.width.toFixed(2),
      row.failures,
    ].join(' | '),
  );
  const head = ['method', 'data', 'interval', 'covers %', 'draws', 'false alarms %', 'draws', 'bias', 'length', 'unanswered'];
  return [`| ${head.join(' | ')} |`, `|${head.map(() => '---').join('|')}|`, ...lines.map((line) => `| ${line} |`)].join('\n');
}
