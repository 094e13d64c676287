import { partOf, type Work } from '../../base/work.ts';
import { sharedFloats, sharedInts } from '../../frame/shared-memory.ts';
import { allRows, dealFolds, type Fold, rowsByCode } from '../../learners/folds.ts';
import { openSchool } from '../kit/meta-learners/school.ts';
import { guardScores } from '../kit/propensity/scores.ts';
import type { AssignmentStudy } from '../kit/propensity/study.ts';
import type { AipwSpec } from './spec.ts';

/** What the models say about every row; columns are n long, and only rows with an arm and an outcome count. */
export interface Nuisances {
  /** By arm: the expected outcome under it. */
  readonly outcomes: ReadonlyMap<number, Float64Array>;
  /** By compared arm: P(arm | arm or control). */
  readonly against: ReadonlyMap<number, Float64Array>;
  readonly guarded: number;
}

/**
 * Learns the outcome under every arm and each arm's chance against the control. All folds go together, so that
 * independent trainings share the threads.
 *
 * @throws whatever training throws
 * Cost: folds × (2·compared arms + 1) trainings over the threads.
 */
export async function learnNuisances(study: AssignmentStudy, spec: AipwSpec, folds: number, work: Work): Promise<Nuisances> {
  const lots = foldsOf(study, folds, work);
  const rngOf = (what: string, fold: number) => work.rng.fork(what).fork(fold);
  const arms = [0, ...study.compared];
  const outcomeLessons = lots.flatMap(({ train, heldOut }, fold) => {
    const rowsOfArm = rowsByCode(train, study.codes, study.arms.names.length);
    return arms.map((arm) => ({
      task: study.task,
      values: study.values,
      rows: rowsOfArm[arm] as Int32Array,
      rng: rngOf(`outcome:${arm}`, fold),
      questions: [heldOut],
    }));
  });
  const flags = study.compared.map((arm) => flagsOf(study.codes, arm));
  const scoreLessons = lots.flatMap(({ train, heldOut }, fold) =>
    study.compared.map((arm, index) => ({
      task: 'binary' as const,
      values: flags[index] as Float64Array,
      rows: train.filter((row) => study.codes[row] === 0 || study.codes[row] === arm),
      rng: rngOf(`scores:${arm}`, fold),
      questions: [heldOut],
    })),
  );
  const outcomePart = partOf(work, 'outcomes', 0, 0.6);
  const expected = await (await openSchool(spec.learner, study.table, outcomePart)).teach(outcomeLessons, outcomePart);
  const scorePart = partOf(work, 'scores', 0.6, 0.95);
  const chances = await (await openSchool(spec.propensityLearner, study.table, scorePart)).teach(scoreLessons, scorePart);
  const columnFor = (answers: typeof expected, width: number, at: number) =>
    assemble(
      study.codes.length,
      lots.map(({ heldOut }, fold) => ({ heldOut, answer: answers[fold * width + at]?.[0] ?? new Float64Array(0) })),
    );
  let guarded = 0;
  const against = study.compared.map((arm, index) => {
    const { scores, moved } = guardScores(columnFor(chances, study.compared.length, index), spec.estimand, spec.propensityLearner);
    guarded += moved;
    return [arm, scores] as const;
  });
  return {
    outcomes: new Map(arms.map((arm, index) => [arm, columnFor(expected, arms.length, index)])),
    against: new Map(against),
    guarded,
  };
}

function foldsOf({ codes, values, task, compared }: AssignmentStudy, count: number, work: Work): Fold[] {
  const rows = allRows(codes.length).filter((row) => codes[row] === 0 || compared.includes(codes[row] as number));
  const used = sharedInts(rows.length);
  used.set(rows);
  if (count === 1) return [{ train: used, heldOut: used }];
  const strata = task === 'binary' ? codes.map((code, row) => (code < 0 ? -1 : 2 * code + (values[row] as number))) : codes;
  return dealFolds(codes.length, count, work.rng.fork('folds'), { rows: used, strata });
}

function flagsOf(codes: Int32Array, arm: number): Float64Array {
  const flags = sharedFloats(codes.length);
  for (let row = 0; row < codes.length; row++) flags[row] = Number(codes[row] === arm);
  return flags;
}

/** Rows that nobody was asked about stay at 0.5, which no estimate reads. */
function assemble(rowCount: number, parts: readonly { readonly heldOut: Int32Array; readonly answer: Float64Array }[]): Float64Array {
  const column = new Float64Array(rowCount).fill(0.5);
  for (const { heldOut, answer } of parts) for (let i = 0; i < heldOut.length; i++) column[heldOut[i] as number] = answer[i] as number;
  return column;
}
