import { partOf, type Work } from '../../../base/work.ts';
import type { Classroom, EffectLearner, FoldLot, FoldResult } from './cross-fit.ts';
import { type Propensity, propensityLessons, propensityOf } from './propensity.ts';
import { type Answers, type Lesson, openSchool, type School } from './school.ts';
import type { MetaStudy } from './study.ts';

/** What the outcome models of one fold said. */
export interface FoldAnswers extends FoldLot {
  /** Expected outcomes of the held-out rows under each arm, by the model that learned from that arm's rows. */
  readonly expected: readonly Float64Array[];
  /** By arm: its model's answers to what the effect learner asks besides. */
  readonly asked: readonly Answers[];
  readonly propensity: Propensity;
}

/** A study, and a school that has read its covariates. */
export interface OpenRoom extends Classroom {
  readonly school: School;
}

/** How one outcome model per arm becomes effects. */
export interface ArmLearner {
  /** Lists of rows, besides the held-out ones, about which the outcome model of an arm is asked. */
  questions(lot: FoldLot, arm: number): readonly Int32Array[];
  /** Effects of each arm but the control on the held-out rows of every fold, with their errors where there are any. */
  effects(folds: readonly FoldAnswers[], room: OpenRoom, work: Work): readonly ArmEffects[] | Promise<readonly ArmEffects[]>;
}

export type ArmEffects = Pick<FoldResult, 'effects' | 'errors'>;

/** A meta-learner that begins with one model of the outcome per arm. */
export function fromArmModels(learner: ArmLearner): EffectLearner {
  return {
    async learn(lots, room, work) {
      const school = await openSchool(room.spec.learner, room.study.table, partOf(work, 'prepare', 0, 0.05));
      const open = { ...room, school };
      const answered = await learnOutcomes(open, lots, learner, partOf(work, 'outcomes', 0.05, 0.5));
      const effects = await learner.effects(answered, open, partOf(work, 'effects', 0.5, 1));
      return answered.map(({ expected, propensity }, index) => ({ ...(effects[index] ?? { effects: [] }), expected, propensity }));
    },
  };
}

/** One model of the outcome per fold and arm, and where the assignment has to be estimated, its classifiers. */
async function learnOutcomes(
  { study, spec, school }: OpenRoom,
  lots: readonly FoldLot[],
  learner: ArmLearner,
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

function outcomeLesson(study: MetaStudy, lot: FoldLot, arm: number, learner: ArmLearner): Lesson {
  return {
    task: study.task,
    values: study.values,
    rows: lot.rowsOfArm[arm] as Int32Array,
    rng: lot.rng.fork(`outcome:${arm}`),
    questions: [lot.heldOut, ...learner.questions(lot, arm)],
  };
}
