import { z } from 'zod';
import { alphaOption, columnOption, columnsOption, controlOption } from '../../options.ts';

/** The options that every regression with a treatment has. */
export const regressionOptions = {
  treatment: columnOption('treatment').optional(),
  control: controlOption,
  arm: z.string().min(1).optional().meta({ pick: 'arm' }),
  outcome: columnOption('outcome').optional(),
  covariates: columnsOption('covariate').optional(),
  weight: columnOption('weight').optional(),
  cluster: columnsOption('cluster').optional(),
  clusterFactor: z.enum(['smallest', 'own']).default('smallest'),
  reference: z.enum(['first', 'most-common']).default('first'),
  randomised: z.boolean().default(false),
  alpha: alphaOption,
} as const;
