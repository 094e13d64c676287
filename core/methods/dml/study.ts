import { refuse } from '../../base/problem.ts';
import { readArms } from '../../frame/arms.ts';
import { columnNamed, type Frame, numbersOf } from '../../frame/frame.ts';
import { sharedFloats, sharedInts } from '../../frame/shared-memory.ts';
import { bindFeatures, describeFeatures } from '../../learners/features.ts';
import type { LearningTask } from '../../learners/learner.ts';
import type { FeatureTable } from '../../learners/model.ts';
import { columnFor, columnsFor } from '../inputs.ts';
import { type Clusters, clustersOf } from '../kit/instruments/terms.ts';
import { checkCovariates } from '../kit/models/covariates.ts';
import { type Groups, readGroups } from '../kit/propensity/groups.ts';
import { readOutcome } from '../outcome.ts';
import type { DmlSpec } from './spec.ts';

/** One comparison: an arm with the control, or one more unit of an amount. */
export interface Comparison {
  readonly name: string;
  /** The rows that take part, ascending, on shared memory. */
  readonly rows: Int32Array;
  /** n values: 1 and 0 for arms, the amount otherwise. */
  readonly treatment: Float64Array;
}

/** A study for double machine learning, read out of the frame and checked. */
export interface DmlStudy {
  readonly rowCount: number;
  readonly outcome: string;
  readonly counted: string | undefined;
  readonly task: LearningTask;
  readonly values: Float64Array;
  readonly treatment: string;
  readonly control: string;
  readonly isAmount: boolean;
  readonly comparisons: readonly Comparison[];
  /** Rows with a treatment and an outcome. */
  readonly usable: Int32Array;
  /** n codes that folds keep even: the arm, −1 where unusable; all 0 for amounts. */
  readonly strata: Int32Array;
  readonly table: FeatureTable;
  /** The columns that effects may be a line in. */
  readonly effectTable: FeatureTable | undefined;
  readonly givenFolds: Clusters | undefined;
  readonly clusters: Clusters | undefined;
  readonly groups: Groups | undefined;
}

/** A numeric treatment with more different values than this is an amount. */
const MOST_ARMS = 10;
const MOST_FOLDS = 100;

/**
 * Reads the study, or says what is wrong with it.
 *
 * @throws data/empty, data/one-arm, data/arm-missing, data/arm-too-small, data/constant, data/wrong-kind, data/unknown-column,
 *   data/not-numeric, data/missing-values, option/invalid
 * Cost: a few passes over the columns.
 */
export function readDml(frame: Frame, spec: DmlSpec): DmlStudy {
  if (frame.rowCount === 0) refuse('data/empty', 'The table has no rows.', 'Import data, or widen the segment.');
  const treatment = columnFor(frame, 'treatment', spec.treatment);
  const outcome = columnFor(frame, 'outcome', spec.outcome);
  const reserved = new Map([
    [treatment, 'treatment'],
    [outcome, 'outcome'],
  ]);
  const table = tableOf(frame, checkCovariates(frame, columnsFor(frame, 'covariate', spec.covariates, 'covariates'), reserved));
  const { values, task, counted } = readOutcome(frame, outcome);
  const isAmount = spec.treatmentKind === 'amount' || (spec.treatmentKind === 'auto' && hasManyNumbers(frame, treatment));
  if (isAmount && spec.model === 'interactive')
    refuse(
      'option/invalid',
      `"${treatment}" is an amount; the interactive model compares arms.`,
      'Set model=partially-linear, or cut the amount into bands.',
      { option: 'model', column: treatment },
    );
  const read = isAmount ? readAmount(frame, treatment, values) : readPairs(frame, treatment, values, spec);
  const { usable } = read;
  requireVariation(outcome, values, usable);
  const effectColumns = spec.effectColumns ?? (spec.effectModel === 'linear' ? table.features.map(({ name }) => name) : []);
  if (effectColumns.length > 0) checkCovariates(frame, effectColumns, reserved);
  if (effectColumns.length > 0 && (spec.model === 'interactive' ? spec.estimand !== 'ate' : spec.score !== 'partialling-out'))
    refuse(
      'option/invalid',
      'An effect as a line needs the score partialling-out, or in the interactive model the estimand ate.',
      'Change the score or the estimand, or leave effectColumns and effectModel alone.',
      { option: 'effectColumns' },
    );
  const clusters = spec.cluster === undefined ? undefined : clustersOf(frame, spec.cluster);
  if (clusters !== undefined && clusters.count < 2)
    refuse('data/too-few-rows', `"${clusters.column}" has one cluster only.`, 'Choose a finer column, or leave cluster unset.', {
      column: clusters.column,
      option: 'cluster',
    });
  const loose = clusters === undefined ? undefined : usable.find((row) => (clusters.codes[row] as number) < 0);
  if (loose !== undefined)
    refuse('data/missing-values', `"${spec.cluster}" is missing in row ${loose + 1}.`, 'Fill it, or leave cluster unset.', {
      option: 'cluster',
      row: loose,
    });
  const study: DmlStudy = {
    ...{ rowCount: frame.rowCount, outcome, counted, task, values, treatment, isAmount, table, clusters },
    ...read,
    effectTable: effectColumns.length === 0 ? undefined : tableOf(frame, effectColumns),
    givenFolds: spec.foldColumn === undefined ? undefined : clustersOf(frame, spec.foldColumn),
    groups: spec.group === undefined ? undefined : readGroups(frame, spec.group),
  };
  requireFolds(study, spec);
  return study;
}

