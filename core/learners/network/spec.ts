import { z } from 'zod';

/** Options of a dense network. */
export const networkSpec = z.object({
  /** Units of each hidden layer, the first one next to the columns. */
  hidden: z.array(z.int().min(1).max(1024)).min(1).max(8).default([64, 32]),
  activation: z.enum(['relu', 'tanh']).default('relu'),
  /** Most passes over the rows; early stopping usually ends sooner. */
  epochs: z.int().min(1).max(2000).default(60),
  batchRows: z.int().min(1).max(65_536).default(128),
  learningRate: z.number().gt(0).max(1).default(0.002),
  /** Pull of every weight towards 0 per step, apart from the gradient. */
  weightDecay: z.number().min(0).max(1).default(1e-4),
  /** Share of the rows that decides when to stop; 0 trains for all epochs. */
  validationShare: z.number().min(0).max(0.5).default(0.15),
  /** Epochs without an improvement on those rows before it stops. */
  patience: z.int().min(1).max(1000).default(8),
});

export type NetworkSpec = z.infer<typeof networkSpec>;
