import { z } from 'zod';
import { nearOptions } from '../kit/explanations/near-row.ts';

export const localTreeSpec = z.strictObject({
  ...nearOptions,
  /** Most splits from root to leaf. */
  depth: z.int().min(1).max(3).default(3),
});

export type LocalTreeSpec = z.infer<typeof localTreeSpec>;
