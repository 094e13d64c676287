import { refuse } from '../../base/problem.ts';
import { columnNamed, type Frame } from '../../frame/frame.ts';
import { columnFor } from '../inputs.ts';
import { type Grid, readGrid, readTime, timeLabel } from '../kit/panels/grid.ts';
import { readBlock } from '../kit/panels/treated-block.ts';
import { finiteNumbers } from '../kit/regression/parts.ts';
import type { SyntheticControlSpec } from './spec.ts';
import type { Series } from './weights.ts';

/** The treated series, its donors, and what they are to be alike in. */
export interface SyntheticStudy {
  readonly outcome: string;
  readonly treatedNames: readonly string[];
  readonly donorNames: readonly string[];
  readonly timeLabels: readonly string[];
  readonly times: readonly number[];
  readonly start: number;
  /** The start of the placebo in time; below 3 periods before it, none is possible. */
  readonly placeboStart: number | null;
  readonly predictorNames: readonly string[];
  /** Mean of the treated units. */
  readonly treated: Series;
  readonly donors: readonly Series[];
  readonly unitsLeftOut: number;
}

/**
 * Reads the study.
 *
 * @throws as readGrid and readBlock; data/missing-values when a predictor has no value before the start in some unit
 */
export function readStudy(frame: Frame, spec: SyntheticControlSpec): SyntheticStudy {
  const outcome = columnFor(frame, 'outcome', spec.outcome);
  const unit = columnFor(frame, 'unit', spec.unit);
  const time = columnFor(frame, 'time', spec.time);
  const grid = readGrid(frame, { outcome, unit, time, mayLeaveOut: spec.gaps === 'drop' });
  const block = readBlock(frame, grid, spec);
  const donors = chooseDonors(grid, block.donors, spec.donors);
  const predictors = readPredictors(frame, grid, block.start, spec);
  const width = grid.times.length;
  const seriesOf = (at: number): Series => ({
    outcome: grid.values.slice(at * width, (at + 1) * width),
    predictors: Float64Array.from(predictors, ({ values }) => values[at] as number),
  });
  const own = block.treated.map(seriesOf);
  requireComplete(predictors, grid, [...block.treated, ...donors]);
  return {
    outcome,
    treatedNames: block.treated.map((at) => grid.units[at] as string),
    donorNames: donors.map((at) => grid.units[at] as string),
    timeLabels: grid.timeLabels,
    times: grid.times,
    start: block.start,
    placeboStart: placeboStartOf(frame, grid, block.start, spec),
    predictorNames: predictors.map(({ name }) => name),
    treated: { outcome: meanOf(own.map((each) => each.outcome)), predictors: meanOf(own.map((each) => each.predictors)) },
    donors: donors.map(seriesOf),
    unitsLeftOut: grid.unitsLeftOut,
  };
}

function chooseDonors({ units }: Grid, all: readonly number[], wanted: readonly string[]): readonly number[] {
  if (wanted.length === 0) return all;
  const chosen = wanted.map((name) => {
    const at = units.indexOf(name);
    if (all.includes(at)) return at;
    return refuse(
      'option/invalid',
      `"${name}" is not an untreated, complete unit.`,
      `Donors: ${all
        .slice(0, 12)
        .map((unit) => units[unit])
        .join(', ')}.`,
      { option: 'donors' },
    );
  });
  if (chosen.length >= 2) return chosen;
  return refuse('data/too-few-rows', 'One donor is not enough.', 'Name at least two donors.', { option: 'donors' });
}

interface Predictor {
  readonly name: string;
  /** One value per unit of the grid; NaN where none is there. */
  readonly values: Float64Array;
}

function readPredictors(frame: Frame, grid: Grid, start: number, spec: SyntheticControlSpec): Predictor[] {
  const width = grid.times.length;
  const timeColumn = columnNamed(frame, grid.timeColumn);
  const averages = spec.predictors.map((name) => {
    const cells = finiteNumbers(frame, name);
    const window = spec.windows[name]?.map((end) => readTime(frame, grid.timeColumn, end, 'windows')) ?? [];
    const [from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY] = window;
    const values = Float64Array.from(grid.units, (_, unit) => {
      let [sum, count] = [0, 0];
      for (let at = 0; at < start; at++) {
        const [time, cell] = [grid.times[at] as number, cells[grid.rows[unit * width + at] as number] as number];
        if (time < from || time > to || Number.isNaN(cell)) continue;
        sum += cell;
        count++;
      }
      return sum / count;
    });
    return { name, values };
  });
  const lags = spec.outcomeAt.map((given) => {
    const time = readTime(frame, grid.timeColumn, given, 'outcomeAt');
    const at = grid.times.indexOf(time);
    if (at < 0 || at >= start)
      refuse('option/invalid', `${given} is not a period before the start.`, `Choose from ${grid.timeLabels.slice(0, start).join(', ')}.`, {
        option: 'outcomeAt',
      });
    return {
      name: `${timeLabel(timeColumn, time)}`,
      values: Float64Array.from(grid.units, (_, unit) => grid.values[unit * width + at] as number),
    };
  });
  return [...averages, ...lags];
}

function requireComplete(predictors: readonly Predictor[], { units }: Grid, used: readonly number[]): void {
  for (const { name, values } of predictors) {
    const gap = used.find((unit) => !Number.isFinite(values[unit]));
    if (gap !== undefined)
      refuse(
        'data/missing-values',
        `${units[gap]} has no value of "${name}" before the start.`,
        'Widen the window of that predictor, leave it out, or choose other donors.',
        { column: name, option: 'predictors' },
      );
    if (used.every((unit) => values[unit] === values[used[0] as number]))
      refuse('data/constant', `Predictor "${name}" is the same in all units.`, 'Leave it out.', { column: name, option: 'predictors' });
  }
}

/** Two thirds into the time before the start, unless told. */
function placeboStartOf(frame: Frame, { times, timeColumn }: Grid, start: number, { placeboStart }: SyntheticControlSpec): number | null {
  if (placeboStart === undefined) return start >= 6 ? Math.floor((2 * start) / 3) : null;
  const given = readTime(frame, timeColumn, placeboStart, 'placeboStart');
  const at = times.findIndex((time) => time >= given);
  if (at >= 2 && at < start) return at;
  return refuse(
    'option/invalid',
    `A placebo start of ${placeboStart} does not lie between the third period and the start.`,
    'Choose an earlier period than the start, with two periods before it.',
    { option: 'placeboStart' },
  );
}

function meanOf(columns: readonly Float64Array[]): Float64Array {
  const [first = new Float64Array(0)] = columns;
  return first.map((_, at) => columns.reduce((sum, column) => sum + (column[at] as number), 0) / columns.length);
}
