import { z } from 'zod';
import { alphaOption, columnOption, columnsOption, controlOption } from '../options.ts';

export const sensitivitySpec = z.strictObject({
  treatment: columnOption('treatment').optional(),
  control: controlOption,
  arm: z.string().min(1).optional().meta({ pick: 'arm' }),
  outcome: columnOption('outcome').optional(),
  covariates: columnsOption('covariate').optional(),
  benchmarks: columnsOption('covariate').optional(),
  strengths: z.array(z.number().gt(0).max(100)).min(1).max(5).default([1, 2, 3]),
  q: z.number().gt(0).max(1).default(1).meta({ unit: 'share' }),
  alpha: alphaOption,
});

export type SensitivitySpec = z.infer<typeof sensitivitySpec>;
