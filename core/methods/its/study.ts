import { refuse } from '../../base/problem.ts';
import { columnNamed, type Frame, numbersOf } from '../../frame/frame.ts';
import { columnFor } from '../inputs.ts';
import { readTime, timeLabel } from '../kit/panels/grid.ts';
import { finiteNumbers } from '../kit/regression/parts.ts';
import type { ItsSpec } from './spec.ts';

/** One series in the order of time, and what moves beside it. */
export interface Series {
  readonly outcomeName: string;
  readonly outcome: Float64Array;
  readonly times: readonly number[];
  readonly timeLabels: readonly string[];
  /** Position of the first period after the change. */
  readonly start: number;
  readonly covariates: readonly { readonly name: string; readonly values: Float64Array }[];
  /** log of the population at risk; absent without one. */
  readonly offset: Float64Array | undefined;
}

/** A step this much longer than the shortest is a gap; months differ by a tenth only. */
const GAP = 1.6;

/**
 * Reads the series.
 *
 * @throws data/empty, data/unknown-column, data/duplicate (two rows in a period), data/missing-values (a gap), data/constant,
 *   data/too-few-rows, option/invalid
 */
export function readSeries(frame: Frame, spec: ItsSpec): Series {
  if (frame.rowCount === 0) refuse('data/empty', 'The table has no rows.', 'Import data, or widen the segment.');
  const outcomeName = columnFor(frame, 'outcome', spec.outcome);
  const timeName = columnFor(frame, 'time', spec.time);
  const when = numbersOf(frame, timeName);
  const times = [...new Set(when)].filter((value) => !Number.isNaN(value)).sort((left, right) => left - right);
  const labels = times.map((value) => timeLabel(columnNamed(frame, timeName), value));
  const place = new Map(times.map((value, at) => [value, at]));
  const slot = Int32Array.from(when, (value) => place.get(value) ?? -1);
  const layout = { slot, labels, combine: spec.combine };
  const outcome = overTime(finiteNumbers(frame, outcomeName), outcomeName, layout);
  refuseGaps(times, labels, timeName);
  const covariates = spec.covariates.map((name) => {
    columnFor(frame, 'covariate', name, 'covariates');
    return {
      name,
      values: overTime(finiteNumbers(frame, name), name, { ...layout, combine: spec.combine === 'sum' ? 'mean' : spec.combine }),
    };
  });
  const start = startOf(frame, { timeName, times, labels, layout }, spec);
  if (outcome.every((value) => value === outcome[0]))
    refuse('data/constant', `Column "${outcomeName}" has the same value in every period.`, 'Choose an outcome that varies.', {
      column: outcomeName,
    });
  if (spec.family !== 'gaussian') requireCounts(outcome, outcomeName, labels, spec);
  return { outcomeName, outcome, times, timeLabels: labels, start, covariates, offset: offsetOf(frame, layout, spec) };
}

interface Layout {
  readonly slot: Int32Array;
  readonly labels: readonly string[];
  readonly combine: ItsSpec['combine'];
}

/** A column as one value per period. */
function overTime(values: Float64Array, name: string, { slot, labels, combine }: Layout): Float64Array {
  const sums = new Float64Array(labels.length);
  const counts = new Int32Array(labels.length);
  for (let row = 0; row < values.length; row++) {
    const at = slot[row] as number;
    if (at < 0 || Number.isNaN(values[row])) continue;
    if (combine === 'refuse' && (counts[at] as number) > 0)
      refuse(
        'data/duplicate',
        `There are several rows in ${labels[at]} (row ${row + 1}).`,
        'Set combine to "mean" or "sum", or choose the rows of one series.',
        {
          row,
          option: 'combine',
        },
      );
    sums[at] = (sums[at] as number) + (values[row] as number);
    counts[at] = (counts[at] as number) + 1;
  }
  const gap = counts.indexOf(0);
  if (gap >= 0)
    refuse('data/missing-values', `Column "${name}" has no value in ${labels[gap]}.`, 'Fill the gap, or use the periods after it.', {
      column: name,
    });
  return combine === 'mean' ? sums.map((sum, at) => sum / (counts[at] as number)) : sums;
}

