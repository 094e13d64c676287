import type { Rng } from '../../../base/rng.ts';
import { partOf, type Work } from '../../../base/work.ts';
import { sharedFloats } from '../../../frame/shared-memory.ts';
import { allRows, dealFolds, type Fold } from '../../../learners/folds.ts';
import { learnPropensity, type Propensity } from './propensity.ts';
import { openSchool, type Predictor, type School } from './school.ts';
import type { MetaSpec } from './spec.ts';
import type { MetaStudy } from './study.ts';

/** One fold's lesson plan. */
export interface FoldStudy {
  readonly study: MetaStudy;
  readonly school: School;
  /** Rows to learn from, by arm. */
  readonly rowsOfArm: readonly Int32Array[];
  /** Expected outcome under each arm, learned from that arm's rows. */
  readonly outcomes: readonly Predictor[];
  readonly propensity: Propensity;
}

/** Effects of each arm but the control on the given rows, whose expected outcomes by arm are at hand. */
export type EffectPredictor = (rows: Int32Array, outcomes: readonly Float64Array[]) => readonly Float64Array[];

/** How outcome models become effects: the one thing that meta-learners do differently. */
export type EffectLearner = (fold: FoldStudy, work: Work) => EffectPredictor | Promise<EffectPredictor>;

/** Everything that was predicted, every row by models of the other folds. Matrices are row-major. */
export interface CrossFit {
  /** n × (K−1) effects. */
  readonly effects: Float64Array;
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
 * Learns everything on the training rows of each fold, and predicts each row once.
 *
 * Cost: folds × (models of the meta-learner) trainings; the covariates are read once.
 */
export async function crossFit({ study, spec, folds }: CrossFitPlan, work: Work, learnEffects: EffectLearner): Promise<CrossFit> {
  const armCount = study.arms.names.length;
  const rowCount = study.codes.length;
  const school = await openSchool(spec.learner, study.table, work);
  const fit = {
    effects: sharedFloats(rowCount * (armCount - 1)),
    outcomes: sharedFloats(rowCount * armCount),
    shares: sharedFloats(rowCount * armCount),
  };
  let clipped = 0;
  for (let index = 0; index < folds.length; index++) {
    work.signal.throwIfAborted();
    const fold = folds[index] as Fold;
    const part = partOf(work, `fold:${index}`, 0.05 + (0.9 * index) / folds.length, 0.05 + (0.9 * (index + 1)) / folds.length);
    const rowsOfArm = study.arms.names.map((_, arm) => fold.train.filter((row) => study.codes[row] === arm));
    const outcomes = await learnOutcomes(study, school, rowsOfArm, part);
    const propensity = await learnPropensity({ study, school, rowsOfArm, mode: spec.propensity }, partOf(part, 'propensity', 0.3, 0.4));
    const predictEffects = await learnEffects({ study, school, rowsOfArm, outcomes, propensity }, partOf(part, 'effects', 0.4, 1));
    const expected = outcomes.map((predict) => predict(fold.heldOut));
    writeColumns(fit.outcomes, fold.heldOut, expected);
    writeColumns(fit.effects, fold.heldOut, predictEffects(fold.heldOut, expected));
    const { shares, clippedRows } = propensity.sharesOf(fold.heldOut);
    writeColumns(fit.shares, fold.heldOut, shares);
    clipped += clippedRows;
  }
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

async function learnOutcomes(study: MetaStudy, school: School, rowsOfArm: readonly Int32Array[], work: Work): Promise<Predictor[]> {
  const learned: Predictor[] = [];
  for (let arm = 0; arm < rowsOfArm.length; arm++) {
    const lesson = { task: study.task, values: study.values, rows: rowsOfArm[arm] as Int32Array };
    const share = 0.3 / rowsOfArm.length;
    learned.push(await school.learn(lesson, partOf(work, `outcome:${arm}`, arm * share, (arm + 1) * share)));
  }
  return learned;
}

function writeColumns(matrix: Float64Array, rows: Int32Array, columns: readonly Float64Array[]): void {
  const width = columns.length;
  columns.forEach((column, at) => {
    for (let i = 0; i < rows.length; i++) matrix[(rows[i] as number) * width + at] = column[i] as number;
  });
}
