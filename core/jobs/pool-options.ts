import type { Progress } from './messages.ts';

/** How a job stands while it runs: how far, doing what, and how much longer it will take at this pace. */
export interface JobProgress extends Progress {
  readonly elapsedMs: number;
  readonly remainingMs?: number;
}

export interface JobOptions {
  /** Bytes the job will need; refused before it starts when the pool cannot give them. */
  readonly memoryBytes?: number;
  readonly timeLimitMs?: number;
  readonly onProgress?: (progress: JobProgress) => void;
}

export interface PoolOptions {
  readonly threads?: number;
  /** Bytes that running jobs may need together; by default 70 % of the machine's memory. */
  readonly memoryBytes?: number;
  /** The worker's entry file; packages bundle it elsewhere, tests bring their own. */
  readonly workerFile?: URL;
}
