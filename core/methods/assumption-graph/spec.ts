import { z } from 'zod';
import { alphaOption, columnOption, columnsOption } from '../options.ts';

export const assumptionGraphSpec = z.strictObject({
  graph: z.string().max(20_000).meta({ pick: 'graph' }),
  treatment: columnOption('treatment').optional(),
  outcome: columnOption('outcome').optional(),
  effect: z.enum(['total', 'direct']).default('total'),
  controls: columnsOption('covariate').optional(),
  testsData: z.boolean().default(true),
  alpha: alphaOption,
});

export type AssumptionGraphSpec = z.infer<typeof assumptionGraphSpec>;
