import { z } from 'zod';
import { alphaOption, columnOption, columnsOption } from '../options.ts';

export const powerSpec = z.strictObject({
  solveFor: z.enum(['size', 'effect', 'power']).default('size'),
  outcome: columnOption('outcome').optional(),
  denominator: columnOption('outcome').optional(),
  metric: z.enum(['auto', 'mean', 'share']).default('auto'),
  baseline: z.number().optional(),
  deviation: z.number().gt(0).optional(),
  effect: z.number().optional(),
  lift: z.number().optional().meta({ unit: 'share' }),
  customers: z.number().int().min(4).max(1e12).optional(),
  power: z.number().gt(0).lt(1).default(0.8).meta({ unit: 'share' }),
  alpha: alphaOption,
  sides: z.enum(['two', 'one']).default('two'),
  allocation: z.array(z.number().gt(0)).min(2).max(20).default([1, 1]),
  adjust: z.enum(['holm', 'bonferroni', 'none']).default('holm'),
  test: z.enum(['t', 'z']).default('t'),
  cluster: columnOption('cluster').optional(),
  prePeriod: columnsOption('covariate').default([]),
  explained: z.number().min(0).lt(1).optional().meta({ unit: 'share' }),
  icc: z.number().min(0).max(1).optional().meta({ unit: 'share' }),
  clusterSize: z.number().min(1).optional(),
  simulations: z.number().int().min(0).max(100_000).default(400),
});

export type PowerSpec = z.infer<typeof powerSpec>;
