import { refuse } from '../../../base/problem.ts';
import { type Arms, readArms } from '../../../frame/arms.ts';
import type { Frame } from '../../../frame/frame.ts';
import { sharedInts } from '../../../frame/shared-memory.ts';
import { bindFeatures, describeFeatures } from '../../../learners/features.ts';
import type { LearningTask } from '../../../learners/learner.ts';
import type { FeatureTable } from '../../../learners/model.ts';
import { columnFor, columnsFor } from '../../inputs.ts';
import { readOutcome } from '../../outcome.ts';
import { checkCovariates } from '../models/covariates.ts';
import type { AssignmentSpec } from './spec.ts';

/** A study in which nobody drew lots: who got which arm, what came of it, and what was known before. */
export interface AssignmentStudy {
  readonly arms: Arms;
  /** Codes of the arms that are compared with the control, 1 … K−1 or the one that was asked for. */
  readonly compared: readonly number[];
  readonly outcome: string;
  readonly task: LearningTask;
  /** For a text outcome: the value that counts as 1. */
  readonly counted: string | undefined;
  /** n values; NaN is missing. */
  readonly values: Float64Array;
  readonly table: FeatureTable;
  /** n arm codes; −1 also where the outcome is missing. */
  readonly codes: Int32Array;
  /** Rows with an arm and an outcome, by arm. */
  readonly counts: readonly number[];
  /** Covariates with missing cells, and how many. */
  readonly missing: readonly { readonly name: string; readonly count: number }[];
}

/**
 * Reads the study, or says what is wrong with it.
 *
 * @param folds the parts that rows will be dealt into; each needs rows of every arm
 * @throws data/empty, data/one-arm, data/arm-missing, data/arm-too-small, data/missing-values, data/wrong-kind,
 *   data/unknown-column, data/not-numeric, option/invalid
 * Cost: a few passes over the outcome and the covariates.
 */
export function readAssignment(frame: Frame, spec: AssignmentSpec, folds = 1): AssignmentStudy {
  if (frame.rowCount === 0) refuse('data/empty', 'The table has no rows.', 'Import data, or widen the segment.');
  const treatment = columnFor(frame, 'treatment', spec.treatment);
  const outcome = columnFor(frame, 'outcome', spec.outcome);
  const reserved = new Map([
    [treatment, 'treatment'],
    [outcome, 'outcome'],
  ]);
  const names = checkCovariates(frame, columnsFor(frame, 'covariate', spec.covariates, 'covariates'), reserved);
  const arms = readArms(frame, treatment, spec.control);
  const { values, task, counted } = readOutcome(frame, outcome);
  checkFinite(outcome, values);
  const codes = sharedInts(frame.rowCount);
  const counts = arms.names.map(() => 0);
  for (let row = 0; row < codes.length; row++) {
    const code = Number.isNaN(values[row]) ? -1 : (arms.codes[row] as number);
    codes[row] = code;
    if (code >= 0) counts[code] = (counts[code] as number) + 1;
  }
  const compared = comparedArms(arms, spec.arm);
  checkSizes({ arms, outcome, counts, compared }, folds);
  const table = bindFeatures(frame, describeFeatures(frame, names));
  return { arms, compared, outcome, task, counted, values, table, codes, counts, missing: missingCells(table) };
}

function comparedArms({ names, column }: Arms, asked: string | undefined): readonly number[] {
  if (asked === undefined) return names.slice(1).map((_, index) => index + 1);
  const at = names.indexOf(asked);
  if (at > 0) return [at];
  const listed = names.slice(1, 13).map((name) => `"${name}"`);
  return refuse(
    'data/arm-missing',
    at === 0 ? `"${asked}" is the control of "${column}".` : `"${asked}" is not an arm of "${column}".`,
    `Set arm to one of ${listed.join(', ')}.`,
    { column, option: 'arm' },
  );
}

function checkFinite(name: string, values: Float64Array): void {
  for (let row = 0; row < values.length; row++) {
    if (Math.abs(values[row] as number) === Number.POSITIVE_INFINITY) {
      refuse('data/wrong-kind', `"${name}" is infinite in row ${row + 1}.`, 'Correct the value, or leave the row out.', {
        column: name,
        row,
      });
    }
  }
}

function checkSizes(
  { arms, outcome, counts, compared }: Pick<AssignmentStudy, 'arms' | 'outcome' | 'counts' | 'compared'>,
  folds: number,
): void {
  const fewest = 2 * folds;
  for (const arm of [0, ...compared]) {
    if ((counts[arm] as number) >= fewest) continue;
    refuse(
      'data/arm-too-small',
      `Arm "${arms.names[arm]}" has ${counts[arm]} rows with a value of "${outcome}"; ${folds === 1 ? 'this method needs' : `${folds} folds need`} at least ${fewest}.`,
      'Collect more rows, use fewer folds, or leave that arm out.',
      { column: arms.column },
    );
  }
}

function missingCells({ features, columns }: FeatureTable): AssignmentStudy['missing'] {
  return features.flatMap(({ name }, index) => {
    const column = columns[index] as Float64Array;
    let count = 0;
    for (let row = 0; row < column.length; row++) if (Number.isNaN(column[row])) count++;
    return count === 0 ? [] : [{ name, count }];
  });
}
