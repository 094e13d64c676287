import { refuse } from '../../../base/problem.ts';
import { type Arms, readArms } from '../../../frame/arms.ts';
import { type Frame, listNames } from '../../../frame/frame.ts';
import { bindFeatures, describeFeatures } from '../../../learners/features.ts';
import type { LearningTask } from '../../../learners/learner.ts';
import type { FeatureTable } from '../../../learners/model.ts';
import { columnFor, columnsFor } from '../../inputs.ts';
import { readOutcome } from '../../outcome.ts';
import type { MetaSpec } from './spec.ts';

/** What a meta-learner learns from, read out of the frame and checked. */
export interface MetaStudy {
  readonly arms: Arms;
  readonly outcome: string;
  /** For a text outcome: the value that counts as 1. */
  readonly counted: string | undefined;
  /** n values; NaN is missing. */
  readonly values: Float64Array;
  readonly task: LearningTask;
  readonly table: FeatureTable;
  /** n arm codes; −1 also where the outcome is missing: those rows get an effect but teach nothing. */
  readonly codes: Int32Array;
  /** Rows with an arm and an outcome, by arm. */
  readonly counts: readonly number[];
}

/**
 * Reads the study, or says what is wrong with it.
 *
 * @throws data/empty, data/one-arm, data/arm-missing, data/arm-too-small, data/constant, data/missing-values,
 *   data/unknown-column, data/not-numeric, option/invalid
 */
export function readMetaStudy(frame: Frame, spec: MetaSpec): MetaStudy {
  if (frame.rowCount === 0) refuse('data/empty', 'The table has no rows.', 'Import data, or widen the segment.');
  const treatment = columnFor(frame, 'treatment', spec.treatment);
  const outcome = columnFor(frame, 'outcome', spec.outcome);
  const covariates = readCovariates(frame, spec, { treatment, outcome });
  const arms = readArms(frame, treatment, spec.control);
  const { values, task, counted } = readOutcome(frame, outcome);
  const codes = arms.codes.map((code, row) => (Number.isNaN(values[row]) ? -1 : code));
  const counts = arms.names.map(() => 0);
  for (const code of codes) if (code >= 0) counts[code] = (counts[code] as number) + 1;
  checkOutcome(outcome, values, codes);
  // Every fold must leave two rows of each arm to learn from.
  const fewest = spec.folds === 1 ? 2 : 2 * spec.folds;
  arms.names.forEach((name, arm) => {
    if ((counts[arm] as number) < fewest) {
      refuse(
        'data/arm-too-small',
        `Arm "${name}" has ${counts[arm]} rows with a value of "${outcome}"; ${spec.folds} folds need at least ${fewest}.`,
        'Use fewer folds, collect more rows, or leave that arm out by a segment.',
        { column: treatment, option: 'folds' },
      );
    }
  });
  const table = bindFeatures(frame, describeFeatures(frame, covariates));
  return { arms, outcome, counted, values, task, table, codes, counts };
}

function readCovariates(frame: Frame, spec: MetaSpec, used: { readonly treatment: string; readonly outcome: string }): string[] {
  const names = columnsFor(frame, 'covariate', spec.covariates, 'covariates');
  for (const [role, name] of Object.entries(used)) {
    if (!names.includes(name)) continue;
    refuse(
      'option/invalid',
      `"${name}" is the ${role}; among the covariates it would explain itself.`,
      `Leave "${name}" out of the covariates.`,
      { column: name, option: 'covariates' },
    );
  }
  if (names.length > 0) return names;
  return refuse(
    'option/invalid',
    'No column has the role covariate, and the option "covariates" is not set.',
    `Set covariates to what was known about each row before the test, out of ${listNames(frame)}.`,
    { option: 'covariates' },
  );
}

function checkOutcome(name: string, values: Float64Array, codes: Int32Array): void {
  let first = Number.NaN;
  let isConstant = true;
  for (let row = 0; row < values.length; row++) {
    if ((codes[row] as number) < 0) continue;
    const value = values[row] as number;
    if (!Number.isFinite(value)) {
      refuse('data/wrong-kind', `"${name}" is infinite in row ${row + 1}.`, 'Correct the value, or leave the row out.', {
        column: name,
        row,
      });
    }
    if (Number.isNaN(first)) first = value;
    else if (value !== first) isConstant = false;
  }
  if (Number.isNaN(first))
    refuse('data/missing-values', `"${name}" has no values in the rows of the test.`, 'Choose another outcome.', { column: name });
  if (isConstant) {
    refuse('data/constant', `"${name}" is ${first} in every row, so no arm can have changed it.`, 'Choose another outcome.', {
      column: name,
    });
  }
}
