import { z } from 'zod';
import { gamSpec } from '../../../learners/gam/spec.ts';
import { linearSpec } from '../../../learners/linear/spec.ts';
import { networkSpec } from '../../../learners/network/spec.ts';
import { forestSpec } from '../../../learners/trees/forest-spec.ts';
import { gbdtSpec } from '../../../learners/trees/gbdt-spec.ts';
import { alphaOption, columnOption, columnsOption, controlOption } from '../../options.ts';

/**
 * Boosted trees as effects need them. An effect is a small difference of two large answers, so trees that
 * chase the last bit of each outcome give noise: on simulated tests with 4,000 to 100,000 rows these settings
 * halve the error of single effects against the usual 100 trees of 31 leaves, and are faster. Four leaves erred
 * least on five of six of them (eight: a tenth more, and a fifth more on the loan-offer sample).
 */
const gentleTrees = gbdtSpec.extend({
  learner: z.literal('gbdt'),
  trees: gbdtSpec.shape.trees.unwrap().default(200),
  leaves: gbdtSpec.shape.leaves.unwrap().default(4),
  minLeafRows: gbdtSpec.shape.minLeafRows.unwrap().default(50),
  earlyStopping: gbdtSpec.shape.earlyStopping.unwrap().default(10),
  validationShare: gbdtSpec.shape.validationShare.unwrap().default(0.2),
});

const learnerChoice = z.discriminatedUnion('learner', [
  gentleTrees,
  forestSpec.extend({ learner: z.literal('random-forest') }),
  linearSpec.extend({ learner: z.literal('linear') }),
  linearSpec.extend({ learner: z.literal('logistic') }),
  networkSpec.extend({ learner: z.literal('mlp') }),
  gamSpec.extend({ learner: z.literal('gam') }),
]);

/** Any learner of the catalog; options without a learner's name mean boosted trees. */
export const effectLearnerOption = z
  .preprocess((given) => {
    if (typeof given === 'string') return { learner: given };
    return typeof given === 'object' && given !== null && !('learner' in given) ? { learner: 'gbdt', ...given } : given;
  }, learnerChoice)
  .prefault({ learner: 'gbdt' })
  .meta({ pick: 'learner' });

/** The options that meta-learners share. */
export const metaSpec = z.strictObject({
  treatment: columnOption('treatment').optional(),
  control: controlOption,
  outcome: columnOption('outcome').optional(),
  covariates: columnsOption('covariate').optional(),
  learner: effectLearnerOption,
  /** Each row's effect comes from models that never saw it; 1 trains and predicts on the same rows. */
  folds: z.int().min(1).max(20).default(5),
  /** shares: the assignment was random, with the arms' shares; estimated: it depended on the covariates. */
  propensity: z.enum(['shares', 'estimated']).default('shares'),
  alpha: alphaOption,
});

export type MetaSpec = z.infer<typeof metaSpec>;
