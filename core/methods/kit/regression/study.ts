import { refuse } from '../../../base/problem.ts';
import { readArms } from '../../../frame/arms.ts';
import { columnNamed, columnsWithRole, type Frame } from '../../../frame/frame.ts';
import { columnFor, columnsFor } from '../../inputs.ts';
import { type OutcomeColumn, type OutcomeUse, readOutcome } from '../../outcome.ts';
import { type Groups, readGroups } from './clusters.ts';
import type { CovarianceKind } from './covariance.ts';
import { cellsOf, completeRows, finiteNumbers, type Part, type ReferenceRule, readPart } from './parts.ts';

/** What regressions with a treatment and covariates have in common. */
export interface RegressionOptions {
  readonly treatment?: string | undefined;
  readonly control?: string | undefined;
  readonly arm?: string | undefined;
  readonly outcome?: string | undefined;
  readonly covariates?: readonly string[] | undefined;
  readonly weight?: string | undefined;
  readonly fixedEffects?: readonly string[] | undefined;
  readonly cluster?: readonly string[] | undefined;
  readonly covariance: CovarianceKind;
  readonly reference: ReferenceRule;
}

/** The treatment of a regression: arms against a control, or a dose with one slope. */
export interface RegressionTreatment {
  readonly column: string;
  /** null for a dose. */
  readonly control: string | null;
}

/** Everything that the options name, read out of the frame and checked. */
export interface RegressionStudy {
  readonly outcomeName: string;
  readonly outcome: OutcomeColumn;
  readonly treatment: RegressionTreatment | null;
  readonly treatmentPart: Part | undefined;
  readonly covariateParts: readonly Part[];
  readonly weight: Float64Array | undefined;
  readonly fixedEffects: readonly Groups[];
  readonly clusters: readonly Groups[];
  /** Complete rows. */
  readonly rows: Int32Array;
  readonly rowCount: number;
}

/**
 * Reads a regression's columns, or says what is wrong with them.
 *
 * @throws data/empty, data/unknown-column, option/invalid, data/too-few-rows, and the problems of outcomes and arms
 */
export function readStudy(frame: Frame, options: RegressionOptions, use: OutcomeUse): RegressionStudy {
  if (frame.rowCount === 0) refuse('data/empty', 'The table has no rows.', 'Import data, or widen the segment.');
  const outcomeName = columnFor(frame, 'outcome', options.outcome);
  const outcome = readOutcome(frame, outcomeName, use);
  if (outcome.task === 'regression') finiteNumbers(frame, outcomeName);
  const treatmentName = treatmentOf(frame, options.treatment);
  const read = treatmentName === undefined ? undefined : readTreatment(frame, treatmentName, options);
  const absorbed = options.fixedEffects ?? [];
  const weightName = options.weight;
  const taken = [outcomeName, treatmentName, weightName, ...absorbed];
  for (const name of options.covariates ?? []) refuseTwice(name, taken);
  const covariates = [...new Set(columnsFor(frame, 'covariate', options.covariates, 'covariates'))].filter((name) => !taken.includes(name));
  if (treatmentName !== undefined) refuseTwice(treatmentName, [outcomeName, ...absorbed]);
  const covariateParts = covariates.map((name) => readPart(frame, name, options.reference));
  const weight = weightName === undefined ? undefined : readWeight(frame, weightName);
  const fixedEffects = absorbed.map((name) => readGroups(frame, columnFor(frame, 'unit', name, 'fixedEffects')));
  const clusters = readClusters(frame, options);
  const parts = read === undefined ? covariateParts : [read.part, ...covariateParts];
  const columns = [outcome.values, ...parts.map(cellsOf), ...[...fixedEffects, ...clusters].map(({ codes }) => codes)];
  const rows = completeRows(frame.rowCount, columns, weight);
  if (rows.length < 2) {
    refuse(
      'data/too-few-rows',
      `Only ${rows.length} of ${frame.rowCount} rows have a value in every column of the regression.`,
      'Leave out the column with most gaps, or fill it first.',
    );
  }
  return {
    outcomeName,
    outcome,
    treatment: read === undefined ? null : { column: read.part.column, control: read.control },
    treatmentPart: read?.part,
    covariateParts,
    weight,
    fixedEffects,
    clusters,
    rows,
    rowCount: frame.rowCount,
  };
}

/** A regression may do without a treatment: then it only describes. */
function treatmentOf(frame: Frame, chosen: string | undefined): string | undefined {
  if (chosen === undefined && columnsWithRole(frame, 'treatment').length === 0) return undefined;
  return columnFor(frame, 'treatment', chosen);
}

/** Different numbers beyond two are a dose, unless an arm or control is named. */
function readTreatment(frame: Frame, name: string, options: RegressionOptions): { part: Part; control: string | null } {
  const column = columnNamed(frame, name);
  if (column.kind === 'date')
    refuse('data/wrong-kind', `"${name}" holds dates; a treatment is an arm or a number.`, 'Choose another column.', { column: name });
  const isNamed = options.arm !== undefined || options.control !== undefined;
  if (column.kind === 'number' && !isNamed && !isTwoValued(column.values)) return { part: readPart(frame, name, 'first'), control: null };
  const arms = readArms(frame, name, options.control);
  const control = arms.names[0] ?? '';
  const only = options.arm === undefined ? -1 : arms.names.indexOf(options.arm, 1);
  if (options.arm !== undefined && only < 1) {
    refuse(
      'data/arm-missing',
      `"${options.arm}" is not an arm of "${name}" other than the control.`,
      `Set arm to one of ${arms.names.slice(1, 13).join(', ')}.`,
      { column: name, option: 'arm' },
    );
  }
  const codes = only < 1 ? arms.codes : arms.codes.map((code) => (code === 0 || code === only ? code : -1));
  return { part: { kind: 'category', column: name, codes, dictionary: arms.names, reference: { level: control } }, control };
}

function isTwoValued(values: Float64Array): boolean {
  const distinct = new Set<number>();
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (!Number.isNaN(value)) distinct.add(value);
    if (distinct.size > 2) return false;
  }
  return true;
}

function refuseTwice(name: string, taken: readonly (string | undefined)[]): void {
  if (!taken.includes(name)) return;
  refuse(
    'option/invalid',
    `Column "${name}" has two parts in the same regression.`,
    'Name it once: as outcome, treatment, weight, fixed effect or covariate.',
    {
      column: name,
    },
  );
}

/**
 * Weights: not negative; 0 leaves a row out.
 *
 * @throws option/invalid
 */
export function readWeight(frame: Frame, name: string): Float64Array {
  const weight = finiteNumbers(frame, columnFor(frame, 'weight', name));
  const row = weight.findIndex((value) => value < 0);
  if (row >= 0)
    refuse('option/invalid', `Weight "${name}" is negative in row ${row + 1}.`, 'Weights are 0 or more.', {
      column: name,
      row,
      option: 'weight',
    });
  return weight;
}

/**
 * The clusters that the options name, else all columns with that role where errors go by cluster.
 *
 * @throws option/invalid when there is none, or more than two
 */
function readClusters(frame: Frame, { covariance, cluster }: RegressionOptions): Groups[] {
  if (covariance !== 'cluster') return [];
  const names = [...new Set(columnsFor(frame, 'cluster', cluster, 'cluster'))];
  if (names.length < 1 || names.length > 2) {
    refuse('option/invalid', `Errors by cluster take one or two columns; ${names.length} are set.`, 'Set cluster to one or two columns.', {
      option: 'cluster',
    });
  }
  return names.map((name) => readGroups(frame, name));
}
