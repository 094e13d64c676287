import { giveUp, refuse } from '../../../base/problem.ts';
import { readArms } from '../../../frame/arms.ts';
import { columnNamed, type Frame, numbersOf } from '../../../frame/frame.ts';
import { columnFor, columnsFor } from '../../inputs.ts';
import { readOutcome } from '../../outcome.ts';
import { type Cells, type Clusters, clustersOf, gatherCells, type Term, termsOf } from './terms.ts';

/** What an instrument study is made of, as options name it. */
export interface IvChoice {
  readonly outcome?: string | undefined;
  readonly treatment?: string | undefined;
  readonly arm?: string | undefined;
  readonly control?: string | undefined;
  readonly instrument?: readonly string[] | undefined;
  readonly covariates?: readonly string[] | undefined;
  readonly cluster?: string | undefined;
}

/** The rows and columns of an instrument study, without gaps. */
export interface IvStudy {
  readonly outcome: Term;
  readonly treatment: Term;
  readonly instruments: readonly Term[];
  /** Numbers, yes/no, and one term per category level but the first. */
  readonly covariates: readonly Term[];
  readonly clusters: Clusters | undefined;
  readonly rowCount: number;
  /** Rows left out because a column they need is missing. */
  readonly incompleteRows: number;
  /** Rows left out because they belong to an arm that is not compared. */
  readonly otherArmRows: number;
  /** Which arm counts as 1, where the treatment is text. */
  readonly counted?: string | undefined;
}

/**
 * Reads the columns of an instrument study and keeps the rows that have all of them.
 *
 * @throws data/unknown-column, data/not-numeric, data/constant, data/duplicate, data/too-few-rows, option/invalid
 * Cost: a few passes over the columns.
 */
export function readIvStudy(frame: Frame, choice: IvChoice): IvStudy {
  const names = namesOf(frame, choice);
  const { cells: treated, outside, counted } = readTreatment(frame, names.treatment, choice);
  const outcome: Cells = { name: names.outcome, kind: 'number', values: readOutcome(frame, names.outcome).values };
  const instruments = names.instruments.map((name) => readCells(frame, name));
  const covariates = names.covariates.map((name) => readCells(frame, name));
  const clusters = names.cluster === undefined ? undefined : clustersOf(frame, names.cluster);
  const { rows, otherArmRows } = completeRows([outcome, treated, ...instruments, ...covariates], clusters, outside, frame.rowCount);
  const kept = (cells: Cells) => gatherCells(cells, rows, frame.rowCount);
  const study: IvStudy = {
    outcome: single(kept(outcome)),
    treatment: single(kept(treated)),
    instruments: instruments.flatMap((cells) => termsOf(kept(cells))),
    covariates: covariates.flatMap((cells) => termsOf(kept(cells))),
    clusters: clusters === undefined ? undefined : clusters.take(rows),
    rowCount: rows.length,
    incompleteRows: frame.rowCount - rows.length - otherArmRows,
    otherArmRows,
    counted,
  };
  requireVariation(study);
  return study;
}

interface Names {
  readonly outcome: string;
  readonly treatment: string;
  readonly instruments: readonly string[];
  readonly covariates: readonly string[];
  readonly cluster: string | undefined;
}

function namesOf(frame: Frame, choice: IvChoice): Names {
  const outcome = columnFor(frame, 'outcome', choice.outcome);
  const treatment = columnFor(frame, 'treatment', choice.treatment);
  const instruments = columnsFor(frame, 'instrument', choice.instrument);
  if (instruments.length === 0) {
    refuse(
      'option/invalid',
      'No instrument is named, and no column has the role instrument.',
      'Set instrument to one or more columns that move the treatment and touch the outcome in no other way.',
      { option: 'instrument' },
    );
  }
  const used = [outcome, treatment, ...instruments];
  used.forEach((name, at) => {
    if (used.indexOf(name) === at) return;
    const message = `"${name}" is used twice among outcome, treatment and instruments.`;
    refuse('data/duplicate', message, 'Give each of them a column of its own.', { column: name });
  });
  const cluster = choice.cluster;
  if (cluster !== undefined) columnNamed(frame, cluster);
  // Columns that a role made covariates give way to a use that was asked for; a contradiction in the options does not.
  const covariates =
    choice.covariates === undefined
      ? columnsFor(frame, 'covariate', undefined).filter((name) => !used.includes(name) && name !== cluster)
      : [...choice.covariates];
  for (const [at, name] of covariates.entries()) {
    columnFor(frame, 'covariate', name, 'covariates');
    if (!used.includes(name) && covariates.indexOf(name) === at) continue;
    const twice = instruments.includes(name)
      ? `"${name}" is an instrument and a covariate at once; held fixed as a covariate it can move nothing.`
      : `"${name}" is a covariate and also used elsewhere.`;
    refuse('data/duplicate', twice, `Take "${name}" out of covariates or out of the other option.`, { column: name, option: 'covariates' });
  }
  return { outcome, treatment, instruments, covariates, cluster };
}

