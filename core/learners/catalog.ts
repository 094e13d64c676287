import { z } from 'zod';
import { type Text, text } from '../base/text.ts';
import type { Work } from '../base/work.ts';
import type { Learner, Target } from './learner.ts';
import { linear } from './linear/linear.ts';
import { logistic } from './linear/logistic-learner.ts';
import { linearSpec } from './linear/spec.ts';
import type { FeatureTable, Model } from './model.ts';
import { forestSpec } from './trees/forest-spec.ts';
import { gbdt } from './trees/gbdt.ts';
import { gbdtSpec } from './trees/gbdt-spec.ts';
import { randomForest } from './trees/random-forest.ts';

/** Every learner that a method can lean on, by id. */
export const LEARNERS = { gbdt, 'random-forest': randomForest, linear, logistic } as const;

export type LearnerId = keyof typeof LEARNERS;

export const LEARNER_IDS = Object.keys(LEARNERS) as readonly LearnerId[];

const learnerChoice = z.discriminatedUnion('learner', [
  gbdtSpec.extend({ learner: z.literal('gbdt') }),
  forestSpec.extend({ learner: z.literal('random-forest') }),
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
  .prefault({ learner: 'gbdt' })
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
    case 'gbdt':
      return ready(gbdt, choice, table, work);
    case 'random-forest':
      return ready(randomForest, choice, table, work);
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

/** What each learner is good at, for the help beside the choice. */
export const LEARNER_HELP: Readonly<Record<LearnerId, Text>> = {
  gbdt: text(
    'Gradient-boosted trees: finds bends and interactions by itself; a good first choice from a few thousand rows on.',
    '梯度提升树：自动捕捉非线性与交互；数据达到数千行时是稳妥的首选。',
  ),
  'random-forest': text(
    'Random forest: averages many deep trees; hard to set wrongly, a little less sharp than boosting.',
    '随机森林：对大量深树取平均；不易调错，精度略逊于提升树。',
  ),
  linear: text(
    'Straight lines (log odds for yes/no outcomes): few rows, clear coefficients; misses bends and interactions.',
    '线性模型（是否型结果用对数几率）：适合数据较少、需要清晰系数的场合；不能捕捉非线性与交互。',
  ),
  logistic: text(
    'Logistic regression: straight lines in the log odds, for yes/no outcomes only.',
    '逻辑回归：对数几率的线性模型，仅用于是否型结果。',
  ),
};

async function ready<Spec extends LearnerChoice, Prepared>(
  learner: Learner<Omit<Spec, 'learner'>, Prepared>,
  choice: Spec,
  table: FeatureTable,
  work: Work,
): Promise<PreparedLearner> {
  const prepared = await learner.prepare(table, choice, work);
  return { choice, table, train: async (target, part) => learner.train(prepared, target, choice, part) };
}
