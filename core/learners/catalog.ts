import { z } from 'zod';
import type { Work } from '../base/work.ts';
import type { Learner, Target } from './learner.ts';
import { linear } from './linear/linear.ts';
import { logistic } from './linear/logistic-learner.ts';
import { linearSpec } from './linear/spec.ts';
import type { FeatureTable, Model } from './model.ts';

/** Every learner that a method can lean on, by id. */
export const LEARNERS = { linear, logistic } as const;

export type LearnerId = keyof typeof LEARNERS;

export const LEARNER_IDS = Object.keys(LEARNERS) as readonly LearnerId[];

const learnerChoice = z.discriminatedUnion('learner', [
  linearSpec.extend({ learner: z.literal('linear') }),
  linearSpec.extend({ learner: z.literal('logistic') }),
]);

/** A learner with its own options, e.g. `{ learner: 'gbdt', trees: 200 }`. */
export type LearnerChoice = z.infer<typeof learnerChoice>;

/**
 * The option "which learner" of any method that leans on one. A bare id stands for that learner with its
 * defaults, so that the command line can say `--set learner=linear`.
 */
export const learnerOption = z
  .preprocess((given) => (typeof given === 'string' ? { learner: given } : given), learnerChoice)
  .prefault({ learner: 'linear' })
  .meta({ pick: 'learner' });

/** A learner that has read its columns: it may now train many times on different targets and rows. */
export interface PreparedLearner {
  readonly choice: LearnerChoice;
  readonly table: FeatureTable;
  /** The task of the target decides the variant: "linear" trains a logistic regression for a yes/no outcome. */
  train(target: Target, work: Work): Promise<Model>;
}

/** Reads the columns once for a learner. */
export async function prepareLearner(choice: LearnerChoice, table: FeatureTable, work: Work): Promise<PreparedLearner> {
  switch (choice.learner) {
    case 'linear':
      return ready(linear, choice, table, work);
    case 'logistic':
      return ready(logistic, choice, table, work);
  }
}

/** Prepares and trains once. */
export async function trainLearner(choice: LearnerChoice, table: FeatureTable, target: Target, work: Work): Promise<Model> {
  const prepared = await prepareLearner(choice, table, work);
  return prepared.train(target, work);
}

async function ready<Spec extends LearnerChoice, Prepared>(
  learner: Learner<Omit<Spec, 'learner'>, Prepared>,
  choice: Spec,
  table: FeatureTable,
  work: Work,
): Promise<PreparedLearner> {
  const prepared = await learner.prepare(table, choice, work);
  return { choice, table, train: async (target, part) => learner.train(prepared, target, choice, part) };
}
