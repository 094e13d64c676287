import { z } from 'zod';
import { alphaOption, columnOption, columnsOption } from '../options.ts';

const timeOption = z.union([z.number(), z.string().min(1)]);

export const itsSpec = z.strictObject({
  outcome: columnOption('outcome').optional(),
  time: columnOption('time').optional(),
  start: timeOption.optional().meta({ unit: 'time' }),
  post: columnOption('time').optional(),
  family: z.enum(['gaussian', 'poisson', 'quasi-poisson']).default('gaussian'),
  offset: columnOption('covariate').optional(),
  change: z.enum(['level', 'slope', 'both']).default('both'),
  countFrom: z.int().min(0).max(1).default(1).meta({ unit: 'periods' }),
  season: z.enum(['none', 'dummies', 'harmonics']).default('none'),
  period: z.int().min(2).max(366).default(12).meta({ unit: 'periods' }),
  harmonics: z.int().min(1).max(10).default(1),
  covariates: columnsOption('covariate').default([]),
  combine: z.enum(['refuse', 'mean', 'sum']).default('refuse'),
  errors: z.enum(['arma', 'hac', 'model']).optional(),
  ar: z.int().min(0).max(4).default(1),
  ma: z.int().min(0).max(3).default(0),
  likelihood: z.enum(['reml', 'ml']).default('reml'),
  lags: z.int().min(0).max(200).optional().meta({ unit: 'periods' }),
  smallSample: z.boolean().default(false),
  placebos: z.int().min(0).max(50).default(8),
  alpha: alphaOption,
});

export type ItsSpec = z.infer<typeof itsSpec>;
