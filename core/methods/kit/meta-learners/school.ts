import type { Rng } from '../../../base/rng.ts';
import type { Work } from '../../../base/work.ts';
import { sharedFloats } from '../../../frame/shared-memory.ts';
import { type LearnerChoice, prepareLearner } from '../../../learners/catalog.ts';
import type { LearningTask } from '../../../learners/learner.ts';
import type { FeatureTable } from '../../../learners/model.ts';
import { trainMany } from '../../../learners/train-many.ts';

/** What one model is to learn, and what it will be asked. Arrays lie on shared memory. */
export interface Lesson {
  readonly task: LearningTask;
  /** n values. */
  readonly values: Float64Array;
  /** How much each row counts, n long; all the same without it. */
  readonly weight?: Float64Array;
  /** The rows to learn from. */
  readonly rows: Int32Array;
  readonly rng: Rng;
  /** Lists of rows that the trained model answers for, on the outcome's own scale. */
  readonly questions: readonly Int32Array[];
}

/** One list of answers per question of a lesson. */
export type Answers = readonly Float64Array[];

/** Trains many models on one reading of the covariates. */
export interface School {
  /** Independent lessons, side by side; answers in their order. */
  teach(lessons: readonly Lesson[], work: Work): Promise<readonly Answers[]>;
}

/**
 * Reads the covariates once for the chosen learner. Where a lesson has a single answer, that answer is the
 * model: learners may not like to be asked, and none would say anything else.
 */
export async function openSchool(choice: LearnerChoice, table: FeatureTable, work: Work): Promise<School> {
  const ready = await prepareLearner(choice, table, work);
  // Logistic regression cannot learn numbers, such as imputed effects; straight lines can.
  const forNumbers = choice.learner === 'logistic' ? await prepareLearner({ ...choice, learner: 'linear' }, table, work) : ready;
  return {
    async teach(lessons, part) {
      const answers: Answers[] = lessons.map(constantAnswers);
      for (const teacher of new Set([ready, forNumbers])) {
        const own = [...lessons.keys()].filter((index) => {
          const isOwn = (lessons[index]?.task === 'binary' ? ready : forNumbers) === teacher;
          return isOwn && answers[index]?.length === 0;
        });
        const learnt = await trainMany(
          teacher,
          own.map((index) => plainLesson(lessons[index] as Lesson)),
          part,
        );
        own.forEach((index, at) => {
          answers[index] = learnt[at]?.answers ?? [];
        });
      }
      return answers;
    },
  };
}

function plainLesson({ task, values, weight, rows, rng, questions }: Lesson) {
  return { target: { task, values, rows, ...(weight === undefined ? {} : { weight }) }, seed: rng.seed, questions };
}

/** The answers of a lesson whose rows all say the same; none when they do not. */
function constantAnswers({ values, rows, questions }: Lesson): Answers {
  const first = values[rows[0] as number] as number;
  for (let i = 0; i < rows.length; i++) if (values[rows[i] as number] !== first) return [];
  return questions.map((asked) => sharedFloats(asked.length).fill(first));
}
