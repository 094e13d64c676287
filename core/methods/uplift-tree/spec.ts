import { z } from 'zod';
import { UPLIFT_CRITERIA } from '../../learners/uplift-trees/criteria.ts';
import { metaSpec } from '../kit/meta-learners/spec.ts';

export const upliftTreeSpec = metaSpec.omit({ learner: true, propensity: true }).extend({
  /** What a split is to drive apart; kl and chi2 need outcomes between 0 and 1. */
  criterion: z.enum(UPLIFT_CRITERIA).default('euclid'),
  normalize: z.boolean().default(true),
  maxDepth: z.int().min(1).max(8).default(3),
  /** Rows of each arm on either side of a split. */
  minLeafRows: z.int().min(1).default(50),
  /** Rows of the node above that are added to each arm of a node. */
  nReg: z.number().min(0).default(10),
  /** Share of the rows that must confirm every split; 0 keeps all splits. */
  pruneShare: z.number().min(0).max(0.6).default(0.25).meta({ unit: 'share' }),
  /** Half of the other rows find the splits, the other half fill the nodes. */
  honest: z.boolean().default(true),
});

export type UpliftTreeSpec = z.infer<typeof upliftTreeSpec>;
