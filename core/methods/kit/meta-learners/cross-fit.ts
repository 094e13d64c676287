import type { Rng } from '../../../base/rng.ts';
import { partOf, type Work } from '../../../base/work.ts';
import { sharedFloats } from '../../../frame/shared-memory.ts';
import { allRows, dealFolds, type Fold, rowsByCode } from '../../../learners/folds.ts';
import type { Propensity } from './propensity.ts';
import type { MetaSpec } from './spec.ts';
import type { MetaStudy } from './study.ts';

/** The rows of one fold. */
export interface FoldLot {
  readonly heldOut: Int32Array;
  /** Rows to learn from, by arm. */
  readonly rowsOfArm: readonly Int32Array[];
  readonly rng: Rng;
}

/** Where effects are learned. */
export interface Classroom {
  readonly study: MetaStudy;
  readonly spec: MetaSpec;
}

/** What was learned about the held-out rows of one fold. */
export interface FoldResult {
  /** Effects of each arm but the control. */
  readonly effects: readonly Float64Array[];
  /** Their standard errors, where the last stage is a line. */
  readonly errors?: readonly Float64Array[];
  /** Expected outcomes under each arm, control first. */
  readonly expected: readonly Float64Array[];
  readonly propensity: Propensity;
}

/** How a study becomes effects: the one thing that meta-learners do differently. */
export interface EffectLearner {
  learn(lots: readonly FoldLot[], room: Classroom, work: Work): Promise<readonly FoldResult[]>;
}

/** Everything that was predicted, every row by models of the other folds. Matrices are row-major. */
export interface CrossFit {
  /** n × (K−1) effects. */
  readonly effects: Float64Array;
  /** n × (K−1) standard errors of the effects. */
  readonly errors?: Float64Array;
  /** n × K expected outcomes by arm. */
  readonly outcomes: Float64Array;
  /** n × K assignment shares. */
  readonly shares: Float64Array;
  /** Rows whose estimated share was pulled back from 0 or 1. */
  readonly clipped: number;
}

/** What is learned, and on which rows. */
export interface CrossFitPlan {
  readonly study: MetaStudy;
  readonly spec: MetaSpec;
  readonly folds: readonly Fold[];
}

/**
 * Learns everything on the training rows of each fold, and predicts each row once. All folds go together: their
 * models do not depend on each other, so they are trained side by side.
 *
 * Cost: folds × (models of the meta-learner) trainings over the threads; the covariates are read once.
 */
export async function crossFit({ study, spec, folds }: CrossFitPlan, work: Work, learner: EffectLearner): Promise<CrossFit> {
  const armCount = study.arms.names.length;
  const rowCount = study.codes.length;
  const lots = folds.map(({ train, heldOut }, index) => ({
    heldOut,
    rowsOfArm: rowsByCode(train, study.codes, armCount),
    rng: work.rng.fork(`fold:${index}`),
  }));
  const results = await learner.learn(lots, { study, spec }, partOf(work, 'effects', 0, 0.95));
  const fit = {
    effects: sharedFloats(rowCount * (armCount - 1)),
    outcomes: sharedFloats(rowCount * armCount),
    shares: sharedFloats(rowCount * armCount),
    ...(results.every(({ errors }) => errors !== undefined) ? { errors: sharedFloats(rowCount * (armCount - 1)) } : {}),
  };
  let clipped = 0;
  results.forEach(({ effects, errors, expected, propensity }, index) => {
    const heldOut = lots[index]?.heldOut ?? new Int32Array(0);
    writeColumns(fit.outcomes, heldOut, expected);
    writeColumns(fit.effects, heldOut, effects);
    if (fit.errors !== undefined) writeColumns(fit.errors, heldOut, errors ?? []);
    writeColumns(fit.shares, heldOut, propensity.shares);
    clipped += propensity.clippedRows;
  });
  return { ...fit, clipped };
}

/** Folds with each arm's (and each answer's, for yes/no outcomes) share kept even; one fold learns from the rows it predicts. */
export function metaFolds(study: MetaStudy, count: number, rng: Rng): Fold[] {
  const rowCount = study.codes.length;
  const all = allRows(rowCount);
  if (count === 1) return [{ train: all, heldOut: all }];
  const strata =
    study.task === 'binary' ? study.codes.map((code, row) => (code < 0 ? -1 : 2 * code + (study.values[row] as number))) : study.codes;
  return dealFolds(rowCount, count, rng, { strata });
}

function writeColumns(matrix: Float64Array, rows: Int32Array, columns: readonly Float64Array[]): void {
  const width = columns.length;
  columns.forEach((column, at) => {
    for (let i = 0; i < rows.length; i++) matrix[(rows[i] as number) * width + at] = column[i] as number;
  });
}
