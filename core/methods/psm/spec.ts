import { z } from 'zod';
import { assignmentOptions, foldsOption, propensityLearnerOption } from '../kit/propensity/spec.ts';
import { columnsOption } from '../options.ts';

export const psmSpec = assignmentOptions.extend({
  estimand: z.enum(['att', 'atc', 'ate']).default('att'),
  /** propensity: the score itself; logit: its log odds; mahalanobis: the covariates, whitened within arms. */
  distance: z.enum(['propensity', 'logit', 'mahalanobis']).default('propensity'),
  /** nearest: one row after the other takes its nearest; optimal: the smallest sum of distances over all, without replacement. */
  matching: z.enum(['nearest', 'optimal']).default('nearest'),
  /** Partners per row. */
  ratio: z.int().min(1).max(20).default(1),
  replacement: z.boolean().default(false),
  /** Nearest without replacement: who chooses first. Mahalanobis distances have no largest; they go by data order. */
  order: z.enum(['largest', 'smallest', 'data', 'random']).default('largest'),
  /** The farthest partner, in standard deviations of the score (its log odds with logit); plain units with mahalanobis. */
  caliper: z.number().gt(0).optional(),
  /** Partners agree on these columns exactly. */
  exact: columnsOption('covariate').default([]),
  learner: propensityLearnerOption,
  folds: foldsOption,
});

export type PsmSpec = z.infer<typeof psmSpec>;
