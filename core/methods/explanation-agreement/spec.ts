import { z } from 'zod';
import { subjectOptions } from '../kit/explanations/subject-options.ts';

export const agreementSpec = z.strictObject({
  /** Features that count as leading. */
  top: z.int().min(1).max(50).default(5),
  /** Rows that SHAP and shuffling look at. */
  rows: z.int().min(20).max(100_000).default(1000),
  /** Rows that are explained by lines of their own. */
  lines: z.int().min(2).max(500).default(30),
  ...subjectOptions,
});

export type AgreementSpec = z.infer<typeof agreementSpec>;
