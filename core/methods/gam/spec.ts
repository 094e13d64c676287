import { z } from 'zod';
import { gamEdit, gamSpec } from '../../learners/gam/spec.ts';
import { modelOptions } from '../kit/models/spec.ts';

export const gamMethodSpec = z.strictObject({
  ...modelOptions.shape,
  ...gamSpec.shape,
  /** Overwrites shapes after training, in order. */
  edits: z.array(gamEdit).default([]),
});

export type GamMethodSpec = z.infer<typeof gamMethodSpec>;
