import { z } from 'zod';
import { metaSpec } from '../kit/meta-learners/spec.ts';
import { armCostOption, valuePerUnitOption } from '../kit/policy/costs.ts';
import { columnsOption } from '../options.ts';

export const policyTreeSpec = metaSpec.extend({
  depth: z.int().min(1).max(6).default(2),
  /** Columns that the rules may name; the covariates without it. */
  splitOn: columnsOption('covariate').optional(),
  costs: armCostOption,
  valuePerUnit: valuePerUnitOption,
  /** The most that the rule may cost in all, on these rows. */
  budget: z.number().min(0).optional().meta({ unit: 'money' }),
  minLeafRows: z.int().min(1).default(50),
  /** Rows of each arm that every leaf must hold, so that its value rests on evidence. */
  minArmRows: z.int().min(0).default(10),
  /** Candidate cuts per column are at most one less. */
  bins: z.int().min(2).max(255).default(64),
});

export type PolicyTreeSpec = z.infer<typeof policyTreeSpec>;
