import { z } from 'zod';
import { nearOptions } from '../kit/explanations/near-row.ts';

export const limeSpec = z.strictObject({
  ...nearOptions,
  /** Most features with a coefficient. */
  terms: z.int().min(1).max(100).default(6),
  /** Penalty on squared coefficients. */
  ridge: z.number().min(0).max(1e6).default(1),
  /** Draws that are compared with each other. */
  repeats: z.int().min(2).max(100).default(10),
});

export type LimeSpec = z.infer<typeof limeSpec>;
