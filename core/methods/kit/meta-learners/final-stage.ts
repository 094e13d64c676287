import { partOf, type Work } from '../../../base/work.ts';
import { type Design, designOf } from '../../../learners/linear/design.ts';
import { isPenalized } from '../../../learners/linear/spec.ts';
import type { ArmEffects } from './arm-models.ts';
import type { FoldLot } from './cross-fit.ts';
import { fitEffectLine } from './effect-line.ts';
import type { ResidualSpec } from './residual-spec.ts';
import { type Lesson, openSchool } from './school.ts';
import type { MetaStudy } from './study.ts';

/** What the effects of one arm are learned from: a noisy measurement of each row's effect. Columns are n long. */
export interface Pseudo {
  readonly values: Float64Array;
  readonly weight?: Float64Array;
  /** The rows that have a measurement, ascending, on shared memory. */
  readonly rows: Int32Array;
}

/**
 * The last stage of a learner with two: a model of the measured effects given the covariates, per arm and fold, from
 * the rows outside the fold (or once, from all rows). A straight line without penalty comes with standard errors.
 *
 * Cost: folds × (K−1) trainings over the threads.
 */
export async function learnEffects(
  lots: readonly FoldLot[],
  { study, spec }: { readonly study: MetaStudy; readonly spec: ResidualSpec },
  pseudos: readonly Pseudo[],
  work: Work,
): Promise<readonly ArmEffects[]> {
  const { effectLearner } = spec;
  const isLine = effectLearner.learner === 'linear' || effectLearner.learner === 'logistic';
  const rowsFor = (pseudo: Pseudo, lot: FoldLot): Int32Array =>
    spec.finalStage === 'once' || lots.length === 1 ? pseudo.rows : without(pseudo.rows, lot.heldOut, study.codes.length);
  if (isLine && !isPenalized(effectLearner)) {
    const design = designOf(study.table);
    return lots.map((lot) => linesOf(design, lot, pseudos, { rowsFor, work }));
  }
  const school = await openSchool(effectLearner, study.table, partOf(work, 'prepare', 0, 0.05));
  const lessons = lots.flatMap((lot) => pseudos.map((pseudo, arm) => lessonOf(pseudo, rowsFor(pseudo, lot), lot, arm)));
  const answers = await school.teach(lessons, partOf(work, 'effects', 0.05, 1));
  return lots.map((_, index) => ({
    effects: pseudos.map((_pseudo, arm) => answers[index * pseudos.length + arm]?.[0] ?? new Float64Array(0)),
  }));
}

function lessonOf({ values, weight }: Pseudo, rows: Int32Array, lot: FoldLot, arm: number): Lesson {
  return {
    task: 'regression',
    values,
    ...(weight === undefined ? {} : { weight }),
    rows,
    rng: lot.rng.fork('effects').fork(arm),
    questions: [lot.heldOut],
  };
}

function linesOf(
  design: Design,
  { heldOut }: FoldLot,
  pseudos: readonly Pseudo[],
  { rowsFor, work }: { rowsFor(pseudo: Pseudo, lot: Pick<FoldLot, 'heldOut'>): Int32Array; readonly work: Work },
): ArmEffects {
  const lines = pseudos.map((pseudo) => fitEffectLine(design, { ...pseudo, rows: rowsFor(pseudo, { heldOut }) }, heldOut, work.signal));
  return { effects: lines.map(({ effects }) => effects), errors: lines.map(({ errors }) => errors) };
}

function without(rows: Int32Array, leftOut: Int32Array, rowCount: number): Int32Array {
  const isLeftOut = new Uint8Array(rowCount);
  for (let i = 0; i < leftOut.length; i++) isLeftOut[leftOut[i] as number] = 1;
  return rows.filter((row) => isLeftOut[row] === 0);
}
