import { refuse } from '../../base/problem.ts';
import { readArms } from '../../frame/arms.ts';
import { columnNamed, type Frame, numbersOf } from '../../frame/frame.ts';
import { columnFor } from '../inputs.ts';
import { type Panel, readPanel } from '../kit/panels/panel.ts';
import { type Groups, readGroups } from '../kit/regression/clusters.ts';
import { levelsIn } from '../kit/regression/design.ts';
import { cellsOf, completeRows, finiteNumbers, type Part, readPart } from '../kit/regression/parts.ts';
import { readOutcome } from '../outcome.ts';
import type { DidSpec } from './spec.ts';

/** Everything that the options name, read out of the frame and checked; columns have one entry per row of the frame. */
export interface DidStudy {
  readonly outcomeName: string;
  readonly outcome: Float64Array;
  /** 1 where the treatment is on. */
  readonly treated: Float64Array;
  /** 1 in the treated group; absent where first treated times are given. */
  readonly group: Float64Array | undefined;
  readonly post: Float64Array | undefined;
  readonly unit: Groups | undefined;
  readonly cluster: Groups | undefined;
  readonly covariates: readonly Part[];
  readonly rows: Int32Array;
  readonly panel: Panel | undefined;
}

/**
 * Reads the study: two groups before and after (`treatment`, `post`), or a panel (`unit` with `time` or `post`).
 *
 * @throws data/empty, data/unknown-column, option/invalid, data/too-few-rows, data/duplicate, data/missing-values
 */
export function readStudy(frame: Frame, spec: DidSpec): DidStudy {
  if (frame.rowCount === 0) refuse('data/empty', 'The table has no rows.', 'Import data, or widen the segment.');
  const outcomeName = columnFor(frame, 'outcome', spec.outcome);
  const read = readOutcome(frame, outcomeName);
  const outcome = read.task === 'regression' ? finiteNumbers(frame, outcomeName) : read.values;
  const post = spec.post === undefined ? undefined : readPost(frame, spec.post);
  const timeName = spec.time ?? spec.post;
  if (timeName === undefined)
    refuse('option/invalid', 'Neither time nor post is set.', 'Set post to a yes/no column, or time to the period column.', {
      option: 'time',
    });
  const time = numbersOf(frame, columnFor(frame, 'time', timeName));
  const group = spec.firstTreated === undefined ? readGroup(frame, spec) : undefined;
  if (group !== undefined && post === undefined && spec.unit === undefined)
    refuse('option/invalid', 'Without units the periods after the start must be marked.', 'Set post to a yes/no column, or set unit.', {
      option: 'post',
    });
  if (spec.firstTreated !== undefined && spec.unit === undefined)
    refuse('option/invalid', 'First treated times belong to units.', 'Set unit to the column that names them.', { option: 'unit' });
  const treated =
    spec.firstTreated === undefined
      ? product(group ?? outcome, post)
      : startedBy(time, numbersOf(frame, columnFor(frame, 'time', spec.firstTreated)));
  const unit = spec.unit === undefined ? undefined : readGroups(frame, columnFor(frame, 'unit', spec.unit));
  const cluster = spec.cluster === undefined ? unit : readGroups(frame, columnFor(frame, 'cluster', spec.cluster));
  const covariates = spec.covariates.map((name) => readPart(frame, name, 'first'));
  const groups = [unit, cluster].flatMap((each) => (each === undefined ? [] : [each.codes]));
  const rows = completeRows(frame.rowCount, [outcome, treated, time, ...covariates.map(cellsOf), ...groups]);
  if (rows.length < 4)
    refuse(
      'data/too-few-rows',
      `Only ${rows.length} rows are complete; two groups and two periods need more.`,
      'Fill the gaps, or choose other columns.',
    );
  requirePeriods(time, rows, timeName);
  if (unit === undefined) requireCells(group ?? treated, post ?? treated, rows);
  const panel = unit === undefined ? undefined : readPanel({ unit, time, timeName, treated, rows, mayHaveGaps: spec.gaps === 'keep' });
  const own = spec.covariatesBy === 'level' ? covariates : [...covariates, ...covariates.flatMap((part) => byPeriod(part, time, rows))];
  return { outcomeName, outcome, treated, group, post, unit, cluster, covariates: own, rows, panel };
}

