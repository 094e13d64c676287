import { z } from 'zod';
import { alphaOption, columnOption, columnsOption, controlOption } from '../options.ts';

const timeOption = z.union([z.number(), z.string().min(1)]);

export const syntheticControlSpec = z.strictObject({
  outcome: columnOption('outcome').optional(),
  unit: columnOption('unit').optional(),
  time: columnOption('time').optional(),
  treatedUnits: z.array(z.string().min(1)).default([]),
  start: timeOption.optional().meta({ unit: 'time' }),
  treatment: columnOption('treatment').optional(),
  control: controlOption,
  arm: z.string().min(1).optional().meta({ pick: 'arm' }),
  donors: z.array(z.string().min(1)).default([]),
  predictors: columnsOption('covariate').default([]),
  outcomeAt: z.array(timeOption).max(100).default([]).meta({ unit: 'time' }),
  windows: z.record(z.string(), z.tuple([timeOption, timeOption])).default({}),
  importance: z.enum(['nested', 'equal']).default('nested'),
  demean: z.boolean().default(false),
  placeboStart: timeOption.optional().meta({ unit: 'time' }),
  placeboFit: z.number().min(1).max(1000).default(20).meta({ unit: 'times the squared error before the start' }),
  gaps: z.enum(['refuse', 'drop']).default('refuse'),
  alpha: alphaOption,
});

export type SyntheticControlSpec = z.infer<typeof syntheticControlSpec>;
