import type { Rng } from '../../../base/rng.ts';
import { partOf, type Work } from '../../../base/work.ts';
import { sharedFloats } from '../../../frame/shared-memory.ts';
import { allRows, dealFolds, type Fold, rowsByCode } from '../../../learners/folds.ts';
import { type Propensity, propensityLessons, propensityOf } from './propensity.ts';
import { type Answers, type Lesson, openSchool, type School } from './school.ts';
import type { MetaSpec } from './spec.ts';
import type { MetaStudy } from './study.ts';

/** The rows of one fold. */
export interface FoldLot {
  readonly heldOut: Int32Array;
  /** Rows to learn from, by arm. */
  readonly rowsOfArm: readonly Int32Array[];
  readonly rng: Rng;
}

/** What the outcome models of one fold said. */
export interface FoldAnswers extends FoldLot {
  /** Expected outcomes of the held-out rows under each arm, by the model that learned from that arm's rows. */
  readonly expected: readonly Float64Array[];
  /** By arm: its model's answers to what the effect learner asks besides. */
  readonly asked: readonly Answers[];
  readonly propensity: Propensity;
}

/** Where effects are learned: the study, and a school that has read its covariates. */
export interface Classroom {
  readonly study: MetaStudy;
  readonly school: School;
}

/** How outcome models become effects: the one thing that meta-learners do differently. */
export interface EffectLearner {
  /** Lists of rows, besides the held-out ones, about which the outcome model of an arm is asked. */
  questions(lot: FoldLot, arm: number): readonly Int32Array[];
  /** Effects of each arm but the control on the held-out rows of every fold. */
  effects(
    folds: readonly FoldAnswers[],
    room: Classroom,
    work: Work,
  ): readonly (readonly Float64Array[])[] | Promise<readonly (readonly Float64Array[])[]>;
}

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
  const school = await openSchool(spec.learner, study.table, partOf(work, 'prepare', 0, 0.05));
  const answered = await learnOutcomes({ study, school }, lots, { spec, learner }, partOf(work, 'outcomes', 0.05, 0.5));
  const effects = await learner.effects(answered, { study, school }, partOf(work, 'effects', 0.5, 0.95));
  const fit = {
    effects: sharedFloats(rowCount * (armCount - 1)),
    outcomes: sharedFloats(rowCount * armCount),
    shares: sharedFloats(rowCount * armCount),
  };
  let clipped = 0;
  answered.forEach(({ heldOut, expected, propensity }, index) => {
    writeColumns(fit.outcomes, heldOut, expected);
    writeColumns(fit.effects, heldOut, effects[index] ?? []);
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

/** One model of the outcome per fold and arm, and where the assignment has to be estimated, its classifiers. */
async function learnOutcomes(
  { study, school }: Classroom,
  lots: readonly FoldLot[],
  { spec, learner }: { readonly spec: MetaSpec; readonly learner: EffectLearner },
  work: Work,
): Promise<FoldAnswers[]> {
  const outcomes = lots.map((lot) => lot.rowsOfArm.map((_, arm) => outcomeLesson(study, lot, arm, learner)));
  const propensities = propensityLessons(study, lots, spec.propensity);
  const answers = await school.teach([...outcomes.flat(), ...propensities.flat()], work);
  const [armCount, classifierCount] = [study.arms.names.length, propensities[0]?.length ?? 0];
  const firstClassifier = lots.length * armCount;
  return lots.map((lot, index) => {
    const own = answers.slice(index * armCount, (index + 1) * armCount);
    const from = firstClassifier + index * classifierCount;
    return {
      ...lot,
      expected: own.map(([heldOut]) => heldOut ?? new Float64Array(0)),
      asked: own.map(([, ...asked]) => asked),
      propensity: propensityOf(study.counts, lot.heldOut, answers.slice(from, from + classifierCount)),
    };
  });
}

function outcomeLesson(study: MetaStudy, lot: FoldLot, arm: number, learner: EffectLearner): Lesson {
  return {
    task: study.task,
    values: study.values,
    rows: lot.rowsOfArm[arm] as Int32Array,
    rng: lot.rng.fork(`outcome:${arm}`),
    questions: [lot.heldOut, ...learner.questions(lot, arm)],
  };
}

function writeColumns(matrix: Float64Array, rows: Int32Array, columns: readonly Float64Array[]): void {
  const width = columns.length;
  columns.forEach((column, at) => {
    for (let i = 0; i < rows.length; i++) matrix[(rows[i] as number) * width + at] = column[i] as number;
  });
}
