import { refuse } from '../../../base/problem.ts';
import { type Column, cellOf } from '../../../frame/column.ts';
import { columnNamed, type Frame, numbersOf } from '../../../frame/frame.ts';
import { readGroups } from '../regression/clusters.ts';
import { finiteNumbers } from '../regression/parts.ts';

/** A balanced panel: every unit in every period, one row each. */
export interface Grid {
  readonly unitColumn: string;
  readonly timeColumn: string;
  /** In order of appearance. */
  readonly units: readonly string[];
  /** Ascending. */
  readonly times: readonly number[];
  readonly timeLabels: readonly string[];
  /** units × times, row-major. */
  readonly values: Float64Array;
  /** The row of the frame behind every cell, in the same order. */
  readonly rows: Int32Array;
  /** Units that lack a period and were left out because the caller allows it. */
  readonly unitsLeftOut: number;
}

/** Which columns span the panel, and whether units with gaps may be left out. */
export interface GridColumns {
  readonly outcome: string;
  readonly unit: string;
  readonly time: string;
  readonly mayLeaveOut: boolean;
}

/** A panel with more cells than this would not fit beside what is computed from it. */
const MOST_CELLS = 20_000_000;

/**
 * Lays a column out as units × periods.
 *
 * @throws data/empty, data/duplicate, data/missing-values (naming a unit and a period), data/constant, data/too-large
 * Cost: two passes.
 */
export function readGrid(frame: Frame, { outcome, unit, time, mayLeaveOut }: GridColumns): Grid {
  if (frame.rowCount === 0) refuse('data/empty', 'The table has no rows.', 'Import data, or widen the segment.');
  const values = finiteNumbers(frame, outcome);
  const when = numbersOf(frame, time);
  const groups = readGroups(frame, unit);
  const times = distinctTimes(when, groups.codes);
  requirePeriods(times, time);
  const width = times.length;
  if (groups.count * width > MOST_CELLS)
    refuse('data/too-large', `${groups.count} units × ${width} periods are too many cells.`, 'Use coarser periods or fewer units.');
  const place = new Map(times.map((value, at) => [value, at]));
  const rows = new Int32Array(groups.count * width).fill(-1);
  const firstRow = new Int32Array(groups.count).fill(-1);
  for (let row = 0; row < frame.rowCount; row++) {
    const code = groups.codes[row] as number;
    const at = place.get(when[row] as number);
    if (code < 0 || at === undefined) continue;
    if (firstRow[code] === -1) firstRow[code] = row;
    if (Number.isNaN(values[row])) continue;
    if (rows[code * width + at] !== -1) refuseDouble(frame, { unit, time }, row);
    rows[code * width + at] = row;
  }
  const unitColumn = columnNamed(frame, unit);
  const names = Array.from(firstRow, (row) => labelOf(unitColumn, row));
  const whole = completeUnits(
    rows,
    names,
    { width, labels: times.map((value) => timeLabel(columnNamed(frame, time), value)) },
    mayLeaveOut,
  );
  const kept = new Int32Array(whole.length * width);
  whole.forEach((code, at) => {
    kept.set(rows.subarray(code * width, (code + 1) * width), at * width);
  });
  return {
    unitColumn: unit,
    timeColumn: time,
    units: whole.map((code) => names[code] as string),
    times,
    timeLabels: times.map((value) => timeLabel(columnNamed(frame, time), value)),
    values: Float64Array.from(kept, (row) => values[row] as number),
    rows: kept,
    unitsLeftOut: groups.count - whole.length,
  };
}

function distinctTimes(when: Float64Array, codes: Int32Array): number[] {
  const seen = new Set<number>();
  for (let row = 0; row < when.length; row++) if ((codes[row] as number) >= 0 && !Number.isNaN(when[row])) seen.add(when[row] as number);
  return [...seen].sort((left, right) => left - right);
}

function requirePeriods(times: readonly number[], name: string): void {
  if (times.length > 1) return;
  refuse(
    times.length === 0 ? 'data/missing-values' : 'data/constant',
    `Column "${name}" has ${times.length === 0 ? 'no' : 'only one'} period; a panel needs a before and an after.`,
    'Choose the column that says when, or add rows of other periods.',
    { column: name },
  );
}

function refuseDouble(frame: Frame, names: { readonly unit: string; readonly time: string }, row: number): never {
  return refuse(
    'data/duplicate',
    `${labelOf(columnNamed(frame, names.unit), row)} has two rows in the same period of "${names.time}" (row ${row + 1}).`,
    'Keep one row per unit and period, or aggregate first.',
    { column: names.unit, row },
  );
}

function completeUnits(
  rows: Int32Array,
  names: readonly string[],
  { width, labels }: { readonly width: number; readonly labels: readonly string[] },
  mayLeaveOut: boolean,
): number[] {
  const whole: number[] = [];
  for (let code = 0; code < names.length; code++) {
    const gap = rows.subarray(code * width, (code + 1) * width).indexOf(-1);
    if (gap === -1) whole.push(code);
    else if (!mayLeaveOut)
      refuse(
        'data/missing-values',
        `The panel has gaps: ${names[code]} has no value in ${labels[gap]}.`,
        'Fill the gap, use the periods that all units have, or set gaps to "drop" to leave such units out.',
        { option: 'gaps' },
      );
  }
  if (whole.length > 0) return whole;
  return refuse('data/missing-values', 'No unit has a value in every period.', 'Use the periods that most units have.');
}

/** A cell as words; a missing one as a dash. */
export function labelOf(column: Column, row: number): string {
  const cell = row < 0 ? null : cellOf(column, row);
  if (cell === null) return '–';
  return column.kind === 'date' ? dayOf(Number(cell)) : String(cell);
}

/** A period as words: dates as days. */
export function timeLabel(column: Column, value: number): string {
  return column.kind === 'date' ? dayOf(value) : String(value);
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** A period given as an option: a number, or for date columns a day such as 2025-06-30. */
export function readTime(frame: Frame, name: string, given: number | string, option: string): number {
  if (typeof given === 'number') return given;
  const value = columnNamed(frame, name).kind === 'date' ? Date.parse(given) : Number(given);
  if (!Number.isNaN(value)) return value;
  return refuse('option/invalid', `"${given}" is not a period of "${name}".`, 'Give a number, or a day such as 2025-06-30.', { option });
}
