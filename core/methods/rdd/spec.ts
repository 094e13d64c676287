import { z } from 'zod';
import { alphaOption, columnOption, columnsOption, controlOption } from '../options.ts';
import { SELECTORS } from './bandwidths.ts';
import { BIN_RULES } from './bins.ts';
import { KERNELS } from './kernels.ts';
import { VARIANCES } from './residuals.ts';

/** One width for both sides, or one below and one above; empty means chosen from the data. */
const widthsOption = z.array(z.number().gt(0)).max(2).default([]).meta({ unit: 'runningVariable' });

export const rddSpec = z.strictObject({
  outcome: columnOption('outcome').optional(),
  runningVariable: columnOption('runningVariable').optional(),
  cutoff: z.number().default(0).meta({ unit: 'runningVariable' }),
  treatedSide: z.enum(['above', 'below']).default('above'),
  takeUp: columnOption('treatment').optional(),
  arm: z.string().min(1).optional().meta({ pick: 'arm' }),
  control: controlOption,
  derivative: z.int().min(0).max(2).default(0),
  order: z.int().min(0).max(4).optional(),
  biasOrder: z.int().min(1).max(5).optional(),
  kernel: z.enum(KERNELS).default('triangular'),
  selector: z.enum(SELECTORS).default('mserd'),
  bandwidth: widthsOption,
  biasBandwidth: widthsOption,
  regularization: z.number().min(0).default(1),
  massPoints: z.enum(['adjust', 'off']).default('adjust'),
  variance: z.enum(VARIANCES).default('nn'),
  neighbors: z.int().min(1).max(50).default(3),
  covariates: columnsOption('covariate').default([]),
  balance: columnsOption('covariate').optional(),
  donut: z.number().min(0).default(0).meta({ unit: 'runningVariable' }),
  placeboCutoffs: z.array(z.number()).max(20).default([]).meta({ unit: 'runningVariable' }),
  bins: z.enum(BIN_RULES).default('esmv'),
  alpha: alphaOption,
});

export type RddSpec = z.infer<typeof rddSpec>;
