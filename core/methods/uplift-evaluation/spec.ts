import { z } from 'zod';
import { alphaOption, columnOption, columnsOption, controlOption } from '../options.ts';

export const upliftEvaluationSpec = z.strictObject({
  treatment: columnOption('treatment').optional(),
  control: controlOption,
  outcome: columnOption('outcome').optional(),
  scores: columnsOption('covariate').optional(),
  definition: z.enum(['sklift', 'causalml']).default('sklift'),
  strategy: z.enum(['overall', 'by-group']).default('overall'),
  k: z.array(z.number().gt(0).max(1)).min(1).max(10).default([0.1, 0.2, 0.3]).meta({ unit: 'share' }),
  bins: z.number().int().min(2).max(50).default(10),
  propensity: z.record(z.string().min(1), z.string().min(1)).optional(),
  replicates: z.number().int().min(0).max(10_000).default(200),
  alpha: alphaOption,
});

export type UpliftEvaluationSpec = z.infer<typeof upliftEvaluationSpec>;
export type Definition = UpliftEvaluationSpec['definition'];
