import { z } from 'zod';
import { subjectOptions } from '../kit/explanations/subject-options.ts';

export const surrogateTreeSpec = z.strictObject({
  /** Questions from the root to a leaf, at most. */
  depth: z.int().min(1).max(10).default(3),
  /** Rows of a leaf, at least, as a share of the rows that the tree is grown on. */
  leafShare: z.number().gt(0).max(0.5).default(0.01).meta({ unit: 'share' }),
  /** Rows that are used, at most. */
  rows: z.int().min(50).max(1_000_000).default(100_000),
  ...subjectOptions,
});

export type SurrogateTreeSpec = z.infer<typeof surrogateTreeSpec>;
