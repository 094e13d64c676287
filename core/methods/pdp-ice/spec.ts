import { z } from 'zod';
import { columnsOption } from '../options.ts';

export const pdpSpec = z.object({
  /** Features to draw; without it the four that matter most. */
  features: z.array(z.string().min(1)).optional().meta({ pick: 'columns' }),
  gridSize: z.int().min(2).max(500).default(50),
  /** Quantiles of the data between which a numeric grid lies. */
  percentiles: z
    .tuple([z.number().min(0).max(1), z.number().min(0).max(1)])
    .refine(([low, high]) => low < high, 'the first must be below the second')
    .default([0.05, 0.95]),
  /** Let every line start at zero, so that only its shape is seen. */
  centred: z.boolean().default(false),
  /** Pairs to draw as surfaces, as ["x0", "x1"] or "x0:x1". */
  pairs: z.array(z.union([z.tuple([z.string().min(1), z.string().min(1)]), z.string().min(3)])).default([]),
  pairGridSize: z.int().min(2).max(60).default(20),
  /** Lines of single rows that are drawn. */
  iceRows: z.int().min(0).max(500).default(60),
  /** Rows that are averaged over, at most. */
  rows: z.int().min(1).max(200_000).default(5000),
  arm: z.string().min(1).optional().meta({ pick: 'arm' }),
  covariates: columnsOption('covariate').optional(),
});

export type PdpSpec = z.infer<typeof pdpSpec>;