function refuseGaps(times: readonly number[], labels: readonly string[], name: string): void {
  const steps = times.slice(1).map((time, at) => time - (times[at] as number));
  const least = Math.min(...steps);
  const gap = steps.findIndex((step) => step > GAP * least);
  if (gap >= 0)
    refuse(
      'data/missing-values',
      `Periods are missing between ${labels[gap]} and ${labels[gap + 1]}.`,
      'Add them, or number the periods that count (for instance working days) in a column of their own.',
      { column: name },
    );
}

interface Clock {
  readonly timeName: string;
  readonly times: readonly number[];
  readonly labels: readonly string[];
  readonly layout: Layout;
}

function startOf(frame: Frame, clock: Clock, spec: ItsSpec): number {
  const { times, labels } = clock;
  const start =
    spec.start === undefined
      ? firstOn(frame, clock, spec)
      : times.findIndex((time) => time >= readTime(frame, clock.timeName, spec.start ?? 0, 'start'));
  const [before, after] = [start < 0 ? times.length : start, start < 0 ? 0 : times.length - start];
  if (before >= 4 && after >= (spec.change === 'level' ? 1 : 2)) return start;
  return refuse(
    start <= 0 ? 'option/invalid' : 'data/too-few-rows',
    `With this start there are ${before} periods before and ${after} after it.`,
    `Periods run from ${labels[0] ?? '–'} to ${labels.at(-1) ?? '–'}; at least 4 before and 2 after the start are needed.`,
    { option: spec.start === undefined ? 'post' : 'start' },
  );
}

function firstOn(frame: Frame, { labels, layout }: Clock, { post }: ItsSpec): number {
  if (post === undefined)
    return refuse(
      'option/invalid',
      'It is not said when the change came.',
      'Set start to the first period after it, or post to a yes/no column.',
      {
        option: 'start',
      },
    );
  columnFor(frame, 'time', post, 'post');
  const on = overTime(finiteNumbers(frame, post), post, { ...layout, combine: layout.combine === 'refuse' ? 'refuse' : 'mean' });
  if (on.some((value) => value !== 0 && value !== 1))
    refuse('data/not-binary', `Column "${post}" is not 0 before and 1 after the change in every period.`, 'Set start instead.', {
      column: post,
      option: 'post',
    });
  const first = on.indexOf(1);
  const back = first < 0 ? -1 : on.indexOf(0, first);
  if (back >= 0)
    refuse(
      'option/invalid',
      `"${post}" goes back to 0 in ${labels[back]}; the method needs one change that stays.`,
      'Use the periods up to its end.',
      { column: post },
    );
  return first;
}

function requireCounts(outcome: Float64Array, name: string, labels: readonly string[], { family }: ItsSpec): void {
  const bad = outcome.findIndex((value) => value < 0);
  if (bad >= 0)
    refuse('option/invalid', `"${name}" is negative in ${labels[bad]}; a ${family} model needs counts.`, 'Set family to "gaussian".', {
      column: name,
      option: 'family',
    });
}

function offsetOf(frame: Frame, layout: Layout, { offset, family }: ItsSpec): Float64Array | undefined {
  if (offset === undefined) return undefined;
  columnFor(frame, 'covariate', offset, 'offset');
  if (family === 'gaussian')
    refuse(
      'option/invalid',
      'An offset belongs to a count model.',
      'Set family to "poisson" or "quasi-poisson", or divide the outcome by it.',
      { option: 'offset' },
    );
  const values = overTime(finiteNumbers(frame, offset), offset, layout);
  const bad = values.findIndex((value) => !(value > 0));
  if (bad >= 0)
    refuse('option/invalid', `The population at risk is ${values[bad]} in ${layout.labels[bad]}.`, 'It must be above 0 in every period.', {
      column: offset,
      option: 'offset',
    });
  return values.map(Math.log);
}
