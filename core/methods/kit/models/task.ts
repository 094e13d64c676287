import { refuse } from '../../../base/problem.ts';
import { columnNamed, columnsWithRole, type Frame, numbersOf } from '../../../frame/frame.ts';
import { sharedInts } from '../../../frame/shared-memory.ts';
import type { Judged } from '../../../learners/evaluation/measured.ts';
import type { LearningTask, Target } from '../../../learners/learner.ts';
import { columnFor, columnsFor } from '../../inputs.ts';
import { type OutcomeColumn, readOutcome } from '../../outcome.ts';
import { checkCovariates, likelyCovariates } from './covariates.ts';
import type { ModelOptions } from './spec.ts';

/** Everything that can be known about a model's job before training. */
export interface ModelTask extends OutcomeColumn {
  readonly outcome: string;
  readonly covariates: readonly string[];
  /** True when nobody said which columns to use, so that every likely one was taken. */
  readonly hasGuessedCovariates: boolean;
  readonly weight?: Float64Array;
  /** n codes; rows with the same code are never split between training and judging. */
  readonly clusters?: Int32Array;
  /** Rows with an outcome and a positive weight. */
  readonly rows: Int32Array;
  /** Rows without an outcome: they are predicted, not learnt from. */
  readonly missingOutcome: number;
}

/** Fewer rows than this cannot be split into training, judging and folds in any useful way. */
const FEWEST_ROWS = 20;

/** So many rows of the rarer outcome must exist, or a held-out part may have none. */
const FEWEST_OF_A_KIND = 8;

/**
 * Reads outcome, covariates, weights and clusters.
 *
 * @param task what the method is bound to; "auto" lets the outcome decide
 * @throws everything that `validate` should say: option/invalid, data/*
 */
export function readModelTask(frame: Frame, spec: ModelOptions, task: 'auto' | LearningTask): ModelTask {
  const outcome = columnFor(frame, 'outcome', spec.outcome);
  const read = readOutcome(frame, outcome, { use: 'learn', task, positive: spec.positive });
  const weightName = spec.weight ?? onlyWithRole(frame, 'weight');
  const clusterName = spec.cluster ?? onlyWithRole(frame, 'cluster');
  const reserved = new Map([[outcome, 'outcome']]);
  if (weightName !== undefined) reserved.set(weightName, 'weight');
  const marked = columnsFor(frame, 'covariate', spec.covariates, 'covariates');
  const hasGuessedCovariates = marked.length === 0;
  const named = hasGuessedCovariates ? likelyCovariates(frame) : marked;
  // What the options claim for another use is taken out of the default list; naming it twice is a mistake.
  const isDefault = (spec.covariates ?? []).length === 0;
  const covariates = checkCovariates(frame, isDefault ? named.filter((name) => !reserved.has(name)) : named, reserved);
  if (frame.columns.has(spec.into)) {
    refuse('data/duplicate', `There is already a column "${spec.into}".`, 'Set into to another name for the predictions.', {
      option: 'into',
      column: spec.into,
    });
  }
  const weight = weightName === undefined ? undefined : readWeight(frame, weightName);
  const clusters = clusterName === undefined ? undefined : codesOf(frame, clusterName);
  const rows = usableRows(read.values, weight);
  checkCounts(read, rows, outcome);
  const optional = { ...(weight === undefined ? {} : { weight }), ...(clusters === undefined ? {} : { clusters }) };
  const missingOutcome = read.values.reduce((count, value) => count + Number(Number.isNaN(value)), 0);
  return { ...read, ...optional, outcome, covariates, hasGuessedCovariates, rows, missingOutcome };
}

/** The target of training on some of the rows. */
export function targetOf({ task, values, weight }: ModelTask, rows: Int32Array): Target {
  return weight === undefined ? { task, values, rows } : { task, values, weight, rows };
}

/** Predictions for some rows beside what happened there. */
export function judgedOn(job: ModelTask, predicted: Float64Array, rows: Int32Array): Judged {
  const pick = (values: Float64Array): Float64Array => Float64Array.from(rows, (row) => values[row] as number);
  const judged = { predicted, actual: pick(job.values) };
  return job.weight === undefined ? judged : { ...judged, weight: pick(job.weight) };
}

function onlyWithRole(frame: Frame, role: 'weight' | 'cluster'): string | undefined {
  const names = columnsWithRole(frame, role);
  return names.length === 1 ? names[0] : undefined;
}

function readWeight(frame: Frame, name: string): Float64Array {
  const weight = numbersOf(frame, name);
  const bad = weight.findIndex((value) => !(value >= 0 && value < Number.POSITIVE_INFINITY));
  if (bad >= 0) {
    refuse(
      'data/missing-values',
      `Row ${bad + 1} of "${name}" is ${Number.isNaN(weight[bad]) ? 'missing' : weight[bad]}; a weight is a number from 0.`,
      'Fill or correct the weights.',
      { column: name, row: bad + 1, option: 'weight' },
    );
  }
  return weight;
}

function usableRows(values: Float64Array, weight: Float64Array | undefined): Int32Array {
  const isUsable = (row: number): boolean => !Number.isNaN(values[row]) && (weight === undefined || (weight[row] as number) > 0);
  let count = 0;
  for (let row = 0; row < values.length; row++) if (isUsable(row)) count++;
  const rows = sharedInts(count);
  let at = 0;
  for (let row = 0; row < values.length; row++) if (isUsable(row)) rows[at++] = row;
  return rows;
}

function checkCounts({ task, values, positive, negative }: OutcomeColumn, rows: Int32Array, outcome: string): void {
  const where = { column: outcome };
  if (rows.length < FEWEST_ROWS) {
    refuse(
      'data/too-few-rows',
      `Only ${rows.length} rows have an outcome; a model needs at least ${FEWEST_ROWS}.`,
      'Use more data.',
      where,
    );
  }
  if (task === 'regression') {
    if (rows.every((row) => values[row] === values[rows[0] as number]))
      refuse('data/constant', `"${outcome}" does not vary among the rows used.`, 'Choose another outcome.', where);
    return;
  }
  const ones = rows.reduce((count, row) => count + (values[row] as number), 0);
  const [rarer, fewest] = ones * 2 <= rows.length ? [positive, ones] : [negative, rows.length - ones];
  if (fewest >= FEWEST_OF_A_KIND) return;
  refuse(
    fewest === 0 ? 'data/constant' : 'data/too-few-rows',
    `Only ${fewest} rows have "${outcome}" = ${rarer}; training and judging need at least ${FEWEST_OF_A_KIND}.`,
    'Use more data, or choose an outcome that is less rare.',
    where,
  );
}

/** One whole number per distinct value of a column; −1 where it is missing. */
function codesOf(frame: Frame, name: string): Int32Array {
  const column = columnNamed(frame, name);
  if (column.kind === 'category') return column.codes;
  const seen = new Map<number, number>();
  return Int32Array.from(numbersOf(frame, name), (value) => {
    if (Number.isNaN(value)) return -1;
    const known = seen.get(value) ?? seen.size;
    seen.set(value, known);
    return known;
  });
}
