import { z } from 'zod';

/** Options of gradient-boosted trees; names and defaults follow LightGBM where it has them. */
export const gbdtSpec = z.object({
  /** auto: squared for a number, logistic for yes/no. */
  loss: z.enum(['auto', 'squared', 'logistic', 'poisson', 'quantile']).default('auto'),
  /** The quantile that the quantile loss aims at. */
  quantile: z.number().gt(0).lt(1).default(0.5).meta({ unit: 'share' }),
  trees: z.int().min(1).max(20_000).default(100),
  leaves: z.int().min(2).max(32_768).default(31),
  learningRate: z.number().gt(0).max(1).default(0.1),
  maxDepth: z.int().min(1).max(64).default(64),
  growth: z.enum(['leaf-wise', 'depth-wise']).default('leaf-wise'),
  minLeafRows: z.int().min(1).default(20),
  minLeafHessian: z.number().min(0).default(1e-3),
  lambda: z.number().min(0).default(0),
  minGain: z.number().min(0).default(0),
  /** Share of the rows, and of the columns, that each tree is grown on. */
  rowShare: z.number().gt(0).max(1).default(1).meta({ unit: 'share' }),
  columnShare: z.number().gt(0).max(1).default(1).meta({ unit: 'share' }),
  /** Bins a feature, the one for missing values included. */
  bins: z.int().min(4).max(255).default(255),
  /** Per feature name: 1 the answer may only rise with it, −1 only fall. */
  monotone: z.record(z.string(), z.union([z.literal(1), z.literal(-1)])).default({}),
  /** Stop after so many trees without a better held-out loss; 0 never stops early. */
  earlyStopping: z.int().min(0).default(0),
  /** Share of the rows held out to watch, when stopping early. */
  validationShare: z.number().gt(0).lt(1).default(0.1).meta({ unit: 'share' }),
  categorySmoothing: z.number().min(0).default(10),
  categoryLambda: z.number().min(0).default(10),
  categoryRows: z.int().min(1).default(100),
});

export type GbdtSpec = z.infer<typeof gbdtSpec>;
