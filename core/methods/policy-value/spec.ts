import { z } from 'zod';
import { metaSpec } from '../kit/meta-learners/spec.ts';
import { armCostOption, valuePerUnitOption } from '../kit/policy/costs.ts';
import { columnOption } from '../options.ts';

export const policyValueSpec = metaSpec.extend({
  /** A column with the arm that each row would get; without it the rule is the plan, or follows the effects, that come in. */
  rule: columnOption('treatment').optional(),
  costs: armCostOption,
  valuePerUnit: valuePerUnitOption,
  /** For effects: treat where the best arm gains more than this, net of its cost. */
  threshold: z.number().default(0),
});

export type PolicyValueSpec = z.infer<typeof policyValueSpec>;
