import { z } from 'zod';
import { regressionOptions } from '../kit/regression/options.ts';

export const logitSpec = z.strictObject({
  ...regressionOptions,
  positive: z.union([z.string(), z.number(), z.boolean()]).optional(),
  covariance: z.enum(['classical', 'HC0', 'HC1', 'cluster']).default('classical'),
  marginal: z.enum(['derivative', 'difference']).default('derivative'),
});

export type LogitSpec = z.infer<typeof logitSpec>;
