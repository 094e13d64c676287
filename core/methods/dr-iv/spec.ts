import { z } from 'zod';
import { effectLearnerOption } from '../kit/meta-learners/spec.ts';
import { propensityLearnerOption } from '../kit/propensity/spec.ts';
import { alphaOption, columnOption, columnsOption, controlOption } from '../options.ts';

export const drIvSpec = z.strictObject({
  outcome: columnOption('outcome').optional(),
  treatment: columnOption('treatment').optional(),
  arm: z.string().min(1).optional().meta({ pick: 'arm' }),
  control: controlOption,
  instrument: columnOption('instrument').optional(),
  encouraged: z.string().min(1).optional(),
  notEncouraged: z.string().min(1).optional(),
  covariates: columnsOption('covariate').optional(),
  /** Segments whose effects are told apart. */
  groups: columnOption('covariate').optional(),
  learner: effectLearnerOption,
  propensityLearner: propensityLearnerOption,
  /** shares: the instrument was drawn by lot. estimated: it depended on the covariates. */
  propensity: z.enum(['shares', 'estimated']).default('estimated'),
  /** Whether some take the treatment without encouragement. */
  alwaysTakers: z.boolean().default(true),
  folds: z.int().min(1).max(20).default(5),
  /** Fresh folds so many times; the median is reported. */
  repeats: z.int().min(1).max(50).default(1),
  alpha: alphaOption,
});

export type DrIvSpec = z.infer<typeof drIvSpec>;
