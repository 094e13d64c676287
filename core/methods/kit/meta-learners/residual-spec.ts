import { z } from 'zod';
import { effectLearnerOption, metaSpec } from './spec.ts';

/** The options of learners with a last stage of its own. */
export const residualSpec = metaSpec.extend({
  /** Learns the effects; straight lines without a penalty come with standard errors. */
  effectLearner: effectLearnerOption,
  /** by-fold: each row's effect comes from rows of other folds. once: one model of all rows, as econml and causalml have it. */
  finalStage: z.enum(['by-fold', 'once']).default('by-fold'),
});

export type ResidualSpec = z.infer<typeof residualSpec>;