/** A covariate times every period but the first: trends may then differ with it. */
function byPeriod(part: Part, time: Float64Array, rows: Int32Array): Part[] {
  const times = [...new Set(Array.from(rows, (row) => time[row] as number))].sort((left, right) => left - right).slice(1);
  return dummiesOf(part, rows).flatMap(({ name, values }) =>
    times.map((now) => ({
      kind: 'number' as const,
      name: `${name} × ${now}`,
      column: part.column,
      values: values.map((value, row) => (time[row] === now ? value : 0)),
    })),
  );
}

function dummiesOf(part: Part, rows: Int32Array): { readonly name: string; readonly values: Float64Array }[] {
  if (part.kind === 'number') return [{ name: part.name, values: part.values }];
  const { levels, reference } = levelsIn(part, rows);
  return levels
    .filter((code) => code !== reference)
    .map((code) => ({
      name: `${part.column} = ${part.dictionary[code]}`,
      values: Float64Array.from(part.codes, (own) => Number(own === code)),
    }));
}

function readGroup(frame: Frame, spec: DidSpec): Float64Array {
  const name = columnFor(frame, 'treatment', spec.treatment);
  const arms = readArms(frame, name, spec.control);
  if (arms.names.length > 2 && spec.arm === undefined)
    refuse(
      'option/invalid',
      `"${name}" has ${arms.names.length - 1} arms besides the control; this compares one at a time.`,
      `Set arm to one of ${arms.names.slice(1, 13).join(', ')}.`,
      { column: name, option: 'arm' },
    );
  const arm = spec.arm === undefined ? 1 : arms.names.indexOf(spec.arm, 1);
  if (arm < 1)
    refuse(
      'data/arm-missing',
      `"${spec.arm}" is not an arm of "${name}" other than the control.`,
      `Set arm to one of ${arms.names.slice(1, 13).join(', ')}.`,
      { column: name, option: 'arm' },
    );
  return Float64Array.from(arms.codes, (code) => (code === 0 ? 0 : code === arm ? 1 : Number.NaN));
}

function readPost(frame: Frame, name: string): Float64Array {
  columnNamed(frame, name);
  const values = numbersOf(frame, name);
  if (values.every((value) => Number.isNaN(value) || value === 0 || value === 1)) return values;
  return refuse(
    'data/not-binary',
    `Column "${name}" is not yes/no; post is 1 from the start of the treatment on.`,
    'Derive a yes/no column, or set time and firstTreated.',
    { column: name, option: 'post' },
  );
}

function product(group: Float64Array, post: Float64Array | undefined): Float64Array {
  return post === undefined ? group : group.map((value, row) => value * (post[row] as number));
}

/** Never treated: missing, 0 or negative. */
function startedBy(time: Float64Array, first: Float64Array): Float64Array {
  return time.map((now, row) => (Number.isNaN(now) ? Number.NaN : Number((first[row] as number) > 0 && now >= (first[row] as number))));
}

function requirePeriods(time: Float64Array, rows: Int32Array, name: string): void {
  const first = time[rows[0] as number];
  if (rows.some((row) => time[row] !== first)) return;
  refuse(
    'data/constant',
    `All complete rows are from one period of "${name}"; differences need a before and an after.`,
    'Add rows from before the start.',
    { column: name },
  );
}

function requireCells(group: Float64Array, post: Float64Array, rows: Int32Array): void {
  const counts = [0, 0, 0, 0];
  for (const row of rows) {
    const cell = 2 * (group[row] as number) + (post[row] as number);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  const empty = counts.indexOf(0);
  if (empty >= 0)
    refuse(
      'data/too-few-rows',
      `There are no rows of the ${empty > 1 ? 'treated' : 'control'} group ${empty % 2 === 1 ? 'after' : 'before'} the start.`,
      'Choose another post or treatment column, or widen the segment.',
    );
}
