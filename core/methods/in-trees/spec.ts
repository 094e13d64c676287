import { z } from 'zod';
import { subjectOptions } from '../kit/explanations/subject-options.ts';
import { columnOption } from '../options.ts';

export const inTreesSpec = z.strictObject({
  /** What rules are measured against; auto: the outcome column where one is known and fits the model, otherwise the model itself. */
  target: z.enum(['auto', 'outcome', 'model']).default('auto'),
  outcome: columnOption('outcome').optional(),
  /** Answers from here on count as yes, where the target is yes or no. */
  threshold: z.number().default(0.5),
  /** Trees that are read, from the first. */
  trees: z.int().min(1).max(10_000).default(100),
  /** Paths are cut here. */
  depth: z.int().min(1).max(20).default(6),
  /** Share of the rows that a rule must hold for. */
  frequency: z.number().gt(0).max(0.5).default(0.01).meta({ unit: 'share' }),
  /** Growth of the error for which a condition is dropped. */
  decay: z.number().min(0).max(1).default(0.05).meta({ unit: 'share' }),
  /** Rules that are chosen, at most. */
  rules: z.int().min(1).max(200).default(40),
  /** Rows that rules are measured and judged on, at most. */
  rows: z.int().min(20).max(100_000).default(10_000),
  /** Share of these rows that judges the list. */
  heldOutShare: z.number().min(0.05).max(0.8).default(0.3).meta({ unit: 'share' }),
  ...subjectOptions,
});

export type InTreesSpec = z.infer<typeof inTreesSpec>;
