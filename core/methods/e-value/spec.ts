import { z } from 'zod';
import { alphaOption, columnOption, controlOption } from '../options.ts';

export const eValueSpec = z.strictObject({
  measure: z.enum(['riskRatio', 'oddsRatio', 'rateRatio', 'hazardRatio', 'standardizedDifference']).default('riskRatio'),
  estimate: z.number().optional(),
  low: z.number().optional(),
  high: z.number().optional(),
  isRare: z.boolean().default(false),
  treatment: columnOption('treatment').optional(),
  control: controlOption,
  arm: z.string().min(1).optional().meta({ pick: 'arm' }),
  outcome: columnOption('outcome').optional(),
  alpha: alphaOption,
});

export type EValueSpec = z.infer<typeof eValueSpec>;
