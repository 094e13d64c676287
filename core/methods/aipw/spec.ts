import { z } from 'zod';
import { learnerOption } from '../../learners/catalog.ts';
import { assignmentOptions, foldsOption, propensityLearnerOption } from '../kit/propensity/spec.ts';
import { columnOption } from '../options.ts';

export const aipwSpec = assignmentOptions.extend({
  estimand: z.enum(['ate', 'att']).default('ate'),
  /** A column whose groups get effects of their own. */
  group: columnOption('covariate').optional(),
  /** Straight lines per arm; log odds for yes/no outcomes. */
  learner: learnerOption.unwrap().prefault({ learner: 'linear' }).meta({ pick: 'learner' }),
  propensityLearner: propensityLearnerOption,
  folds: foldsOption,
});

export type AipwSpec = z.infer<typeof aipwSpec>;
