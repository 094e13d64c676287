import { z } from 'zod';
import { type Text, text } from '../base/text.ts';
import type { Work } from '../base/work.ts';
import { type GamPrepared, gam } from './gam/gam.ts';
import { type GamOptions, gamSpec } from './gam/spec.ts';
import type { Hands, Target } from './learner.ts';
import type { Design } from './linear/design.ts';
import { linear } from './linear/linear.ts';
import { logistic } from './linear/logistic-learner.ts';
import { type LinearSpec, linearSpec } from './linear/spec.ts';
import type { FeatureTable, Model } from './model.ts';
import { mlp } from './network/network.ts';
import { type NetworkSpec, networkSpec } from './network/spec.ts';
import type { BinnedMatrix } from './trees/binned-matrix.ts';
import { type ForestSpec, forestSpec } from './trees/forest-spec.ts';
import { gbdt } from './trees/gbdt.ts';
import { type GbdtSpec, gbdtSpec } from './trees/gbdt-spec.ts';
import { randomForest } from './trees/random-forest.ts';

/** Every learner that a method can lean on, by id. */
export const LEARNERS = { gbdt, 'random-forest': randomForest, linear, logistic, mlp, gam } as const;

export type LearnerId = keyof typeof LEARNERS;

export const LEARNER_IDS = Object.keys(LEARNERS) as readonly LearnerId[];

const learnerChoice = z.discriminatedUnion('learner', [
  gbdtSpec.extend({ learner: z.literal('gbdt') }),
  forestSpec.extend({ learner: z.literal('random-forest') }),
  linearSpec.extend({ learner: z.literal('linear') }),
  linearSpec.extend({ learner: z.literal('logistic') }),
  networkSpec.extend({ learner: z.literal('mlp') }),
  gamSpec.extend({ learner: z.literal('gam') }),
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

/**
 * A learner that has read its columns: it may now train many times on different targets and rows. Plain data on shared
 * memory, so that other threads train from it too.
 */
export type PreparedLearner =
  | Ready<'gbdt', GbdtSpec, BinnedMatrix>
  | Ready<'random-forest', ForestSpec, BinnedMatrix>
  | Ready<'linear', LinearSpec, Design>
  | Ready<'logistic', LinearSpec, Design>
  | Ready<'mlp', NetworkSpec, FeatureTable>
  | Ready<'gam', GamOptions, GamPrepared>;

interface Ready<Id extends LearnerId, Spec, Prepared> {
  readonly learner: Id;
  readonly spec: Spec;
  readonly table: FeatureTable;
  readonly prepared: Prepared;
}

/** Reads the columns once for a learner. */
export async function prepareLearner(choice: LearnerChoice, table: FeatureTable, work: Work): Promise<PreparedLearner> {
  switch (choice.learner) {
    case 'gbdt':
      return { learner: 'gbdt', spec: choice, table, prepared: await gbdt.prepare(table, choice, work) };
    case 'random-forest':
      return { learner: 'random-forest', spec: choice, table, prepared: await randomForest.prepare(table, choice, work) };
    case 'linear':
      return { learner: 'linear', spec: choice, table, prepared: await linear.prepare(table, choice, work) };
    case 'logistic':
      return { learner: 'logistic', spec: choice, table, prepared: await logistic.prepare(table, choice, work) };
    case 'mlp':
      return { learner: 'mlp', spec: choice, table, prepared: await mlp.prepare(table, choice, work) };
    case 'gam':
      return { learner: 'gam', spec: choice, table, prepared: await gam.prepare(table, choice, work) };
  }
}

/** The task of the target decides the variant: "linear" trains a logistic regression for a yes/no outcome. */
export async function trainPrepared(ready: PreparedLearner, target: Target, work: Work): Promise<Model> {
  switch (ready.learner) {
    case 'gbdt':
      return gbdt.train(ready.prepared, target, ready.spec, work);
    case 'random-forest':
      return randomForest.train(ready.prepared, target, ready.spec, work);
    case 'gam':
      return gam.train(ready.prepared, target, ready.spec, work);
    default:
      return trainAlone(ready, target, work);
  }
}

/** The same model, by the calling thread alone. */
export function trainAlone(ready: PreparedLearner, target: Target, hands: Hands): Model {
  switch (ready.learner) {
    case 'gbdt':
      return gbdt.trainAlone(ready.prepared, target, ready.spec, hands);
    case 'random-forest':
      return randomForest.trainAlone(ready.prepared, target, ready.spec, hands);
    case 'linear':
      return linear.trainAlone(ready.prepared, target, ready.spec, hands);
    case 'logistic':
      return logistic.trainAlone(ready.prepared, target, ready.spec, hands);
    case 'mlp':
      return mlp.trainAlone(ready.prepared, target, ready.spec, hands);
    case 'gam':
      return gam.trainAlone(ready.prepared, target, ready.spec, hands);
  }
}

/** Prepares and trains once. */
export async function trainLearner(choice: LearnerChoice, table: FeatureTable, target: Target, work: Work): Promise<Model> {
  return trainPrepared(await prepareLearner(choice, table, work), target, work);
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
  mlp: text(
    'Dense network: smooth bends and interactions, and hidden layers that can be looked into; wants thousands of rows, and takes longer.',
    '全连接神经网络：可学习平滑的非线性与交互，隐藏层可供查看；需要数千行以上的数据，训练较慢。',
  ),
  gam: text(
    'Additive model: one curve a column and a few pairs, all of which can be read; often as good as boosted trees, and slower.',
    '可加模型：每列一条曲线，外加少数列对，全部可读；精度常与提升树相当，训练较慢。',
  ),
};
