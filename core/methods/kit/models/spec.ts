import { z } from 'zod';
import { alphaOption, columnOption, columnsOption } from '../../options.ts';

/** Options that every model method shares; each adds those of its learner. */
export const modelOptions = z.object({
  outcome: columnOption('outcome').optional(),
  covariates: columnsOption('covariate').optional(),
  task: z.enum(['auto', 'binary', 'regression']).default('auto'),
  positive: z.union([z.string().min(1), z.number(), z.boolean()]).optional(),
  weight: columnOption('weight').optional(),
  cluster: columnOption('cluster').optional(),
  heldOutShare: z.number().min(0.05).max(0.9).default(0.25).meta({ unit: 'share' }),
  folds: z.int().min(2).max(50).default(5),
  into: z.string().min(1).default('prediction'),
  alpha: alphaOption,
});

/** What the shared code reads; each method settles the task itself. */
export type ModelOptions = Omit<z.infer<typeof modelOptions>, 'task'>;
