import { z } from 'zod';
import { effectLearnerOption } from '../kit/meta-learners/spec.ts';
import { alphaOption, columnOption, columnsOption, controlOption, shareOption } from '../options.ts';

export const dmlSpec = z.strictObject({
  treatment: columnOption('treatment').optional(),
  control: controlOption,
  arm: z.string().min(1).optional().meta({ pick: 'arm' }),
  outcome: columnOption('outcome').optional(),
  covariates: columnsOption('covariate').optional(),
  /** amount: every unit of a number counts; auto: numbers with more than ten values are amounts. */
  treatmentKind: z.enum(['auto', 'arms', 'amount']).default('auto'),
  model: z.enum(['partially-linear', 'interactive']).default('partially-linear'),
  /** How residuals become an effect in the partially linear model. */
  score: z.enum(['partialling-out', 'iv-type']).default('partialling-out'),
  /** Whom the interactive model averages over. */
  estimand: z.enum(['ate', 'atte']).default('ate'),
  normalizeWeights: z.boolean().default(false),
  /** Chances closer than this to 0 or 1 are moved there. */
  trim: z.number().min(0).max(0.4).default(0.01).meta({ unit: 'share' }),
  learner: effectLearnerOption,
  treatmentLearner: effectLearnerOption,
  folds: z.int().min(1).max(20).default(5),
  /** A column whose values are the folds; folds and repeats then do not count. */
  foldColumn: columnOption('id').optional(),
  repeats: z.int().min(1).max(50).default(1),
  cluster: columnOption('cluster').optional(),
  group: columnOption('covariate').optional(),
  effectModel: z.enum(['constant', 'linear']).default('constant'),
  effectColumns: columnsOption('covariate').optional(),
  cfY: shareOption(0.03),
  cfD: z.number().min(0).lt(1).default(0.03).meta({ unit: 'share' }),
  rho: z.number().min(-1).max(1).default(1),
  alpha: alphaOption,
});

export type DmlSpec = z.infer<typeof dmlSpec>;
