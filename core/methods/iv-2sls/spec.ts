import { z } from 'zod';
import { alphaOption, columnOption, columnsOption, controlOption } from '../options.ts';

export const ivSpec = z.strictObject({
  outcome: columnOption('outcome').optional(),
  treatment: columnOption('treatment').optional(),
  arm: z.string().min(1).optional().meta({ pick: 'arm' }),
  control: controlOption,
  instrument: columnsOption('instrument').optional(),
  covariates: columnsOption('covariate').optional(),
  estimator: z.enum(['2sls', 'liml']).default('2sls'),
  covariance: z.enum(['auto', 'classical', 'robust', 'cluster']).default('auto'),
  cluster: columnOption('cluster').optional(),
  debiased: z.boolean().default(false),
  alpha: alphaOption,
});

export type IvSpec = z.infer<typeof ivSpec>;
