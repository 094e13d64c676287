import { z } from 'zod';
import { alphaOption, columnOption, columnsOption, controlOption } from '../../options.ts';

/** Methods whose rows are exchangeable and whose report has one effect per arm: those that simulations can refute. */
export const REFUTABLE = ['ols', 'psm', 'ipw', 'aipw', 'iv-2sls', 'late'] as const;

/** The options that every refuter has. */
export const refuteOptions = z.strictObject({
  estimator: z.enum(REFUTABLE).default('ols'),
  /** Further options of the estimator. */
  spec: z.record(z.string(), z.unknown()).default({}),
  treatment: columnOption('treatment').optional(),
  control: controlOption,
  outcome: columnOption('outcome').optional(),
  covariates: columnsOption('covariate').optional(),
  simulations: z.int().min(10).max(2000).default(100),
  alpha: alphaOption,
});

export type RefuteSpec = z.infer<typeof refuteOptions>;
