import { z } from 'zod';
import { alphaOption, columnOption, columnsOption, controlOption } from '../options.ts';

/** A ratio of two columns per arm, e.g. spend per visit: Σ numerator / Σ denominator. */
const ratioOption = z.union([
  z.string().min(3).meta({ pick: 'ratio' }),
  z.strictObject({
    name: z.string().min(1).optional(),
    numerator: columnOption('outcome'),
    denominator: columnOption('outcome'),
  }),
]);

export const abTestSpec = z.strictObject({
  treatment: columnOption('treatment').optional(),
  control: controlOption,
  outcome: columnsOption('outcome').optional(),
  ratios: z.array(ratioOption).default([]),
  prePeriod: columnsOption('covariate').default([]),
  cluster: columnOption('cluster').optional(),
  covariates: columnsOption('covariate').optional(),
  expectedShares: z.record(z.string(), z.number().gt(0)).optional().meta({ pick: 'shares' }),
  adjust: z.enum(['holm', 'bh', 'none']).default('holm'),
  alpha: alphaOption,
});

export type AbTestSpec = z.infer<typeof abTestSpec>;
