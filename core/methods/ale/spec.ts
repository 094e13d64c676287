import { z } from 'zod';
import { subjectOptions } from '../kit/explanations/subject-options.ts';
import { alphaOption } from '../options.ts';

export const aleSpec = z.strictObject({
  /** Features to draw; without it the four that matter most. */
  features: z.array(z.string().min(1)).optional().meta({ pick: 'columns' }),
  /** Quantile bins; equal edges fall together. */
  bins: z.int().min(1).max(500).default(20),
  /** Rows that are averaged over, at most. */
  rows: z.int().min(1).max(1_000_000).default(50_000),
  ...subjectOptions,
  alpha: alphaOption,
});

export type AleSpec = z.infer<typeof aleSpec>;
