import { z } from 'zod';
import { alphaOption, columnOption, columnsOption } from '../options.ts';

export const importanceSpec = z.object({
  /** auto: 1 − AUC for yes/no outcomes, RMSE for numbers. */
  metric: z.enum(['auto', 'auc', 'logloss', 'rmse']).default('auto'),
  outcome: columnOption('outcome').optional(),
  /** A yes/no column: only rows where it says yes are judged, e.g. rows that the model has not seen. */
  heldOut: z.string().min(1).optional().meta({ pick: 'column' }),
  repeats: z.int().min(2).max(500).default(15),
  /** Rows that are judged, at most. */
  rows: z.int().min(10).max(1_000_000).default(5000),
  /** Features that are shuffled together, under a name of their own. */
  groups: z.record(z.string(), z.array(z.string().min(1)).min(1)).default({}),
  alpha: alphaOption,
  arm: z.string().min(1).optional().meta({ pick: 'arm' }),
  covariates: columnsOption('covariate').optional(),
});

export type ImportanceSpec = z.infer<typeof importanceSpec>;
