import { refuse } from '../../base/problem.ts';
import { type Frame, numbersOf } from '../../frame/frame.ts';
import { columnFor } from '../inputs.ts';
import { type Grid, readGrid } from '../kit/panels/grid.ts';
import { readGroups } from '../kit/regression/clusters.ts';
import { levelsIn } from '../kit/regression/design.ts';
import { readPart } from '../kit/regression/parts.ts';
import type { DidStaggeredSpec } from './spec.ts';

/** A balanced panel whose units start at different times. */
export interface StaggeredStudy {
  readonly outcome: string;
  readonly grid: Grid;
  /** Per unit: position of the first treated period; times.length for never within the panel. */
  readonly first: Int32Array;
  /** Starting positions in ascending order, never not among them. */
  readonly cohorts: readonly number[];
  /** Positions of periods that can be used: without never-treated units the last cohort serves as control until it starts. */
  readonly lastPeriod: number;
  /** One column per covariate value, by row of the frame. */
  readonly covariates: readonly Float64Array[];
  /** Per unit; absent when every unit is its own. */
  readonly cluster: Int32Array | undefined;
  readonly clusterCount: number;
  readonly alwaysTreated: number;
}

/**
 * Reads the study. Units treated in the first period have no before and are left out.
 *
 * @throws as readGrid; data/one-arm (nobody starts, or nobody to compare with), option/invalid
 */
export function readStudy(frame: Frame, spec: DidStaggeredSpec): StaggeredStudy {
  const outcome = columnFor(frame, 'outcome', spec.outcome);
  const unit = columnFor(frame, 'unit', spec.unit);
  const time = columnFor(frame, 'time', spec.time);
  if (spec.firstTreated === undefined)
    refuse('option/invalid', 'It is not said when units start.', 'Set firstTreated to the column with the first treated period.', {
      option: 'firstTreated',
    });
  const start = numbersOf(frame, columnFor(frame, 'time', spec.firstTreated, 'firstTreated'));
  const whole = readGrid(frame, { outcome, unit, time, mayLeaveOut: spec.gaps === 'drop' });
  const all = firstOf(whole, start, spec.firstTreated);
  const grid = takeUnits(whole, (at) => (all[at] as number) > 0);
  const first = all.filter((at) => at > 0);
  const width = grid.times.length;
  const starts = [...new Set(first)].sort((left, right) => left - right).filter((at) => at < width);
  const hasNever = first.includes(width);
  if (starts.length === 0 || (!hasNever && starts.length < 2))
    refuse(
      'data/one-arm',
      starts.length === 0
        ? 'No unit starts after the first period.'
        : 'All units start in the same period; there is nothing to compare with.',
      'Add units that start later or never, or periods before the first start.',
      { column: spec.firstTreated },
    );
  if (!hasNever && spec.controls === 'never' && spec.estimator !== 'imputation')
    refuse('data/one-arm', 'There are no never-treated units.', 'Set controls to "not-yet".', { option: 'controls' });
  const lastStart = starts.at(-1) ?? width;
  const groups = spec.cluster === undefined ? undefined : readGroups(frame, columnFor(frame, 'cluster', spec.cluster));
  return {
    outcome,
    grid,
    first,
    cohorts: hasNever ? starts : starts.slice(0, -1),
    lastPeriod: hasNever ? width - 1 : lastStart - spec.anticipation - 1,
    covariates: spec.covariates.flatMap((name) => columnsOf(frame, name)),
    cluster: groups === undefined ? undefined : clusterOf(grid, groups.codes, groups.column),
    clusterCount: groups?.count ?? grid.units.length,
    alwaysTreated: whole.units.length - grid.units.length,
  };
}

/** Never: empty, 0, negative, or after the last period. A start between two periods counts from the later. */
function firstOf(grid: Grid, start: Float64Array, column: string): Int32Array {
  const width = grid.times.length;
  return Int32Array.from(grid.units, (name, unit) => {
    const own = new Set(Array.from(grid.rows.subarray(unit * width, (unit + 1) * width), (row) => Math.max(0, start[row] || 0)));
    if (own.size > 1)
      refuse('data/ambiguous', `${name} has more than one start in "${column}".`, 'Give each unit one first treated period.', { column });
    const [value = 0] = own;
    const at = grid.times.findIndex((time) => time >= value);
    return value === 0 || at < 0 ? width : at;
  });
}

function takeUnits(grid: Grid, isKept: (unit: number) => boolean): Grid {
  const width = grid.times.length;
  const kept = grid.units.flatMap((_, unit) => (isKept(unit) ? [unit] : []));
  if (kept.length === grid.units.length) return grid;
  const cells = Int32Array.from(
    { length: kept.length * width },
    (_, at) => (kept[Math.floor(at / width)] as number) * width + (at % width),
  );
  return {
    ...grid,
    units: kept.map((unit) => grid.units[unit] as string),
    values: Float64Array.from(cells, (cell) => grid.values[cell] as number),
    rows: cells.map((cell) => grid.rows[cell] as number),
  };
}

function columnsOf(frame: Frame, name: string): Float64Array[] {
  const part = readPart(frame, name, 'first');
  const gap = part.kind === 'number' ? part.values.findIndex(Number.isNaN) : part.codes.findIndex((code) => code < 0);
  if (gap >= 0)
    refuse('data/missing-values', `Covariate "${name}" is missing in row ${gap + 1}.`, 'Fill it, or leave the covariate out.', {
      column: name,
      row: gap,
    });
  if (part.kind === 'number') return [part.values];
  const { levels, reference } = levelsIn(
    part,
    Int32Array.from(part.codes, (_, row) => row),
  );
  return levels.filter((code) => code !== reference).map((code) => Float64Array.from(part.codes, (own) => Number(own === code)));
}

function clusterOf(grid: Grid, codes: Int32Array, column: string): Int32Array {
  const width = grid.times.length;
  return Int32Array.from(grid.units, (name, unit) => {
    const own = codes[grid.rows[unit * width] as number] as number;
    for (let at = 0; at < width; at++)
      if (codes[grid.rows[unit * width + at] as number] !== own || own < 0)
        refuse('data/ambiguous', `${name} is not in one cluster of "${column}".`, 'Choose a cluster that is fixed by unit.', {
          column,
          option: 'cluster',
        });
    return own;
  });
}