/** A numeric or yes/no treatment as it is; text as one arm, or any arm, against the control. */
function readTreatment(
  frame: Frame,
  name: string,
  choice: IvChoice,
): { readonly cells: Cells; readonly outside?: Uint8Array | undefined; readonly counted?: string | undefined } {
  const column = columnNamed(frame, name);
  if (column.kind !== 'category' && choice.arm === undefined && choice.control === undefined) {
    if (column.kind !== 'date') return { cells: { name, kind: 'number', values: numbersOf(frame, name) } };
    refuse('data/wrong-kind', `"${name}" holds dates; a treatment is a number, yes/no, or an arm.`, 'Derive a number from it.', {
      column: name,
    });
  }
  return readArmCells(frame, name, choice.arm, choice.control);
}

/** One arm (or all but the control) as 1 against the control as 0; rows of other arms are marked as outside. */
export function readArmCells(
  frame: Frame,
  name: string,
  arm: string | undefined,
  control: string | undefined,
  option = 'arm',
): { readonly cells: Cells; readonly outside: Uint8Array; readonly counted: string } {
  const arms = readArms(frame, name, control);
  const chosen = arm === undefined ? -1 : arms.names.indexOf(arm);
  if (arm !== undefined && chosen < 1) {
    const listed = arms.names.slice(1, 13).map((label) => `"${label}"`);
    refuse('data/arm-missing', `"${arm}" is not an arm of "${name}" beside its control.`, `Set ${option} to one of ${listed.join(', ')}.`, {
      column: name,
      option,
    });
  }
  const values = new Float64Array(frame.rowCount);
  const outside = new Uint8Array(frame.rowCount);
  for (let row = 0; row < values.length; row++) {
    const code = arms.codes[row] as number;
    values[row] = code < 0 ? Number.NaN : Number(code > 0);
    if (chosen > 0 && code > 0 && code !== chosen) outside[row] = 1;
  }
  const counted = arm ?? (arms.names.length === 2 ? (arms.names[1] as string) : `not ${arms.names[0]}`);
  return { cells: { name, kind: 'number', values }, outside, counted };
}

function readCells(frame: Frame, name: string): Cells {
  const column = columnNamed(frame, name);
  if (column.kind === 'category') return { name, kind: 'category', codes: column.codes, dictionary: column.dictionary };
  return { name, kind: 'number', values: numbersOf(frame, name) };
}

function completeRows(
  columns: readonly Cells[],
  clusters: Clusters | undefined,
  outside: Uint8Array | undefined,
  rowCount: number,
): { readonly rows: Int32Array; readonly otherArmRows: number } {
  const gone = outside === undefined ? new Uint8Array(rowCount) : Uint8Array.from(outside);
  let otherArmRows = 0;
  for (const flag of gone) otherArmRows += flag;
  for (const cells of columns) markMissing(cells, gone);
  if (clusters !== undefined) markMissing({ name: clusters.column, kind: 'category', codes: clusters.codes, dictionary: [] }, gone);
  const rows = new Int32Array(rowCount);
  let count = 0;
  for (let row = 0; row < rowCount; row++) if (gone[row] === 0) rows[count++] = row;
  return { rows: rows.subarray(0, count), otherArmRows };
}

/** Marks the rows where a column has no value. */
function markMissing(cells: Cells, gone: Uint8Array): void {
  if (cells.kind === 'number') {
    for (let row = 0; row < gone.length; row++) if (Number.isNaN(cells.values[row])) gone[row] = 1;
  } else {
    for (let row = 0; row < gone.length; row++) if ((cells.codes[row] as number) < 0) gone[row] = 1;
  }
}

/** The one term of a number column. */
function single(cells: Cells): Term {
  const [term] = termsOf(cells);
  if (term !== undefined) return term;
  return giveUp('numeric/not-finite', `"${cells.name}" gives no numbers.`, 'Choose a numeric column.', { column: cells.name });
}

/** The checks that need no algebra: enough rows, enough clusters, and something that varies everywhere. */
export function requireVariation(study: IvStudy): void {
  const size = 1 + study.covariates.length + study.instruments.length;
  if (study.rowCount <= size + 1) {
    refuse(
      'data/too-few-rows',
      `${study.rowCount} rows have all values; ${size} coefficients of the first stage need more than ${size + 1}.`,
      'Use fewer covariates or instruments, fill missing values, or bring more rows.',
    );
  }
  const roles = [
    ['outcome', [study.outcome]],
    ['treatment', [study.treatment]],
    ['instrument', study.instruments],
    ['covariates', study.covariates],
  ] as const;
  for (const [option, terms] of roles) {
    for (const term of terms) {
      if (term.scale > 0) continue;
      const why = option === 'instrument' ? 'an instrument that never changes cannot move the treatment' : 'nothing can be learned from it';
      const message = `"${term.name}" is the same in all ${study.rowCount} rows that can be used: ${why}.`;
      refuse('data/constant', message, 'Choose another column, or widen the segment.', { column: term.column, option });
    }
  }
  if (study.instruments.length === 0)
    refuse('data/constant', 'The instruments have one level only.', 'Choose an instrument that varies.', { option: 'instrument' });
  if (study.clusters !== undefined && study.clusters.count < 2) {
    refuse(
      'data/too-few-rows',
      `"${study.clusters.column}" has one cluster only; errors by cluster need at least two, better thirty.`,
      'Choose a finer cluster column, or robust covariance.',
      { column: study.clusters.column, option: 'cluster' },
    );
  }
}
