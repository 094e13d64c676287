import { z } from 'zod';
import { alphaOption, columnOption, columnsOption } from '../options.ts';

export const effectTreeSpec = z.strictObject({
  /** One arm; every arm gets a tree of its own without it. */
  arm: z.string().min(1).optional().meta({ pick: 'arm' }),
  /** Columns that segments may be named by; the covariates without it. */
  splitOn: columnsOption('covariate').optional(),
  segments: z.int().min(2).max(20).default(6),
  minLeafRows: z.int().min(2).default(100),
  treatment: columnOption('treatment').optional(),
  outcome: columnOption('outcome').optional(),
  alpha: alphaOption,
});

export type EffectTreeSpec = z.infer<typeof effectTreeSpec>;
