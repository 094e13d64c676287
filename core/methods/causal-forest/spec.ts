import { z } from 'zod';
import { metaSpec } from '../kit/meta-learners/spec.ts';
import { columnOption, columnsOption } from '../options.ts';

/** Defaults are those of grf, where it has the option. */
export const causalForestSpec = metaSpec.extend({
  /** arms: every value is an arm of its own; number: the effect of one unit more. */
  treatmentAs: z.enum(['arms', 'number']).default('arms'),
  /** A column that moved the treatment and nothing else: the effect is then that on rows it moved. */
  instrument: columnOption('instrument').optional(),
  /** Rows that belong together are drawn, centred and counted together. */
  cluster: columnOption('cluster').optional(),
  /** Columns that the effects are projected on; all covariates without it, twenty at most. */
  projectOn: columnsOption('covariate').optional(),
  /** Rows whose centring models never saw them. */
  folds: z.int().min(2).max(20).default(5),
  trees: z.int().min(50).max(20_000).default(2000),
  sampleShare: z.number().min(0.05).max(0.5).default(0.5).meta({ unit: 'share' }),
  /** Columns tried at a node, on average; the square root of their number plus 20 without it. */
  triedColumns: z.int().min(1).optional(),
  minLeafRows: z.int().min(1).max(10_000).default(5),
  balance: z.number().min(0).max(0.25).default(0.05).meta({ unit: 'share' }),
  /** Share of a tree's rows that choose its splits; the others fill its leaves. 0 switches honesty off. */
  honestShare: z.number().min(0).max(0.9).default(0.5).meta({ unit: 'share' }),
  /** Tries some settings on small forests first. */
  tune: z.boolean().default(false),
});

export type CausalForestSpec = z.infer<typeof causalForestSpec>;
