import { z } from 'zod';
import { alphaOption, columnOption, controlOption } from '../options.ts';

const timeOption = z.union([z.number(), z.string().min(1)]);

export const syntheticDidSpec = z.strictObject({
  outcome: columnOption('outcome').optional(),
  unit: columnOption('unit').optional(),
  time: columnOption('time').optional(),
  treatedUnits: z.array(z.string().min(1)).default([]),
  start: timeOption.optional().meta({ unit: 'time' }),
  treatment: columnOption('treatment').optional(),
  control: controlOption,
  arm: z.string().min(1).optional().meta({ pick: 'arm' }),
  estimator: z.enum(['sdid', 'sc', 'did']).default('sdid'),
  solver: z.enum(['frank-wolfe', 'exact']).default('frank-wolfe'),
  ridge: z.number().min(0).max(1e6).optional().meta({ unit: 'outcome' }),
  standardErrors: z.enum(['placebo', 'jackknife', 'bootstrap']).optional(),
  replications: z.int().min(20).max(10_000).default(200),
  gaps: z.enum(['refuse', 'drop']).default('refuse'),
  alpha: alphaOption,
});

export type SyntheticDidSpec = z.infer<typeof syntheticDidSpec>;
