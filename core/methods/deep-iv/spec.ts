import { z } from 'zod';
import { networkSpec } from '../../learners/network/spec.ts';
import { alphaOption, columnOption, columnsOption, controlOption } from '../options.ts';

const layers = networkSpec.shape.hidden.unwrap();

export const deepIvSpec = z.strictObject({
  outcome: columnOption('outcome').optional(),
  treatment: columnOption('treatment').optional(),
  arm: z.string().min(1).optional().meta({ pick: 'arm' }),
  control: controlOption,
  instrument: columnsOption('instrument').optional(),
  covariates: columnsOption('covariate').optional(),
  /** The two amounts that are compared; absent: the 25 % and 75 % quantiles, or 0 and 1. */
  from: z.number().optional().meta({ unit: 'treatment' }),
  to: z.number().optional().meta({ unit: 'treatment' }),
  /** One layer by default: the question is ill-posed, and deeper networks swing more between seeds than they gain. */
  hidden: layers.default([32]),
  /** Bumps of the treatment's distribution, given instruments and covariates. */
  components: z.int().min(1).max(20).default(5),
  /** Draws of the treatment for each row and step, in two halves of so many. */
  draws: z.int().min(1).max(200).default(8),
  epochs: networkSpec.shape.epochs.unwrap().default(60),
  learningRate: networkSpec.shape.learningRate.unwrap().default(0.004),
  weightDecay: networkSpec.shape.weightDecay.unwrap().default(1e-4),
  patience: networkSpec.shape.patience.unwrap().default(20),
  /** Networks trained on resampled rows for the interval; fewer than two: none. */
  resamples: z.int().min(0).max(200).default(10),
  alpha: alphaOption,
});

export type DeepIvSpec = z.infer<typeof deepIvSpec>;
