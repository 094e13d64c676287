import { z } from 'zod';
import { effectLearnerOption, metaSpec } from './spec.ts';

/** The options of learners with a last stage of its own. */
export const residualSpec = metaSpec.extend({
  /** Learns the effects; straight lines without a penalty come with standard errors. */
  effectLearner: effectLearnerOption,
  /** by-fold: the last stage of each row's effect learned from rows of other folds; their measurements may owe a little to it. once: one model of all rows, as econml and causalml have it. */
  finalStage: z.enum(['by-fold', 'once']).default('by-fold'),
});

export type ResidualSpec = z.infer<typeof residualSpec>;
