import { refuse } from '../../base/problem.ts';
import { columnNamed, type Frame, numbersOf } from '../../frame/frame.ts';
import { sharedFloats, shareInts } from '../../frame/shared-memory.ts';
import { bindFeatures, describeFeatures } from '../../learners/features.ts';
import type { LearningTask } from '../../learners/learner.ts';
import type { FeatureTable } from '../../learners/model.ts';
import { columnFor, columnsFor } from '../inputs.ts';
import { readMetaStudy } from '../kit/meta-learners/study.ts';
import { checkCovariates } from '../kit/models/covariates.ts';
import { readGroups } from '../kit/regression/clusters.ts';
import { readOutcome } from '../outcome.ts';
import type { CausalForestSpec } from './spec.ts';

/** What the forest learns from, read and checked; rows with code −1 get an effect but teach nothing. */
export interface ForestStudy {
  readonly kind: 'arms' | 'number';
  readonly treatment: string;
  readonly control: string;
  /** What the effects are called: arms beyond the control, or one unit more. */
  readonly arms: readonly string[];
  readonly outcome: string;
  readonly counted: string | undefined;
  readonly task: LearningTask;
  readonly values: Float64Array;
  readonly table: FeatureTable;
  /** Arm codes; 0 for every usable row of a continuous treatment; −1 for rows that teach nothing. */
  readonly codes: Int32Array;
  /** Usable rows by arm; one number for a continuous treatment. */
  readonly counts: readonly number[];
  /** By effect n flags of the arm, or n amounts. */
  readonly treatments: readonly Float64Array[];
  readonly instrument: { readonly column: string; readonly values: Float64Array; readonly task: LearningTask } | undefined;
  /** n codes; rows without a cluster stand alone. */
  readonly clusters: { readonly column: string; readonly codes: Int32Array; readonly count: number } | undefined;
}

/** A number needs this many usable rows to be worth a forest: four per tree half at the default shares. */
const FEWEST_ROWS = 40;

/**
 * Reads the study, or says what is wrong with it.
 *
 * @throws data/empty, data/one-arm, data/arm-missing, data/arm-too-small, data/constant, data/missing-values,
 *   data/unknown-column, data/not-numeric, data/too-few-rows, option/invalid
 */
export function readForestStudy(frame: Frame, spec: CausalForestSpec): ForestStudy {
  const base = spec.treatmentAs === 'number' ? readNumberStudy(frame, spec) : readArmStudy(frame, spec);
  checkExtraColumns(frame, spec, base);
  const instrument = readInstrument(frame, spec, base);
  const codes = base.codes.map((code, row) => (instrument !== undefined && Number.isNaN(instrument.values[row]) ? -1 : code));
  const counts = base.counts.map((_, arm) => codes.reduce((sum, code) => sum + Number(code === arm), 0));
  if (counts.reduce((sum, count) => sum + count, 0) < FEWEST_ROWS) {
    refuse(
      'data/too-few-rows',
      `Only ${counts.reduce((sum, count) => sum + count, 0)} rows have a treatment and an outcome; a forest needs at least ${FEWEST_ROWS}.`,
      'Widen the segment, collect more rows, or compare averages with an A/B test.',
    );
  }
  return { ...base, codes: shareInts(codes), counts, instrument, clusters: readClusters(frame, spec, codes) };
}

type BaseStudy = Omit<ForestStudy, 'instrument' | 'clusters'>;

function readArmStudy(frame: Frame, spec: CausalForestSpec): BaseStudy {
  const { arms, outcome, counted, values, task, table, codes, counts } = readMetaStudy(frame, spec);
  if (spec.instrument !== undefined && arms.names.length > 2) {
    refuse(
      'option/invalid',
      `With an instrument the treatment has two arms; "${arms.column}" has ${arms.names.length}.`,
      'Keep two arms by a segment, or leave the instrument out.',
      { column: arms.column, option: 'instrument' },
    );
  }
  const treatments = arms.names.slice(1).map((_, index) => {
    const flags = sharedFloats(codes.length);
    for (let row = 0; row < codes.length; row++) flags[row] = Number(codes[row] === index + 1);
    return flags;
  });
  const [control = '', ...others] = arms.names;
  return { kind: 'arms', treatment: arms.column, control, arms: others, outcome, counted, task, values, table, codes, counts, treatments };
}

