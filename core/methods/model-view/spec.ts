import { z } from 'zod';

export const modelViewSpec = z.strictObject({
  /** Which tree of the model, counted from 1. */
  tree: z.int().min(1).default(1),
  /** Levels that are drawn, at most. */
  depth: z.int().min(1).max(6).default(3),
  /** Which part of a blended model, counted from 1. */
  part: z.int().min(1).default(1),
  /** Rows that are sent through, at most. */
  rows: z.int().min(1).max(1_000_000).default(20_000),
});

export type ModelViewSpec = z.infer<typeof modelViewSpec>;
