import { z } from 'zod';
import { armCostOption, valuePerUnitOption } from '../kit/policy/costs.ts';
import { alphaOption, columnOption, controlOption } from '../options.ts';

export const bestArmSpec = z.strictObject({
  treatment: columnOption('treatment').optional(),
  control: controlOption,
  outcome: columnOption('outcome').optional(),
  costs: armCostOption,
  valuePerUnit: valuePerUnitOption,
  /** Whether more of the outcome is better. */
  prefer: z.enum(['higher', 'lower']).default('higher'),
  /** Draws for the critical values and the chances. */
  draws: z.int().min(1000).max(1_000_000).default(20_000),
  alpha: alphaOption,
});

export type BestArmSpec = z.infer<typeof bestArmSpec>;
