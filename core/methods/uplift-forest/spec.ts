import { z } from 'zod';
import { UPLIFT_CRITERIA } from '../../learners/uplift-trees/criteria.ts';
import { metaSpec } from '../kit/meta-learners/spec.ts';

export const upliftForestSpec = metaSpec.omit({ learner: true, propensity: true }).extend({
  /** What a split is to drive apart; kl and chi2 need outcomes between 0 and 1. */
  criterion: z.enum(UPLIFT_CRITERIA).default('euclid'),
  normalize: z.boolean().default(true),
  trees: z.int().min(1).max(5000).default(100),
  maxDepth: z.int().min(1).max(30).default(8),
  /** Rows of each arm on either side of a split. */
  minLeafRows: z.int().min(1).default(50),
  /** Rows of the node above that are added to each arm of a node. */
  nReg: z.number().min(0).default(10),
  /** Share of the rows that each tree draws. */
  sampleShare: z.number().gt(0).max(1).default(0.5).meta({ unit: 'share' }),
  /** Columns tried at a node; √p + 20, at most all, without it. */
  triedColumns: z.int().min(1).optional(),
  /** Half of a tree's rows find its splits, the other half fill its leaves. */
  honest: z.boolean().default(true),
});

export type UpliftForestSpec = z.infer<typeof upliftForestSpec>;