function readNumberStudy(frame: Frame, spec: CausalForestSpec): BaseStudy {
  if (frame.rowCount === 0) refuse('data/empty', 'The table has no rows.', 'Import data, or widen the segment.');
  const treatment = columnFor(frame, 'treatment', spec.treatment);
  const outcome = columnFor(frame, 'outcome', spec.outcome);
  const reserved = new Map([[treatment, 'treatment'] as const, [outcome, 'outcome'] as const]);
  const names = checkCovariates(frame, columnsFor(frame, 'covariate', spec.covariates, 'covariates'), reserved);
  const amounts = numbersOf(frame, treatment);
  const { values, task, counted } = readOutcome(frame, outcome);
  const codes = Int32Array.from(values, (value, row) => (Number.isFinite(value) && Number.isFinite(amounts[row]) ? 0 : -1));
  checkVaries(treatment, amounts, codes, 'treatment');
  checkVaries(outcome, values, codes, 'outcome');
  const count = codes.reduce((sum, code) => sum + Number(code === 0), 0);
  return {
    kind: 'number',
    treatment,
    control: treatment,
    arms: [`${treatment} + 1`],
    outcome,
    counted,
    task,
    values,
    table: bindFeatures(frame, describeFeatures(frame, names)),
    codes,
    counts: [count],
    treatments: [amounts],
  };
}

function checkVaries(name: string, values: Float64Array, codes: Int32Array, option: string): void {
  const first = values[codes.indexOf(0)];
  if (values.some((value, row) => codes[row] === 0 && value !== first)) return;
  refuse('data/constant', `"${name}" is the same in every usable row.`, `Choose another ${option}, or widen the segment.`, {
    column: name,
    option,
  });
}

/** Instrument and cluster may not be covariates: the first would be explained away, the second names the rows. */
function checkExtraColumns(frame: Frame, spec: CausalForestSpec, { table }: BaseStudy): void {
  for (const option of ['instrument', 'cluster'] as const) {
    const name = spec[option];
    if (name === undefined) continue;
    columnNamed(frame, name);
    if (!table.features.some((feature) => feature.name === name)) continue;
    refuse('option/invalid', `"${name}" is the ${option}, so it cannot be a covariate as well.`, `Leave "${name}" out of the covariates.`, {
      column: name,
      option: 'covariates',
    });
  }
  for (const name of spec.projectOn ?? []) {
    if (table.features.some((feature) => feature.name === name)) continue;
    refuse('option/invalid', `"${name}" is not one of the covariates.`, 'Project on covariates only.', {
      column: name,
      option: 'projectOn',
    });
  }
}

function readInstrument(frame: Frame, spec: CausalForestSpec, base: BaseStudy): ForestStudy['instrument'] {
  if (spec.instrument === undefined) return undefined;
  const column = spec.instrument;
  if (column === base.treatment || column === base.outcome) {
    refuse('option/invalid', `"${column}" is already the treatment or the outcome.`, 'Choose another column as instrument.', {
      column,
      option: 'instrument',
    });
  }
  const { values, task } = readOutcome(frame, column);
  const codes = base.codes.map((code, row) => (code >= 0 && Number.isFinite(values[row]) ? 0 : -1));
  checkVaries(column, values, codes, 'instrument');
  return { column, values, task };
}

function readClusters(frame: Frame, spec: CausalForestSpec, codes: Int32Array): ForestStudy['clusters'] {
  if (spec.cluster === undefined) return undefined;
  const groups = readGroups(frame, spec.cluster);
  // Rows without a cluster stand alone: each gets a number of its own beyond the named ones.
  let next = groups.count;
  const own = groups.codes.map((code) => (code >= 0 ? code : next++));
  const used = new Set(own.filter((_, row) => (codes[row] as number) >= 0));
  const fewest = 4 * spec.folds;
  if (used.size < fewest) {
    refuse(
      'data/too-few-rows',
      `"${spec.cluster}" has ${used.size} clusters; ${spec.folds} folds and honest trees need at least ${fewest}.`,
      'Choose a finer cluster, use fewer folds, or leave cluster out.',
      { column: spec.cluster, option: 'cluster' },
    );
  }
  return { column: spec.cluster, codes: own, count: used.size };
}
