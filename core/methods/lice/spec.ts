import { z } from 'zod';
import { rowOptions } from '../kit/explanations/one-row.ts';
import { subjectOptions } from '../kit/explanations/subject-options.ts';

export const liceSpec = z.strictObject({
  /** per-layer: each layer by itself; class-split: yes and no apart, then paired; nested: only inside the clusters of the layer before. */
  mode: z.enum(['per-layer', 'class-split', 'nested']).default('per-layer'),
  /** Clusters a layer; auto takes the number from 2 to 8 with the best silhouette. */
  clusters: z.union([z.literal('auto'), z.int().min(2).max(12)]).default('auto'),
  /** The transparent model inside a cluster. */
  local: z.enum(['tree', 'linear']).default('tree'),
  /** Depth of local trees and of membership rules. */
  depth: z.int().min(1).max(6).default(3),
  /** Columns of a local linear model, at most. */
  terms: z.int().min(1).max(50).default(6),
  /** Rows that a cluster needs for a model of its own; the larger of 50 and 1 % without it. */
  smallest: z.int().min(5).optional(),
  /** Answers from here on count as yes; 0.5 for probabilities and the median otherwise. */
  threshold: z.number().optional(),
  /** Seeds that the clusters are found anew with. */
  repeats: z.int().min(2).max(50).default(10),
  /** Rows that are explained, at most. */
  rows: z.int().min(50).max(1_000_000).default(100_000),
  ...rowOptions,
  ...subjectOptions,
});

export type LiceSpec = z.infer<typeof liceSpec>;
