import { z } from 'zod';
import { rowOptions } from '../kit/explanations/one-row.ts';
import { subjectOptions } from '../kit/explanations/subject-options.ts';

const columns = z.array(z.string().min(1)).default([]).meta({ pick: 'columns' });

/** A number, or a date as text. */
const endOption = z.union([z.number(), z.string().min(1)]);

export const counterfactualSpec = z.strictObject({
  ...rowOptions,
  /** The answer to be crossed; without it 0.5 for yes/no models, otherwise the median of the answers. */
  target: z.number().optional(),
  /** auto: to the side where the row is not. */
  goal: z.enum(['auto', 'above', 'below']).default('auto'),
  /** Columns that keep their value. */
  locked: columns,
  increaseOnly: columns,
  decreaseOnly: columns,
  /** Least and greatest new value of a column; without an entry those of the table. */
  ranges: z.record(z.string().min(1), z.tuple([endOption, endOption])).default({}),
  /** Examples to show. */
  diverse: z.int().min(1).max(20).default(3),
  /** Columns that one example may change. */
  mostChanges: z.int().min(1).max(8).default(4),
  /** Answers of the model that may be asked for: the limit of the search, counted instead of timed. */
  evaluations: z.int().min(100).max(10_000_000).default(200_000),
  ...subjectOptions,
});

export type CounterfactualSpec = z.infer<typeof counterfactualSpec>;
