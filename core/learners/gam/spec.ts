import { z } from 'zod';

/** Options of a boosted additive model. */
export const gamSpec = z.object({
  /** Most passes over the features; early stopping usually ends sooner. */
  rounds: z.int().min(1).max(50_000).default(3000),
  /** How much of its answer each step adds. */
  learningRate: z.number().gt(0).max(1).default(0.05),
  /** Most leaves of a step along one feature. */
  leaves: z.int().min(2).max(8).default(3),
  minLeafRows: z.int().min(1).default(10),
  /** Models that are averaged, each trained and stopped on another part of the rows. */
  bags: z.int().min(1).max(100).default(8),
  /** Share of the rows that tells a bag when to stop. */
  validationShare: z.number().min(0.05).max(0.5).default(0.15).meta({ unit: 'share' }),
  /** Rounds without a better loss on those rows before a bag stops. */
  earlyStopping: z.int().min(1).max(1000).default(30),
  /** Most pairs of features that get a term of their own. */
  pairs: z.int().min(0).max(50).default(5),
  /** Bins a feature, the one for missing values included. */
  bins: z.int().min(4).max(255).default(128),
  /** The same for the terms of pairs. */
  pairBins: z.int().min(3).max(64).default(24),
  /** Features along which the answer may only rise; they take part in no pair. */
  increasing: z.array(z.string().min(1)).default([]).meta({ pick: 'columns' }),
  /** Features along which it may only fall. */
  decreasing: z.array(z.string().min(1)).default([]).meta({ pick: 'columns' }),
});

export type GamSpec = z.infer<typeof gamSpec>;

/** Overwrites a shape where a number lies between two ends (both included; open without one), or for one category. */
export const gamEdit = z.strictObject({
  feature: z.string().min(1),
  from: z.number().optional(),
  to: z.number().optional(),
  category: z.string().min(1).optional(),
  /** What the shape adds there, on its own scale. */
  value: z.number(),
});

export type GamEdit = z.infer<typeof gamEdit>;

/** What training reads; edits are made to the finished shapes. */
export type GamOptions = GamSpec & { readonly edits?: readonly GamEdit[] | undefined };