function tableOf(frame: Frame, names: readonly string[]): FeatureTable {
  return bindFeatures(frame, describeFeatures(frame, names));
}

function hasManyNumbers(frame: Frame, name: string): boolean {
  const column = columnNamed(frame, name);
  if (column.kind !== 'number') return false;
  const seen = new Set<number>();
  for (let row = 0; row < column.values.length && seen.size <= MOST_ARMS; row++) {
    const value = column.values[row] as number;
    if (!Number.isNaN(value)) seen.add(value);
  }
  return seen.size > MOST_ARMS;
}

type Read = Pick<DmlStudy, 'comparisons' | 'usable' | 'strata' | 'control'>;

function readAmount(frame: Frame, name: string, outcome: Float64Array): Read {
  if (columnNamed(frame, name).kind === 'category')
    refuse('data/not-numeric', `"${name}" holds text, so it is no amount.`, 'Set treatmentKind=arms.', {
      column: name,
      option: 'treatmentKind',
    });
  const given = numbersOf(frame, name);
  const treatment = sharedFloats(given.length);
  treatment.set(given);
  const usable = rowsWhere(frame.rowCount, (row) => Number.isFinite(given[row]) && Number.isFinite(outcome[row]));
  requireVariation(name, given, usable);
  const strata = new Int32Array(frame.rowCount);
  return { comparisons: [{ name: `${name} + 1`, rows: usable, treatment }], usable, strata, control: name };
}

function readPairs(frame: Frame, name: string, outcome: Float64Array, spec: DmlSpec): Read {
  const arms = readArms(frame, name, spec.control);
  const strata = arms.codes.map((code, row) => (Number.isFinite(outcome[row]) ? code : -1));
  const wanted = spec.arm === undefined ? arms.names.slice(1).map((_, at) => at + 1) : [arms.names.indexOf(spec.arm)];
  if (wanted.some((code) => code < 1))
    refuse(
      'data/arm-missing',
      `"${spec.arm}" is not an arm of "${name}" beside its control.`,
      `Set arm to one of ${arms.names.slice(1, 13).join(', ')}.`,
      { column: name, option: 'arm' },
    );
  const comparisons = wanted.map((code) => {
    const treatment = sharedFloats(frame.rowCount);
    for (let row = 0; row < treatment.length; row++) treatment[row] = Number(strata[row] === code);
    const rows = rowsWhere(frame.rowCount, (row) => strata[row] === 0 || strata[row] === code);
    return { name: arms.names[code] ?? '', rows, treatment };
  });
  const usable = rowsWhere(frame.rowCount, (row) => strata[row] === 0 || wanted.includes(strata[row] as number));
  return { comparisons, usable, strata, control: arms.names[0] ?? '' };
}

function rowsWhere(rowCount: number, isIn: (row: number) => boolean): Int32Array {
  let count = 0;
  for (let row = 0; row < rowCount; row++) if (isIn(row)) count++;
  const rows = sharedInts(count);
  let at = 0;
  for (let row = 0; row < rowCount; row++) if (isIn(row)) rows[at++] = row;
  return rows;
}

function requireVariation(name: string, values: Float64Array, rows: Int32Array): void {
  const first = values[rows[0] as number];
  for (let i = 1; i < rows.length; i++) if (values[rows[i] as number] !== first) return;
  refuse(
    rows.length === 0 ? 'data/missing-values' : 'data/constant',
    rows.length === 0
      ? 'No row has both a treatment and an outcome.'
      : `"${name}" is ${first} in every row, so nothing can be learned about it.`,
    'Choose another column, or widen the segment.',
    { column: name },
  );
}

function requireFolds({ comparisons, givenFolds, usable, treatment, isAmount, control }: DmlStudy, spec: DmlSpec): void {
  if (givenFolds !== undefined) {
    if (givenFolds.count < 2 || givenFolds.count > MOST_FOLDS)
      refuse(
        'option/invalid',
        `"${givenFolds.column}" has ${givenFolds.count} values; folds are 2 to ${MOST_FOLDS}.`,
        'Choose another column.',
        {
          option: 'foldColumn',
          column: givenFolds.column,
        },
      );
    const gap = usable.find((row) => (givenFolds.codes[row] as number) < 0);
    if (gap !== undefined)
      refuse('data/missing-values', `"${givenFolds.column}" is missing in row ${gap + 1}.`, 'Fill it, or choose another column.', {
        column: givenFolds.column,
        row: gap,
      });
  }
  const folds = givenFolds?.count ?? spec.folds;
  const fewest = folds === 1 ? 4 : 2 * folds;
  for (const { name, rows, treatment: flags } of comparisons) {
    let taken = 0;
    for (let i = 0; i < rows.length; i++) taken += Number(flags[rows[i] as number] === 1);
    const sides = isAmount
      ? [[name, rows.length] as const]
      : ([
          [name, taken],
          [control, rows.length - taken],
        ] as const);
    for (const [side, count] of sides) {
      if (count >= fewest) continue;
      refuse(
        'data/arm-too-small',
        `"${side}" of "${treatment}" has ${count} usable rows; ${folds} folds need at least ${fewest}.`,
        'Use fewer folds, collect more rows, or leave that arm out.',
        { column: treatment, option: 'folds' },
      );
    }
  }
}
