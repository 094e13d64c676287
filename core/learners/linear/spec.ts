import { z } from 'zod';

/** Options of both straight-line learners. */
export const linearSpec = z.object({
  penalty: z.enum(['none', 'ridge', 'lasso', 'elastic-net']).default('none'),
  /** λ per unit of standardised columns; for numbers also of the standardised outcome, so it does not depend on units. */
  strength: z.union([z.literal('auto'), z.number().min(0)]).default('auto'),
  /** Share of the absolute penalty in the elastic net: 0 is ridge, 1 is lasso. */
  mix: z.number().min(0).max(1).default(0.5),
});

export type LinearSpec = z.infer<typeof linearSpec>;

/** The share of the absolute penalty that a spec means. */
export function mixOf(spec: LinearSpec): number {
  if (spec.penalty === 'elastic-net') return spec.mix;
  return spec.penalty === 'lasso' ? 1 : 0;
}

/** Whether the spec asks for any penalty at all. */
export function isPenalized(spec: LinearSpec): boolean {
  return spec.penalty !== 'none' && spec.strength !== 0;
}
