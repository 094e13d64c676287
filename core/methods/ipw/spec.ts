import { z } from 'zod';
import { assignmentOptions, foldsOption, propensityLearnerOption } from '../kit/propensity/spec.ts';

export const ipwSpec = assignmentOptions.extend({
  estimand: z.enum(['ate', 'att', 'atc', 'overlap']).default('ate'),
  /** hajek divides by the sum of the weights, horvitz-thompson by the size of the population that they stand for. */
  normalization: z.enum(['hajek', 'horvitz-thompson']).default('hajek'),
  /** fixed drops rows outside `bounds`, clip moves their scores to them, crump chooses symmetric bounds itself. */
  trimming: z.enum(['none', 'fixed', 'clip', 'crump']).default('none'),
  bounds: z
    .array(z.number().min(0).max(1))
    .length(2)
    .refine(([low = 0, high = 1]) => low < high, { message: 'The lower bound must be below the upper one' })
    .default([0.05, 0.95]),
  stabilized: z.boolean().default(false),
  learner: propensityLearnerOption,
  folds: foldsOption,
});

export type IpwSpec = z.infer<typeof ipwSpec>;
