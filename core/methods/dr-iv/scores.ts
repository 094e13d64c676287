import { partOf, type Work } from '../../base/work.ts';
import { rowsByCode } from '../../learners/folds.ts';
import { type FoldLot, metaFolds } from '../kit/meta-learners/cross-fit.ts';
import { learnPropensity, type Propensity } from '../kit/meta-learners/propensity.ts';
import { type Answers, type Lesson, openSchool } from '../kit/meta-learners/school.ts';
import type { DrIvSpec } from './spec.ts';
import type { DrIvStudy } from './study.ts';

/** Doubly robust scores of what the instrument did to outcome and treatment, n long; NaN for rows that do not count. */
export interface IvScores {
  readonly onOutcome: Float64Array;
  readonly onTreatment: Float64Array;
  /** Smallest and largest chance of being encouraged. */
  readonly chances: readonly [number, number];
  readonly clipped: number;
}

/**
 * Cross-fitted scores of the interactive instrument model: for V the outcome or the treatment
 *
 *   ψ_V = v̂_1(x) − v̂_0(x) + z(V − v̂_1(x))/m̂(x) − (1 − z)(V − v̂_0(x))/(1 − m̂(x)),   v_z(x) = E[V | z, x].
 *
 * @see Chernozhukov, Chetverikov, Demirer, Duflo, Hansen, Newey & Robins (2018), Econometrics Journal 21(1), eq. 5.5
 * Cost: five trainings a fold, over the threads.
 */
export async function scoreInstrument(study: DrIvStudy, spec: DrIvSpec, work: Work): Promise<IvScores> {
  const { assignment, taken } = study;
  const folds = metaFolds(assignment, spec.folds, work.rng.fork('folds'));
  const lots = folds.map(
    ({ train, heldOut }, index): FoldLot => ({
      heldOut,
      rowsOfArm: rowsByCode(train, assignment.codes, 2),
      rng: work.rng.fork(`fold:${index}`),
    }),
  );
  const school = await openSchool(spec.learner, assignment.table, partOf(work, 'prepare', 0, 0.05));
  const lessons = lots.flatMap((lot) => [0, 1].flatMap((z) => lessonsOf(study, lot, z)));
  const answers = await school.teach(lessons, partOf(work, 'outcomes', 0.05, 0.7));
  const scoring = partOf(work, 'shares', 0.7, 1);
  const readers = spec.propensity === 'shares' ? school : await openSchool(spec.propensityLearner, assignment.table, scoring);
  const propensities = await learnPropensity({ study: assignment, spec }, lots, readers, scoring);
  const scores = { onOutcome: new Float64Array(taken.length), onTreatment: new Float64Array(taken.length) };
  let [low, high, clipped] = [1, 0, 0];
  lots.forEach(({ heldOut }, fold) => {
    const { shares, clippedRows } = propensities[fold] as Propensity;
    clipped += clippedRows;
    const [y0, d0, y1, d1] = answers.slice(4 * fold, 4 * fold + 4).map((own: Answers) => own[0] as Float64Array) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const chance = shares[1] as Float64Array;
    for (let i = 0; i < heldOut.length; i++) {
      const row = heldOut[i] as number;
      const [z, m] = [assignment.codes[row] as number, chance[i] as number];
      if (z >= 0) [low, high] = [Math.min(low, m), Math.max(high, m)];
      const untreated = spec.alwaysTakers ? (d0[i] as number) : 0;
      scores.onOutcome[row] = scoreOf(assignment.values[row] as number, [y0[i] as number, y1[i] as number], z, m);
      scores.onTreatment[row] = scoreOf(taken[row] as number, [untreated, d1[i] as number], z, m);
    }
  });
  return { ...scores, chances: [low, high], clipped };
}

function lessonsOf({ assignment, taken }: DrIvStudy, lot: FoldLot, z: number): Lesson[] {
  const common = { rows: lot.rowsOfArm[z] as Int32Array, questions: [lot.heldOut] };
  return [
    { ...common, task: assignment.task, values: assignment.values, rng: lot.rng.fork(`outcome:${z}`) },
    { ...common, task: 'binary', values: taken, rng: lot.rng.fork(`treatment:${z}`) },
  ];
}

function scoreOf(value: number, [under, over]: readonly [number, number], z: number, chance: number): number {
  if (z < 0) return Number.NaN;
  return over - under + (z === 1 ? (value - over) / chance : -(value - under) / (1 - chance));
}
