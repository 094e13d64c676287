import { z } from 'zod';

/** Options of random forests. */
export const forestSpec = z.object({
  trees: z.int().min(1).max(20_000).default(200),
  /** Features drawn at every split; 0: their square root for yes/no, a third of them for numbers. */
  mtry: z.int().min(0).default(0),
  minLeafRows: z.int().min(1).default(5),
  leaves: z.int().min(2).max(32_768).default(32_768),
  maxDepth: z.int().min(1).max(64).default(64),
  minGain: z.number().min(0).default(0),
  /** true: every tree draws its rows with replacement; false: without. */
  bootstrap: z.boolean().default(true),
  /** How many rows a tree draws, as a share of all. */
  rowShare: z.number().gt(0).max(1).default(1).meta({ unit: 'share' }),
  /** Bins a feature, the one for missing values included. */
  bins: z.int().min(4).max(255).default(255),
});

export type ForestSpec = z.infer<typeof forestSpec>;
