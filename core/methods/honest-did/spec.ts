import { z } from 'zod';
import { alphaOption } from '../options.ts';

export const honestDidSpec = z.strictObject({
  estimator: z.enum(['did', 'did-staggered']).default('did'),
  /** Options of the estimator. */
  spec: z.record(z.string(), z.unknown()).default({}),
  lag: z.int().min(0).max(1000).optional().meta({ unit: 'periods since the start' }),
  magnitudes: z.array(z.number().min(0).max(100)).min(1).max(50).default([0, 0.5, 1, 1.5, 2]),
  smoothness: z.array(z.number().min(0)).max(50).default([]).meta({ unit: 'outcome' }),
  alpha: alphaOption,
});

export type HonestDidSpec = z.infer<typeof honestDidSpec>;
