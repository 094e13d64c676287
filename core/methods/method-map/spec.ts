import { z } from 'zod';
import { columnOption } from '../options.ts';

/** What the data do not tell of themselves stays unknown until a person answers. */
const answer = z.enum(['auto', 'yes', 'no']).default('auto');

export const methodMapSpec = z.strictObject({
  goal: z.enum(['average', 'who']).default('average'),
  randomised: answer,
  measured: answer,
  instrument: answer,
  cutoff: answer,
  time: z.enum(['auto', 'none', 'series', 'panel', 'staggered', 'one-treated']).default('auto'),
  treatment: columnOption('treatment').optional(),
  unit: columnOption('unit').optional(),
  timeColumn: columnOption('time').optional(),
});

export type MethodMapSpec = z.infer<typeof methodMapSpec>;
