import { z } from 'zod';
import { alphaOption, columnOption, columnsOption, controlOption } from '../options.ts';

export const lateSpec = z.strictObject({
  outcome: columnOption('outcome').optional(),
  treatment: columnOption('treatment').optional(),
  arm: z.string().min(1).optional().meta({ pick: 'arm' }),
  control: controlOption,
  instrument: columnOption('instrument').optional(),
  /** The value of the instrument that counts as 1, and the one that counts as 0. */
  encouraged: z.string().min(1).optional(),
  notEncouraged: z.string().min(1).optional(),
  covariates: columnsOption('covariate').optional(),
  /** Columns that compliers are described by; the covariates without it. */
  profile: columnsOption('covariate').optional(),
  covariance: z.enum(['auto', 'classical', 'robust', 'cluster']).default('auto'),
  cluster: columnOption('cluster').optional(),
  alpha: alphaOption,
});

export type LateSpec = z.infer<typeof lateSpec>;
