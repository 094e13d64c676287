import { z } from 'zod';
import { learnerOption } from '../learners/catalog.ts';
import { alphaOption, columnOption, columnsOption, controlOption } from './options.ts';

/** The options that meta-learners share. */
export const metaSpec = z.strictObject({
  treatment: columnOption('treatment').optional(),
  control: controlOption,
  outcome: columnOption('outcome').optional(),
  covariates: columnsOption('covariate').optional(),
  learner: learnerOption,
  /** Each row's effect comes from models that never saw it; 1 trains and predicts on the same rows. */
  folds: z.int().min(1).max(20).default(5),
  /** shares: the assignment was random, with the arms' shares; estimated: it depended on the covariates. */
  propensity: z.enum(['shares', 'estimated']).default('shares'),
  alpha: alphaOption,
});

export type MetaSpec = z.infer<typeof metaSpec>;
