import { z } from 'zod';
import { rowOptions } from '../kit/explanations/one-row.ts';
import { columnsOption } from '../options.ts';

export const shapSpec = z.object({
  /** path-dependent: unknown features follow the training weights; sample: they are taken from rows of the table. */
  background: z.enum(['path-dependent', 'sample']).default('path-dependent'),
  backgroundRows: z.int().min(1).max(2000).default(100),
  /** Most rows that are explained. */
  rows: z.int().min(1).max(1_000_000).default(5000),
  /** The row to show as a waterfall. */
  ...rowOptions,
  interactions: z.boolean().default(false),
  /** How many features get a picture of their own. */
  dependence: z.int().min(0).max(12).default(3),
  arm: z.string().min(1).optional().meta({ pick: 'arm' }),
  covariates: columnsOption('covariate').optional(),
});

export type ShapSpec = z.infer<typeof shapSpec>;
