import { z } from 'zod';
import { refuteOptions } from '../kit/refutation/spec.ts';

const strengths = z.array(z.number().min(0).lt(1)).min(1).max(12).default([0, 0.02, 0.05, 0.1, 0.2, 0.3]).meta({ unit: 'share' });

export const unobservedSpec = refuteOptions.omit({ simulations: true }).extend({
  withTreatment: strengths,
  withOutcome: strengths,
});

export type UnobservedSpec = z.infer<typeof unobservedSpec>;
