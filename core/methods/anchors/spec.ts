import { z } from 'zod';
import { rowOptions } from '../kit/explanations/one-row.ts';
import { subjectOptions } from '../kit/explanations/subject-options.ts';
import { alphaOption } from '../options.ts';

export const anchorsSpec = z.strictObject({
  ...rowOptions,
  /** Answers from here on count as yes; 0.5 for probabilities and the median answer otherwise. */
  threshold: z.number().optional(),
  /** Precision that the rule must have. */
  tau: z.number().min(0.5).max(0.999).default(0.95).meta({ unit: 'share' }),
  /** Chance of taking a rule below tau for one above it. */
  delta: z.number().gt(0).max(0.5).default(0.1).meta({ unit: 'share' }),
  /** Rules whose precision differs by less count as equal. */
  epsilon: z.number().gt(0).max(0.5).default(0.1).meta({ unit: 'share' }),
  /** Rules that are kept at each length. */
  beam: z.int().min(1).max(20).default(4),
  mostConditions: z.int().min(1).max(10).default(5),
  /** Quantile bins of numbers and dates. */
  bins: z.int().min(2).max(20).default(4),
  /** Model answers that may be asked for, at most. */
  budget: z.int().min(1000).max(10_000_000).default(100_000),
  /** Fresh draws that judge the finished rule, and as many for each condition less. */
  check: z.int().min(100).max(100_000).default(2000),
  alpha: alphaOption,
  ...subjectOptions,
});

export type AnchorsSpec = z.infer<typeof anchorsSpec>;
