import { z } from 'zod';
import { alphaOption, columnOption, columnsOption, controlOption } from '../options.ts';

export const didSpec = z.strictObject({
  outcome: columnOption('outcome').optional(),
  treatment: columnOption('treatment').optional(),
  control: controlOption,
  arm: z.string().min(1).optional().meta({ pick: 'arm' }),
  post: columnOption('time').optional(),
  time: columnOption('time').optional(),
  firstTreated: columnOption('time').optional(),
  unit: columnOption('unit').optional(),
  covariates: columnsOption('covariate').default([]),
  covariatesBy: z.enum(['level', 'period']).default('level'),
  cluster: columnOption('cluster').optional(),
  covariance: z.enum(['classical', 'HC1', 'cluster']).optional(),
  gaps: z.enum(['refuse', 'keep']).default('refuse'),
  alpha: alphaOption,
});

export type DidSpec = z.infer<typeof didSpec>;
