import { z } from 'zod';
import { alphaOption, columnOption, columnsOption } from '../options.ts';

export const didStaggeredSpec = z.strictObject({
  outcome: columnOption('outcome').optional(),
  unit: columnOption('unit').optional(),
  time: columnOption('time').optional(),
  firstTreated: columnOption('time').optional(),
  covariates: columnsOption('covariate').default([]),
  estimator: z.enum(['dr', 'reg', 'ipw', 'imputation']).default('dr'),
  controls: z.enum(['never', 'not-yet']).default('never'),
  anticipation: z.int().min(0).max(50).default(0).meta({ unit: 'periods' }),
  base: z.enum(['varying', 'universal']).default('varying'),
  cluster: columnOption('cluster').optional(),
  draws: z.int().min(0).max(100_000).default(1000),
  multiplier: z.enum(['mammen', 'rademacher']).default('mammen'),
  gaps: z.enum(['refuse', 'drop']).default('refuse'),
  alpha: alphaOption,
});

export type DidStaggeredSpec = z.infer<typeof didStaggeredSpec>;
