import { z } from 'zod';
import { COVARIANCES } from '../kit/regression/covariance.ts';
import { regressionOptions } from '../kit/regression/options.ts';
import { columnsOption } from '../options.ts';

export const olsSpec = z.strictObject({
  ...regressionOptions,
  fixedEffects: columnsOption('unit').default([]),
  interactions: z.boolean().default(false),
  covariance: z.enum(COVARIANCES).default('HC1'),
});

export type OlsSpec = z.infer<typeof olsSpec>;
