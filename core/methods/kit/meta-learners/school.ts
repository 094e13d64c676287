import { partOf, type Work } from '../../../base/work.ts';
import { type LearnerChoice, type PreparedLearner, prepareLearner } from '../../../learners/catalog.ts';
import type { LearningTask } from '../../../learners/learner.ts';
import type { FeatureTable } from '../../../learners/model.ts';
import { predict } from '../../../learners/predict.ts';

/** A trained answer: expected outcomes of the given rows, on the outcome's own scale. */
export type Predictor = (rows: Int32Array) => Float64Array;

/** What one model is to learn: n values, the rows to learn from, and what kind of answer. */
export interface Lesson {
  readonly task: LearningTask;
  readonly values: Float64Array;
  readonly rows: Int32Array;
}

/** Trains many models on one reading of the covariates. */
export interface School {
  learn(lesson: Lesson, work: Work): Promise<Predictor>;
}

/**
 * Reads the covariates once for the chosen learner. Where a lesson has a single answer, that answer is the
 * model: learners may not like to be asked, and none would say anything else.
 */
export async function openSchool(choice: LearnerChoice, table: FeatureTable, work: Work): Promise<School> {
  const prepared = await prepareLearner(choice, table, partOf(work, 'prepare', 0, 0.05));
  // Logistic regression cannot learn numbers, such as imputed effects; straight lines can.
  const forNumbers = choice.learner === 'logistic' ? await prepareLearner({ ...choice, learner: 'linear' }, table, work) : prepared;
  return {
    learn: async (lesson, part) => {
      const only = onlyValue(lesson);
      if (only !== undefined) return (rows) => new Float64Array(rows.length).fill(only);
      const model = await trainOn(lesson.task === 'binary' ? prepared : forNumbers, lesson, part);
      return (rows) => predict(model, table, rows);
    },
  };
}

function trainOn(prepared: PreparedLearner, lesson: Lesson, work: Work) {
  return prepared.train({ task: lesson.task, values: lesson.values, rows: lesson.rows }, work);
}

function onlyValue({ values, rows }: Lesson): number | undefined {
  const first = values[rows[0] as number];
  for (const row of rows) if (values[row] !== first) return undefined;
  return first;
}
